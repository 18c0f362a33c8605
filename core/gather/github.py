"""The needs that GitHub answers. Repositories are names under the release source's owner."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from kayron.core.fact import Fact
from kayron.core.gather.need import Need
from kayron.core.gather.seen import Content, GitObject, PullList, PullSeen
from kayron.core.snapshot import Comments
from kayron.core.table import Table


@frozen(kw_only=True)
class OwnLogin(Need[Fact[str]]):
    """The login under which our own comments appear."""


@frozen(kw_only=True)
class DefaultBranch(Need[Fact[str]]):
    """The default branch of a repository; absent where there is no such repository."""

    repository: str


@frozen(kw_only=True)
class LatestRelease(Need[Fact[str]]):
    """The tag of a repository's latest release."""

    repository: str


@frozen(kw_only=True)
class BranchHead(Need[Fact[str]]):
    """The head commit of a branch."""

    repository: str
    branch: str


@frozen(kw_only=True)
class TagTarget(Need[Fact[GitObject]]):
    """What a tag points at: a commit, or the tag object of an annotated tag."""

    repository: str
    tag: str


@frozen(kw_only=True)
class TagCommit(Need[Fact[str]]):
    """The commit that a tag leads to in the end, if there is such a tag."""

    repository: str
    tag: str


@frozen(kw_only=True)
class Tree(Need[Fact[Table[str]]]):
    """The blob shas, by path, of the files that are below `folders` or named in `files`.

    An empty table where the commit has none of them; absent where there is no such commit.
    """

    repository: str
    commit: str
    folders: tuple[str, ...]
    files: tuple[str, ...]


@frozen(kw_only=True)
class Blob(Need[Fact[Content]]):
    """The content of a file."""

    repository: str
    sha: str


@frozen(kw_only=True)
class OpenPulls(Need[PullList]):
    """The open pull requests of a repository."""

    repository: str


@frozen(kw_only=True)
class PullByNumber(Need[Fact[PullSeen]]):
    """A pull request, open or not."""

    repository: str
    number: int


@frozen(kw_only=True)
class CommitTime(Need[Fact[datetime]]):
    """When a commit was committed."""

    repository: str
    sha: str


@frozen(kw_only=True)
class OwnComments(Need[Fact[Comments]]):
    """The comments on a pull request that `author` wrote and that hold `marker`.

    `guessed` tells that nobody declares the repository, so that it may not be there.
    """

    repository: str
    number: int
    author: str
    marker: str
    guessed: bool = False


GitHubNeed: TypeAlias = (
    OwnLogin
    | DefaultBranch
    | LatestRelease
    | BranchHead
    | TagTarget
    | TagCommit
    | Tree
    | Blob
    | OpenPulls
    | PullByNumber
    | CommitTime
    | OwnComments
)
