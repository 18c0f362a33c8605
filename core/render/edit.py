"""Which lines two texts share, found in nearly linear time and in an order that people expect.

Lines that stand once in each text are the anchors (the patience method); difflib sees only what is
left between them, so a large template with one addition costs what reading it costs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

DEEPEST = 32
"""How often a range is divided at its anchors before it counts as replaced."""

LARGEST = 100_000
"""The product of two lengths up to which difflib, which is quadratic, compares without anchors."""


@frozen
class Range:
    """The lines `[a, a_end)` of one text and `[b, b_end)` of the other, to be compared."""

    a: int
    a_end: int
    b: int
    b_end: int
    depth: int = 0


@frozen(order=True)
class Match:
    """Equal lines: `size` of them from `a` in one text and from `b` in the other."""

    a: int
    b: int
    size: int


@frozen
class Edit:
    """The lines `[a, a_end)` of one text that became the lines `[b, b_end)` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int


def edits(before: Sequence[str], after: Sequence[str]) -> tuple[Edit, ...]:
    """Return what turns one list of lines into another, in order, with equal lines between."""
    found, a, b = [], 0, 0
    for match in [*matches(before, after), Match(len(before), len(after), 0)]:
        if (match.a, match.b) != (a, b):
            found.append(Edit(a, match.a, b, match.b))
        a, b = match.a + match.size, match.b + match.size
    return tuple(found)


def matches(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return the runs of equal lines in order; none overlap or cross, none is empty."""
    found: list[Match] = []
    waiting = [Range(0, len(before), 0, len(after))]
    while waiting:
        waiting.extend(_divide(waiting.pop(), before, after, found))
    return sorted(match for match in found if match.size)


def _divide(
    part: Range, before: Sequence[str], after: Sequence[str], found: list[Match]
) -> Iterator[Range]:
    """Add the equal start and end of a range to `found`, and yield what lies between anchors."""
    a, a_end, b, b_end = part.a, part.a_end, part.b, part.b_end
    while a < a_end and b < b_end and before[a] == after[b]:
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and before[a_end - 1] == after[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
    found += Match(part.a, part.b, a - part.a), Match(a_end, b_end, part.a_end - a_end)
    if a == a_end or b == b_end:
        return
    rest = Range(a, a_end, b, b_end, part.depth + 1)
    anchors = _anchors(rest, before, after) if rest.depth < DEEPEST else []
    if anchors:
        yield from _between(rest, anchors)
    elif (a_end - a) * (b_end - b) <= LARGEST:
        found += _closest(rest, before, after)


def _between(part: Range, anchors: Sequence[tuple[int, int]]) -> Iterator[Range]:
    """Yield the range before the first anchor, then those that start at each anchor."""
    a, b = part.a, part.b
    for anchor_a, anchor_b in [*anchors, (part.a_end, part.b_end)]:
        yield Range(a, anchor_a, b, anchor_b, part.depth)
        a, b = anchor_a, anchor_b


def _anchors(part: Range, before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest list of pairs of lines unique in both ranges that rises in both."""
    counts = Counter(before[part.a : part.a_end])
    others = Counter(after[part.b : part.b_end])
    places = {after[b]: b for b in range(part.b, part.b_end) if others[after[b]] == 1}
    pairs = [
        (a, places[before[a]])
        for a in range(part.a, part.a_end)
        if counts[before[a]] == 1 and before[a] in places
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest sublist whose second numbers rise; the first ones rise already."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, b) in enumerate(pairs):
        pile = bisect_left(tails, b)
        previous.append(ends[pile - 1] if pile else -1)
        tails[pile:] = [b, *tails[pile + 1 :]]
        ends[pile:] = [index, *ends[pile + 1 :]]
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _closest(part: Range, before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    matcher = SequenceMatcher(
        None, before[part.a : part.a_end], after[part.b : part.b_end], autojunk=False
    )
    for match in matcher.get_matching_blocks():
        yield Match(part.a + match.a, part.b + match.b, match.size)
