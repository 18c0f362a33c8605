"""Invariant 3: who may write what, and when.

The strongest law that holds: a process writes only between taking the lease and giving it up. The
last that it did before it wrote a template, the record, an update or a comment was to take or to
renew the lease, other such writes aside: at S3 the lease was its own at that moment. Only what it
prepares, a change set, may follow another write. Reads, and pauses that nobody can know of, may lie
between: what keeps an update harmless then is that it rests on the newest event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from attrs import define, field, frozen

from tests.sandbox.aws.s3_request import Object
from tests.simulation.company import Company
from tests.simulation.events.bucket import lease, record
from tests.simulation.violation import Violation
from tests.simulation.wire import Request
from tests.simulation.witness import WRITES, Deed, Observer

NUMBER = 3

OURS = re.compile(r"kayron-[0-9a-f]{32}-[0-9a-f]{16}")

PREPARING = frozenset({"CreateChangeSet", "DeleteChangeSet"})

TEMPLATE = re.compile(r"\.[0-9a-f]{64}\.[a-z]+$")


TERM = 60
"""Seconds, of a lease that nobody can read."""


@frozen
class _Claim:
    """What a lease says: whose it is, and for how many seconds."""

    token: str
    term: int


@define
class _Writer:
    """A process: whether it has the lease for all it knows, and what it wrote since then."""

    holds: bool = False
    wrote: Deed | None = None


@define(kw_only=True)
class Writing(Observer):
    """Judges each write. `plain` tells whether plain keys were asked for when it was decided."""

    company: Company
    plain: Callable[[Deed], bool]
    report: Callable[[Violation], None]
    _writers: dict[str, _Writer] = field(factory=dict)
    _present: Object | None = None

    def forget(self, process: str) -> None:
        """Begin anew with a process that has just been started."""
        self._writers.pop(process, None)

    def before(self, request: Request) -> None:
        """Keep what lies where something is to be written."""
        if request.service == "s3" and isinstance(request.asked, dict):
            self._present = self.company.objects.get(request.asked["Key"])

    def after(self, deed: Deed) -> None:
        """Report what is wrong with a write."""
        for sentence in self._wrong(deed):
            self.report(Violation(number=NUMBER, sentence=f"{deed.process} {sentence}"))

    def _wrong(self, deed: Deed) -> Iterator[str]:
        if deed.name not in WRITES:
            yield f"calls {deed.service}:{deed.operation}"
            return
        if deed.key == lease(self.company):
            yield from self._lease(deed)
            return
        yield from self._place(deed)
        yield from self._turn(deed)

    def _lease(self, deed: Deed) -> Iterator[str]:
        writer = self._writers.setdefault(deed.process, _Writer())
        if deed.operation == "DeleteObject":
            writer.holds = False
            if not deed.asked.get("IfMatch"):
                yield "deletes the lease, whosever it is"
            return
        if not ("IfMatch" in deed.asked or "IfNoneMatch" in deed.asked):
            yield "writes the lease over whatever lies there"
        if deed.refused:
            return
        writer.holds, writer.wrote = True, None
        if self._present is not None and self._is_held(deed, self._present):
            yield "takes a lease that another process holds"

    def _is_held(self, deed: Deed, present: Object) -> bool:
        """Tell whether another process had the lease when it was taken, by S3's clock."""
        theirs, ours = _claim(present.body), _claim(deed.asked["Body"])
        if theirs is not None and ours is not None and theirs.token == ours.token:
            return False
        term = theirs.term if theirs is not None else TERM
        modified = present.modified.replace(microsecond=0)
        return deed.time.replace(microsecond=0) - modified <= timedelta(seconds=term)

    def _place(self, deed: Deed) -> Iterator[str]:
        """Yield what is wrong with where something is written."""
        if deed.operation == "DeleteObject":
            yield f"deletes {deed.key}"
        if deed.operation == "PutObject" and "IfNoneMatch" not in deed.asked:
            plain = not TEMPLATE.search(deed.key) and deed.key != record(self.company)
            if "IfMatch" in deed.asked and deed.key != record(self.company):
                yield f"replaces {deed.key}"
            if "IfMatch" not in deed.asked and not (plain and self.plain(deed)):
                yield f"overwrites {deed.key}"
        if deed.operation == "DeleteChangeSet":
            name = str(deed.asked["ChangeSetName"])
            if OURS.fullmatch(name.split("/")[1] if "/" in name else name) is None:
                yield f"deletes the change set {name}"

    def _turn(self, deed: Deed) -> Iterator[str]:
        """Yield what is wrong with when something is written."""
        writer = self._writers.setdefault(deed.process, _Writer())
        if not writer.holds:
            yield f"calls {deed.operation} without the lease"
        if deed.operation in PREPARING or deed.moved:
            return
        earlier = writer.wrote
        if earlier is not None and (earlier.name, _said(earlier)) != (deed.name, _said(deed)):
            yield (
                f"calls {deed.operation} after {earlier.operation}, and has not renewed the lease"
            )
        if not deed.refused:
            writer.wrote = deed


def _said(deed: Deed) -> object:
    """Return what tells a write that is repeated from another one."""
    if deed.service == "github":
        return deed.asked.path
    return deed.key


def _claim(body: bytes) -> _Claim | None:
    """Return what a lease says; None where it says nothing."""
    try:
        found = json.loads(body)
        return _Claim(str(found["token"]), int(found["term"]))
    except (ValueError, KeyError, TypeError):
        return None
