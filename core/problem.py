"""Problems of what people wrote, each with its place, gathered and never raised at the first."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from kayron.core.error import KayronError


@frozen(order=True)
class Place:
    """A position in a text: `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


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
