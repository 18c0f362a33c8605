"""What adapters answer with, where the snapshot's own values do not fit."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from kayron.core.conversion import Text
from kayron.core.fact import Unknown
from kayron.core.snapshot import Rule
from kayron.core.table import Table


@frozen(kw_only=True)
class GitObject:
    """What a git ref points at: its kind (`commit`, `tag`, ...) and sha."""

    kind: str
    sha: str


@frozen(kw_only=True)
class PullSeen:
    """A pull request as GitHub lists it: `snapshot.Pull` without the time of its head commit."""

    number: int
    branch: str
    commit: str
    head_repository: int | None
    base_repository: int
    created: datetime
    draft: bool
    labels: tuple[str, ...]
    author: str
    open: bool


@frozen(kw_only=True)
class PullList:
    """The open pull requests of a repository, and whether these are proved to be all."""

    complete: bool | Unknown
    pulls: tuple[PullSeen, ...]


@frozen(kw_only=True)
class StackSeen:
    """A stack as CloudFormation describes it; `parent` and `root` are ids of stacks."""

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
    root: str | None


@frozen(kw_only=True)
class StackList:
    """The stacks of the account in the region, in no order, deleted ones left out."""

    stacks: tuple[StackSeen, ...]


@frozen(kw_only=True)
class ListenerSeen:
    """A listener of a load balancer without its rules and certificates."""

    arn: str
    port: int
    protocol: str
    default_target_groups: tuple[str, ...]


@frozen(kw_only=True)
class ListenerList:
    """The listeners of one load balancer."""

    listeners: tuple[ListenerSeen, ...]


@frozen(kw_only=True)
class RuleList:
    """The rules of one listener, its default rule left out."""

    rules: tuple[Rule, ...]


@frozen(kw_only=True)
class ArnList:
    """ARNs, sorted."""

    arns: tuple[str, ...]


@frozen(kw_only=True)
class Content:
    """What a file holds; None where it is not UTF-8."""

    text: Text | None
