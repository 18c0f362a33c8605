"""What happens to a program at one of its calls that write: it is cut off, killed, or not heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from threading import Lock

from tests.sandbox.acme.organisation import Organisation

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
"""All operations with which Kayron writes, by service."""


class Moment(Enum):
    """When it happens: before the call has its effect, or after that and before its answer."""

    BEFORE = "before"
    AFTER = "after"


class Interruption:
    """Strikes at one call that writes, the first is number 0, of both systems together.

    The call that is struck gets no answer. `lasting` cuts the program off for good: whatever it
    asks from then on is as if it had not asked, and so it is as good as dead to both systems.
    """

    def __init__(
        self,
        number: int,
        moment: Moment,
        *,
        lasting: bool,
        strike: Callable[[], None] = lambda: None,
    ) -> None:
        self.writes = 0
        self.struck = False
        self._number = number
        self._moment = moment
        self._lasting = lasting
        self._strike = strike
        self._lock = Lock()

    @contextmanager
    def __call__(self, service: str, operation: str) -> Iterator[None]:
        """Be what goes on around a call."""
        due = self._is_due((service, operation))
        self._pass(struck=due and self._moment is Moment.BEFORE)
        yield
        self._pass(struck=due and self._moment is Moment.AFTER)

    def _is_due(self, name: tuple[str, str]) -> bool:
        with self._lock:
            if name not in WRITES or self.struck:
                return False
            self.writes += 1
            return self.writes == self._number + 1

    def _pass(self, *, struck: bool) -> None:
        """Raise `ConnectionResetError` where the call is struck, or the program is cut off."""
        with self._lock:
            self.struck = self.struck or struck
            gone = self.struck and self._lasting
        if struck:
            self._strike()
        if struck or gone:
            raise ConnectionResetError


@contextmanager
def interrupted(acme: Organisation, interruption: Interruption) -> Iterator[None]:
    """Let an organisation's systems be asked by a program that is interrupted, for a while."""
    for traffic in acme.traffic:
        traffic.clear()
        traffic.surround(interruption)
    yield
    for traffic in acme.traffic:
        traffic.clear()
