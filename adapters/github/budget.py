"""What one may write to GitHub: of more than so much, and of what is locked, it takes nothing."""

from __future__ import annotations

from collections import deque
from threading import Lock

from kayron.adapters.github.lately import Lately
from kayron.adapters.github.refusal import Refusal

MOST = ((80, 60.0), (500, 3600.0))
"""Content-creating requests, in so many seconds.
Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"""


class Budget:
    """What one token may write; safe to use from any thread.

    `locked` are the paths of what it may not write: each refusal counts as a write.
    """

    def __init__(self) -> None:
        self.locked = Lately()
        self._spent: deque[float] = deque(maxlen=max(most for most, _ in MOST))
        self._lock = Lock()

    def spend(self, moment: float) -> None:
        """Count a write at a moment in monotonic seconds; raise `Refusal` where it is too many."""
        with self._lock:
            for most, seconds in MOST:
                if len(self._spent) >= most and self._spent[-most] > moment - seconds:
                    raise Refusal(
                        f"GitHub takes {most} writes in {seconds:.0f} s, and that many were made",
                        limited=True,
                    )
            self._spent.append(moment)
