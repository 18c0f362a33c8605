"""Shows how far an update is, in place on a terminal: anew every second, or at what happens."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from kayron.cli.terminal import Color, show, write

if TYPE_CHECKING:
    from kayron.core.apply.event import StackEvent
    from kayron.core.render.style import Line
    from kayron.core.render.waiting import Steps
    from kayron.core.stack.tree import Ids

EVERY = 1.0
"""Seconds after which ages are shown anew."""

SOON = 0.1
"""Seconds before which it is not drawn again, unless something has to be said."""


class Waiting:
    """One update that is waited for; what is said meanwhile stays above."""

    def __init__(self, color: Color) -> None:
        self._color = color
        self._steps: Steps = {}
        self._newest: datetime | None = None
        self._heard = 0.0
        self._shown = 0
        self._drawn = 0.0
        self._guard = Lock()
        self._over = Event()
        self._clock = Thread(target=self._tick, daemon=True)
        self._clock.start()

    def happened(self, event: StackEvent, path: Ids, said: list[Line]) -> None:
        """Take in an event; lines that are said of it stay."""
        from kayron.core.render.waiting import stepped

        with self._guard:
            self._steps = stepped(self._steps, event, path)
            self._newest = max(self._newest or event.time, event.time)
            self._heard = time.monotonic()
            if said or time.monotonic() > self._drawn + SOON:
                self._draw(said)

    def end(self) -> None:
        """Show it for the last time, and leave it there."""
        self._over.set()
        self._clock.join()
        with self._guard:
            self._draw([])

    def _tick(self) -> None:
        while not self._over.wait(EVERY):
            with self._guard:
                self._draw([])

    def _draw(self, said: list[Line]) -> None:
        """Put the present state in the place of the one that is shown.

        Ages are told by CloudFormation's clock.
        """
        from kayron.core.render.waiting import waiting_lines

        if self._newest is None:
            return
        if self._shown:
            write(f"\x1b[{self._shown}A\r\x1b[J")
        size = shutil.get_terminal_size()
        now = self._newest + timedelta(seconds=time.monotonic() - self._heard)
        lines = waiting_lines(self._steps, now, size.columns - 1, size.lines - 1)
        self._shown, self._drawn = len(lines), time.monotonic()
        show([*said, *lines], self._color)


def is_in_place() -> bool:
    """Tell whether standard output is a terminal that can show something in place."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
