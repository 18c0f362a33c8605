"""What was true of a company, and when, for questions about what somebody could have known.

It is looked at after each event and each loop, and what is true then counts until the next look.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attrs import define, field, frozen

from tests.simulation.company import Company
from tests.simulation.deployed import ecs_service, is_ready, previews, tag_of
from tests.simulation.oracle import declared, eligible


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
class Eligible:
    """A pull request is eligible for a preview of a service, with a head commit."""

    docker: str
    hash: str
    pull: int
    sha: str


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
    """A preview is ready with a commit."""

    docker: str
    hash: str
    sha: str


Truth = Image | Head | Eligible | Closed | Asked | Ready


@define
class _Span:
    """From the first look at which something was true to the first at which it was not."""

    since: datetime
    until: datetime | None = None


@define
class History:
    """What was true of a company, and when."""

    company: Company
    _spans: dict[Truth, list[_Span]] = field(factory=dict, init=False)
    _now: frozenset[Truth] = field(default=frozenset(), init=False)

    def __attrs_post_init__(self) -> None:
        self.look()

    def look(self) -> None:
        """Take note of what is true now."""
        found, time = frozenset(truths(self.company)), self.company.now()
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

    @property
    def now(self) -> frozenset[Truth]:
        """What was true at the last look."""
        return self._now


def truths(company: Company) -> Iterator[Truth]:
    """Yield all that is true of a company now."""
    for docker, images in company.aws.region.ecr.repositories.items():
        yield from (Image(docker, tag) for tag in images.tags)
    for name, repository in company.repositories.items():
        if not repository.deleted:
            heads = repository.git.branches.items()
            yield from (Head(name, branch, sha) for branch, sha in heads)
            closed = (pull for pull in repository.pulls.values() if not pull.is_open)
            yield from (Closed(name, pull.number) for pull in closed)
    yield from _asked(company)
    yield from _ready(company)


def _asked(company: Company) -> Iterator[Truth]:
    declaration = declared(company)
    if declaration is None or declaration.broken:
        return
    for one in declaration.services():
        shown = declaration.gates(one).environments or ()
        if one.preview is not None and company.environment in shown:
            yield Asked(one.docker)
    for wish in eligible(company, declaration, company.now()):
        yield Eligible(wish.docker, wish.hash, wish.pull, wish.sha)


def _ready(company: Company) -> Iterator[Truth]:
    for preview in previews(company):
        service = ecs_service(company, preview.service) if preview.service else None
        sha = tag_of(company, service.primary.task_definition, preview.docker) if service else None
        if sha is not None and is_ready(company, preview, sha):
            yield Ready(preview.docker, preview.hash, sha)
