"""What can happen in a company, and what happens next."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

from attrs import frozen

from tests.simulation.company import Company

Act = Callable[[Company, Random], str | None]
"""Let it happen and return a line of the story, or None where it does not apply now."""

T = TypeVar("T")

TRIES = 100
"""Events drawn until one applies; some always do."""


@frozen(kw_only=True)
class Event:
    """Something that can happen, and how often it does beside the others.

    `kept` is one that no deck is without: what is quite usual, and what ends trouble.
    """

    name: str
    weight: int
    kept: bool
    act: Act


@frozen(kw_only=True)
class Happened:
    """An event that happened, and its line of the story."""

    event: str
    story: str


class Events:
    """The events of one kind, in the order of their definition."""

    def __init__(self) -> None:
        self.all: list[Event] = []

    def __call__(self, weight: int, *, kept: bool = False) -> Callable[[Act], Act]:
        """Take in a function as an event by its own name."""

        def take(act: Act) -> Act:
            name = getattr(act, "__name__", "").replace("_", " ").strip()
            self.all.append(Event(name=name, weight=weight, kept=kept, act=act))
            return act

        return take


class Deck:
    """Events to draw from, by their weights."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = tuple(events)
        self._weights = tuple(accumulate(one.weight for one in self._events))

    def part(self, random: Random, share: float) -> Deck:
        """Return a deck without most events but those that are kept.

        A few kinds of trouble at a time get further than all of them together.
        """
        return Deck(one for one in self._events if one.kept or random.random() < share)

    def draw(self, random: Random) -> Event:
        """Draw an event."""
        return self._events[bisect(self._weights, random.random() * self._weights[-1])]

    def happen(self, company: Company, random: Random, first: Event | None = None) -> Happened:
        """Let something happen that applies now: the first, where it does."""
        for number in range(TRIES):
            event = first if first is not None and number == 0 else self.draw(random)
            story = event.act(company, random)
            if story is not None:
                return Happened(event=event.name, story=story)
        raise LookupError(f"none of {TRIES} events applies")


def one_of(random: Random, those: Sequence[T]) -> T | None:
    """Return one of several things, None where there are none."""
    return random.choice(those) if those else None
