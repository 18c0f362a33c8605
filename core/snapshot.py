"""All facts of one moment that planning needs, as one immutable value; nothing secret is in it.

Every collection has one order (tables by key, tuples by what their class says), so the same facts
give the same bytes whatever order they arrived in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.table import Table

FORMAT = 1
"""The version of the JSON form. A reader refuses any other."""


HIDDEN = "****"
"""What CloudFormation shows in place of the value of a `NoEcho` parameter."""


def in_text_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a sorted tuple."""
    return tuple(sorted(texts))


class Environment(Enum):
    """The environments that Kayron knows."""

    DEVELOPMENT = "development"
    TESTING = "testing"
    STAGING = "staging"
    PRODUCTION = "production"


@frozen(kw_only=True)
class SnapshotSettings:
    """The settings that planning uses.

    `parameters` overrides stack parameters; a value of a `NoEcho` parameter is never here, only its
    name in `redacted`. `limits` replaces numbers of `limit.LIMITS` by name.
    """

    bucket: str
    parameters: Table[str]
    redacted: tuple[str, ...] = field(converter=in_text_order)
    tags: Table[str]
    limits: Table[int]
    update_stack: bool


@frozen(kw_only=True)
class Files:
    """Texts by path. `binary` lists the paths whose content is not UTF-8."""

    texts: Table[Text]
    binary: tuple[str, ...] = field(converter=in_text_order)


@frozen(kw_only=True)
class ReleaseSource:
    """The release source at its pinned commit.

    `ref` is what was resolved (`heads/testing`, `tags/v1.2.0`), `resolution` says how, for people.
    `files` are those below `infrastructure/` and `service/`, and `kayron.yaml`.
    """

    repository: str
    ref: str
    resolution: str
    commit: Fact[str]
    files: Fact[Files]


@frozen(kw_only=True)
class Infrastructure:
    """The files below `cloudformation/` per infrastructure version, by path (`index.yaml`).

    A version is a commit or a release tag; a tree that was not read is not in the table.
    """

    trees: Table[Fact[Files]]


@frozen(kw_only=True)
class Pull:
    """A pull request.

    Repository ids are GitHub's; `head_repository` is None where it was deleted.
    """

    number: int
    branch: str
    commit: str
    committed: datetime
    head_repository: int | None
    base_repository: int
    created: datetime
    draft: bool
    labels: tuple[str, ...] = field(converter=in_text_order)
    author: str
    open: bool


def by_number(pulls: Iterable[Pull]) -> tuple[Pull, ...]:
    """Return pulls sorted by number; of one that was read twice, by what else tells them apart."""
    return tuple(sorted(pulls, key=lambda p: (p.number, p.committed, p.commit, p.branch, p.labels)))


@frozen(kw_only=True)
class Pulls:
    """The pull requests of one repository: all open ones, and those that were read by number.

    `complete` is True only where the list of open ones is proved whole. `unread` holds the numbers
    that were asked for and gave no pull request.
    """

    complete: bool | Unknown
    requests: tuple[Pull, ...] = field(converter=by_number)
    unread: Table[Absent | Unknown]


@frozen(kw_only=True)
class Event:
    """A stack event of the root stack itself."""

    id: str
    token: str | None
    time: datetime


@frozen(kw_only=True)
class Resource:
    """A resource of a deployed stack. `physical` is empty until it exists."""

    type: str
    physical: str
    status: str


@frozen(kw_only=True)
class Resources:
    """The resources of one stack by logical id."""

    by_id: Table[Resource]


@frozen(kw_only=True)
class Stack:
    """A deployed stack.

    `nested` holds the stacks of its `AWS::CloudFormation::Stack` resources by logical id; `parent`
    is the id of the stack it belongs to; `parameters` with `NoEcho` are `****`; `template` is the
    text as submitted (stage Original).
    """

    name: str
    id: str
    status: str
    status_reason: str
    parameters: Table[str]
    tags: Table[str]
    outputs: Table[str]
    role: str | None
    updated: datetime
    parent: str | None
    event: Event | None
    template: Fact[Text]
    resources: Fact[Resources]
    nested: Table[Fact[Stack]]


@frozen(kw_only=True)
class Deployment:
    """A deployment of an ECS service. `images` has each container's image by container name."""

    status: str
    rollout: str
    created: datetime
    task_definition: str
    running: int
    desired: int
    images: Fact[Images]


def by_creation(deployments: Iterable[Deployment]) -> tuple[Deployment, ...]:
    """Return deployments sorted by creation."""
    return tuple(sorted(deployments, key=lambda d: (d.created, d.task_definition)))


@frozen(kw_only=True)
class Images:
    """Image references by container name."""

    by_container: Table[str]


