"""Steps of random histories: Kayron's own turns."""

from __future__ import annotations

from attrs import frozen

from kayron.core.action import UpdateStack
from kayron.core.plan import Plan
from tests.world.apply import applied, rolled_back
from tests.world.settle import plan_of
from tests.world.world import World


@frozen
class Apply:
    """Apply the plan of the moment."""

    def __call__(self, world: World) -> World:
        return applied(world, plan_of(world))


@frozen
class Fail:
    """Try to apply the plan of the moment; its update is rolled back.

    `cause` chooses among the versions that the update moves, past the last one for a failure that
    nothing of ours caused.
    """

    cause: int = 0

    def __call__(self, world: World) -> World:
        return failed(world, plan_of(world), self.cause)


def failed(world: World, made: Plan, cause: int) -> World:
    """Return the world after a plan's update was rolled back; as it is without an update."""
    update = update_of(made)
    if update is None:
        return applied(world, made)
    subjects = [*update.versions, ""]
    subject = subjects[cause % len(subjects)]
    return rolled_back(world, made, cause=subject, resource="Lite/Service", reason="it broke")


def update_of(made: Plan) -> UpdateStack | None:
    """Return a plan's stack update."""
    return next((one for one in made.actions if isinstance(one, UpdateStack)), None)
