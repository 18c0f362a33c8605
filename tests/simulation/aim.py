"""What a seed is after, beside what comes by chance: something rare, and what leads to it.

By chance alone it would take millions of steps until all has occurred that can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Final, Literal, TypeAlias

from attrs import frozen

from tests.simulation.alteration import ALTERATIONS, NOTHING
from tests.simulation.company import Company
from tests.simulation.coverage import OPERATIONS, faults_of
from tests.simulation.event import Event
from tests.simulation.events.every import EVENTS
from tests.simulation.events.infrastructure import alter_to
from tests.simulation.fault import DEADLY, Fault

AIMED = 0.8
"""The share of seeds that are after something."""

APART = 2
"""Every how many moves one leads to what the seed is after."""

STRIKES = 3
"""How many faults, at most, a seed wants at an operation: so many calls in a row go wrong."""

Operation: TypeAlias = tuple[str, str]
"""A service and its operation."""

Strike: TypeAlias = tuple[Operation, Fault]

A_LOOP: Final = "a loop"

Move: TypeAlias = Event | Literal["a loop"]

UPDATE = ("more memory for api", A_LOOP)
"""Of this alteration comes an update, whatever else there is."""

PULL = ("open a pull request", A_LOOP)
"""Of this comes a preview, and a comment."""


@frozen(kw_only=True)
class Aim:
    """What a seed is after: moves in turn, and calls that are to go wrong.

    `direct`: the company's updates are made with UpdateStack.
    """

    moves: tuple[Move, ...] = ()
    strikes: tuple[Strike, ...] = ()
    direct: bool = False

    @property
    def most(self) -> int:
        """How many moves it takes, with those between."""
        return APART * len(self.moves)

    def at(self, number: int) -> Move | None:
        """Return what the move of a number is to be; None where that is left to chance."""
        turn, between = divmod(number, APART)
        return self.moves[turn] if turn < len(self.moves) and not between else None


@cache
def _altered(name: str) -> Event:
    def act(company: Company, random: Random) -> str | None:
        del random
        return alter_to(company, name)

    return Event(name="alter the templates", weight=0, kept=False, act=act)


def _script(*names: str) -> tuple[Move, ...]:
    """Return moves by the names of events and alterations."""
    return tuple(_move(name) for name in names)


def _move(name: str) -> Move:
    if name == A_LOOP:
        return A_LOOP
    return EVENTS[name] if name in EVENTS else _altered(name)


BEFORE: Mapping[str, tuple[str, ...]] = {
    "cancel the update": ("resources take long", *UPDATE),
    "close most pull requests": ("open many pull requests", A_LOOP, "minutes pass"),
    "continue the rollback": ("a resource fails next", "a rollback fails next", *UPDATE),
    "declare a service again": ("remove a definition",),
    "delete a fork": ("open a pull request from a fork",),
    "delete a template": (*UPDATE, "more memory for web", A_LOOP),
    "delete the status comment": PULL,
    "push a branch that is missing": ("delete a branch that is released",),
    "repeat the status comment": PULL,
    "restore a repository": ("delete a repository",),
    "somebody deletes what is left over": ("a target group of a preview is left over",),
}
"""What a rare event needs to happen before it."""

SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("open many pull requests", A_LOOP, "minutes pass", "close most pull requests", A_LOOP),
    ("the search service", "declare the search service", A_LOOP),
    (*PULL, "close a pull request", A_LOOP, "minutes pass", A_LOOP),
    ("open a pull request", "lock a conversation", A_LOOP, "minutes pass", A_LOOP),
    (*UPDATE, "the stack gets another status", A_LOOP),
    ("change a version by hand", NOTHING, "minutes pass", A_LOOP),
    (*UPDATE, "minutes pass", "another default of LogLevel", "minutes pass", A_LOOP),
)
"""What more than one event leads to: a refusal of many removals, a parameter that waits, the last
word on a pull request, a locked conversation, templates that are nowhere, an empty update."""

SEVERAL = 10
"""How many times as many seeds want one of these as want one event."""

COMMON = 4
"""How many times as many seeds want faults at an operation that each loop calls as want one event:
it has a dozen of them."""

RARE = 20
"""The same of an operation that not every loop calls."""

LEADING: Mapping[Operation, tuple[str, ...]] = {
    ("cloudformation", "CreateChangeSet"): UPDATE,
    ("cloudformation", "DeleteChangeSet"): (*UPDATE, "minutes pass", A_LOOP),
    ("cloudformation", "DescribeChangeSet"): UPDATE,
    ("cloudformation", "ExecuteChangeSet"): UPDATE,
    ("cloudformation", "ListChangeSets"): UPDATE,
    ("cloudformation", "UpdateStack"): UPDATE,
    ("github", "issues/create-comment"): PULL,
    ("github", "issues/list-comments"): (*PULL, A_LOOP),
    ("github", "issues/delete-comment"): (*PULL, "repeat the status comment", A_LOOP),
    ("github", "issues/update-comment"): (*PULL, "push to a pull request", A_LOOP),
    ("github", "pulls/get"): (*PULL, "minutes pass", "close a pull request", A_LOOP),
}
"""What leads to a call of an operation that not every loop calls, or to an answer that differs."""


def drawn(random: Random) -> Aim:
    """Draw what a seed is after."""
    if random.random() >= AIMED:
        return Aim()
    chosen = random.choices(*_choices())[0]
    return chosen if isinstance(chosen, Aim) else _at(chosen, random)


@cache
def _choices() -> tuple[tuple[Aim | Operation, ...], tuple[int, ...]]:
    """Return what seeds may be after, and how often beside the others."""
    found = dict(_events())
    weights = {one: RARE if one in LEADING else COMMON for one in OPERATIONS}
    return (*found, *weights), (*found.values(), *weights.values())


def _events() -> Iterator[tuple[Aim, int]]:
    for name, event in EVENTS.items():
        if not event.kept or name in BEFORE:
            yield Aim(moves=_script(*BEFORE.get(name, ()), name, A_LOOP)), 1
    yield from ((Aim(moves=_script(name, A_LOOP)), 1) for name in ALTERATIONS)
    yield from ((Aim(moves=_script(*script)), SEVERAL) for script in SCRIPTS)


def _at(operation: Operation, random: Random) -> Aim:
    """Return an aim at faults of an operation; what is killed calls nothing any more."""
    possible = faults_of(operation[1])
    faults = random.sample(possible, STRIKES)
    strikes = [(operation, one) for one in sorted(faults, key=lambda one: one in DEADLY)]
    if operation == ("cloudformation", "DeleteChangeSet"):
        # A change set is deleted that a process which was killed has left.
        strikes.insert(0, (("cloudformation", "ExecuteChangeSet"), Fault.KILLED_BEFORE))
    return Aim(
        moves=_script(*LEADING.get(operation, (A_LOOP,))),
        strikes=tuple(strikes),
        direct=operation == ("cloudformation", "UpdateStack"),
    )
