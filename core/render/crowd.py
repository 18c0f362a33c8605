"""The pull requests that get no preview, where they are too many to be listed."""

from __future__ import annotations

from collections import Counter

from kayron.core.fact import Absent
from kayron.core.plan import Change, Life, Plan, Preview
from kayron.core.render.phrase import count, listed
from kayron.core.verdict import Outcome

LISTED = 20
"""So many of them are listed; of more, only their number is, and who excluded them."""


def crowd(plan: Plan) -> frozenset[str]:
    """Return the subjects of the pull requests that are not listed; none where they are few.

    A subject that is another preview's too, as after a collision, is listed in any case.
    """
    others = {preview.subject for preview in plan.previews if not _excluded(preview)}
    found = {preview.subject for preview in plan.previews if _excluded(preview)} - others
    return frozenset(found) if len(found) > LISTED else frozenset()


def words(plan: Plan) -> str:
    """Return what is said of those that are not listed, empty where there are none."""
    hidden = crowd(plan)
    denials = (one for one in plan.verdicts if one.outcome is Outcome.DENY)
    policies = Counter(one.policy for one in denials if one.subject in hidden)
    parts = [f"{policy} {number:,}" for policy, number in policies.most_common()]
    more = count(len(hidden), "pull request")
    return f"{more} more without a preview: {listed(parts)}" if parts else ""


def _excluded(preview: Preview) -> bool:
    """Tell whether a row is of a pull request that gets no preview and has none deployed."""
    nowhere = isinstance(preview.current, Absent) and isinstance(preview.desired, Absent)
    return nowhere and preview.life is Life.BLOCKED and preview.change is Change.NONE
