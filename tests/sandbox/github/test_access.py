"""Who may do what: credentials, roles and permissions."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

import pytest

from scripts.openapi import OPERATIONS
from tests.sandbox.github.client import call
from tests.sandbox.github.description import description
from tests.sandbox.github.operation import FUNCTIONS
from tests.sandbox.github.permission import BY_APP, BY_PERSON, PERMISSIONS, Level
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub

BRANCH = "/repos/acme/lite/branches/main"
COMMENTS = "/repos/acme/lite/issues/1/comments"


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    repository.open_pull("main")
    return repository


def refused(github: GitHub, path: str, token: str | None = None) -> tuple[int, str]:
    answer = call(github, path, token)
    return answer.status_code, answer.json()["message"]


def test_every_operation_is_described_answered_and_has_its_permission() -> None:
    assert description().operations.keys() == FUNCTIONS.keys() == OPERATIONS
    without = {"rate-limit/get"}
    assert PERMISSIONS.keys() | BY_APP | BY_PERSON | without == OPERATIONS


@pytest.mark.usefixtures("lite")
def test_wrong_credentials_are_bad_credentials(github: GitHub) -> None:
    bad = (401, "Bad credentials")
    assert refused(github, BRANCH, "ghp_nobody") == bad
    token = github.token("ada")
    github.revoke(token)
    assert refused(github, BRANCH, token) == bad
    expiring = github.token("ada", expires=github.now() + timedelta(hours=1))
    assert call(github, BRANCH, expiring).status_code == 200
    github.expire(expiring)
    assert refused(github, BRANCH, expiring) == bad


@pytest.mark.usefixtures("lite")
@pytest.mark.parametrize("scheme", ["token {}", "Bearer {}", "bearer {}"])
def test_a_token_is_taken_by_every_scheme(github: GitHub, scheme: str) -> None:
    headers = {"Authorization": scheme.format(github.token("ada"))}
    assert call(github, BRANCH, headers=headers).status_code == 200


@pytest.mark.usefixtures("lite")
def test_a_token_can_be_a_password(github: GitHub) -> None:
    for text, status in ((f"ada:{github.token('ada')}", 200), ("ada:wrong", 401)):
        headers = {"Authorization": f"Basic {b64encode(text.encode()).decode()}"}
        assert call(github, BRANCH, headers=headers).status_code == status
    for wrong in ("Basic %", "Digest x"):
        assert call(github, BRANCH, headers={"Authorization": wrong}).status_code == 401


def test_a_private_repository_does_not_exist_for_others(github: GitHub, lite: Repository) -> None:
    unseen = (404, "Not Found")
    assert refused(github, BRANCH) == unseen
    assert refused(github, BRANCH, github.token("eve")) == unseen
    assert refused(github, BRANCH, github.token("ada", repositories=())) == unseen
    lite.collaborator("eve", "read")
    assert call(github, BRANCH, github.token("eve")).status_code == 200
    chosen = github.token("ada", repositories=(lite,))
    assert call(github, BRANCH, chosen).status_code == 200


def test_a_public_repository_is_read_by_everybody(github: GitHub, lite: Repository) -> None:
    lite.set(private=False)
    assert call(github, BRANCH).status_code == 200
    assert call(github, BRANCH, github.token("eve", permissions={})).status_code == 200
    answer = call(github, COMMENTS, method="POST", body={"body": "Hello"})
    assert answer.json()["message"] == "Requires authentication"


@pytest.mark.usefixtures("lite")
@pytest.mark.parametrize(
    ("path", "needed"),
    [
        (BRANCH, "contents"),
        ("/repos/acme/lite/releases", "contents"),
        ("/repos/acme/lite/pulls", "pull_requests"),
        (COMMENTS, "pull_requests"),
        ("/repos/acme/lite/deployments", "deployments"),
    ],
)
def test_a_missing_permission_is_named(github: GitHub, path: str, needed: str) -> None:
    every: dict[str, Level] = dict.fromkeys(
        ("contents", "pull_requests", "issues", "deployments"), "read"
    )
    assert call(github, path, github.token("ada", permissions=every)).status_code == 200
    others = {name: level for name, level in every.items() if name != needed}
    answer = call(github, path, github.token("ada", permissions=others))
    assert answer.status_code == 403
    assert answer.json()["message"] == "Resource not accessible by personal access token"
    assert f"{needed}=read" in answer.headers["X-Accepted-GitHub-Permissions"]


@pytest.mark.usefixtures("lite")
@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        ({"pull_requests": "write"}, 201),
        ({"pull_requests": "read"}, 403),
        ({"issues": "write"}, 403),
    ],
)
def test_to_comment_on_a_pull_request_one_must_write_pull_requests(
    github: GitHub, permissions: dict[str, Level], status: int
) -> None:
    token = github.token("ada", permissions=permissions)
    answer = call(github, COMMENTS, token, method="POST", body={"body": "Hello"})
    assert answer.status_code == status
    accepted = "issues=write; pull_requests=write"
    assert answer.headers["X-Accepted-GitHub-Permissions"] == accepted


def test_an_archived_repository_is_read_only(github: GitHub, lite: Repository) -> None:
    lite.set(archived=True)
    token = github.token("ada")
    assert call(github, BRANCH, token).status_code == 200
    answer = call(github, COMMENTS, token, method="POST", body={"body": "Hello"})
    said = "Repository was archived so is read-only."
    assert (answer.status_code, answer.json()["message"]) == (403, said)


def test_a_blocked_repository_says_why(github: GitHub, lite: Repository) -> None:
    lite.set(blocked=True)
    answer = call(github, BRANCH, github.token("ada"))
    assert (answer.status_code, answer.json()["block"]["reason"]) == (451, "dmca")


def test_a_person_knows_who_they_are(github: GitHub, lite: Repository) -> None:
    answer = call(github, "/user", github.token("ada")).json()
    assert (answer["login"], answer["type"]) == ("ada", "User")
    assert answer["total_private_repos"] == 1
    assert lite.private
    assert refused(github, "/user") == (401, "Requires authentication")


@pytest.mark.usefixtures("lite")
def test_who_has_no_user_agent_is_sent_away(github: GitHub) -> None:
    headers = {"User-Agent": ""}
    assert call(github, BRANCH, github.token("ada"), headers=headers).status_code == 403


@pytest.mark.usefixtures("lite")
def test_the_server_tells_which_permissions_were_used(github: GitHub) -> None:
    token = github.token("ada")
    call(github, BRANCH, token)
    call(github, COMMENTS, token, method="POST", body={"body": "Hello"})
    used = {operation: (needed.name, needed.level) for operation, needed in github.used.items()}
    assert used == {
        "repos/get-branch": ("contents", "read"),
        "issues/create-comment": ("pull_requests", "write"),
    }
