"""The story of a seed: short lines of what happened, when, and who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kayron.adapters.reconcile import Round
from kayron.core.apply.record import Effect
from kayron.core.verdict import Outcome

QUIET = frozenset({Effect.DONE, Effect.UNCHANGED})
"""Effects of which no reason needs to be told."""


class Story:
    """Lines, each with its move and its time; those of a loop within another are indented."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.lines: list[str] = []
        self.move = -1
        self._now = now

    def tell(self, who: str, what: str, depth: int = 0) -> None:
        """Add a line."""
        time = f"{self._now():%a %H:%M:%S}"
        self.lines.append(f"{self.move:4d} {time} {'  ' * depth}{who}: {what}")


def told(done: Round) -> str:
    """Return what a round saw and did, in a few words."""
    if done.error is not None:
        return f"looks, and stops: {done.error}"
    if done.applied is None:
        return f"looks, and has nothing to do{_stops(done)}"
    ids = {action.id: action for action in done.applied.plan.actions}
    parts = [
        f"{type(ids[name]).__name__} {one.effect.value}"
        + ("" if one.effect in QUIET else f" ({one.reason})")
        for name, one in done.applied.outcomes.items()
    ]
    return f"applies, {done.applied.ending.value}: {'; '.join(parts) or 'nothing'}{_stops(done)}"


def _stops(done: Round) -> str:
    """Return which policies hold or deny what."""
    if done.plan is None:
        return ""
    stops = [
        f"{one.policy} {one.outcome.value}s {one.subject}"
        for one in done.plan.verdicts
        if one.outcome is not Outcome.ALLOW
    ]
    return f" [{', '.join(stops)}]" if stops else ""
