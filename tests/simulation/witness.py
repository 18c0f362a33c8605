"""Looks on as requests of processes have their effects, and keeps what the invariants ask about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from attrs import define, field, frozen

from tests.sandbox.aws.error import AwsError
from tests.sandbox.github.incoming import Incoming
from tests.simulation.wire import Request

T = TypeVar("T")

WRITES = frozenset(
    {
        ("cloudformation", "CreateChangeSet"),
        ("cloudformation", "DeleteChangeSet"),
        ("cloudformation", "ExecuteChangeSet"),
        ("cloudformation", "UpdateStack"),
        ("github", "issues/create-comment"),
        ("github", "issues/delete-comment"),
        ("github", "issues/update-comment"),
        ("s3", "DeleteObject"),
        ("s3", "PutObject"),
    }
)
"""All that Kayron may do besides reading."""

READS = ("BatchGet", "Describe", "Get", "List")
"""How the names of AWS's operations begin that only read."""

READING = frozenset({"GET", "HEAD"})


@frozen(kw_only=True)
class Deed:
    """A write of a process that had its effect, or was refused.

    `asked` is what AWS was sent, or GitHub's request. `answer` is what came of it.
    """

    process: str
    service: str
    operation: str
    time: datetime
    asked: Any
    answer: object

    @property
    def name(self) -> tuple[str, str]:
        """The service and the operation."""
        return self.service, self.operation

    @property
    def key(self) -> str:
        """The key of an object, empty where it is none."""
        return str(self.asked.get("Key", "")) if self.service == "s3" else ""

    @property
    def refused(self) -> bool:
        """Whether it had no effect; where it is sent elsewhere too."""
        return isinstance(self.answer, AwsError) or self._status >= 300

    @property
    def moved(self) -> bool:
        """Whether it is sent elsewhere, as a repository that was renamed has another address."""
        return 300 <= self._status < 400

    @property
    def _status(self) -> int:
        """The status of GitHub's answer; that of a success where it is none."""
        status = getattr(self.answer, "status", 200)
        return status if isinstance(status, int) else 200


def is_write(request: Request) -> bool:
    """Tell whether a request is to change something."""
    if isinstance(request.asked, Incoming):
        return request.asked.method not in READING
    return not request.operation.startswith(READS)


class Observer:
    """Sees each write; `before` is called before its effect, `after` when it had it."""

    def before(self, request: Request) -> None:
        """Look at the world before a write has its effect."""

    def after(self, deed: Deed) -> None:
        """Look at the world after a write had its effect, or was refused."""


@define
class Witness:
    """What the wire calls at each effect."""

    now: Callable[[], datetime]
    observers: list[Observer] = field(factory=list)

    def __call__(self, request: Request, effect: Callable[[], T]) -> T:
        """Return what the effect does."""
        if not is_write(request):
            return effect()
        for one in self.observers:
            one.before(request)
        answer = effect()
        deed = Deed(
            process=request.process,
            service=request.service,
            operation=request.operation,
            time=self.now(),
            asked=request.asked,
            answer=answer,
        )
        for one in self.observers:
            one.after(deed)
        return answer
