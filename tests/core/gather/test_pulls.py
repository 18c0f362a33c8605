"""Pull requests are read whole or not at all."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.github import CommitTime, OpenPulls, OwnComments, PullByNumber
from kayron.core.gather.need import Need
from kayron.core.gather.pulls import Author, PullCase, PullFacts, read_pulls
from kayron.core.gather.seen import PullList, PullSeen
from kayron.core.snapshot import Comments, Environment, Pull
from tests.core.gather.answering import drive, said
from tests.world.example import COMMENTS, NOON

SEEN = PullSeen(
    number=7,
    branch="fancy",
    commit="c7",
    head_repository=1,
    base_repository=1,
    created=NOON,
    draft=False,
    labels=(),
    author="maria",
    open=True,
)

OTHER = evolve(SEEN, number=8, branch="plain", commit="c8")

CLOSED = evolve(SEEN, number=3, commit="c3", open=False)

OUTAGE = Unknown("GitHub: 502")

AUTHOR = Author(login="kayron[bot]", environment=Environment.TESTING)


def read(
    *,
    complete: bool | Unknown = True,
    named: Fact[PullSeen] | None = None,
    times: dict[str, Fact[datetime]] | None = None,
) -> PullFacts:
    case = PullCase(
        repository="lite",
        services=("lite",),
        named=frozenset() if named is None else frozenset({3}),
    )
    shas: dict[str, Fact[datetime]] = {"c3": NOON, "c7": NOON, "c8": NOON, **(times or {})}
    known: dict[Need[object], object] = {
        OpenPulls(repository="lite"): PullList(complete=complete, pulls=(SEEN, OTHER)),
        PullByNumber(repository="lite", number=3): named,
    }
    known |= {CommitTime(repository="lite", sha=sha): time for sha, time in shas.items()}
    known |= {ImageDigest(repository="lite", tag=sha): Absent() for sha in ("c7", "c8")}
    marker = "<!-- kayron:preview:status -->"
    known |= {
        OwnComments(repository="lite", number=n, author="kayron[bot]", marker=marker): COMMENTS
        for n in (3, 7, 8)
    }
    return drive(read_pulls(case, AUTHOR), said(known))[0]


def numbers(facts: PullFacts) -> list[int]:
    assert facts.pulls
    return [pull.number for pull in facts.pulls.requests]


def test_a_named_pull_request_is_read_by_its_number_where_the_list_lacks_it() -> None:
    assert numbers(read(named=CLOSED)) == [3, 7, 8]


def test_no_image_is_asked_for_a_closed_pull_request() -> None:
    assert {tag for _, tag in read(named=CLOSED).images} == {"c7", "c8"}


def test_the_comments_on_all_of_them_are_read() -> None:
    facts = read(named=CLOSED)
    assert dict(facts.comments) == {"3": COMMENTS, "7": COMMENTS, "8": COMMENTS}
    assert isinstance(facts.comments["3"], Comments)


def test_one_that_does_not_exist_is_absent_and_one_that_failed_unknown() -> None:
    for fact in (Absent(), OUTAGE):
        facts = read(named=fact)
        assert facts.pulls
        assert (numbers(facts), dict(facts.pulls.unread)) == ([7, 8], {"3": fact})


def test_without_its_commits_time_a_listed_one_is_unread_and_the_list_not_whole() -> None:
    for time, why in ((OUTAGE, "GitHub: 502"), (Absent(), "it was not found")):
        facts = read(times={"c7": time})
        assert facts.pulls
        error = f"its head commit c7: {why}"
        assert numbers(facts) == [8]
        assert dict(facts.pulls.unread) == {"7": Unknown(error)}
        assert facts.pulls.complete == Unknown(f"pull request #7: {error}")


def test_a_list_that_is_not_whole_stays_so() -> None:
    for complete in (False, OUTAGE):
        facts = read(complete=complete, times={"c7": OUTAGE})
        assert facts.pulls
        assert facts.pulls.complete == complete


def test_a_pull_request_has_the_time_of_its_head_commit() -> None:
    facts = read()
    assert facts.pulls
    assert isinstance(facts.pulls.requests[0], Pull)
    assert facts.pulls.requests[0].committed == NOON
