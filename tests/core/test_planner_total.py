"""Any snapshot gives a plan: what is wrong in it becomes verdicts, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.decision import Options
from kayron.core.document import canonical, parse, structure
from kayron.core.plan import Plan
from kayron.core.planner import Memo, plan
from kayron.core.snapshot import Snapshot
from tests.strategies.damage import Damage, damaged, damages
from tests.strategies.steps import Close, Commit, Open, Push, Release, Write, played
from tests.strategies.turns import Fail
from tests.strategies.worlds import ADDED_QUEUE, CONFIGURATION, SITE_DEFINITION, busy, two
from tests.world.facts import snapshot

MUCH = (
    Write(CONFIGURATION, "previews: {drafts: true, max_age: 14d}\ntemplate_drift: reconcile\n"),
    Fail(),
    Close(2),
    Push("first"),
    Push("main"),
    Open(4, "second", labels=("site",)),
    Release("v1.1.0"),
    Write("service/site.yaml", SITE_DEFINITION.replace("v1.0.0", "v1.1.0")),
    Commit("lite.yaml", "Resources:\n", ADDED_QUEUE),
)


@cache
def quiet() -> Snapshot:
    return snapshot(busy())


@cache
def restless() -> Snapshot:
    return snapshot(played(MUCH, busy()))


@cache
def fresh() -> Snapshot:
    return snapshot(played((Open(1, "first", labels=("site",)),), two()))


Known = Callable[[], Snapshot]

Case = tuple[Known, tuple[Damage, ...]]


def cases(known: Known) -> st.SearchStrategy[Case]:
    return st.tuples(st.just(known), damages(known(), Snapshot))


@cache
def memo(known: Known) -> Memo:
    _, found = plan(known())
    return found


options = st.sampled_from([Options(), Options(force=True), Options(retry=True, always=True)])


@given(case=st.one_of(cases(quiet), cases(restless), cases(fresh)), chosen=options)
def test_any_snapshot_gives_a_plan_that_can_be_written_and_read(
    case: Case, chosen: Options
) -> None:
    known, broken = case
    made, _ = plan(damaged(known(), broken), memo(known), chosen)
    assert structure(parse(canonical(made), "plan"), Plan, "plan") == made
