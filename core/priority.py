"""Which listener rule priorities new previews get.

CloudFormation creates and updates before it deletes, so a number that any live rule holds cannot be
given to another rule in the same update. A deployed preview keeps its numbers; they are claimed
before anything here happens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import frozen

from kayron.core.limit import PRIORITY_HIGHEST
from kayron.core.table import Table
from kayron.core.verdict import Verdict, allow, deny, hold

POLICY = "priority"

WIDTH = 99
"""Numbers in the range of a service after its main rule, as the Go original has it."""


@frozen(kw_only=True)
class Span:
    """The priorities from `low` to `high`, both included; none where `low` is the larger."""

    low: int
    high: int

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return max(0, self.high - self.low + 1)

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


@frozen(kw_only=True)
class Want:
    """One copied rule that needs a number: the original's logical id, its listener and its span."""

    rule: str
    listener: str
    span: Span


@frozen(kw_only=True)
class Candidate:
    """A new preview and the rules that it needs numbers for, in the originals' order."""

    subject: str
    wants: tuple[Want, ...]


@frozen(kw_only=True)
class Ledger:
    """The numbers of each listener that cannot be given away, and those that come free.

    `taken` are those of every live rule, the ones that this update removes included, and those
    that a rule of this plan claims. `freed` are those that this update's removals give back.
    """

    taken: Table[frozenset[int]]
    freed: Table[tuple[int, ...]]


@frozen(kw_only=True)
class Allotment:
    """The numbers of one candidate by rule, none of them unless it got them all."""

    subject: str
    numbers: Table[int]
    verdict: Verdict


def span_after(main: int, mains: Sequence[int]) -> Span:
    """Return the range of a main rule, cut before the next main rule of its listener.

    `mains` are the priorities of all main rules of that listener, in ascending order.
    """
    following = bisect_right(mains, main)
    end = min(main + WIDTH, PRIORITY_HIGHEST)
    if following < len(mains):
        end = min(end, mains[following] - 1)
    return Span(low=main + 1, high=end)


def allocate(candidates: Iterable[Candidate], ledger: Ledger) -> tuple[Allotment, ...]:
    """Return what each candidate gets, in their order: the lowest free numbers of its spans.

    A candidate that cannot have all its numbers gets none, and takes none from those after it.
    """
    counter = _Counter({listener: set(taken) for listener, taken in ledger.taken.items()})
    return tuple(_serve(candidate, counter, ledger) for candidate in candidates)


class _Counter:
    """The numbers given away so far. Moves forward only, so that all candidates cost one walk."""

    def __init__(self, taken: dict[str, set[int]]) -> None:
        self.taken = taken
        self.cursor: dict[tuple[str, int], int] = {}

    def lowest(self, want: Want, own: set[int]) -> int | None:
        """Return the lowest number of a span that is neither given away nor in `own`."""
        taken = self.taken.setdefault(want.listener, set())
        key = (want.listener, want.span.low)
        number = self.cursor.get(key, want.span.low)
        while number <= want.span.high and number in taken:
            number += 1
        self.cursor[key] = number
        while number <= want.span.high and (number in taken or number in own):
            number += 1
        return number if number <= want.span.high else None


def _serve(candidate: Candidate, counter: _Counter, ledger: Ledger) -> Allotment:
    numbers: dict[str, int] = {}
    own: dict[str, set[int]] = {want.listener: set() for want in candidate.wants}
    refused: list[tuple[Want, int]] = []
    for want in candidate.wants:
        number = counter.lowest(want, own[want.listener])
        if number is None:
            refused.append((want, _within(sorted(own[want.listener]), want.span)))
        else:
            numbers[want.rule] = number
            own[want.listener].add(number)
    if refused:
        verdict = _refusal(candidate.subject, refused, ledger)
        return Allotment(subject=candidate.subject, numbers=Table(), verdict=verdict)
    for listener, given in own.items():
        counter.taken[listener] |= given
    return _granted(candidate, Table(numbers))


def _granted(candidate: Candidate, numbers: Table[int]) -> Allotment:
    parts = [f"{numbers[want.rule]} of {want.span}" for want in candidate.wants]
    reason = f"Its listener rules get the priorities {', '.join(parts)}."
    verdict = allow(POLICY, candidate.subject, reason, "listeners")
    return Allotment(subject=candidate.subject, numbers=numbers, verdict=verdict)


def _refusal(subject: str, refused: Sequence[tuple[Want, int]], ledger: Ledger) -> Verdict:
    """Return the verdict: it resolves by itself where this update frees a number for each rule."""
    freed = [_within(ledger.freed.get(want.listener, ()), want.span) for want, _ in refused]
    reason = " ".join(
        _full(want, own, free) for (want, own), free in zip(refused, freed, strict=True)
    )
    facts = sorted({f"listeners.{want.listener}" for want, _ in refused})
    judge = hold if all(freed) else deny
    return judge(POLICY, subject, reason, *facts)


def _full(want: Want, own: int, freed: int) -> str:
    span = want.span
    if not span.size:
        return (
            f"{want.rule} leaves no priority for its copies: {span.low} is taken by the next main "
            f"rule or past {PRIORITY_HIGHEST}; give the service a range with `priorities`."
        )
    held = (
        f"{span.size - own} of the {span.size} priorities {span} for copies of {want.rule} are held"
    )
    if freed:
        return f"{held}; this update frees {freed} of them for the next one."
    return f"{held} and none comes free; close pull requests or widen `priorities`."


def _within(numbers: Sequence[int], span: Span) -> int:
    """Return how many of ascending numbers lie in a span."""
    return max(0, bisect_right(numbers, span.high) - bisect_left(numbers, span.low))