@frozen(kw_only=True)
class EcsService:
    """An ECS service. `strategy` is the deployment strategy, `ROLLING` where ECS names none."""

    cluster: str
    name: str
    status: str
    tags: Table[str]
    controller: str
    strategy: str
    running: int
    desired: int
    deployments: tuple[Deployment, ...] = field(converter=by_creation)


@frozen(kw_only=True)
class Condition:
    """A condition of a listener rule: its kind (`host-header`, ...) and values.

    Of another kind than host, path, method and source, `values` has the SHA-256 of its settings,
    which may hold a secret. `regex` tells that the values are regular expressions.
    """

    kind: str
    values: tuple[str, ...] = field(converter=in_text_order)
    regex: bool


def by_kind(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return conditions sorted by kind."""
    return tuple(sorted(conditions, key=lambda c: (c.kind, c.values)))


@frozen(kw_only=True)
class Rule:
    """A rule of a listener; the default rule is not one. `priority` is 1 to 50000."""

    arn: str
    priority: int
    conditions: tuple[Condition, ...] = field(converter=by_kind)
    target_groups: tuple[str, ...] = field(converter=in_text_order)


def by_priority(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules sorted by priority."""
    return tuple(sorted(rules, key=lambda r: (r.priority, r.arn)))


@frozen(kw_only=True)
class Certificate:
    """A certificate of a listener and the names that it covers."""

    arn: str
    names: Fact[Names]


def by_arn(certificates: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """Return certificates sorted by arn."""
    return tuple(sorted(certificates, key=lambda c: c.arn))


@frozen(kw_only=True)
class Names:
    """Domain names, wildcards among them."""

    values: tuple[str, ...] = field(converter=in_text_order)


@frozen(kw_only=True)
class Listener:
    """A listener of a load balancer. `default_target_groups` are those of its default action."""

    load_balancer: str
    port: int
    protocol: str
    default_target_groups: tuple[str, ...] = field(converter=in_text_order)
    rules: tuple[Rule, ...] = field(converter=by_priority)
    certificates: tuple[Certificate, ...] = field(converter=by_arn)


@frozen(kw_only=True)
class Exports:
    """The exports of the account in the region, by name."""

    by_name: Table[str]


class Result(Enum):
    """How a stack update ended. `REFUSED`: CloudFormation did not accept it."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUSED = "refused"


@frozen(kw_only=True)
class Submission:
    """One submission of a stack update, as the outcomes record has it.

    `versions` has the version of each subject in it, previews included (`lite/1D0FD508`), `pulls`
    the pull request number of each preview. `previews` tells an update of previews from one of
    releases. `cause` is the subject that failed first, `resource` its path (`Lite/Service`). `time`
    is by S3's clock, and no two submissions have the same.
    """

    operation: str
    desired: str
    time: datetime
    previews: bool
    versions: Table[str]
    pulls: Table[int]
    result: Result
    cause: str | None
    resource: str | None
    reason: str | None


def by_time(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """Return submissions sorted by time."""
    return tuple(sorted(submissions, key=lambda s: (s.time, s.operation)))


@frozen(kw_only=True)
class Outcomes:
    """The outcomes record, oldest first."""

    entries: tuple[Submission, ...] = field(converter=by_time)


@frozen(kw_only=True)
class Comment:
    """A status comment of Kayron's own on a pull request."""

    id: int
    body: Text


def by_id(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return comments sorted by id."""
    return tuple(sorted(comments, key=lambda c: (c.id, c.body)))


@frozen(kw_only=True)
class Comments:
    """Kayron's own status comments on one pull request, oldest first; usually one or none."""

    own: tuple[Comment, ...] = field(converter=by_id)


@frozen(kw_only=True)
class Snapshot:
    """All facts of one moment.

    Keys: `branches` repository, branch -> head commit; `pulls` repository; `images` ECR repository,
    tag -> digest; `services` ARN of the ECS service; `listeners` ARN; `comments` repository, pull
    request number; `zones` IANA zone -> minutes east of UTC at `captured`. Repositories are names
    under the owner of `source`. A key that is not there was not asked for.
    """

    format: int
    captured: datetime
    environment: Environment
    region: str
    account: str
    stack: str
    settings: SnapshotSettings
    zones: Table[Fact[int]]
    source: ReleaseSource
    infrastructure: Infrastructure
    branches: Table[Table[Fact[str]]]
    pulls: Table[Pulls]
    images: Table[Table[Fact[str]]]
    root: Fact[Stack]
    exports: Fact[Exports]
    services: Table[Fact[EcsService]]
    listeners: Table[Fact[Listener]]
    account_limits: Table[Fact[int]]
    outcomes: Fact[Outcomes]
    comments: Table[Table[Fact[Comments]]]
