"""The policy settings: `kayron.yaml` at the root of the release source."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from kayron.core.freeze import Freeze
from kayron.core.gate_setting import GateOverrides, Gates
from kayron.core.release import Definition
from kayron.core.table import Table


@frozen(kw_only=True)
class Pause:
    """A stop of everything, until a time or (None) until it is removed."""

    reason: str
    until: datetime | None

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether the pause still holds at a moment."""
        return self.until is None or moment < self.until


@frozen(kw_only=True)
class Configuration:
    """The policy settings; the defaults are those of a release source without `kayron.yaml`.

    `branches` has a regular expression per environment, which a branch has to match fully.
    `allow_stateful` has paths of logical ids (`Data/Bucket`) that may be removed or replaced.
    `limits` replaces numbers of `limit.LIMITS`.
    """

    previews: Gates = field(factory=Gates)
    branches: Table[str] = field(factory=Table)
    pause: Pause | None = None
    freeze: tuple[Freeze, ...] = ()
    template_drift_reconcile: bool = False
    allow_stateful: tuple[str, ...] = ()
    plain_keys: bool = False
    limits: Table[int] = field(factory=Table)

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones whose offsets a snapshot has to record; UTC needs none."""
        return tuple(sorted({window.zone for window in self.freeze} - {"UTC"}))


def parse_configuration(text: str | None) -> Configuration:
    """Return the policy settings of the text of `kayron.yaml`, the defaults where there is none.

    Raises `InvalidInput` with every problem.
    """
    raise NotImplementedError


def gates_of(configuration: Configuration, definition: Definition) -> Gates:
    """Return the gates of a service's previews: its own where it has one, else the settings'."""
    own = definition.preview or GateOverrides()
    return own.over(configuration.previews)
