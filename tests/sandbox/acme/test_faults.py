"""Faults at every operation of a capture: read after all, or unknown; nothing is risked.

That each fault that stays makes a fact unknown, at each operation, is for the adapters' tests. To
what is planned it makes no difference which one it was, so here each operation has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

import pytest

from kayron.core.action import UpdateStack
from kayron.core.plan import Artifact, Change, Plan, Preview
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.clocks import HurriedClock
from tests.sandbox.traffic import Fault
from tests.world.recorded import recorded

MORNING = recorded("an-ordinary-morning")
PLANNED = plan(MORNING)[0]

GITHUB = (
    "git/get-blob",
    "git/get-commit",
    "git/get-tree",
    "git/list-matching-refs",
    "issues/list-comments",
    "pulls/get",
    "pulls/list",
    "repos/get",
    "users/get-authenticated",
)
AWS = (
    ("acm", "DescribeCertificate"),
    ("cloudformation", "DescribeStackEvents"),
    ("cloudformation", "DescribeStacks"),
    ("cloudformation", "GetTemplate"),
    ("cloudformation", "ListExports"),
    ("cloudformation", "ListStackResources"),
    ("ecr", "BatchGetImage"),
    ("ecs", "DescribeServices"),
    ("ecs", "DescribeTaskDefinition"),
    ("elbv2", "DescribeAccountLimits"),
    ("elbv2", "DescribeListenerCertificates"),
    ("elbv2", "DescribeListeners"),
    ("elbv2", "DescribeRules"),
    ("s3", "GetObject"),
    ("sts", "GetCallerIdentity"),
)
OPERATIONS = (*(("github", name) for name in GITHUB), *AWS)


@pytest.fixture(scope="module")
def served() -> Iterator[Organisation]:
    with Organisation(check=False) as organisation:
        an_ordinary_morning(organisation)
        yield organisation


@pytest.fixture
def acme(served: Organisation) -> Iterator[Organisation]:
    _clear(served)
    yield served
    _clear(served)


def _clear(organisation: Organisation) -> None:
    for traffic in organisation.traffic:
        traffic.clear()


def captured(acme: Organisation) -> Snapshot:
    return acme.captured(clock=HurriedClock(acme.aws))


def struck(acme: Organisation, fault: Fault, where: tuple[str, str], times: int | None) -> None:
    for traffic in acme.traffic:
        traffic.fail(fault, *where, times=times, seconds=0.01)


def test_the_recording_has_no_unknown_facts() -> None:
    assert "Unknown(" not in repr(MORNING)


def test_these_are_all_the_operations_of_a_capture(acme: Organisation) -> None:
    captured(acme)
    assert {(c.service, c.operation) for each in acme.traffic for c in each.calls} == set(
        OPERATIONS
    )


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_that_passes_at_every_operation_changes_nothing(
    acme: Organisation, fault: Fault
) -> None:
    for where in OPERATIONS:
        struck(acme, fault, where, times=1)
    assert captured(acme) == MORNING
    calls = [call for traffic in acme.traffic for call in traffic.calls if call.fault is fault]
    assert {(call.service, call.operation) for call in calls} == set(OPERATIONS)


@pytest.mark.parametrize(("where", "fault"), tuple(zip(OPERATIONS, cycle(Fault), strict=False)))
def test_a_fault_that_stays_makes_facts_unknown_and_risks_nothing(
    acme: Organisation, where: tuple[str, str], fault: Fault
) -> None:
    struck(acme, fault, where, times=None)
    facts = captured(acme)
    made = plan(facts)[0]
    assert facts == MORNING or "Unknown(" in repr(facts)
    assert leaving(made) <= leaving(PLANNED)
    assert moved(made) == {}
    assert lowered(made) == {}


def leaving(made: Plan) -> set[str]:
    return {one.subject for one in made.previews if one.change is Change.REMOVE}


def moved(made: Plan) -> Mapping[str, object]:
    """Return the previews whose priorities are other than they are in the recording."""
    before = {one.subject: one.priorities for one in PLANNED.previews}
    held = {one.subject: one.priorities for one in made.previews if one.priorities}
    return {name: held[name] for name in held if held[name] != before.get(name)}


def lowered(made: Plan) -> Mapping[str, str]:
    """Return the versions of an update that are neither running nor wanted in the recording."""
    rows: tuple[Artifact | Preview, ...] = (*PLANNED.artifacts, *PLANNED.previews)
    known = {one.subject: {one.current, one.desired} for one in rows}
    updates = [action for action in made.actions if isinstance(action, UpdateStack)]
    versions = {name: v for update in updates for name, v in update.versions.items()}
    return {name: v for name, v in versions.items() if v not in known[name]}
