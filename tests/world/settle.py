"""Worlds that Kayron itself has brought to rest, by applying plan after plan."""

from __future__ import annotations

from kayron.core.plan import Plan
from kayron.core.planner import plan
from tests.world.apply import applied
from tests.world.facts import snapshot
from tests.world.world import World

PATIENCE = 6
"""Plans in a row after which a world that does not come to rest is a fault."""


def plan_of(world: World) -> Plan:
    """Return the plan of what a capture reads now."""
    made, _ = plan(snapshot(world))
    return made


def settled(world: World) -> World:
    """Return the world after plans were applied until one had no actions."""
    for _ in range(PATIENCE):
        next_plan = plan_of(world)
        if not next_plan.actions:
            return world
        world = applied(world, next_plan)
    raise AssertionError(f"{PATIENCE} plans were not enough; next: {next_plan.waiting}")
