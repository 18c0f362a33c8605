"""What the simulation met, counted: names with how often, which can be added up over seeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kayron.adapters.reconcile import Round
from tests.simulation.wire import Call


def count_round(counts: Counter[str], done: Round) -> None:
    """Count what a round saw and did."""
    if done.error is not None:
        counts[f"error {type(done.error).__name__}"] += 1
    made = done.applied.plan if done.applied is not None else done.plan
    if made is not None:
        counts.update({f"verdict {one.policy} {one.outcome.value}" for one in made.verdicts})
        counts.update({f"life {one.life.value}" for one in made.previews})
        counts.update({f"change {one.change.value}" for one in made.previews})
        counts[f"status {made.status}"] += 1
    if done.applied is not None:
        counts[f"ending {done.applied.ending.value}"] += 1
        kinds = {action.id: type(action).__name__ for action in done.applied.plan.actions}
        outcomes = done.applied.outcomes.items()
        counts.update(f"action {kinds[name]}" for name, _ in outcomes)
        counts.update(f"effect {kinds[name]} {one.effect.value}" for name, one in outcomes)


def count_calls(counts: Counter[str], calls: Iterable[Call]) -> None:
    """Count what was called, and what went wrong."""
    for call in calls:
        name = f"{call.service}:{call.operation}"
        counts[f"call {name}"] += 1
        if call.fault is not None:
            counts[f"fault {name} {call.fault.value}"] += 1
