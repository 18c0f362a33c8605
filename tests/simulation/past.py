"""What GitHub and AWS answered before: a replica that lags behind answers it again."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any

from attrs import define, field

from kayron.adapters.github.transport import Response
from tests.sandbox.github.world import World

LAG = timedelta(seconds=60)
"""The most that a replica is behind."""

KEPT = 5
"""Answers to one request."""


@define
class _Answer:
    """An answer, and the last revision of the world at which it was known to be right."""

    response: Response
    revision: int

    @property
    def identity(self) -> tuple[int, str]:
        return self.response.status, self.response.headers.get("etag", "")


@define
class Past:
    """The answers to reads, whoever asked, by what identifies a request."""

    _answers: dict[Hashable, deque[_Answer]] = field(factory=dict)

    def keep(self, request: Hashable, response: Response, revision: int) -> None:
        """Remember a whole answer that is right at a revision of the world."""
        known = self._answers.setdefault(request, deque(maxlen=KEPT))
        answer = _Answer(response, revision)
        if known and known[-1].identity == answer.identity:
            known[-1].revision = revision
        else:
            known.append(answer)

    def still(self, request: Hashable, revision: int) -> None:
        """Remember that the newest answer is still right."""
        known = self._answers.get(request)
        if known:
            known[-1].revision = revision

    def older(self, request: Hashable, world: World) -> Response | None:
        """Return the oldest answer that was right within the lag and is not any more."""
        for answer in self._answers.get(request, ()):
            if answer.revision < world.revision and _ended(answer, world) >= world.now() - LAG:
                return answer.response
        return None


def _ended(answer: _Answer, world: World) -> datetime:
    """Return when the revision after an answer's began; the earliest known where it is older."""
    return next(moment for revision, moment in world.begun if revision > answer.revision)


@define
class Replicas:
    """The answers of AWS to reads, by what identifies a request, each with when it was right last.

    It may have been right for longer: nobody asked.
    """

    _answers: dict[Hashable, deque[tuple[datetime, Any]]] = field(factory=dict)

    def keep(self, request: Hashable, answer: object, now: datetime) -> None:
        """Remember an answer that is right now, and forget what no replica answers any more."""
        known = self._answers.setdefault(request, deque())
        while known and known[0][0] < now - LAG:
            known.popleft()
        known.append((now, answer))

    def older(self, request: Hashable, current: object, now: datetime) -> Any:  # noqa: ANN401
        """Return the oldest answer within the lag that is another than the current one, or None."""
        known = self._answers.get(request, ())
        return next(
            (answer for right, answer in known if right >= now - LAG and answer != current), None
        )
