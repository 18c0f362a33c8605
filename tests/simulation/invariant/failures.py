"""Invariant 6: what failed is not begun again as it was.

An update is what failed where each last status that CloudFormation gave it is one of failure. It is
not begun again with the same templates, values and tags, as long as it moves the same versions: the
same state may be reached by another step, as where a preview leaves. A version is the cause of it
where that is beyond doubt: the resource that failed first is of a preview that moved, or one
version alone moved; it is not put in place again until it is another one. Nobody can remember what
people took out of the record of outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from attrs import define, field, frozen

from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.wire import Data
from tests.simulation.company import PARAMETERS, Company
from tests.simulation.events.bucket import record
from tests.simulation.update import Update, copies
from tests.simulation.violation import Violation
from tests.simulation.wire import Request
from tests.simulation.witness import Deed, Observer

NUMBER = 6

SUCCEEDED = frozenset({"UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"})
FAILED = frozenset({"UPDATE_FAILED", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED"})

CONSEQUENCES = ("Resource creation cancelled", "Resource update cancelled", "Embedded stack")
"""How the reasons begin of what failed because something else did."""


@frozen(kw_only=True)
class Submitted:
    """What an update makes of a stack: its templates, values and tags."""

    templates: Mapping[str, str]
    parameters: Mapping[str, str]
    tags: Mapping[str, str]


@frozen(kw_only=True, eq=False)
class Tried:
    """An update that was begun, on a stack, and the versions that it moves by subject."""

    update: Update
    stack: Stack
    submitted: Submitted
    moved: Mapping[str, str]


@define(kw_only=True)
class Failures(Observer):
    """Judges updates by those that failed before them."""

    company: Company
    report: Callable[[Violation], None]
    tried: list[Tried] = field(factory=list)
    _written: bytes | None = None

    def before(self, request: Request) -> None:
        """Forget everything where the record is not what a process wrote last."""
        del request
        if not self._is_on_record:
            self.tried.clear()

    def after(self, deed: Deed) -> None:
        """Keep what the record is by those that write it."""
        if deed.operation == "PutObject" and deed.key == record(self.company) and not deed.refused:
            self._written = deed.asked["Body"]

    @property
    def _is_on_record(self) -> bool:
        there = self.company.objects.get(record(self.company))
        return (there.body if there else None) == self._written

    def __call__(self, update: Update) -> None:
        """Report where an update does again what failed before."""
        root = self.company.root
        if root is None:
            return
        tried = Tried(
            update=update, stack=root, submitted=_submitted(root, update), moved=moved(update)
        )
        for sentence in self._wrong(tried):
            said = f"{update.process} begins {update.operation}: {sentence}"
            self.report(Violation(number=NUMBER, sentence=said))
        if self._is_on_record:
            self.tried.append(tried)

    def _wrong(self, now: Tried) -> Iterator[str]:
        earlier = (one for one in self.tried if one.stack is now.stack)
        for one in [one for one in earlier if has_failed(one, now.update.looked)]:
            name = one.update.operation
            if (one.submitted, one.moved) == (now.submitted, now.moved):
                yield f"{name} failed, and nothing has changed since"
            subject = self._cause(one)
            if subject is not None and now.moved.get(subject) == one.moved[subject]:
                yield f"it moves {subject} to {one.moved[subject]}, which made {name} fail"

    def _cause(self, tried: Tried) -> str | None:
        """Return the subject that made an update fail, None where there is room for doubt."""
        events = [
            (stack, event)
            for stack in self.company.aws.region.cloudformation.stacks
            if stack.root is tried.stack
            for event in stack.events
            if event["ClientRequestToken"] == tried.update.operation and _is_real(event)
        ]
        first = min((event["Timestamp"] for _, event in events), default=None)
        found = {
            _to_blame(tried, _name(tried, stack), event["LogicalResourceId"])
            for stack, event in events
            if event["Timestamp"] == first
        }
        return found.pop() if len(found) == 1 else None


def has_failed(tried: Tried, known: datetime) -> bool:
    """Tell whether an update had failed at a time, and nobody called it a success."""
    ends = [one for one in _own_events(tried) if one["ResourceStatus"] in SUCCEEDED | FAILED]
    statuses = {event["ResourceStatus"] for event in ends}
    return bool(ends) and statuses <= FAILED and ends[-1]["Timestamp"] < known


def _own_events(tried: Tried) -> Iterator[Data]:
    """Yield what happened to the stack itself in an update, its way back included.

    Where somebody cancels it or continues its way back, that has another token, or none.
    """
    own = False
    for event in tried.stack.events:
        if event["ClientRequestToken"] == tried.update.operation:
            own = True
        elif event["ResourceStatus"] == "UPDATE_IN_PROGRESS" and _is_of(tried.stack, event):
            own = False
        if own and _is_of(tried.stack, event):
            yield event


def _is_of(stack: Stack, event: Data) -> bool:
    return bool(event["PhysicalResourceId"] == stack.id)


def _is_real(event: Data) -> bool:
    """Tell whether a resource failed by itself; a nested stack may, too."""
    reason = event["ResourceStatusReason"] or ""
    return event["ResourceStatus"].endswith("_FAILED") and not reason.startswith(CONSEQUENCES)


def _name(tried: Tried, stack: Stack) -> str:
    """Return the logical id of a stack that is nested in the root, empty for the root itself."""
    found = (
        e["LogicalResourceId"] for e in tried.stack.events if e["PhysicalResourceId"] == stack.id
    )
    return "" if stack is tried.stack else next(found)


def _to_blame(tried: Tried, stack: str, resource: str) -> str | None:
    """Return the subject to blame for a resource of a stack, by their logical ids.

    Previews of different services may have the same hash, so resources of the same id.
    """
    owners = [
        "/".join(key)
        for key, copy in copies(tried.update.after).items()
        if copy.stack == stack and resource in copy.ids
    ]
    if owners:
        return owners[0] if owners[0] in tried.moved else None
    return next(iter(tried.moved)) if len(tried.moved) == 1 else None


def _submitted(root: Stack, update: Update) -> Submitted:
    """Return what an update makes of a stack, as it has begun."""
    return Submitted(
        templates={name: template.text for name, template in update.after.items()},
        parameters=root.definition.parameters,
        tags=root.definition.tags,
    )


def moved(update: Update) -> Mapping[str, str]:
    """Return the versions that an update puts in place of others, by subject."""
    sent = {subject: update.given.get(name) for subject, name in PARAMETERS.items()}
    found = {
        subject: version
        for subject, version in sent.items()
        if version is not None and version != update.previous.get(PARAMETERS[subject])
    }
    before = copies(update.before)
    for key, copy in copies(update.after).items():
        known = before.get(key)
        if copy.version is not None and (known is None or known.version != copy.version):
            found["/".join(key)] = copy.version
    return found
