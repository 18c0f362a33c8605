"""Faults and latency strike GitHub's operations by their names."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.github.client import call
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.server import GitHub, SchemaViolation
from tests.sandbox.traffic import Fault

COMMENTS = "/repos/acme/lite/issues/1/comments"


@pytest.fixture
def pull(github: GitHub) -> Pull:
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    return lite.open_pull("main")


def test_calls_are_logged_by_githubs_names(github: GitHub, pull: Pull) -> None:
    token = github.token("ada")
    call(github, f"/repos/acme/lite/pulls/{pull.number}?x=1", token)
    call(github, COMMENTS, token, method="POST", body={"body": "Hello"})
    call(github, "/nowhere", token)
    shown = [(each.operation, each.method, each.status) for each in github.traffic.calls]
    assert shown == [
        ("pulls/get", "GET", 200),
        ("issues/create-comment", "POST", 201),
        ("unknown", "GET", 404),
    ]


@pytest.mark.usefixtures("pull")
@pytest.mark.parametrize(
    ("fault", "status", "retry_after"),
    [
        (Fault.THROTTLED, 403, "1"),
        (Fault.TOO_MANY_REQUESTS, 429, "1"),
        (Fault.SERVER_ERROR, 500, None),
        (Fault.UNAVAILABLE, 503, None),
    ],
)
def test_a_fault_answers_in_githubs_words(
    github: GitHub, fault: Fault, status: int, retry_after: str | None
) -> None:
    github.traffic.fail(fault, "github", "pulls/*")
    token = github.token("ada")
    assert call(github, "/repos/acme/lite", token).status_code == 200
    answer = call(github, "/repos/acme/lite/pulls", token)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)
    assert answer.json()["status"] == str(status)
    assert call(github, "/repos/acme/lite/pulls", token).status_code == 200


def test_a_lost_answer_leaves_the_comment(github: GitHub, pull: Pull) -> None:
    github.traffic.fail(Fault.RESET_AFTER, "github", "issues/create-comment")
    with pytest.raises(requests.ConnectionError):
        call(github, COMMENTS, github.token("ada"), method="POST", body={"body": "Hello"})
    assert [each.body for each in pull.comments.values()] == ["Hello"]


def test_too_many_calls_at_once_are_refused() -> None:
    with GitHub(limits=Limits(at_once=0)) as github:
        answer = call(github, "/user", github.token("ada"))
        assert (answer.status_code, answer.headers["Retry-After"]) == (403, "60")


def test_a_mistake_of_the_server_is_no_fault_of_github() -> None:
    github = GitHub().start()
    lite = github.repository("ada/lite")
    lite.git.branches["main"] = "0" * 40
    assert call(github, "/repos/ada/lite/branches/main", github.token("ada")).status_code == 500
    with pytest.raises(SchemaViolation, match="/repos/ada/lite/branches/main: KeyError"):
        github.stop()


def test_what_github_would_not_answer_is_found() -> None:
    github = GitHub().start()
    lite = github.repository("ada/lite")
    lite.id = "one"  # type: ignore[assignment]
    assert call(github, "/repos/ada/lite", github.token("ada")).status_code == 200
    with pytest.raises(SchemaViolation, match="repos/get 200: id: 'one' is not of type 'integer'"):
        github.stop()


def test_unchecked_answers_are_not_held_against_anything() -> None:
    with GitHub(check=False) as github:
        lite = github.repository("ada/lite")
        lite.id = "one"  # type: ignore[assignment]
        assert call(github, "/repos/ada/lite", github.token("ada")).json()["id"] == "one"


def test_a_reset_forgets_the_world_and_goes_on(github: GitHub, pull: Pull) -> None:
    token = github.token("ada")
    assert call(github, COMMENTS, token).status_code == 200
    github.reset()
    assert call(github, COMMENTS, token).status_code == 401
    assert [each.status for each in github.traffic.calls] == [200, 401]
    assert pull.number == 1
