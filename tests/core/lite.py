"""The smallest organisation at rest, and what happens to it, for tests of what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import evolve

from kayron.core.action import UpdateStack
from kayron.core.decision import Options
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Outcomes, Result, Submission
from tests.world import start
from tests.world.apply import applied
from tests.world.aws import push_image, push_pull_image
from tests.world.facts import snapshot
from tests.world.github import head, open_pull, push
from tests.world.recorded import update
from tests.world.settle import plan_of, settled
from tests.world.small import DEFINITIONS, INDEX, SETTINGS, STACK, small
from tests.world.small import LITE as LITE_TEMPLATE
from tests.world.world import World, wait

LITE = "lite"


@cache
def at_rest(*pulls: int) -> World:
    """Return a world with these pull requests open and shown, and nothing left to do."""
    world = settled(small())
    for pull in pulls:
        world = settled(opened(world, pull))
    return world


def opened(world: World, pull: int, branch: str = "") -> World:
    """Open a pull request, and push its image."""
    later = wait(world, minutes=5)
    return push_pull_image(open_pull(later, LITE, pull, branch or f"feature/{pull}"), LITE, pull)


def released(world: World) -> World:
    """Push to the branch that the service follows, and push its image."""
    pushed = push(world, LITE, "main")
    return push_image(pushed, LITE, head(pushed, LITE, "main"))


def next_world(world: World) -> World:
    """Return the world after its plan was applied."""
    return applied(world, plan_of(world))


def refused(world: World) -> World:
    """Return the world after CloudFormation did not accept the update that is planned for it."""
    return evolve(
        wait(world, minutes=1),
        outcomes=Outcomes(
            entries=(*world.outcomes.entries, _refusal(update(plan_of(world)), world))
        ),
    )


def carried_out_in_vain(world: World, made: Plan | None = None) -> World:
    """Return the world after CloudFormation found nothing to change in what is planned for it."""
    refusal = _refusal(update(made or plan_of(world)), world)
    entry = evolve(refusal, result=Result.SUCCEEDED, reason=None)
    return evolve(
        wait(world, minutes=1), outcomes=Outcomes(entries=(*world.outcomes.entries, entry))
    )


def plan_with(world: World, options: Options) -> Plan:
    """Return the plan of a world with what a person adds."""
    made, _ = plan(snapshot(world), options=options)
    return made


def _refusal(action: UpdateStack, world: World) -> Submission:
    return Submission(
        operation=action.operation,
        desired=action.desired,
        time=world.now,
        previews=action.previews,
        versions=action.versions,
        pulls=action.pulls,
        result=Result.REFUSED,
        cause=None,
        resource=None,
        reason="Template format error",
    )


def deployed(templates: Mapping[str, str], definitions: Mapping[str, str] = DEFINITIONS) -> World:
    """Return an organisation with other templates than the smallest one's, all deployed."""
    files = {"index.yaml": INDEX, "lite.yaml": LITE_TEMPLATE, **templates}
    world = start.built(start.empty(STACK, SETTINGS, definitions, files))
    return wait(start.taken_over(world, {"Environment": "testing"}), hours=1)
