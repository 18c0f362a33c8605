"""A mutant: one realistic mistake in the code, as a replacement of a text that occurs once."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]

FOLDER = "KAYRON_MUTANT"
"""The variable with the folder that a mutant's packages are in."""

PROFILE = "mutants"
"""Of Hypothesis."""


@frozen(kw_only=True)
class Mutant:
    """A mistake and the rules of SPEC.md that it breaks.

    `old` occurs exactly once in `file`. `laws` are what should catch it besides the simulation, the
    likeliest first: files, of which the properties are run, and tests by their names. `example` is
    a file or a test with an example of the rule, which catches it but proves less. `equivalent` is
    why nothing can catch it, where that is so.
    """

    name: str
    rules: tuple[str, ...]
    file: str
    fault: str
    old: str
    new: str
    laws: tuple[str, ...] = ()
    example: str = ""
    equivalent: str = ""

    @property
    def occurrences(self) -> int:
        """How often the text that is replaced occurs in the file."""
        path = ROOT / self.file
        return path.read_text().count(self.old) if path.is_file() else 0

    def written(self, folder: Path) -> None:
        """Make the mistake in a copy of the packages."""
        path = folder / self.file
        path.write_text(path.read_text().replace(self.old, self.new))


def stray(mutants: tuple[Mutant, ...]) -> tuple[str, ...]:
    """Return a sentence for each mutant that does not apply any more."""
    return tuple(
        f"{one.name}: the text occurs {one.occurrences} times in {one.file}."
        for one in mutants
        if one.occurrences != 1 or one.old == one.new
    )
