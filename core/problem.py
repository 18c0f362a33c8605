"""Problems of what people wrote, each with its place, gathered and never raised at the first."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from kayron.core.error import KayronError
from kayron.core.render.style import visible


@frozen(order=True)
class Place:
    """A position in a text: `line` and `column` count from 1; 0 means the file as a whole.

    As text it is one line that acts on no terminal, whatever the file is called.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = visible(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@frozen(order=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do, as one sentence."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class InvalidInput(KayronError):
    """All problems of one input, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
