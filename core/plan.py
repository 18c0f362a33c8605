"""The plan: everything that was found, decided and is to be done, as one immutable value.

It can be saved, read and rendered without the snapshot that it came from.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import frozen

from kayron.core.action import Action
from kayron.core.conversion import Text
from kayron.core.fact import Fact
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.verdict import Verdict

FORMAT = 1
"""The version of the JSON form. A reader refuses any other."""


class Kind(Enum):
    """What an artifact is."""

    INFRASTRUCTURE = "infrastructure"
    SERVICE = "service"
    PREVIEW = "preview"


class DriftKind(Enum):
    """What differs from what is declared."""

    RELEASE = "release"
    PREVIEW = "preview"
    SETTINGS = "settings"
    TEMPLATE = "template"


@frozen(kw_only=True)
class Drift:
    """One difference between what is deployed and what is declared, as a sentence."""

    kind: DriftKind
    subject: str
    reason: str


@frozen(kw_only=True)
class Artifact:
    """The infrastructure or a service, and its versions.

    `strategy` is its deployment strategy for people (`branch main`). `effective` is the version
    that this plan puts in place; `moves` tells that this plan's update changes it.
    """

    subject: str
    kind: Kind
    repository: str
    strategy: str
    parameter: str
    current: Fact[str]
    desired: Fact[str]
    effective: Fact[str]
    moves: bool


class Life(Enum):
    """Where a preview stands, see SPEC 7.4. `WANTED` waits for its turn."""

    WANTED = "wanted"
    WAITING = "waiting for image"
    DEPLOYING = "deploying"
    READY = "ready"
    REMOVING = "removing"
    REMOVED = "removed"
    BLOCKED = "blocked"


class Change(Enum):
    """What this plan's update does to a preview."""

    NONE = "none"
    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@frozen(kw_only=True)
class Preview:
    """A preview that is wanted or deployed.

    `branch` and `pull` are None where only the deployed template knows of it. `domain` is resolved
    as far as the deployed values allow, empty where it is not. `priorities` are the listener rule
    priorities by logical id of the original rule. `notes` are things that do not stop it, such as
    a name that no certificate covers.
    """

    subject: str
    service: str
    hash: str
    repository: str
    pull: int | None
    branch: str | None
    current: Fact[str]
    desired: Fact[str]
    effective: Fact[str]
    life: Life
    change: Change
    domain: str
    priorities: Table[int]
    notes: tuple[str, ...]


@frozen(kw_only=True)
class RenderedTemplate:
    """A template as this plan would submit it.

    `path` is below `cloudformation/`; `stacks` are the stacks that use it, as paths of logical ids
    (empty text: the root), none for one that only a plain key leads to. `diff` is a unified diff
    against the deployed text, or against that of the current version where no stack is known to
    use it, empty where equal; `deployed` tells that these bytes are what the deployed stack already
    uses.
    """

    path: str
    stacks: tuple[str, ...]
    key: str
    digest: str
    text: Text
    diff: Text
    deployed: bool


class Source(Enum):
    """Where the value of a stack parameter comes from."""

    VERSION = "version"
    OVERRIDE = "override"
    NEW_DEFAULT = "new default"
    PREVIOUS = "previous value"
    DEFAULT = "default"
    SECRET = "secret override"


@frozen(kw_only=True)
class Parameter:
    """A stack parameter of the root template.

    `value` is None for a previous, default or secret one; `changes` tells that what is submitted
    differs from what the stack has, or cannot be compared with it.
    """

    name: str
    source: Source
    value: str | None
    changes: bool
    reason: str


@frozen(kw_only=True)
class Basis:
    """What the plan rests on. Another basis means that the reviewed plan is stale.

    `verdicts` has the outcome by `policy subject`, `actions` the digest by id, `inputs` the digest
    of each release definition file and of `kayron.yaml` by path.
    """

    desired: str
    event: str | None
    verdicts: Table[str]
    actions: Table[str]
    inputs: Table[str]


@frozen(kw_only=True)
class Plan:
    """What was found, decided and is to be done.

    `waiting` lists, as sentences, changes that are allowed but left for the next update. `digest`
    is over all other fields.
    """

    format: int
    snapshot: str
    captured: datetime
    environment: Environment
    region: str
    account: str
    stack: str
    status: str
    source: str
    commit: Fact[str]
    artifacts: tuple[Artifact, ...]
    previews: tuple[Preview, ...]
    drift: tuple[Drift, ...]
    verdicts: tuple[Verdict, ...]
    templates: tuple[RenderedTemplate, ...]
    parameters: tuple[Parameter, ...]
    tags: Table[str]
    capabilities: tuple[str, ...]
    actions: tuple[Action, ...]
    waiting: tuple[str, ...]
    basis: Basis
    digest: str
