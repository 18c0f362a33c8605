"""A terminal that the program runs on: what it shows, and what a person types."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from contextlib import suppress

from attrs import frozen

from tests.cli.live import PROGRAM, Here

PATIENCE = 60

INTERRUPT = "\x03"
END = "\x04"
"""What Ctrl-C and Ctrl-D type."""


@frozen(kw_only=True)
class Shown:
    """What a terminal showed, control sequences included, and how the program ended."""

    code: int
    text: str


def on_terminal(here: Here, *arguments: str, question: str = "", answer: str = "") -> Shown:
    """Run the program on a terminal, and answer its question as soon as it stands there."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [str(PROGRAM), *arguments],
        cwd=here.folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**here.variables, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"},
    ) as program:
        os.close(theirs)
        text, asked, deadline = "", not question, time.monotonic() + PATIENCE
        # Linux tells by an error that the last writer has gone.
        with suppress(OSError):
            while _speaks(ours, deadline) and (piece := os.read(ours, 65536)):
                text += piece.decode(errors="replace")
                if not asked and question in text:
                    _answer(program, ours, answer)
                    asked = True
        os.close(ours)
        try:
            code = program.wait(timeout=PATIENCE)
        finally:
            program.kill()
    return Shown(code=code, text=text.replace("\r\n", "\n"))


def _speaks(terminal: int, deadline: float) -> bool:
    """Wait until a terminal shows something more; tell whether it did in time."""
    left = max(deadline - time.monotonic(), 0)
    return bool(select.select([terminal], [], [], left)[0])


def _answer(program: subprocess.Popen[bytes], terminal: int, answer: str) -> None:
    """Type an answer; the terminal is not the program's own, so that Ctrl-C is sent to it."""
    if answer == INTERRUPT:
        program.send_signal(signal.SIGINT)
    else:
        os.write(terminal, (answer if answer == END else f"{answer}\n").encode())
