"""Updates that fail are not submitted again, until what they submit changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kayron.core.decision import Options
from kayron.core.plan import Change, Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Result
from kayron.core.verdict import STACK, Outcome
from tests.strategies.events import ReadAgain
from tests.strategies.histories import histories
from tests.strategies.steps import History, Open, Push, Step, played
from tests.strategies.turns import Apply, Fail, failed, update_of
from tests.strategies.worlds import Start, busy, hash_of, starts
from tests.world.facts import snapshot
from tests.world.recorded import moves, stopped
from tests.world.settle import plan_of
from tests.world.world import World


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


news = st.sampled_from([Open(6, "new/6"), Open(7, "new/7"), Push("main"), ReadAgain()])
"""Something that is wanted besides, or nothing."""


# Each example makes four plans.
@settings(max_examples=40)
@given(
    start=starts,
    history=histories(most=3),
    turns=st.lists(st.tuples(news, st.integers(0, 3)), min_size=4, max_size=4),
)
def test_a_failure_stops_the_stack_from_that_very_update_alone(
    start: Start, history: History, turns: list[tuple[Step, int]]
) -> None:
    world = ReadAgain()(played(history, start()))
    for step, cause in turns:
        world = step(world)
        made = plan_of(world)
        assert holds_the_stack(made) == (made.basis.desired in last_failed(world))
        world = failed(world, made, cause)


def holds_the_stack(made: Plan) -> bool:
    """Tell whether what failed before stops the stack as a whole."""
    return ("failed-before", STACK, Outcome.HOLD) in stopped(made)


def last_failed(world: World) -> set[str]:
    """Return the desired digests whose last submission failed."""
    last = {one.desired: one.result for one in world.outcomes.entries}
    return {desired for desired, result in last.items() if result is Result.FAILED}


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
