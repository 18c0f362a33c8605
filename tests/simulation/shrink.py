"""Leaves out of a seed what its violation does not need."""

from __future__ import annotations

from collections.abc import Callable

Holds = Callable[[frozenset[int]], bool]
"""Tells whether what is looked for still comes about with these moves alone."""


def shrunk(moves: frozenset[int], holds: Holds) -> frozenset[int]:
    """Return as few moves as this finds without any of which it no longer holds.

    Zeller's ddmin: ever smaller pieces are left out, as long as any can be.
    """
    kept, pieces = sorted(moves), 2
    while len(kept) >= 2:
        size = max(1, len(kept) // pieces)
        rests = (kept[:at] + kept[at + size :] for at in reversed(range(0, len(kept), size)))
        smaller = next((rest for rest in rests if holds(frozenset(rest))), None)
        if smaller is not None:
            kept, pieces = smaller, max(pieces - 1, 2)
        elif size == 1:
            break
        else:
            pieces = min(pieces * 2, len(kept))
    return frozenset(kept)
