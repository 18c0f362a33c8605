"""Updates that fail are not submitted again, until what they submit changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.decision import Options
from kayron.core.plan import Change, Plan
from kayron.core.planner import plan
from tests.strategies.histories import histories
from tests.strategies.steps import History, Open, Push, played
from tests.strategies.turns import Apply, Fail, failed, update_of
from tests.strategies.worlds import Start, busy, hash_of, starts
from tests.world.facts import snapshot
from tests.world.recorded import moves
from tests.world.settle import plan_of


@given(
    start=starts,
    history=histories(most=6),
    causes=st.lists(st.integers(0, 3), min_size=8, max_size=8),
)
def test_no_failed_state_is_submitted_twice(
    start: Start, history: History, causes: list[int]
) -> None:
    world = played(history, start())
    seen: set[str] = set()
    for cause in causes:
        made = plan_of(world)
        update = update_of(made)
        if update is None:
            return
        assert update.desired not in seen
        seen.add(update.desired)
        world = failed(world, made, cause)


def added(made: Plan) -> set[str]:
    return {one.subject for one in made.previews if one.change is Change.ADD}


def test_a_version_that_failed_is_tried_again_when_it_changes() -> None:
    world = played((Push("main"), Fail()), busy())
    assert update_of(plan_of(world)) is None
    assert moves(plan_of(Push("main")(world))) == {"lite"}


def test_a_version_that_failed_is_tried_again_on_request() -> None:
    world = played((Push("main"), Fail()), busy())
    made, _ = plan(snapshot(world), options=Options(retry=True))
    assert moves(made) == {"lite"}


def test_a_preview_that_failed_stops_no_other() -> None:
    world = played((Open(4, "fix/105"), Fail(), Open(5, "fix/1507")), busy())
    assert added(plan_of(world)) == {f"lite/{hash_of('fix/1507')}"}


def test_a_failure_that_nothing_of_ours_caused_holds_the_same_state() -> None:
    world = played((Push("main"), Fail(1)), busy())
    assert update_of(plan_of(world)) is None
    assert moves(plan_of(Push("main")(world))) == {"lite"}


def test_a_success_of_others_does_not_clear_a_failure() -> None:
    world = played((Push("main"), Fail(), Open(4, "fix/105"), Apply()), busy())
    assert update_of(plan_of(world)) is None
