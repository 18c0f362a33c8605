"""Each seed that ever found something, with the moves that it needs, and what that was.

What a seed does changes with the simulation: it stays here for what it met, and what it found has
a test of its own where one can say it.
"""

from __future__ import annotations

import pytest

from tests.simulation.seed import run

FOUND: dict[str, tuple[int, tuple[int, ...], bool]] = {
    "an image that was there once and was deleted is put in place": (
        39,
        (0, 1, 4, 6, 8, 9, 12, 14, 15, 39, 43),
        False,
    ),
    "an update in which there is nothing to change is tried in every loop": (
        215,
        tuple(range(200)),
        False,
    ),
    "an update is begun again that failed, as its writer's clock was two hours ahead": (
        1101959,
        (0, 2, 6, 11, 14, 18),
        False,
    ),
    "a template from before an update is remembered as what came of it": (
        4017940,
        (1, 2, 4, 6),
        False,
    ),
    "an update rests on an event from before the last one, of which the process knew": (
        2099642,
        (0, 1, 2, 3, 4, 6, 7, 9, 11),
        False,
    ),
    "nothing says why what the stack lacks stays so, where the update was empty": (
        2086505,
        (0, 2, 4, 6, 7),
        True,
    ),
}
"""The seed, the moves, and whether nothing goes wrong in loops, by what was wrong."""


@pytest.mark.parametrize("what", FOUND)
def test_what_was_found_once_is_not_found_again(what: str) -> None:
    seed, moves, calm = FOUND[what]
    result = run(seed, keep=frozenset(moves), calm=calm)
    assert [str(one) for one in result.violations] == []
