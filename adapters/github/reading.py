"""What one capture reads of GitHub: need by need, each answered, absent only where it is proved."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import TypeVar, assert_never
from urllib.parse import quote

from kayron.adapters.github import answer
from kayron.adapters.github.client import JSON, Ask, Client, Page, Seen
from kayron.adapters.github.credentials import Credentials
from kayron.adapters.github.lately import Lately
from kayron.adapters.github.pages import PER_PAGE, read_list
from kayron.adapters.github.refusal import Refusal
from kayron.adapters.github.transport import Response
from kayron.adapters.github.tree import Listing, read_tree
from kayron.adapters.job import CaptureError, unanswered
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    CommitTime,
    DefaultBranch,
    GitHubNeed,
    LatestRelease,
    OpenPulls,
    OwnComments,
    OwnLogin,
    PullByNumber,
    TagCommit,
    TagTarget,
    Tree,
)
from kayron.core.gather.seen import GitObject, PullList
from kayron.core.setting_value import Repository
from kayron.core.snapshot import Comments

T = TypeVar("T")

GitNeed = BranchHead | TagTarget | TagCommit | Tree | Blob | CommitTime

OtherNeed = OwnLogin | DefaultBranch | LatestRelease | OpenPulls | PullByNumber | OwnComments

BARE_SHA = "application/vnd.github.sha"

SOURCE_SETTING = "KAYRON_RELEASE_SOURCE, and at what GitHub lets these credentials read"


class Reading:
    """One capture's reading, from any thread. What is not there, and what proves it, is of one
    capture: access may be lost before the next. `missing` are repositories that were not there
    lately, which counts for those alone that nobody declares.
    """

    def __init__(
        self,
        client: Client,
        credentials: Credentials,
        source: Repository,
        patience: Patience,
        missing: Lately,
    ) -> None:
        self.patience = patience
        self._client = client
        self._credentials = credentials
        self._source = source
        self._missing = missing
        self._lock = Lock()
        self._locks: dict[str, Lock] = {}
        self._branches: dict[str, str | Unknown] = {}

    def answer(self, need: GitHubNeed) -> object:
        """Return the answer to a need; raise `CaptureError` where nothing can be read at all."""
        try:
            return self._read_git(need) if isinstance(need, GitNeed) else self._read(need)
        except Refusal as refusal:
            return self._refused(need, refusal)

    def _read_git(self, need: GitNeed) -> object:
        match need:
            case BranchHead(repository=repository, branch=branch):
                head = self._ref(repository, f"heads/{branch}")
                return head.sha if isinstance(head, GitObject) else head
            case TagTarget(repository=repository, tag=tag):
                return self._ref(repository, f"tags/{tag}")
            case TagCommit(repository=repository, tag=tag):
                return self._get(repository, f"commits/tags/{_ref(tag)}", answer.bare_sha, BARE_SHA)
            case Tree(repository=repository):
                return read_tree(lambda *tree: self._listing(repository, *tree), need)
            case Blob(repository=repository, sha=sha):
                return self._fixed(repository, f"git/blobs/{sha}", answer.BlobWithSha(sha=sha))
            case CommitTime(repository=repository, sha=sha):
                return self._fixed(repository, f"git/commits/{sha}", answer.committed)
        assert_never(need)

    def _read(self, need: OtherNeed) -> object:
        match need:
            case OwnLogin():
                return self._login()
            case DefaultBranch(repository=repository):
                return self._default_branch(repository)
            case LatestRelease(repository=repository):
                return self._get(repository, "releases/latest", answer.release_tag)
            case OpenPulls(repository=repository):
                return self._pulls(repository)
            case PullByNumber(repository=repository, number=number):
                return self._get(repository, f"pulls/{number}", answer.pull)
            case OwnComments(repository=repository, guessed=True):
                return self._unreadable(repository) or self._comments(need)
            case OwnComments():
                return self._comments(need)
        assert_never(need)

    def _refused(self, need: GitHubNeed, refusal: Refusal) -> object:
        """Return what a refusal proves: absence, where the repository could be read."""
        if isinstance(need, GitNeed) and _denies(need, refusal):
            return Absent()
        if refusal.status != HTTPStatus.NOT_FOUND or isinstance(need, OwnLogin | DefaultBranch):
            return unanswered(need, refusal.reason)
        readable = self._default_branch(need.repository)
        if isinstance(readable, Unknown):
            return unanswered(need, readable.error)
        return unanswered(need, refusal.reason) if isinstance(need, OpenPulls) else Absent()

    def _ref(self, repository: str, name: str) -> GitObject | Absent:
        """Return what a ref points at.

        Asked for is the list of all refs that begin so: that it holds no such ref proves absence
        in one call, and has an ETag. Asked for by itself, a ref that is not there is a 404, which
        proves nothing and costs quota each time.
        """
        read = answer.RefNamed(ref=f"refs/{name}")
        return self._get(repository, f"git/matching-refs/{_ref(name)}", read)

    def _listing(self, repository: str, sha: str, whole: bool) -> Listing:  # noqa: FBT001, a Lister
        query = (("recursive", "1"),) if whole else ()
        return self._fixed(repository, f"git/trees/{sha}", answer.listing, query)

    def _pulls(self, repository: str) -> PullList:
        """Return the open pull requests; one that moved between pages is there once."""
        query = (("state", "open"), ("sort", "created"), ("direction", "asc"))
        listed = read_list(self._pages(repository, "pulls", answer.pulls, query))
        if listed.refusal is not None and listed.refusal.status == HTTPStatus.NOT_FOUND:
            raise listed.refusal
        pulls = {pull.number: pull for pull in listed.items}
        ordered = tuple(pulls[number] for number in sorted(pulls))
        return PullList(complete=listed.complete, pulls=ordered)

    def _comments(self, need: OwnComments) -> Fact[Comments]:
        read = answer.OwnComments(author=need.author, marker=need.marker)
        path = f"issues/{need.number}/comments"
        listed = read_list(self._pages(need.repository, path, read))
        if listed.refusal is not None:
            raise listed.refusal
        if listed.complete is not True:
            return Unknown(f"the comments on #{need.number} changed each time they were read")
        comments = {comment.id: comment for comment in listed.items}
        return Comments(own=comments.values())

    def _pages(
        self,
        repository: str,
        path: str,
        read: Callable[[Response], Page[T]],
        query: tuple[tuple[str, str], ...] = (),
    ) -> Callable[[int], Seen[Page[T]]]:
        """Return what reads one page of a list."""

        def page(number: int) -> Seen[Page[T]]:
            paged = (*query, ("per_page", str(PER_PAGE)), ("page", str(number)))
            ask = Ask(path=self._path(repository, path), read=read, query=paged)
            return self._client.get(ask, self.patience)

        return page

    def _get(
        self, repository: str, path: str, read: Callable[[Response], T], accept: str = JSON
    ) -> T:
        ask = Ask(path=self._path(repository, path), read=read, accept=accept)
        return self._client.get(ask, self.patience).value

    def _fixed(
        self,
        repository: str,
        path: str,
        read: Callable[[Response], T],
        query: tuple[tuple[str, str], ...] = (),
    ) -> T:
        ask = Ask(path=self._path(repository, path), read=read, query=query)
        return self._client.get_fixed(ask, self.patience)

    def _path(self, repository: str, path: str) -> str:
        return f"/repos/{self._source.owner}/{quote(repository, safe='')}/{path}"

    def _login(self) -> str:
        known = self._credentials.login(self.patience)
        if known is not None:
            return known
        return self._client.get(Ask(path="/user", read=answer.login), self.patience).value

    def _default_branch(self, repository: str) -> str | Unknown:
        """Return the default branch, which proves that the repository could be read; asked once."""
        with self._lock:
            lock = self._locks.setdefault(repository, Lock())
        with lock:
            if repository not in self._branches:
                self._branches[repository] = self._ask_default_branch(repository)
            return self._branches[repository]

    def _ask_default_branch(self, repository: str) -> str | Unknown:
        path = self._path(repository, "").rstrip("/")
        try:
            return self._client.get(Ask(path=path, read=answer.default_branch), self.patience).value
        except Refusal as refusal:
            if refusal.status != HTTPStatus.NOT_FOUND:
                return Unknown(refusal.reason)
        if repository == self._source.name:
            raise CaptureError(f"{self._no_repository(repository)}.", SOURCE_SETTING)
        self._missing.note(repository, self.patience.clock.monotonic())
        return self._not_shown(repository)

    def _unreadable(self, repository: str) -> Unknown | None:
        """Return why a repository that nobody declares cannot be read, None where it can be.

        Each 404 costs quota, so it is not asked for again for a while.
        """
        if self._missing.has(repository, self.patience.clock.monotonic()):
            return self._not_shown(repository)
        found = self._default_branch(repository)
        return found if isinstance(found, Unknown) else None

    def _not_shown(self, repository: str) -> Unknown:
        what = self._no_repository(repository)
        return Unknown(f"{what}: it is not there, or these credentials may not read it")

    def _no_repository(self, repository: str) -> str:
        return f"GitHub shows no repository {self._source.owner}/{repository} (404)"


def _denies(need: GitNeed, refusal: Refusal) -> bool:
    """Tell whether a refusal says by itself that something is not in a repository that was read."""
    if refusal.status == HTTPStatus.CONFLICT:
        return "empty" in refusal.said.lower()
    return refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY and isinstance(need, TagCommit)


def _ref(name: str) -> str:
    return quote(name, safe="/")
