"""Why an update failed: the first real cause among the events of its stacks, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from kayron.core.apply.event import StackEvent
from kayron.core.apply.suspect import suspect
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.tree import Ids

CANCELLED = re.compile(
    r"User Initiated|(?:Resource|Stack) (?:creation|update|deletion) cancell?ed", re.ASCII
)
"""What is said where somebody, or the failure of another resource, put an end to it."""

REPEATED = re.compile(
    r"(?:The following resource\(s\) failed to \w+: \[[^\]]*\]\.?\s*)+"
    r"(?:Rollback requested by user\.?)?",
    re.ASCII,
)
"""What a stack says of its resources, each of which has an event of its own."""

EMBEDDED = re.compile(
    r"Embedded stack \S+ was not successfully \w+[.:]\s*(?:Currently in \w+ with reason:\s*)?",
    re.ASCII,
)
"""What stands in the event of a nested stack's resource, before what that stack says itself."""

HANDLER = re.compile(
    r'Resource handler returned message: "(.*)" \(RequestToken: [^()]*\)', re.ASCII | re.DOTALL
)

NUMBERS = re.compile(r",? Request ID: [^,()]*(?:, Extended Request ID: [^,()]*)?", re.ASCII)
ATTEMPTS = re.compile(r" \(SDK Attempt Count: \d+\)", re.ASCII)
"""What is another at every attempt, and of use to AWS alone; the stack's events keep it."""


@frozen(kw_only=True)
class Failure:
    """What failed first in an update: the resource's path (`Lite/Service`) and AWS's reason.

    The path is empty for the root stack itself. `subject` is that of the version that is to blame,
    None where that cannot be told.
    """

    resource: str
    reason: str
    subject: str | None


def first_cause(
    events: Sequence[StackEvent], versions: Mapping[str, str], ids: Mapping[str, Ids]
) -> Failure | None:
    """Return the first real cause of a failed update, None where its events hold none.

    `events` are those of this operation, of the root and of nested stacks, in any order, `versions`
    those that it moves by subject. `ids` has the path of each stack by its id; that of a stack
    which the update itself makes is told from the events. An update that somebody cancelled has no
    cause.
    """
    paths = stack_paths(events, ids)
    causes = [(_rank(event, paths), event) for event in events if is_cause(event)]
    if not causes:
        return None
    _, event = min(causes, key=lambda cause: cause[0])
    path = _path(event, paths)
    return Failure(
        resource="/".join(path),
        reason=legible(_own_words(event)),
        subject=suspect(path, event.reason, versions),
    )


def stack_paths(events: Sequence[StackEvent], known: Mapping[str, Ids]) -> Mapping[str, Ids]:
    """Return the path of each stack by its id: the known ones, and those that events tell of.

    The event of a nested stack's resource names the stack as its physical id.
    """
    found = dict(known)
    nested = {(e.physical, e.stack, e.resource) for e in events if _is_nested(e) and e.physical}
    # A stack's own parent may come later: as many rounds as there are levels.
    while new := {
        physical: (*found[stack], resource)
        for physical, stack, resource in sorted(nested)
        if physical not in found and stack in found
    }:
        found |= new
    return found


def legible(reason: str) -> str:
    """Return a reason of AWS without its wrapping and the numbers of its requests."""
    match = HANDLER.fullmatch(reason.strip())
    inner = match[1] if match else reason.strip()
    return ATTEMPTS.sub("", NUMBERS.sub("", inner))


def _is_nested(event: StackEvent) -> bool:
    return event.type == NESTED_STACK and not event.is_of_stack


def _own_words(event: StackEvent) -> str:
    """Return the reason without those of the stacks that it passed through."""
    words = event.reason.strip()
    while match := EMBEDDED.match(words):
        words = words[match.end() :]
    return words


def is_cause(event: StackEvent) -> bool:
    """Tell whether an event may be the cause: it failed, and not because something else did."""
    words = _own_words(event)
    if CANCELLED.match(words) or REPEATED.fullmatch(words):
        return False
    if event.is_of_stack:
        failed = event.status.endswith(("ROLLBACK_IN_PROGRESS", "_FAILED"))
        return failed and bool(words)
    return event.status.endswith("_FAILED")


def _rank(event: StackEvent, paths: Mapping[str, Ids]) -> tuple[object, ...]:
    """Return what causes are sorted by: those with a reason of their own, then the earliest.

    What a nested stack's resource repeats is told where the stack's own events were not read.
    """
    repeats = _own_words(event) != event.reason.strip() or not event.reason.strip()
    path = _path(event, paths)
    return repeats, event.time, -len(path), path, event.reason, event.id


def _path(event: StackEvent, paths: Mapping[str, Ids]) -> Ids:
    stack = paths.get(event.stack, ())
    return stack if event.is_of_stack else (*stack, event.resource)
