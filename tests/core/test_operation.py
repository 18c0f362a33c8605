"""The identity of a stack update."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.operation import (
    Submission,
    desired_digest,
    different_tags,
    operation_name,
    tags_sent,
)
from kayron.core.snapshot import Event
from kayron.core.table import Table

SUBMISSION = Submission(
    templates=Table({"index.yaml": "testing/index.1.yaml", "lite.yaml": "testing/lite.2.yaml"}),
    parameters=Table({"LiteVersion": "v1.0.0", "Environment": None}),
    redacted=("Password",),
    tags=Table({"environment": "testing"}),
    capabilities=("CAPABILITY_NAMED_IAM",),
)
EVENT = Event(id="e1", token=None, time=datetime(2026, 11, 16, tzinfo=UTC))


def test_the_desired_digest_changes_with_whatever_is_submitted() -> None:
    changes: list[dict[str, Any]] = [
        {"templates": Table({"index.yaml": "testing/index.2.yaml"})},
        {"parameters": Table({"LiteVersion": "v1.0.1", "Environment": None})},
        {"parameters": Table({"LiteVersion": "v1.0.0", "Environment": "None"})},
        {"redacted": ()},
        {"tags": Table({"environment": "testing", "team": "a"})},
        {"capabilities": ()},
    ]
    digests = {desired_digest(evolve(SUBMISSION, **change)) for change in changes}

    assert len(digests | {desired_digest(SUBMISSION)}) == len(changes) + 1


def test_an_operation_is_the_same_until_the_stack_has_a_newer_event() -> None:
    desired = desired_digest(SUBMISSION)
    name = operation_name(desired, EVENT)

    assert re.fullmatch(f"kayron-{desired[:32]}-[0-9a-f]{{16}}", name)
    assert name == operation_name(desired, evolve(EVENT, time=datetime(2026, 11, 17, tzinfo=UTC)))
    assert name != operation_name(desired, evolve(EVENT, id="e2"))
    assert name != operation_name(desired, None)


def test_tags_are_replaced_by_the_overrides_over_the_deployed_ones_so_none_is_lost() -> None:
    deployed = Table({"environment": "testing", "team": "a", "cost": "1"})
    setting = Table({"team": "b", "owner": "c"})

    assert tags_sent(deployed, setting) == Table(
        {"environment": "testing", "team": "b", "cost": "1", "owner": "c"}
    )
    assert list(different_tags(deployed, setting)) == ["owner", "team"]
    assert list(different_tags(tags_sent(deployed, setting), setting)) == []


TAGS = st.dictionaries(st.sampled_from(["environment", "team", "cost"]), st.text(max_size=2))

GIVEN = st.dictionaries(
    st.from_regex(r"(aws|AWS):[a-z]{1,9}", fullmatch=True), st.text(max_size=2), max_size=2
)
"""Tags that AWS gave: they stay by themselves, and an update that has one is refused."""


@given(TAGS, TAGS, GIVEN)
def test_fault_24_no_tag_is_removed_and_those_of_the_setting_count(
    deployed: dict[str, str], setting: dict[str, str], given: dict[str, str]
) -> None:
    sent = tags_sent(Table({**deployed, **given}), Table(setting))
    assert sent.keys() == deployed.keys() | setting.keys()
    assert all(sent[key] == setting.get(key, deployed.get(key)) for key in sent)
    assert set(different_tags(sent, Table(setting))) == set()
    told = set(different_tags(Table(deployed), Table(setting)))
    assert told == {key for key in sent if deployed.get(key) != sent[key]}


@given(st.text(), st.text(), st.text(max_size=40), st.text(max_size=40))
def test_another_state_and_another_moment_are_another_operation(
    first: str, later: str, one: str, other: str
) -> None:
    desired, changed = (desired_digest(evolve(SUBMISSION, redacted=(t,))) for t in (one, other))
    names = {
        (moment, state): operation_name(state, evolve(EVENT, id=moment))
        for moment in (first, later)
        for state in (desired, changed)
    }
    assert len(set(names.values())) == len({first, later}) * len({one, other})
    assert all(re.fullmatch("kayron-[0-9a-f]{32}-[0-9a-f]{16}", name) for name in names.values())
