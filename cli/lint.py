"""`kayron lint [PATH]`: check a local checkout offline.

Problems are lines that editors and CI understand, `file:line:column: message`, with paths below
PATH; line and column are left out, and 0 in JSON, where a problem is the whole file's.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from kayron.cli.terminal import write

if TYPE_CHECKING:
    from kayron.core.problem import Problem


class Output(Enum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"


def command(path: Path, output: Output) -> int:
    """Print every problem of a checkout, as lines or as a JSON list, and return the exit code."""
    from kayron.adapters.checkout import read_checkout
    from kayron.core.document import canonical
    from kayron.core.lint import lint

    files = read_checkout(path)
    problems = lint(files.texts, files.binary)
    if output is Output.JSON:
        write(canonical([_fields(problem) for problem in problems]))
    elif problems:
        write("".join(f"{problem}\n" for problem in problems))
    else:
        write(f"{_count(len(files.texts), 'file')} checked, no problems.\n")
    return 1 if problems else 0


def _fields(problem: Problem) -> dict[str, str | int]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
