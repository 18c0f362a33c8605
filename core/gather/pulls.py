"""The pull requests of a repository, their images, and Kayron's own comments on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from attrs import frozen

from kayron.core.comment import marker
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.github import CommitTime, OpenPulls, OwnComments, PullByNumber
from kayron.core.gather.seen import PullList, PullSeen
from kayron.core.gather.step import Step, ask, ask_each, both
from kayron.core.snapshot import Comments, Environment, Pull, Pulls
from kayron.core.table import Table

Digests = Mapping[tuple[str, str], Fact[str]]
"""Digests of images by ECR repository and tag."""

Times = Mapping[str, Fact[datetime]]
"""When commits were committed, by sha."""


@frozen(kw_only=True)
class Author:
    """Who we are on GitHub, and the environment whose comments are ours."""

    login: Fact[str]
    environment: Environment


@frozen(kw_only=True)
class PullCase:
    """A repository whose pull requests get previews of `services` (`docker` names).

    `named` are the numbers that something of ours speaks of, whether they are open or not. Without
    services nobody asks for previews, and only the comments on the named ones are read. `guessed`
    tells that nobody declares the repository.
    """

    repository: str
    services: tuple[str, ...]
    named: frozenset[int]
    guessed: bool = False


@frozen(kw_only=True)
class PullFacts:
    """What was read of a repository's pull requests. `comments` are by number.

    `pulls` is None where nobody asks for previews.
    """

    repository: str
    pulls: Pulls | None
    comments: Table[Fact[Comments]]
    images: Digests


def read_pulls(case: PullCase, author: Author) -> Step[PullFacts]:
    """Read the open pull requests of a repository, and the named ones that are not among them."""
    if not case.services:
        comments = yield from _read_comments(case, case.named, author)
        return PullFacts(repository=case.repository, pulls=None, comments=comments, images={})
    found = yield from ask(OpenPulls(repository=case.repository))
    listed = {pull.number for pull in found.pulls}
    ((times, images), comments), unlisted = yield from both(
        both(_read_details(case, found.pulls), _read_comments(case, listed | case.named, author)),
        _read_by_number(case, case.named - listed),
    )
    seen = [pull for pull in unlisted.values() if isinstance(pull, PullSeen)]
    late_times, late_images = yield from _read_details(case, seen)
    return PullFacts(
        repository=case.repository,
        pulls=_pulls(found, unlisted, {**times, **late_times}),
        comments=comments,
        images={**images, **late_images},
    )


def _read_details(case: PullCase, pulls: Collection[PullSeen]) -> Step[tuple[Times, Digests]]:
    """Read the times of head commits, and the images that open pull requests are waiting for."""
    shas = sorted({pull.commit for pull in pulls})
    tags = sorted({(name, pull.commit) for pull in pulls if pull.open for name in case.services})
    times, digests = yield from both(
        ask_each(CommitTime(repository=case.repository, sha=sha) for sha in shas),
        ask_each(ImageDigest(repository=name, tag=tag) for name, tag in tags),
    )
    return dict(zip(shas, times, strict=True)), dict(zip(tags, digests, strict=True))


def _read_by_number(case: PullCase, numbers: Iterable[int]) -> Step[Mapping[int, Fact[PullSeen]]]:
    ordered = sorted(numbers)
    pulls = yield from ask_each(
        PullByNumber(repository=case.repository, number=number) for number in ordered
    )
    return dict(zip(ordered, pulls, strict=True))


def _read_comments(
    case: PullCase, numbers: Iterable[int], author: Author
) -> Step[Table[Fact[Comments]]]:
    ordered = sorted(numbers)
    if not isinstance(author.login, str):
        unknown = Unknown(f"our own login: {_why(author.login)}")
        return Table({str(number): unknown for number in ordered})
    login, text = author.login, marker(author.environment)
    comments = yield from ask_each(
        OwnComments(
            repository=case.repository,
            number=number,
            author=login,
            marker=text,
            guessed=case.guessed,
        )
        for number in ordered
    )
    return Table(zip(map(str, ordered), comments, strict=True))


def _pulls(found: PullList, unlisted: Mapping[int, Fact[PullSeen]], times: Times) -> Pulls:
    """Return the pull requests that were read whole; without its commit's time, one is unread.

    A list of which one is unread is not proved whole: that one may have any hash.
    """
    listed: dict[int, Fact[PullSeen]] = {pull.number: pull for pull in found.pulls}
    whole = {number: _pull(pull, times) for number, pull in {**unlisted, **listed}.items()}
    doubts = (
        Unknown(f"pull request #{number}: {fact.error}")
        for number in sorted(listed)
        if isinstance(fact := whole[number], Unknown)
    )
    complete = found.complete if found.complete is not True else next(doubts, True)
    return Pulls(
        complete=complete,
        requests=[fact for fact in whole.values() if isinstance(fact, Pull)],
        unread=Table(_unread(whole)),
    )


def _unread(pulls: Mapping[int, Fact[Pull]]) -> Iterator[tuple[str, Absent | Unknown]]:
    for number, fact in pulls.items():
        if not isinstance(fact, Pull):
            yield str(number), fact


def _pull(seen: Fact[PullSeen], times: Times) -> Fact[Pull]:
    if not isinstance(seen, PullSeen):
        return seen
    committed = times[seen.commit]
    if not isinstance(committed, datetime):
        return Unknown(f"its head commit {seen.commit}: {_why(committed)}")
    return Pull(
        number=seen.number,
        branch=seen.branch,
        commit=seen.commit,
        committed=committed,
        head_repository=seen.head_repository,
        base_repository=seen.base_repository,
        created=seen.created,
        draft=seen.draft,
        labels=seen.labels,
        author=seen.author,
        open=seen.open,
    )


def _why(fact: Absent | Unknown) -> str:
    return fact.error if isinstance(fact, Unknown) else "it was not found"
