"""What a commit of the release source says, as values, and as the files that say it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from attrs import asdict, evolve, field, frozen

Json = Mapping[str, object]

NOWHERE = "Mars/Base"
"""A time zone that there is not."""

EXCLUDED = ("dependabot/", "renovate/")
"""Prefixes of head branches that have no previews where nothing is said."""


@frozen(kw_only=True)
class Gates:
    """What pull requests must pass; None where nothing is said."""

    environments: tuple[str, ...] | None = None
    exclude_branches: tuple[str, ...] | None = None
    exclude_authors: tuple[str, ...] | None = None
    require_labels: tuple[str, ...] | None = None
    exclude_labels: tuple[str, ...] | None = None
    drafts: bool | None = None
    max_per_service: int | None = None
    max_total: int | None = None
    max_age: timedelta | None = None

    def over(self, other: Gates) -> Gates:
        """Return gates in which what is said here replaces what others say."""
        return _over(self, other)

    def written(self) -> Json:
        """Return them as they stand in a file."""
        own = asdict(self, recurse=False)
        said = {name: value for name, value in own.items() if value is not None}
        if self.max_age is not None:
            said["max_age"] = f"{self.max_age // timedelta(hours=1)}h"
        return said


@cache
def _over(first: Gates, other: Gates) -> Gates:
    said = {
        name: value for name, value in asdict(first, recurse=False).items() if value is not None
    }
    return evolve(other, **said)


DEFAULTS = Gates(
    environments=("testing",),
    exclude_branches=EXCLUDED,
    exclude_authors=(),
    require_labels=(),
    exclude_labels=(),
    drafts=False,
)
"""SPEC 10.3, where nobody says anything."""


@frozen(kw_only=True)
class Stop:
    """A suspension or a pause: why, and until when."""

    reason: str = ""
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether it stops anything at a moment."""
        return self.until is None or moment < self.until

    def written(self) -> Json:
        """Return it as it stands in a file."""
        until = {"until": self.until.strftime("%Y-%m-%dT%H:%M:%SZ")} if self.until else {}
        return {**({"reason": self.reason} if self.reason else {}), **until}


@frozen(kw_only=True)
class Definition:
    """One release definition; `docker` is empty for the infrastructure. One strategy is given."""

    docker: str = ""
    github: str
    release: str | None = None
    branch: str | None = None
    suspend: Stop | None = None
    preview: Gates | None = None
    domain: str | None = None
    priorities: str | None = None

    @property
    def subject(self) -> str:
        """What verdicts on it speak of."""
        return self.docker or "infrastructure"

    def written(self) -> Json:
        """Return it as it stands in a file."""
        strategy: dict[str, object] = {}
        if self.suspend is not None:
            strategy["suspend"] = self.suspend.written() or True
        elif self.release is not None:
            strategy["release"] = self.release
        else:
            strategy["branch"] = self.branch
        if self.preview is not None:
            strategy["preview"] = self.preview.written() or True
        kind = {"docker": self.docker} if self.docker else {"provider": "cloudformation"}
        more = {"domain": self.domain, "priorities": self.priorities}
        extra = {name: value for name, value in more.items() if value is not None}
        return {**kind, "github": self.github, "deploy": strategy, **extra}


@frozen(kw_only=True)
class Policy:
    """What `kayron.yaml` says."""

    previews: Gates = Gates()
    branches: Mapping[str, str] = field(factory=dict)
    pause: Stop | None = None
    freeze: tuple[Json, ...] = ()
    reconcile: bool = False
    allow_stateful: tuple[str, ...] = ()
    plain_keys: bool = False
    rules: int | None = None

    def written(self) -> Json:
        """Return it as it stands in the file."""
        drift = "reconcile" if self.reconcile else None
        said: dict[str, object] = {
            "previews": self.previews.written(),
            "branches": self.branches,
            "pause": self.pause.written() if self.pause else None,
            "freeze": self.freeze,
            "template_drift": drift,
            "allow_stateful": self.allow_stateful,
            "plain_keys": self.plain_keys,
            "limits": {"rules_per_load_balancer": self.rules} if self.rules else None,
        }
        return {name: value for name, value in said.items() if value}


@frozen(kw_only=True)
class Declaration:
    """All that a commit of the release source says; `broken` files are no valid ones, by path."""

    definitions: tuple[Definition, ...]
    policy: Policy = Policy()
    broken: Mapping[str, str] = field(factory=dict)

    def of(self, subject: str) -> Definition | None:
        """Return the definition of a subject."""
        return next((one for one in self.definitions if one.subject == subject), None)

    def services(self) -> tuple[Definition, ...]:
        """Return the definitions but for the infrastructure's."""
        return tuple(one for one in self.definitions if one.docker)

    def gates(self, definition: Definition) -> Gates:
        """Return the gates of a service that has previews."""
        own = definition.preview or Gates()
        return own.over(self.policy.previews.over(DEFAULTS))

    def asks(self, definition: Definition, environment: str) -> bool:
        """Tell whether a service is to have previews in an environment."""
        shown = self.gates(definition).environments or ()
        return definition.preview is not None and environment in shown

    def without(self, subject: str) -> Declaration:
        """Return it without a subject's definition."""
        kept = tuple(one for one in self.definitions if one.subject != subject)
        return evolve(self, definitions=kept)

    def having(self, definition: Definition) -> Declaration:
        """Return it with a definition, in place of the subject's."""
        kept = [one for one in self.definitions if one.subject != definition.subject]
        ordered = sorted((*kept, definition), key=lambda one: one.subject)
        return evolve(self, definitions=tuple(ordered))

    def files(self) -> Mapping[str, str]:
        """Return the files that say it; JSON is YAML."""
        texts = {_path(one): json.dumps([one.written()], indent=1) for one in self.definitions}
        policy = self.policy.written()
        if policy:
            texts["kayron.yaml"] = json.dumps(policy, indent=1)
        return texts | dict(self.broken)


def _path(definition: Definition) -> str:
    return (
        f"service/{definition.docker}.yaml"
        if definition.docker
        else "infrastructure/cloudformation.yml"
    )
