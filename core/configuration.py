"""The policy settings: `kayron.yaml` at the root of the release source."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from warnings import catch_warnings, simplefilter

from attrs import field, frozen

from kayron.core.definition import Definition
from kayron.core.freeze import KEYS as FREEZE
from kayron.core.freeze import Freeze, read_freeze
from kayron.core.gate_setting import ENVIRONMENTS, GATES, GateOverrides, Gates, read_gates
from kayron.core.limit import LIMITS
from kayron.core.problem import InvalidInput, Problem
from kayron.core.table import Table
from kayron.core.yaml_field import Fields, fields_of
from kayron.core.yaml_source import compose

CONFIGURATION_FILE: Final = "kayron.yaml"

KEYS = (
    "previews",
    "branches",
    "pause",
    "freeze",
    "template_drift",
    "allow_stateful",
    "plain_keys",
    "limits",
)
PAUSE = ("reason", "until")
TEMPLATE_DRIFT = ("report", "reconcile")

_LOGICAL_PATH = re.compile("[A-Za-z0-9]+(?:/[A-Za-z0-9]+)*")
STATEFUL_RULE = "must be logical ids of nested stacks and of a resource, such as Data/Bucket"

PATTERN_LENGTH: Final = 200
PATTERN_RULE = f"must be a regular expression of at most {PATTERN_LENGTH} characters"

HIGHEST_LIMIT: Final = 1_000_000
"""More than any limit that AWS grants, and no typing error of a few zeros."""


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
    if text is None:
        return Configuration()
    problems: list[Problem] = []
    root = compose(text, CONFIGURATION_FILE, problems)
    fields = None if root is None else fields_of(root, "", KEYS, problems)
    configuration = Configuration() if fields is None else _read(fields)
    if problems:
        raise InvalidInput(problems)
    return configuration


def gates_of(configuration: Configuration, definition: Definition) -> Gates:
    """Return the gates of a service's previews: its own where it has one, else the settings'."""
    own = definition.preview or GateOverrides()
    return own.over(configuration.previews)


def _read(fields: Fields) -> Configuration:
    previews = fields.mapping("previews", GATES)
    pause = fields.mapping("pause", PAUSE)
    stateful = fields.legal_texts("allow_stateful", _LOGICAL_PATH.fullmatch, STATEFUL_RULE)
    return Configuration(
        previews=Gates() if previews is None else read_gates(previews),
        branches=_branches(fields),
        pause=None if pause is None else _pause(pause),
        freeze=tuple(map(read_freeze, fields.mappings("freeze", FREEZE))),
        template_drift_reconcile=fields.choice("template_drift", TEMPLATE_DRIFT) == "reconcile",
        allow_stateful=tuple(sorted(set(stateful or ()))),
        plain_keys=fields.flag("plain_keys") or False,
        limits=_limits(fields),
    )


def _pause(fields: Fields) -> Pause:
    if "reason" not in fields:
        fields.refuse("reason", "is missing; say why nothing may be deployed.")
    return Pause(reason=fields.prose("reason") or "", until=fields.moment("until"))


def _branches(fields: Fields) -> Table[str]:
    by_environment = fields.mapping("branches", ENVIRONMENTS)
    if by_environment is None:
        return Table()
    found = {name: by_environment.legal(name, _is_pattern, PATTERN_RULE) for name in ENVIRONMENTS}
    return Table({name: pattern for name, pattern in found.items() if pattern is not None})


def _limits(fields: Fields) -> Table[int]:
    by_name = fields.mapping("limits", tuple(LIMITS))
    if by_name is None:
        return Table()
    found = {name: by_name.whole(name, 1, HIGHEST_LIMIT) for name in LIMITS}
    return Table({name: number for name, number in found.items() if number is not None})


def _is_pattern(text: str) -> bool:
    """Tell whether a text is a regular expression that is read without a warning."""
    if len(text) > PATTERN_LENGTH:
        return False
    with catch_warnings():
        simplefilter("error")
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError, FutureWarning):
            return False
    return True
