"""A terminal that the program runs on: what it shows, and what a person types."""

from __future__ import annotations

import os
import pty
import subprocess
import time
from contextlib import suppress

from attrs import frozen

from tests.cli.live import PROGRAM, Here

PATIENCE = 60


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
            while (piece := os.read(ours, 65536)) and time.monotonic() < deadline:
                text += piece.decode(errors="replace")
                if not asked and question in text:
                    os.write(ours, f"{answer}\n".encode())
                    asked = True
        os.close(ours)
        code = program.wait(timeout=PATIENCE)
    return Shown(code=code, text=text.replace("\r\n", "\n"))
