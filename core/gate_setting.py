"""The settings of the preview gates, from `previews:` of `kayron.yaml` or a definition's own."""

from __future__ import annotations

from datetime import timedelta

from attrs import asdict, evolve, frozen

from kayron.core.moment import parse_age
from kayron.core.snapshot import Environment
from kayron.core.yaml_field import Fields

ENVIRONMENTS = tuple(environment.value for environment in Environment)

GATES = (
    "environments",
    "exclude_branches",
    "exclude_authors",
    "require_labels",
    "exclude_labels",
    "drafts",
    "max_per_service",
    "max_total",
    "max_age",
)

MOST = 50_000
"""No load balancer has more rules, so that a higher limit on previews would be none."""

AGE_RULE = "must be a number of days or hours, such as 14d or 36h"


@frozen(kw_only=True)
class Gates:
    """What a pull request must pass to get a preview.

    `exclude_branches` are prefixes of head branches; `drafts` tells that drafts get previews too.
    A limit of None is none.
    """

    environments: tuple[Environment, ...] = (Environment.TESTING,)
    exclude_branches: tuple[str, ...] = ("dependabot/", "renovate/")
    exclude_authors: tuple[str, ...] = ()
    require_labels: tuple[str, ...] = ()
    exclude_labels: tuple[str, ...] = ()
    drafts: bool = False
    max_per_service: int | None = None
    max_total: int | None = None
    max_age: timedelta | None = None


@frozen(kw_only=True)
class GateOverrides:
    """A definition's own gates. None where it leaves one to `kayron.yaml`.

    `max_total` counts over all services, so that no definition can override it.
    """

    environments: tuple[Environment, ...] | None = None
    exclude_branches: tuple[str, ...] | None = None
    exclude_authors: tuple[str, ...] | None = None
    require_labels: tuple[str, ...] | None = None
    exclude_labels: tuple[str, ...] | None = None
    drafts: bool | None = None
    max_per_service: int | None = None
    max_age: timedelta | None = None

    def over(self, gates: Gates) -> Gates:
        """Return gates in which what is set here replaces what they say."""
        own = asdict(self, recurse=False, filter=lambda _, value: value is not None)
        return evolve(gates, **own) if own else gates


def read_overrides(fields: Fields) -> GateOverrides:
    """Return the gates that a definition sets."""
    environments = fields.choices("environments", ENVIRONMENTS)
    age = fields.legal("max_age", parse_age, AGE_RULE)
    return GateOverrides(
        environments=None if environments is None else tuple(map(Environment, environments)),
        exclude_branches=fields.texts("exclude_branches"),
        exclude_authors=fields.texts("exclude_authors"),
        require_labels=fields.texts("require_labels"),
        exclude_labels=fields.texts("exclude_labels"),
        drafts=fields.flag("drafts"),
        max_per_service=fields.whole("max_per_service", 0, MOST),
        max_age=None if age is None else parse_age(age),
    )


def read_gates(fields: Fields) -> Gates:
    """Return the gates that `previews` of `kayron.yaml` sets, `max_total` among them."""
    return read_overrides(fields).over(Gates(max_total=fields.whole("max_total", 0, MOST)))
