"""Writes down how earlier submissions ended that nobody waited for, or whose writer crashed."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from kayron.adapters.execute.following import Events, Following
from kayron.adapters.execute.recorder import Recorder, resulting
from kayron.core.apply.outcomes import unsettled
from kayron.core.apply.settled import settled
from kayron.core.fact import Absent
from kayron.core.snapshot import Outcomes, Snapshot, Stack, Submission

APART = timedelta(minutes=5)
"""S3's clock, by which a submission is on record, and CloudFormation's differ by less."""


def settle(snapshot: Snapshot, events: Events, recorder: Recorder) -> Snapshot:
    """Return the snapshot with the outcomes record as it is once everything is written down.

    What is under way stays as it is.
    """
    root, known = snapshot.root, snapshot.outcomes
    if not isinstance(root, Stack) or not isinstance(known, Outcomes | Absent):
        return snapshot
    for submission in unsettled(known):
        known = _settled(submission, root.id, events, recorder) or known
    return evolve(snapshot, outcomes=known)


def _settled(
    submission: Submission, root: str, events: Events, recorder: Recorder
) -> Outcomes | None:
    following = Following(events, root, submission.operation, submission.time - APART)
    following.look()
    found = settled(submission, root, following.seen, following.paths)
    if found is None:
        return None
    operation = submission.operation
    return recorder.change(lambda known: resulting(known, operation, found))
