"""Writes down how earlier submissions ended that nobody waited for, or whose writer crashed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from attrs import evolve

from kayron.adapters.execute.eyes import Eyes
from kayron.adapters.execute.following import Following
from kayron.adapters.execute.recorder import Recorder, resulting
from kayron.core.apply.outcomes import unsettled
from kayron.core.apply.settled import NEVER_BEGUN, settled
from kayron.core.error import KayronError
from kayron.core.fact import Absent
from kayron.core.operation import operation_name
from kayron.core.snapshot import Event, Outcomes, Snapshot, Stack, Submission

APART = timedelta(minutes=5)
"""S3's clock, by which a submission is on record, and CloudFormation's differ by less."""

SILENT = timedelta(minutes=1)
"""So long CloudFormation may tell nothing yet of an update that it has begun."""


class BegunJustNow(KayronError):
    """An update is on record that may have begun, or not: it is too early to tell."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack

    def __str__(self) -> str:
        return (
            f"An update of the stack {self.stack} was begun moments ago, and CloudFormation does "
            "not tell of it yet. Apply again in a minute."
        )


class OldFacts(KayronError):
    """The snapshot is from before what events tell of, or these are from before the snapshot."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack

    def __str__(self) -> str:
        return (
            f"CloudFormation tells in one answer of an update of the stack {self.stack} that it "
            "did not know of in another. Apply again."
        )


def settle(
    snapshot: Snapshot, eyes: Eyes, recorder: Recorder, renew: Callable[[], datetime]
) -> Snapshot:
    """Return the snapshot with the outcomes record as it is once everything is written down.

    What is under way stays as it is. `renew` is called before the record is written, and returns
    the time by S3's clock. Raises `BegunJustNow` and `OldFacts`.
    """
    root, known = snapshot.root, snapshot.outcomes
    if not isinstance(root, Stack) or not isinstance(known, Outcomes | Absent):
        return snapshot
    for submission in unsettled(known):
        following = _followed(submission, root.id, eyes)
        if _is_behind(following, submission, root.event):
            raise OldFacts(snapshot.stack)
        end = settled(submission.versions, root.id, following.seen, following.paths)
        if end != NEVER_BEGUN and _rests_on(submission, root.event):
            raise OldFacts(snapshot.stack)
        if end is None:
            continue
        now = renew()
        if end.result is None and now - submission.time < SILENT:
            raise BegunJustNow(snapshot.stack)
        known = recorder.change(partial(resulting, operation=submission.operation, end=end))
    return evolve(snapshot, outcomes=known)


def _rests_on(submission: Submission, event: Event | None) -> bool:
    """Tell whether an event was the newest one when a submission was planned."""
    return submission.operation == operation_name(submission.desired, event)


def _followed(submission: Submission, root: str, eyes: Eyes) -> Following:
    following = Following(eyes, root, submission.operation, _mark(submission))
    following.look()
    return following


def _is_behind(following: Following, submission: Submission, event: Event | None) -> bool:
    """Tell whether events were read that lack one which was known before."""
    return event is not None and event.time >= _mark(submission) and event.id not in following.read


def _mark(submission: Submission) -> datetime:
    """Return a time before an operation, from which on its events are read."""
    return submission.time - APART
