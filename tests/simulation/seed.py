"""One seed from its first step to its last, and what came of it."""

from __future__ import annotations

from collections import Counter
from itertools import count

from attrs import frozen

from tests.simulation.ending import Ending
from tests.simulation.simulation import Simulation
from tests.simulation.stage import Stage, Violated
from tests.simulation.violation import Violation

LENGTH = 200
"""The least steps of a seed: moves, and calls of loops; its coming to rest does not count. It takes
all the moves, too, that lead to what it is after."""


@frozen(kw_only=True)
class Result:
    """What came of a seed: violations, the story up to the first, and what was met how often.

    `moves` is how many it took, and `steps` how many steps these are.
    """

    seed: int
    moves: int
    steps: int
    violations: tuple[Violation, ...]
    story: tuple[str, ...]
    counts: Counter[str]


def run(
    seed: int, length: int = LENGTH, keep: frozenset[int] | None = None, *, calm: bool = False
) -> Result:
    """Run a seed, for so many steps at least; or those moves alone that are to be kept."""
    stage = Stage(seed)
    simulation = Simulation(stage, calm=calm)
    numbers = count() if keep is None else iter(sorted(keep))
    steps = 0
    try:
        for number in numbers:
            simulation.move(number)
            steps = simulation.steps
            if keep is None and steps >= length and simulation.moves >= stage.aim.most:
                break
        Ending(stage).come()
    except Violated:
        pass
    return Result(
        seed=seed,
        moves=simulation.moves,
        steps=steps,
        violations=tuple(stage.violations),
        story=tuple(stage.story.lines),
        counts=stage.counts,
    )
