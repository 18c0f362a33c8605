"""How much room AWS's limits leave for previews beside the main services."""

from __future__ import annotations

from collections.abc import Mapping

from kayron.core.arrival import Surface
from kayron.core.candidate import Bench, Candidate
from kayron.core.release import Definitions
from kayron.core.stack.capacity_policy import judge_kept_previews, limits_with
from kayron.core.stack.usage import (
    Usage,
    balancer_usage,
    rule_usage,
    submission_usage,
    template_usage,
)
from kayron.core.verdict import Verdict


def surface_of(
    base: Candidate, definitions: Definitions, bench: Bench, waiting: Candidate | None = None
) -> Surface:
    """Return what previews arrive on; `waiting` has templates that are to be deployed later."""
    return Surface(
        frame=base.frame,
        rules=bench.workshop.rules(base.frame),
        claims=bench.workshop.rules(waiting.frame) if waiting else (),
        snapshot=bench.snapshot,
        ranges={
            one.name: one.priorities for one in definitions.services if one.priorities is not None
        },
        usage=shared_usage(base, bench),
        limits=limits_of(bench),
    )


def usage_of(made: Candidate, bench: Bench) -> Usage:
    """Return what the main services use of everything that AWS limits."""
    values = {parameter.name: parameter.value for parameter in made.parameters}
    tags = bench.ground.root.tags.overlaid(bench.snapshot.settings.tags)
    return {
        **shared_usage(made, bench),
        **rule_usage(bench.workshop.footprints(made.frame)),
        **submission_usage(values, tags),
    }


def shared_usage(made: Candidate, bench: Bench) -> Usage:
    """Return what the main services use of what previews use too."""
    footprints = bench.workshop.footprints(made.frame)
    balancers = balancer_usage(footprints, bench.snapshot.listeners)
    return {**template_usage(made.frame.tree, bench.workshop.shelves.sizes), **balancers}


def judge_room(made: Candidate, bench: Bench) -> tuple[Verdict, ...]:
    """Return what stops an infrastructure whose templates have no room for the previews in them."""
    sizes = bench.workshop.shelves.sizes
    alone, kept = template_usage(made.frame.tree, sizes), template_usage(made.tree, sizes)
    return judge_kept_previews(alone, kept, limits_of(bench))


def limits_of(bench: Bench) -> Mapping[str, int]:
    """Return every limit by name: of kayron.yaml, else of the settings, else of the account."""
    account = {
        name: number
        for name, number in bench.snapshot.account_limits.items()
        if isinstance(number, int)
    }
    settings, configured = bench.snapshot.settings.limits, bench.configuration.limits
    return limits_with({**account, **settings, **configured})
