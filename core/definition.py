"""Release definitions: what should run. See `release` for how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from kayron.core.gate_setting import GateOverrides
from kayron.core.problem import Place
from kayron.core.verdict import INFRASTRUCTURE
from kayron.core.version import stack_parameter


@frozen(kw_only=True)
class Release:
    """Run a release, by its tag as written."""

    tag: str


@frozen(kw_only=True)
class Branch:
    """Run the head commit of a branch."""

    name: str


@frozen(kw_only=True)
class Suspend:
    """Change nothing, for a reason (empty: none given), until a time (None: until it is edited)."""

    reason: str
    until: datetime | None

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether this still suspends at a moment."""
        return self.until is None or moment < self.until


Strategy = Release | Branch | Suspend


@frozen(kw_only=True)
class PriorityRange:
    """Listener rule priorities from `low` to `high`, both included."""

    low: int
    high: int


@frozen(kw_only=True)
class Definition:
    """One release definition: a service, or the infrastructure where `docker` is None.

    `preview` holds its own gates, and is None where it asks for no previews. `domain` is a host
    name whose `${...}` are parameters of the service's template. `parameter` is the stack parameter
    that carries its version.
    """

    docker: str | None
    github: str
    strategy: Strategy
    preview: GateOverrides | None
    domain: str | None
    priorities: PriorityRange | None
    place: Place
    parameter: str = field(init=False)

    @parameter.default
    def _parameter(self) -> str:
        return stack_parameter(self.name)

    @property
    def name(self) -> str:
        """The name that the stack parameter is made of."""
        return self.github if self.docker is None else self.docker

    @property
    def subject(self) -> str:
        """What verdicts on this artifact speak of."""
        return INFRASTRUCTURE if self.docker is None else self.docker


@frozen(kw_only=True)
class Definitions:
    """All release definitions of a release source; services are sorted by `docker`."""

    infrastructure: Definition
    services: tuple[Definition, ...]

    @property
    def spelling(self) -> Mapping[str, str]:
        """Each repository as it is spelled, by its lower-case name: GitHub takes both for one."""
        declared = (self.infrastructure, *self.services)
        return {one.github.lower(): one.github for one in declared}
