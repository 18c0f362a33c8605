"""What must never be, and was."""

from __future__ import annotations

from attrs import frozen

DEFECT = 0
"""The number of what is no invariant of the issue, and wrong all the same: an exception of ours."""


@frozen(kw_only=True)
class Violation:
    """An invariant that does not hold, by its number, and how it does not, as a sentence."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return f"invariant {self.number}: {self.sentence}"
