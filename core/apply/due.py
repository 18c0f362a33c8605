"""Whether an apply has anything to do: what a loop asks before it takes the lease."""

from __future__ import annotations

from collections.abc import Collection

from kayron.core.action import Action
from kayron.core.apply.event import in_progress
from kayron.core.apply.outcomes import unsettled
from kayron.core.fact import Absent
from kayron.core.snapshot import Outcomes, Snapshot, Stack


def is_due(actions: Collection[Action], snapshot: Snapshot) -> bool:
    """Tell whether there are actions, or a submission has ended that nobody wrote down yet.

    Until the end of a failed one is on record, nothing remembers what failed, and no comment tells
    why. Of one that is under way there is nothing to write.
    """
    if actions:
        return True
    root, known = snapshot.root, snapshot.outcomes
    if not isinstance(root, Stack) or not isinstance(known, Outcomes | Absent):
        return False
    return bool(unsettled(known)) and not in_progress(root.status)
