"""The terminal: how wide it is, whether it has colours, and what is written to it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from kayron.core.error import KayronError

if TYPE_CHECKING:
    from kayron.core.render.style import Line

PIPED = 100
"""The width of output that no terminal shows, whatever terminal it was started in."""

NARROWEST, WIDEST = 60, 200


class Color(Enum):
    """Whether output has colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


ColorOption = Annotated[
    Color,
    typer.Option(
        "--color", help="Colours: auto is only on a terminal, and not if NO_COLOR is set."
    ),
]


class OutputError(KayronError):
    """Standard output took no more."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"standard output cannot be written: {reason}.")


def room() -> int:
    """Return how many columns a line may take."""
    if not sys.stdout.isatty():
        return PIPED
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))


def broken(text: str) -> list[str]:
    """Return a sentence as lines; a terminal by itself breaks it in the middle of words."""
    return textwrap.wrap(text, room()) if sys.stdout.isatty() else [text]


def show(lines: Iterable[Line], color: Color) -> None:
    """Write styled lines, in colour where it is wanted."""
    from kayron.core.render.style import ansi, plain

    write(ansi(lines) if _coloured(color) else plain(lines))


def _coloured(color: Color) -> bool:
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    dumb = os.environ.get("TERM") == "dumb" or os.environ.get("NO_COLOR")
    return sys.stdout.isatty() and not dumb


def write(text: str) -> None:
    """Write a text to standard output; a reader that has gone has read what it wanted."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # The interpreter flushes once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(str(error.strerror).lower()) from error


def note(text: str) -> None:
    """Write lines for people beside the output, to standard error, as a terminal shows them."""
    from kayron.core.render.style import visible

    lines = "\n".join(map(visible, text.split("\n")))
    sys.stderr.write(f"kayron: {lines}\n")
