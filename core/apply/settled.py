"""What became of a submission that is on record as running: told from the events of its stacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from kayron.core.apply.cause import Failure, first_cause
from kayron.core.apply.event import StackEvent, in_progress
from kayron.core.apply.stale import SUCCEEDED
from kayron.core.snapshot import Result
from kayron.core.stack.tree import Ids


@frozen(kw_only=True)
class Settled:
    """How a submission ended. `result` is None where it was never begun."""

    result: Result | None
    failure: Failure | None


NEVER_BEGUN = Settled(result=None, failure=None)


def settled(
    versions: Mapping[str, str], root: str, events: Sequence[StackEvent], paths: Mapping[str, Ids]
) -> Settled | None:
    """Return how a submission that moves these versions ended, None while it is under way.

    `events` are those of the operation, oldest first, of the root stack with the id `root` and of
    nested ones, whose paths are `paths`. Without any, it was never begun: its writer crashed.
    """
    own = [event for event in events if event.stack == root and event.is_of_stack]
    if not events:
        return NEVER_BEGUN
    if not own:
        return None
    last = own[-1]
    if last.status in SUCCEEDED:
        return Settled(result=Result.SUCCEEDED, failure=None)
    if in_progress(last.status):
        return None
    cause = first_cause(events, versions, paths)
    unknown = Failure(resource="", reason=last.reason or last.status, subject=None)
    return Settled(result=Result.FAILED, failure=cause or unknown)
