"""The mutation check: `python -m scripts.mutants`.

Each mutant is made in a copy of the packages, and what should catch it is run until something does:
the simulation, then laws, then an example. Ends with 1 where a mutant survives, or where only an
example catches it; with 2 where one does not apply any more.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.mutants import table
from scripts.mutants.catching import Broken, By, Finding, caught, frozen_tree
from scripts.mutants.every import MUTANTS
from scripts.mutants.mutant import Mutant, stray

SEEDS = 100
"""Of the simulation, for each mutant."""


def main(arguments: Sequence[str]) -> int:
    """Return the exit code."""
    chosen = _parser().parse_args(arguments)
    if strays := stray(MUTANTS):
        print("\n".join(strays))
        return 2
    mutants = [one for one in MUTANTS if not chosen.only or one.name in chosen.only]
    if chosen.list:
        print("\n".join(f"{one.name}: {one.fault}" for one in mutants))
        return 0
    with frozen_tree() as tree, ThreadPoolExecutor(chosen.jobs) as workers:
        if baseline := _baseline(chosen, tree):
            print(f"the code as it is: {baseline}")
            return 1
        found = list(workers.map(lambda one: _judged(one, chosen, tree), mutants))
    findings = {one.name: finding for one, finding in zip(mutants, found, strict=True) if finding}
    if chosen.update:
        table.write(MUTANTS, findings)
    return int(any(not _is_proved(one, findings.get(one.name)) for one in mutants))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="this mutant; repeatable")
    parser.add_argument("--jobs", type=int, default=1, help="mutants at once")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="of the simulation; 0 for none")
    parser.add_argument("--laws-first", action="store_true", help="before the simulation: faster")
    parser.add_argument("--update", action="store_true", help="write the table of docs/testing.md")
    parser.add_argument("--list", action="store_true", help="name the mutants, and run none")
    return parser


def _baseline(chosen: Namespace, tree: Path) -> str:
    """Return what the code as it is fails, empty where it fails nothing.

    The laws are part of every gate; of the simulation it is only known of these very seeds.
    """
    found = caught(None, chosen.seeds, tree)
    return "" if found.by is By.NOTHING else str(found)


def _judged(mutant: Mutant, chosen: Namespace, tree: Path) -> Finding | None:
    begun = time.monotonic()
    try:
        found = caught(mutant, chosen.seeds, tree, laws_first=chosen.laws_first)
    except Broken as error:
        print(f"{mutant.name}: could not be judged\n{error}", flush=True)
        return None
    seconds = f"{time.monotonic() - begun:.0f} s"
    print(f"{mutant.name}: {found} ({seconds})", flush=True)
    return found


def _is_proved(mutant: Mutant, found: Finding | None) -> bool:
    if found is None or found.by is By.EXAMPLE:
        return False
    return found.by is not By.NOTHING or bool(mutant.equivalent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
