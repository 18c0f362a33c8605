"""How far a capture is, as one line on a terminal that is gone when the capture ends."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kayron.adapters.capture import Progress

EVERY = 0.1
"""Seconds between two states that are shown."""

CLEAR = "\r\x1b[K"


class Display:
    """Shows progress on standard error, and nothing where that is no terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = 0.0
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take away what is shown."""
        if self._shown:
            self._write(CLEAR)
            self._shown = False

    def __call__(self, progress: Progress) -> None:
        """Show how far it is, unless something was shown just now."""
        if not self._shows or time.monotonic() < self._next:
            return
        self._next, self._shown = time.monotonic() + EVERY, True
        self._write(
            f"{CLEAR}capturing: wave {progress.wave}, {progress.read} of {progress.asked} facts"
        )

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
