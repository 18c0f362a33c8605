"""What can happen in a company, and what happens next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """Something that can happen, and how often it does beside the others."""

    name: str
    weight: int
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

    def __call__(self, weight: int) -> Callable[[Act], Act]:
        """Take in a function as an event by its own name."""

        def take(act: Act) -> Act:
            name = getattr(act, "__name__", "").replace("_", " ").strip()
            self.all.append(Event(name=name, weight=weight, act=act))
            return act

        return take


def happen(company: Company, random: Random, events: Mapping[str, Event]) -> Happened:
    """Let something happen that applies now."""
    names = list(events)
    weights = [events[name].weight for name in names]
    for name in random.choices(names, weights, k=TRIES):
        story = events[name].act(company, random)
        if story is not None:
            return Happened(event=name, story=story)
    raise LookupError(f"none of {TRIES} events applies")


def one_of(random: Random, those: Sequence[T]) -> T | None:
    """Return one of several things, None where there are none."""
    return random.choice(those) if those else None
