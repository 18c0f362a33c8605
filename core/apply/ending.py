"""How an apply ends. What exit code that is, is not decided here."""

from __future__ import annotations

from enum import Enum

from kayron.core.plan import Plan
from kayron.core.verdict import STACK, Outcome, Verdict

UNKNOWN_FACTS = "unknown-facts"

ERROR = ".unknown"
"""How the path of an error ends, which a snapshot has in place of a fact that was not read."""


class Ending(Enum):
    """How an apply ended, by SPEC 15.

    `UNCHANGED`: there was nothing to do. `STALE`: the plan is not the one that was reviewed.
    `DENIED`: a stack policy denies. `HELD`: one holds for a fact that could not be read. `LOST`:
    the lease was lost on the way. `REFUSED`: CloudFormation did not accept the update. `FAILED`: it
    was rolled back, or something else was not done. `LEFT`: it goes on, and nobody waits.
    `INTERRUPTED`: a person stopped it.
    """

    DONE = "done"
    UNCHANGED = "unchanged"
    STALE = "stale"
    DENIED = "denied"
    HELD = "held"
    LOST = "lost"
    REFUSED = "refused"
    FAILED = "failed"
    LEFT = "left"
    INTERRUPTED = "interrupted"


def ending_of(plan: Plan) -> Ending:
    """Return how an apply of a plan ends if every action succeeds.

    Verdicts on artifacts and previews never change it, nor does what holds for a known reason, such
    as a freeze.
    """
    verdicts = [verdict for verdict in plan.verdicts if verdict.subject == STACK]
    if any(verdict.outcome is Outcome.DENY for verdict in verdicts):
        return Ending.DENIED
    if any(_is_unknown(verdict) for verdict in verdicts):
        return Ending.HELD
    return Ending.DONE if plan.actions else Ending.UNCHANGED


def _is_unknown(verdict: Verdict) -> bool:
    """Tell whether a verdict holds because of a fact that could not be read."""
    rests = verdict.policy == UNKNOWN_FACTS or any(one.endswith(ERROR) for one in verdict.facts)
    return verdict.outcome is Outcome.HOLD and rests
