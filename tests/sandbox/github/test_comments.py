"""Conversations: who may say what, and what GitHub makes of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from github.GithubException import GithubException

from tests.sandbox.github.client import call, client
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.server import GitHub

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
COMMENTS = "/repos/acme/lite/issues/1/comments"


@pytest.fixture
def pull(github: GitHub) -> Pull:
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    lite.commit("feature", {"a": "2"})
    github.clock(NOON)
    return lite.open_pull("feature")


def test_a_comment_is_written_edited_and_deleted(github: GitHub, pull: Pull) -> None:
    found = client(github, github.token("ada")).get_repo("acme/lite").get_pull(pull.number)
    comment = found.create_issue_comment("Deploying")
    assert (comment.body, comment.user.login, comment.created_at) == ("Deploying", "ada", NOON)
    comment.edit("Ready")
    assert [each.body for each in found.get_issue_comments()] == ["Ready"]
    assert [each.body for each in pull.comments.values()] == ["Ready"]
    comment.delete()
    assert pull.comments == {}


def test_comments_are_listed_oldest_first_and_since_their_last_change(
    github: GitHub, pull: Pull
) -> None:
    old = datetime(2026, 5, 1, tzinfo=UTC)
    first = pull.comment("one", time=old)
    pull.comment("two", time=old)
    pull.comment("three", time=NOON)
    pull.edit(first, "one again", time=NOON)
    token = github.token("ada")

    def listed(query: str) -> list[str]:
        return [each["body"] for each in call(github, f"{COMMENTS}?{query}", token).json()]

    assert call(github, f"{COMMENTS}?since=yesterday", token).status_code == 422

    assert listed("") == ["one again", "two", "three"]
    assert listed("since=2026-06-01T00:00:00Z") == ["one again", "three"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"body": "x" * 65_536}, 201, None),
        ({"body": "x" * 65_537}, 422, "Validation Failed"),
        ({"body": " "}, 422, "Validation Failed"),
        ({}, 422, "Invalid request.\n\nbody: : 'body' is a required property"),
        ({"body": 1}, 422, "Invalid request.\n\nbody: body: 1 is not of type 'string'"),
        (["x"], 400, "Body should be a JSON object"),
    ],
)
@pytest.mark.usefixtures("pull")
def test_what_makes_no_sense_is_refused(
    github: GitHub, body: object, status: int, said: str | None
) -> None:
    answer = call(github, COMMENTS, github.token("ada"), method="POST", body=body)
    assert (answer.status_code, answer.json().get("message")) == (status, said)


def test_in_a_locked_conversation_only_people_who_may_write_speak(
    github: GitHub, pull: Pull
) -> None:
    pull.base_repository.collaborator("reader", "read")
    app = github.app("kayron", owner="acme", permissions={"pull_requests": "write"})
    installation = github.install(app, "acme")
    pull.lock()
    assert _says(github, github.token("ada")) == 201
    assert _says(github, github.token("reader")) == 403
    assert _says(github, github.installation_token(installation)) == 403
    pull.lock(locked=False)
    assert _says(github, github.token("reader")) == 201


def _says(github: GitHub, token: str) -> int:
    answer = call(github, COMMENTS, token, method="POST", body={"body": "Hello"})
    if answer.status_code == 403:
        assert answer.json()["message"] == "Unable to create comment because issue is locked."
    return answer.status_code


def test_others_comments_are_edited_by_who_may_write(github: GitHub, pull: Pull) -> None:
    pull.base_repository.collaborator("reader", "read")
    comment = pull.comment("Mine", author="bob")
    mine = pull.comment("Yours", author="reader")
    path = "/repos/acme/lite/issues/comments/"

    def edited(number: int, login: str) -> int:
        token, body = github.token(login), {"body": "Changed"}
        answer = call(github, f"{path}{number}", token, method="PATCH", body=body)
        return answer.status_code

    assert edited(comment.id, "reader") == 403
    assert edited(mine.id, "reader") == 200
    assert edited(comment.id, "ada") == 200
    assert call(github, f"{path}{mine.id}", github.token("ada")).json()["body"] == "Changed"


def test_an_apps_comment_is_its_bots(github: GitHub, pull: Pull) -> None:
    app = github.app("kayron", owner="acme", permissions={"pull_requests": "write"})
    token = github.installation_token(github.install(app, "acme"))
    found = client(github, token).get_repo("acme/lite").get_pull(pull.number)
    comment = found.create_issue_comment("Ready")
    shown = comment.raw_data
    assert (shown["user"]["login"], shown["user"]["type"]) == ("kayron[bot]", "Bot")
    assert shown["performed_via_github_app"]["id"] == app.id


def test_a_comment_that_is_gone_is_not_found(github: GitHub, pull: Pull) -> None:
    comment = pull.comment("Hello")
    found = client(github, github.token("ada")).get_repo("acme/lite").get_pull(pull.number)
    there = found.get_issue_comment(comment.id)
    pull.remove(comment)
    with pytest.raises(GithubException, match="404"):
        there.edit("Bye")
