"""The table of docs/testing.md: each mutant, and what caught it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scripts.mutants.catching import By, Finding
from scripts.mutants.mutant import ROOT, Mutant
from scripts.mutants.rules import RULES, WITHOUT

PAGE = ROOT / "docs" / "testing.md"

START, END = "<!-- mutants -->", "<!-- end of mutants -->"

HEAD = ("| rule of SPEC.md | fault | caught by |", "|---|---|---|")

NOT_RUN = "not run yet"


def write(mutants: Sequence[Mutant], findings: Mapping[str, Finding], page: Path = PAGE) -> None:
    """Write the table into the page; of mutants that were not run now, what it says stays."""
    before, _, rest = page.read_text().partition(START)
    known, _, after = rest.partition(END)
    table = "\n".join(_table(mutants, findings, _said(known)))
    page.write_text(f"{before}{START}\n{table}\n{END}{after}")


def _said(table: str) -> Mapping[str, str]:
    """Return what a table says of each fault."""
    rows = (line.strip("| ").split(" | ") for line in table.splitlines())
    return {row[1]: row[2] for row in rows if len(row) == len(("rule", "fault", "caught by"))}


def _table(
    mutants: Sequence[Mutant], findings: Mapping[str, Finding], said: Mapping[str, str]
) -> Iterator[str]:
    told = {one.fault: _told(one, findings, said) for one in mutants}
    laws = [text for text in told.values() if text.startswith((*CAUGHT, NONE))]
    proved = sum(not text.startswith(NONE) for text in laws)
    equal = len(laws) - proved
    yield (
        f"{len(mutants)} mutants: {proved} caught by the simulation or a law, {equal} that change "
        f"nothing which can be seen, {len(mutants) - len(laws)} others."
    )
    yield ""
    yield from HEAD
    for rule in RULES:
        if rule in WITHOUT:
            yield f"| {rule} | none | {WITHOUT[rule]} |"
        for one in mutants:
            if one.rules[0] == rule:
                yield f"| {', '.join(one.rules)} | {one.fault} | {told[one.fault]} |"


CAUGHT = (By.SIMULATION.value, By.PROPERTY.value)

NONE = "equivalent: "


def _told(mutant: Mutant, findings: Mapping[str, Finding], said: Mapping[str, str]) -> str:
    found = findings.get(mutant.name)
    if found is None:
        return said.get(mutant.fault, NOT_RUN)
    if found.by is By.NOTHING and mutant.equivalent:
        return f"{NONE}{mutant.equivalent}"
    return str(found)
