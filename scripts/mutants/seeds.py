"""Runs seeds of the simulation until an invariant fails, and prints which one.

Run by `catching` as `python -m scripts.mutants.seeds FIRST LAST`, with a mutant's code.
"""

from __future__ import annotations

import sys

from scripts.mutants.profile import check_code
from tests.simulation.seed import LENGTH, run


def search(first: int, last: int) -> str:
    """Return the seed that fails and the violation, empty where all hold."""
    for seed in range(first, last + 1):
        violations = run(seed, LENGTH).violations
        if violations:
            return f"{seed} {violations[0].number} {violations[0].sentence}"
    return ""


if __name__ == "__main__":
    check_code()
    print(search(int(sys.argv[1]), int(sys.argv[2])))
