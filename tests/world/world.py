"""Everything that there is outside, as one immutable value; what is read of it is `facts.py`'s."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from attrs import evolve, frozen

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.snapshot import Comments, Environment, Outcomes, Pull, Rule, SnapshotSettings
from kayron.core.table import Table
from tests.world.cloudformation import Live

V = TypeVar("V")

OWNER = "acme"
RELEASES = "releases"


@frozen(kw_only=True)
class Misreading:
    """A fact that a capture reads otherwise than it is; `path` leads to it in the snapshot."""

    path: tuple[str, ...]
    fact: Absent | Unknown | Literal[True]


@frozen(kw_only=True)
class World:
    """GitHub and AWS.

    `definitions` are the release source's files by path, `trees` the infrastructure's per version,
    below `cloudformation/`. `branches` has head commits by repository and branch, `pulls` pull
    requests by repository and number, closed ones too, `images` digests by ECR repository and tag,
    `objects` the templates in S3 by URL, `foreign` the listener rules of other tools by listener.
    """

    now: datetime
    environment: Environment
    stack: str
    settings: SnapshotSettings
    zones: Table[int]
    definitions: Table[Text]
    trees: Table[Table[Text]]
    branches: Table[Table[str]]
    pulls: Table[Table[Pull]]
    images: Table[Table[str]]
    objects: Table[str]
    foreign: Table[tuple[Rule, ...]]
    live: Live | None
    outcomes: Outcomes
    comments: Table[Table[Comments]]
    account_limits: Table[int]
    misreadings: tuple[Misreading, ...]


def wait(world: World, **duration: int) -> World:
    """Let time pass: `wait(world, hours=3)`."""
    return evolve(world, now=world.now + timedelta(**duration))


def deeper(outer: Table[Table[V]], key: str, items: Mapping[str, V]) -> Table[Table[V]]:
    """Return a table of tables with items added below one key."""
    inner: Table[V] = outer.get(key, Table())
    return outer.overlaid({key: inner.overlaid(items)})
