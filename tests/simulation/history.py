"""What was true of a company, and when, for questions about what somebody could have known.

It is looked at after each event and each loop, and what is true then counts until the next look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from attrs import define, evolve, field, frozen

from tests.sandbox.github.pull import Pull
from tests.simulation.company import Company
from tests.simulation.declaration import NOWHERE, Declaration, Policy
from tests.simulation.deployed import ecs_service, is_ready, previews, tag_of
from tests.simulation.oracle import source_commit, wanted

T = TypeVar("T")

STACK = "stack"

FAST = timedelta(hours=2)
"""The most that a clock is ahead of: for whoever has it, what stops something ends earlier."""


@frozen
class Image:
    """There is an image in the registry."""

    docker: str
    tag: str


@frozen
class Head:
    """A branch has a head commit."""

    repository: str
    branch: str
    sha: str


@frozen
class Declares:
    """The release source is read at a commit."""

    sha: str


@frozen
class Follows:
    """The release source lets a subject follow a branch of a repository."""

    subject: str
    repository: str
    branch: str


@frozen
class Eligible:
    """A pull request is eligible for a preview of a service, with a head commit."""

    docker: str
    hash: str
    pull: int
    sha: str


@frozen
class Shows:
    """GitHub shows pull requests as one of the history's pictures has them."""

    picture: int


@frozen
class Closed:
    """A pull request is not open."""

    repository: str
    pull: int


@frozen
class Asked:
    """A service asks for previews here."""

    docker: str


@frozen
class Ready:
    """A preview is ready with a commit; the template of one of ours records its pull request."""

    docker: str
    hash: str
    sha: str
    pull: int | None


@frozen
class Desired:
    """A version is the desired one of a subject."""

    subject: str
    version: str


@frozen
class Stopped:
    """The release source lets nothing happen to a subject: it is suspended, or all is stopped."""

    subject: str


@frozen
class Plain:
    """The release source asks for plain keys."""


Truth = (
    Plain
    | Desired
    | Declares
    | Follows
    | Stopped
    | Image
    | Head
    | Eligible
    | Shows
    | Closed
    | Asked
    | Ready
)


@define
class _Span:
    """From the first look at which something was true to the first at which it was not."""

    since: datetime
    until: datetime | None = None


@define
class History:
    """What was true of a company, and when.

    `pictures` are the pull requests by repository, as GitHub showed them at one time after another.
    """

    company: Company
    pictures: list[Mapping[str, Sequence[Pull]]] = field(factory=list, init=False)
    _spans: dict[Truth, list[_Span]] = field(factory=dict, init=False)
    _now: frozenset[Truth] = field(default=frozenset(), init=False)
    _revision: int = field(default=-1, init=False)
    _on_github: frozenset[Truth] = field(default=frozenset(), init=False)

    def __attrs_post_init__(self) -> None:
        self.look()

    def look(self) -> None:
        """Take note of what is true now."""
        revision = self.company.github.world.revision
        if revision != self._revision:
            self._revision = revision
            self._on_github = frozenset({*on_github(self.company), Shows(len(self.pictures))})
            self.pictures.append(_copied(self.company.shown()))
        found, time = self._on_github | frozenset(moving(self.company)), self.company.now()
        for truth in self._now - found:
            self._spans[truth][-1].until = time
        for truth in found - self._now:
            self._spans.setdefault(truth, []).append(_Span(time))
        self._now = found

    def was(self, truth: Truth, since: datetime, until: datetime) -> bool:
        """Tell whether something was true at any moment from `since` to `until`, both included."""
        return any(
            span.since <= until and (span.until is None or span.until >= since)
            for span in self._spans.get(truth, ())
        )

    def held(self, truth: Truth, since: datetime, until: datetime) -> bool:
        """Tell whether something was true all the time from `since` to `until`."""
        return any(
            span.since <= since and (span.until is None or span.until > until)
            for span in self._spans.get(truth, ())
        )

    def throughout(
        self, matches: Callable[[Truth], bool], since: datetime, until: datetime
    ) -> bool:
        """Tell whether at each moment from `since` to `until` something that matches was true."""
        covered = since
        spans = [span for truth in self._spans if matches(truth) for span in self._spans[truth]]
        for span in sorted(spans, key=lambda one: one.since):
            if span.since > covered:
                break
            if span.until is None or span.until > until:
                return True
            covered = max(covered, span.until)
        return False

    def known(self, kind: type[T]) -> Iterator[T]:
        """Yield everything of a kind that was ever true."""
        return (truth for truth in self._spans if isinstance(truth, kind))

    @property
    def now(self) -> frozenset[Truth]:
        """What was true at the last look."""
        return self._now


def _copied(shown: Mapping[str, Sequence[Pull]]) -> Mapping[str, Sequence[Pull]]:
    return {name: tuple(map(evolve, pulls)) for name, pulls in shown.items()}


def on_github(company: Company) -> Iterator[Truth]:
    """Yield what is true of the repositories now, as long as nobody changes them."""
    for name, repository in company.repositories.items():
        if not repository.deleted:
            heads = repository.git.branches.items()
            yield from (Head(name, branch, sha) for branch, sha in heads)
            closed = (pull for pull in repository.pulls.values() if not pull.is_open)
            yield from (Closed(name, pull.number) for pull in closed)


def moving(company: Company) -> Iterator[Truth]:
    """Yield what else is true now, some of it for a time."""
    for docker, images in company.aws.region.ecr.repositories.items():
        yield from (Image(docker, tag) for tag in images.tags)
    yield from _declared(company)
    yield from _ready(company)


def _declared(company: Company) -> Iterator[Truth]:
    sha = source_commit(company)
    if sha is not None:
        yield Declares(sha)
    now = wanted(company)
    if now.declaration is None:
        yield Stopped(STACK)
        return
    for one in now.declaration.services():
        if now.declaration.asks(one, company.environment):
            yield Asked(one.docker)
    for wish in now.eligible:
        yield Eligible(wish.docker, wish.hash, wish.pull, wish.sha)
    if now.declaration.policy.plain_keys:
        yield Plain()
    yield from _stopped(company, now.declaration)
    for subject, version in now.versions.items():
        definition = now.declaration.of(subject)
        if definition is not None and definition.branch is not None:
            yield Follows(subject, definition.github, definition.branch)
        if version is not None:
            yield Desired(subject, version)


def _stopped(company: Company, declaration: Declaration) -> Iterator[Truth]:
    now, policy = company.now() + FAST, declaration.policy
    if (policy.pause is not None and policy.pause.holds_at(now)) or _is_frozen(policy):
        yield Stopped(STACK)
    for one in declaration.definitions:
        if one.suspend is not None and one.suspend.holds_at(now):
            yield Stopped(one.subject)


def _is_frozen(policy: Policy) -> bool:
    """Tell whether a freeze holds by every clock: at all times, or at none that can be told."""
    timed = {"days", "from", "to"}
    return any(
        not timed & window.keys() or window.get("zone") == NOWHERE for window in policy.freeze
    )


def _ready(company: Company) -> Iterator[Truth]:
    for preview in previews(company):
        service = ecs_service(company, preview.service) if preview.service else None
        sha = tag_of(company, service.primary.task_definition, preview.docker) if service else None
        if sha is not None and is_ready(company, preview, sha):
            yield Ready(preview.docker, preview.hash, sha, preview.pull)
