"""Whatever happened before: what each plan does, and that plans come to rest."""

from __future__ import annotations

from attrs import evolve
from hypothesis import example, given

from kayron.core.plan import Plan
from kayron.core.planner import Memo, plan
from kayron.core.verdict import INFRASTRUCTURE, STACK, Outcome
from tests.core.planner_laws import Turn, broken, unexplained
from tests.strategies.steps import Apply, History, Status, played, update_of
from tests.strategies.worlds import Start, busy, histories, starts
from tests.world.apply import applied
from tests.world.aws import live
from tests.world.facts import snapshot
from tests.world.settle import PATIENCE
from tests.world.world import World, wait


def told(made: Plan) -> str:
    """Return what a plan does and why not, for a failure's message."""
    stops = [v for v in made.verdicts if v.outcome is not Outcome.ALLOW]
    return "\n".join(
        [
            *(f"{a.id}: {a.reason}" for a in made.actions),
            *(f"{v.subject}: {v.reason}" for v in stops),
        ]
    )


def stops(made: Plan) -> bool:
    """Tell whether a verdict stops the stack."""
    return any(v.subject == STACK and v.outcome is not Outcome.ALLOW for v in made.verdicts)


def healthy(world: World) -> bool:
    """Tell whether all tasks run."""
    return all(one.running == one.desired for one in live(world).services.values())


class Daemon:
    """Plans with the memo of the plan before, as one that runs on does."""

    def __init__(self) -> None:
        self.memo: Memo | None = None

    def plan(self, world: World) -> Plan:
        made, self.memo = plan(snapshot(world), self.memo)
        return made

    def applied(self, world: World) -> World:
        """Return the world after its plan, which breaks no law and leaves what it says."""
        made = self.plan(world)
        after = applied(world, made)
        assert not broken(Turn(before=world, made=made, after=after)), told(made)
        # Time is frozen, for policies may change with it.
        following = self.plan(evolve(after, now=world.now))
        moving = {one.subject for one in made.artifacts if one.moves}
        if INFRASTRUCTURE in moving:
            # What new templates say of previews is told when they are deployed.
            return after
        update = update_of(following)
        if update is None and made.waiting:
            # Only of what is submitted is known whether it failed before.
            assert stops(following), told(following)
        elif update is not None:
            assert set(update.reason.split("\n")) <= set(made.waiting), told(following)
        # In this model an update heals whom it passes, which is a change by itself.
        if not made.waiting and healthy(world):
            assert not following.actions, told(following)
        return after


@example(start=busy, history=(Status("UPDATE_ROLLBACK_FAILED"),))
@given(start=starts, history=histories())
def test_a_plan_breaks_no_law_and_leaves_nothing_to_do_but_what_it_says(
    start: Start, history: History
) -> None:
    daemon, world = Daemon(), start()
    turns: History = (*history, Apply())
    for step in turns:
        world = wait(world, minutes=5)
        world = daemon.applied(world) if isinstance(step, Apply) else step(world)


@given(start=starts, history=histories())
def test_plans_come_to_rest_and_explain_what_is_left(start: Start, history: History) -> None:
    daemon, world = Daemon(), played(history, start())
    for _ in range(PATIENCE):
        made = daemon.plan(world)
        if not made.actions:
            break
        world = applied(world, made)
    assert (made.actions, unexplained(made)) == ((), []), told(made)
