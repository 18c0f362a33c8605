"""What the policies say of the stack, of any case, beside a second and plain account of the rules.

The account shares no code with the policies; where they differ, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import botocore.session
import pytest
from attrs import evolve
from botocore.model import StringShape
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.configuration import Configuration, Pause
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.freeze import Freeze
from kayron.core.inputs import Inputs, read_inputs
from kayron.core.policy.failed import judge_failed, remember
from kayron.core.policy.stack import StackCase, judge_stack
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.snapshot import Outcomes, Result, Snapshot, Stack, Submission
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict
from tests.core.builder import NOON
from tests.world.acme import taken_over
from tests.world.example import SUBMISSION
from tests.world.facts import snapshot

ALLOW, HOLD, DENY = Outcome.ALLOW, Outcome.HOLD, Outcome.DENY

UNREAD = Unknown("403 Forbidden")

moments = st.sampled_from([NOON - timedelta(hours=1), NOON, NOON + timedelta(hours=1)])


def said(verdicts: Sequence[Verdict]) -> Mapping[str, Outcome]:
    """Return what each policy says."""
    return {one.policy: one.outcome for one in verdicts}


SNAPSHOT = snapshot(taken_over())

CONFIGURED = read_inputs(SNAPSHOT.source)

PLAIN = StackCase(
    snapshot=SNAPSHOT,
    inputs=CONFIGURED,
    unknown=(),
    missing=(),
    claimed=(),
    desired="d1",
    operation="",
    retry=False,
)

REST = {
    "CREATE_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
}


def every_status() -> Sequence[str]:
    model = botocore.session.get_session().get_service_model("cloudformation")
    shape = model.shape_for("StackStatus")
    assert isinstance(shape, StringShape)
    return tuple(shape.enum)


STATUSES = every_status()

submissions = st.builds(
    lambda operation, desired, result, resource, cause, version: evolve(
        SUBMISSION,
        operation=operation,
        desired=desired,
        result=result,
        resource=resource,
        cause=cause if result is Result.FAILED else None,
        versions=Table({"lite": version, "site": "s1"}),
    ),
    st.sampled_from(["o1", "o2"]),
    st.sampled_from(["d1", "d1", "d2"]),
    st.sampled_from([Result.FAILED, Result.REFUSED, Result.SUCCEEDED, Result.RUNNING]),
    st.sampled_from([None, "Db", "Data/Db"]),
    st.sampled_from(["lite", "lite", "site", None]),
    st.sampled_from(["c1", "c2"]),
)

records = st.lists(submissions, max_size=5).map(
    lambda found: tuple(
        evolve(one, time=NOON + timedelta(minutes=at)) for at, one in enumerate(found)
    )
)

remembered: st.SearchStrategy[Fact[Outcomes]] = st.one_of(
    *[records.map(lambda found: Outcomes(entries=found))] * 4, st.just(Absent()), st.just(UNREAD)
)

allowed = st.sampled_from([(), ("Db",), ("Data/Db", "Db")])

INVALID = InvalidInput([Problem(Place("service/lite.yaml"), "is nonsense.")])

NIGHT = Freeze(start=0, end=12 * 60, zone="Europe/Berlin", reason="night")
ALL_DAY = Freeze(days=("fri",), zone="UTC", reason="friday")
"""`NOON` is a Friday's; in Berlin it is 13 o'clock then."""


ELSEWHERE = {"environment": "x"}


@st.composite
def stacks(draw: st.DrawFn) -> StackCase:
    assert isinstance(SNAPSHOT.root, Stack)
    assert isinstance(CONFIGURED, Inputs)
    root = evolve(
        SNAPSHOT.root,
        status=draw(st.sampled_from(STATUSES)),
        parent=draw(st.none() | st.just("arn:parent")),
        tags=Table(draw(st.sampled_from([{}, {"environment": "testing"}, ELSEWHERE]))),
    )
    pauses = st.builds(Pause, reason=st.just("stop"), until=st.none() | moments)
    configuration = Configuration(
        pause=draw(st.none() | pauses),
        freeze=draw(st.sampled_from([(), (NIGHT,), (NIGHT, ALL_DAY)])),
        allow_stateful=draw(allowed),
    )
    inputs = evolve(CONFIGURED, configuration=configuration)
    roots: list[Fact[Stack]] = [*[root] * 8, Absent(), UNREAD]
    declared: list[Inputs | Absent | Unknown | InvalidInput] = [inputs, Absent(), UNREAD, INVALID]
    tags = draw(st.sampled_from([{}, {"team": "web"}, {"environment": "testing"}, ELSEWHERE]))
    facts = evolve(
        SNAPSHOT,
        captured=NOON,
        settings=evolve(SNAPSHOT.settings, tags=Table(tags)),
        root=draw(st.sampled_from(roots)),
        zones=draw(
            st.sampled_from(
                [Table(), Table({"Europe/Berlin": 60}), Table({"Europe/Berlin": UNREAD})]
            )
        ),
        outcomes=draw(remembered),
    )
    return StackCase(
        snapshot=facts,
        inputs=draw(st.sampled_from(declared)),
        unknown=draw(st.sampled_from([(), ("the listener x (403)",)])),
        missing=draw(st.sampled_from([(), ("New",)])),
        claimed=draw(st.sampled_from([(), ("LiteVersion",)])),
        desired="d1",
        operation=draw(st.sampled_from(["", "o1"])),
        retry=draw(st.booleans()),
    )


def of_root(asked: StackCase) -> Outcome:
    root = asked.snapshot.root
    if isinstance(root, Unknown):
        return ALLOW
    if isinstance(root, Absent) or root.parent is not None:
        return DENY
    moves = asked.snapshot.settings.tags.get("environment") not in (None, "testing")
    return ALLOW if root.tags.get("environment") == "testing" and not moves else DENY


def of_status(facts: Snapshot) -> Outcome:
    if not isinstance(facts.root, Stack) or facts.root.status in REST:
        return ALLOW
    passes = facts.root.status.endswith("_IN_PROGRESS")
    return HOLD if passes and facts.root.status != "REVIEW_IN_PROGRESS" else DENY


def of_pause(asked: StackCase) -> Outcome:
    pause = asked.inputs.configuration.pause if isinstance(asked.inputs, Inputs) else None
    return DENY if pause and (pause.until is None or pause.until > NOON) else ALLOW


def of_freeze(asked: StackCase) -> Outcome:
    windows = asked.inputs.configuration.freeze if isinstance(asked.inputs, Inputs) else ()
    known = asked.snapshot.zones.get("Europe/Berlin") == 60
    return HOLD if windows and (not known or ALL_DAY in windows) else ALLOW


def of_failure(asked: StackCase) -> Outcome:
    outcomes = asked.snapshot.outcomes
    if isinstance(outcomes, Unknown):
        return HOLD
    entries = outcomes.entries if isinstance(outcomes, Outcomes) else ()
    if any((one.operation, one.result) == (asked.operation, Result.SUCCEEDED) for one in entries):
        return HOLD
    last = next((one for one in reversed(entries) if one.desired == "d1"), None)
    if asked.retry or last is None or last.result not in (Result.FAILED, Result.REFUSED):
        return ALLOW
    may_go = asked.inputs.configuration.allow_stateful if isinstance(asked.inputs, Inputs) else ()
    return ALLOW if last.result is Result.REFUSED and last.resource in may_go else HOLD


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_a_stack_allows_holds_or_denies(status: str) -> None:
    assert isinstance(SNAPSHOT.root, Stack)
    facts = evolve(SNAPSHOT, root=evolve(SNAPSHOT.root, status=status))
    found = said(judge_stack(evolve(PLAIN, snapshot=facts)))
    assert found["stack-status"] is of_status(facts)


@given(remembered, allowed, st.booleans())
def test_an_update_that_failed_holds_until_it_is_asked_for_or_may_lose_what_stopped_it(
    outcomes: Fact[Outcomes],
    may_go: tuple[str, ...],
    retry: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    assert isinstance(CONFIGURED, Inputs)
    inputs = evolve(CONFIGURED, configuration=Configuration(allow_stateful=may_go))
    facts = evolve(SNAPSHOT, outcomes=outcomes)
    asked = evolve(PLAIN, snapshot=facts, inputs=inputs, retry=retry)
    assert said(judge_stack(asked))["failed-before"] is of_failure(asked)


@given(stacks())
def test_every_policy_on_the_stack_says_what_its_rule_says(asked: StackCase) -> None:
    unread = bool(asked.unknown) or isinstance(asked.inputs, Unknown)
    assert said(judge_stack(asked)) == {
        "inputs": DENY if isinstance(asked.inputs, Absent | InvalidInput) else ALLOW,
        "unknown-facts": HOLD if unread else ALLOW,
        "root-stack": of_root(asked),
        "stack-status": of_status(asked.snapshot),
        "pause": of_pause(asked),
        "freeze": of_freeze(asked),
        "parameters": DENY if asked.missing or asked.claimed else ALLOW,
        "failed-before": of_failure(asked),
    }


turns = st.lists(
    st.builds(
        lambda result, cause, version: evolve(
            SUBMISSION,
            result=result,
            cause=cause if result is Result.FAILED else None,
            versions=Table({"lite": version, "site": "s1"}),
        ),
        st.sampled_from([Result.FAILED, Result.SUCCEEDED, Result.REFUSED]),
        st.sampled_from(["lite", "lite", "site"]),
        st.sampled_from(["c1", "c2"]),
    ),
    min_size=2,
    max_size=6,
)


@given(turns, st.sampled_from(["lite", "lite", "site"]), st.sampled_from(["c1", "c2"]))
def test_a_version_that_failed_holds_until_that_very_version_succeeds(
    submitted: list[Submission], subject: str, version: str
) -> None:
    entries = tuple(evolve(one, time=NOON + timedelta(n)) for n, one in enumerate(submitted))
    version = version if subject == "lite" else "s1"
    own = [one for one in entries if one.versions[subject] == version]
    told = [
        one.result is Result.FAILED
        for one in own
        if one.result is Result.SUCCEEDED or one.cause == subject
    ]
    for retry in (False, True):
        memory = remember(Outcomes(entries=entries), retry=retry)
        expected = HOLD if told[-1:] == [True] and not retry else ALLOW
        assert judge_failed(subject, version, memory).outcome is expected
