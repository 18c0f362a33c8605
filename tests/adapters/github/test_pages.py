"""Lists of many pages: nothing is lost, and what moved meanwhile makes no list whole."""

from __future__ import annotations

import pytest

from kayron.core.fact import Unknown
from kayron.core.gather.github import OpenPulls, OwnComments
from kayron.core.gather.seen import PullList
from kayron.core.snapshot import Comments
from tests.adapters.github.acme import MARKER, ada, answer, patient
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub as Sandbox
from tests.sandbox.traffic import Fault

PULLS = OpenPulls(repository="lite")


def lite_with(sandbox: Sandbox, count: int) -> Repository:
    lite = sandbox.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    sha = lite.commit("feature", {"a": "2"})
    for number in range(1, count + 1):
        lite.branch(f"f{number}", sha)
        lite.open_pull(f"f{number}")
    return lite


def listed(found: object) -> tuple[bool | Unknown, list[int]]:
    assert isinstance(found, PullList)
    return found.complete, [pull.number for pull in found.pulls]


def pages(sandbox: Sandbox) -> list[tuple[str, int]]:
    """Return page and status of each call, and forget them."""
    calls = [call for call in sandbox.traffic.calls if call.operation == "pulls/list"]
    sandbox.traffic.forget()
    return [(call.query.partition("page=")[2].partition("&")[0], call.status) for call in calls]


@pytest.mark.parametrize("count", [0, 1, 99])
def test_a_list_of_one_page_is_whole_at_once(sandbox: Sandbox, count: int) -> None:
    lite_with(sandbox, count)
    assert listed(answer(ada(sandbox), PULLS)) == (True, [*range(1, count + 1)])
    assert pages(sandbox) == [("1", 200)]


def test_a_longer_list_is_whole_when_a_second_pass_changes_nothing(sandbox: Sandbox) -> None:
    lite_with(sandbox, 250)
    github = ada(sandbox)
    assert listed(answer(github, PULLS)) == (True, [*range(1, 251)])
    first = [("1", 200), ("2", 200), ("3", 200)]
    second = [("1", 304), ("2", 304), ("3", 304)]
    assert pages(sandbox) == first + second
    assert listed(answer(github, PULLS)) == (True, [*range(1, 251)])
    assert pages(sandbox) == second


def test_after_a_full_page_the_next_is_asked_for_whatever_the_link_says(sandbox: Sandbox) -> None:
    lite = lite_with(sandbox, 100)
    github = ada(sandbox)
    assert listed(answer(github, PULLS)) == (True, [*range(1, 101)])
    assert pages(sandbox) == [("1", 200), ("2", 200), ("1", 304), ("2", 304)]
    lite.open_pull("feature")
    assert listed(answer(github, PULLS)) == (True, [*range(1, 102)])
    assert pages(sandbox) == [("1", 304), ("2", 200), ("1", 304), ("2", 304)]


def test_a_pull_request_that_closes_between_pages_hides_no_other(sandbox: Sandbox) -> None:
    lite = lite_with(sandbox, 250)
    sandbox.after("pulls/list", lite.pulls[7].close)
    found = listed(answer(ada(sandbox), PULLS))
    assert found == (True, [number for number in range(1, 251) if number != 7])


def test_a_pull_request_that_reopens_between_pages_is_there_once(sandbox: Sandbox) -> None:
    lite = lite_with(sandbox, 250)
    lite.pulls[7].close()
    sandbox.after("pulls/list", lite.pulls[7].reopen)
    assert listed(answer(ada(sandbox), PULLS)) == (True, [*range(1, 251)])


def test_a_list_that_never_rests_is_not_whole(sandbox: Sandbox) -> None:
    lite = lite_with(sandbox, 150)
    open_ones = iter(lite.pulls.values())

    def close_one() -> None:
        next(open_ones).close()

    sandbox.after("pulls/list", close_one, times=50)
    complete, found = listed(answer(ada(sandbox), PULLS))
    assert complete is False
    assert set(range(110, 151)) <= set(found)


def test_a_page_that_fails_leaves_what_was_read_and_the_cause(sandbox: Sandbox) -> None:
    lite_with(sandbox, 250)
    github = ada(sandbox)
    sandbox.after(
        "pulls/list",
        lambda: sandbox.traffic.fail(Fault.SERVER_ERROR, operation="pulls/list", times=None),
    )
    cause = "GitHub answered 500 Internal Server Error for /repos/acme/lite/pulls"
    assert listed(answer(github, PULLS)) == (Unknown(cause), [*range(1, 101)])
    sandbox.traffic.clear()
    assert listed(answer(github, PULLS)) == (True, [*range(1, 251)])


def test_a_list_that_takes_too_long_is_unknown(sandbox: Sandbox) -> None:
    lite_with(sandbox, 150)
    trying = patient(seconds=10)
    sandbox.after("pulls/list", lambda: trying.clock.sleep(10))
    cause = "GitHub was not asked: the deadline has passed"
    assert listed(answer(ada(sandbox), PULLS, trying)) == (Unknown(cause), [*range(1, 101)])


def test_a_comment_that_moves_to_a_page_that_was_read_is_found(sandbox: Sandbox) -> None:
    pull = lite_with(sandbox, 1).pulls[1]
    others = [pull.comment("Nice", author="eve") for _ in range(100)]
    own = pull.comment(MARKER, author="ada")
    sandbox.after("issues/list-comments", lambda: pull.remove(others[0]))
    need = OwnComments(repository="lite", number=1, author="ada", marker=MARKER)
    found = answer(ada(sandbox), need)
    assert isinstance(found, Comments)
    assert [comment.id for comment in found.own] == [own.id]


def test_comments_that_never_rest_are_unknown(sandbox: Sandbox) -> None:
    pull = lite_with(sandbox, 1).pulls[1]
    for _ in range(101):
        pull.comment("Nice", author="eve")
    sandbox.after("issues/list-comments", lambda: pull.comment(MARKER, author="ada"), times=50)
    need = OwnComments(repository="lite", number=1, author="ada", marker=MARKER)
    cause = "the comments on #1 changed each time they were read"
    assert answer(ada(sandbox), need) == Unknown(cause)
