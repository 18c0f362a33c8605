"""A request as an operation sees it, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from tests.sandbox.github.apps import Apps
from tests.sandbox.github.caller import Caller
from tests.sandbox.github.limits import Meter
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.tokens import Tokens
from tests.sandbox.github.world import World

Json: TypeAlias = dict[str, object]


@frozen(kw_only=True)
class Hub:
    """All that the server knows: the world, and who may do how much in it."""

    world: World
    apps: Apps
    tokens: Tokens
    meter: Meter


@frozen(kw_only=True)
class Request:
    """A call of an operation by somebody who may make it."""

    hub: Hub
    caller: Caller
    base: str
    path: str
    where: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    accept: str
    now: datetime
    named: Repository | None = None

    @property
    def repository(self) -> Repository:
        """The repository that the path names."""
        assert self.named is not None
        return self.named

    @property
    def here(self) -> str:
        """The link of that repository."""
        return f"{self.base}/repos/{self.repository.full_name}"

    def number(self, name: str) -> int:
        """Return a number in the path; what is no number is 0, which nothing has."""
        text = self.where[name]
        return int(text) if text.isdecimal() else 0


@frozen(kw_only=True)
class Answer:
    """What an operation answers: JSON, or bytes where other media were asked for."""

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(factory=dict)
