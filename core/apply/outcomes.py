"""The outcomes record while a plan is applied: what was submitted, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve

from kayron.core.action import UpdateStack
from kayron.core.apply.cause import Failure
from kayron.core.fact import Absent
from kayron.core.policy.failed import remember
from kayron.core.snapshot import Outcomes, Result, Submission
from kayron.core.table import Table

RECENT = 100
"""The newest submissions, which are kept whole, for people who look back and for whose turn it is:
some days of a busy environment."""

REMEMBERED = 1_000
"""The older failures that are kept, newest first. One takes some 500 bytes, so the record stays
below a megabyte, and one request reads or writes it."""

TICK = timedelta(microseconds=1)
"""How long after another one of the same second a submission is on record."""


def begun(outcomes: Outcomes | Absent, action: UpdateStack, time: datetime) -> Outcomes:
    """Return the record with a submission that runs, once however often it is begun.

    `time` is when, by S3's clock, in whole seconds, the last time where there are several; of one
    second the submission comes last.
    """
    known = outcomes if isinstance(outcomes, Outcomes) else Outcomes(entries=())
    entries = withdrawn(known, action.operation).entries
    same = [entry.time for entry in entries if entry.time.replace(microsecond=0) == time]
    time = max(same, default=time - TICK) + TICK
    submission = Submission(
        operation=action.operation,
        desired=action.desired,
        time=time,
        previews=action.previews,
        versions=action.versions,
        pulls=action.pulls,
        result=Result.RUNNING,
        cause=None,
        resource=None,
        reason=None,
    )
    return bounded(Outcomes(entries=(*entries, submission)))


def ended(outcomes: Outcomes, operation: str, result: Result, failure: Failure | None) -> Outcomes:
    """Return the record with the result of an operation that runs; else as it is.

    What has ended stays as it was told first, so that it may be told twice.
    """
    return Outcomes(
        entries=tuple(
            _ended(entry, result, failure) if _runs(entry, operation) else entry
            for entry in outcomes.entries
        )
    )


def withdrawn(outcomes: Outcomes, operation: str) -> Outcomes:
    """Return the record without a submission that runs, since it was never begun."""
    return Outcomes(entries=tuple(e for e in outcomes.entries if not _runs(e, operation)))


def unsettled(outcomes: Outcomes | Absent) -> tuple[Submission, ...]:
    """Return the submissions whose end nobody has written down, oldest first."""
    entries = outcomes.entries if isinstance(outcomes, Outcomes) else ()
    return tuple(entry for entry in entries if entry.result is Result.RUNNING)


def bounded(outcomes: Outcomes) -> Outcomes:
    """Return the record without what nobody asks for any more.

    The newest `RECENT` stay whole. Of the older ones stay the newest `REMEMBERED` of those that run
    or that the policies `failed-before` remember, the latter without the versions that these do
    not ask for.
    """
    entries = outcomes.entries
    older, recent = entries[:-RECENT], entries[-RECENT:]
    if not older:
        return outcomes
    known = tuple(_remembered(older, entries))
    return Outcomes(entries=(*known[-REMEMBERED:], *recent))


def _remembered(older: Sequence[Submission], entries: Sequence[Submission]) -> Iterator[Submission]:
    blamed = set(remember(Outcomes(entries=tuple(entries)), retry=False).failures.values())
    last = {entry.desired: entry for entry in entries}
    asked = {entry.desired for entry in blamed} | _held(last)
    for entry in older:
        if entry.result is Result.RUNNING:
            yield entry
        elif entry in blamed:
            yield _slim(entry, entry.cause)
        elif entry.desired in asked and last[entry.desired] is entry:
            yield _slim(entry, None)


def _held(last: Mapping[str, Submission]) -> set[str]:
    """Return the desired digests that CloudFormation refused or failed at when last tried."""
    failed = (Result.REFUSED, Result.FAILED)
    return {desired for desired, entry in last.items() if entry.result in failed}


def _slim(entry: Submission, cause: str | None) -> Submission:
    """Return a submission with the version of its cause alone."""
    versions = {cause: entry.versions[cause]} if cause is not None else {}
    return evolve(entry, versions=Table(versions), pulls=Table())


def _runs(entry: Submission, operation: str) -> bool:
    return entry.operation == operation and entry.result is Result.RUNNING


def _ended(entry: Submission, result: Result, failure: Failure | None) -> Submission:
    return evolve(
        entry,
        result=result,
        cause=failure.subject if failure else None,
        resource=(failure.resource or None) if failure else None,
        reason=failure.reason if failure else None,
    )
