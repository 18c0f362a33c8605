"""The settings of the preview gates, from `previews:` of `kayron.yaml` or a definition's own."""

from __future__ import annotations

from datetime import timedelta

from attrs import asdict, evolve, frozen

from kayron.core.snapshot import Environment


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
        own = asdict(self, recurse=False)
        return evolve(gates, **{name: value for name, value in own.items() if value is not None})
