"""GitHub Apps: they sign for themselves and are given tokens for their installations."""

from __future__ import annotations

from datetime import datetime, timedelta

import github as pygithub
import jwt
import pytest

from tests.sandbox.github.apps import App, Installation
from tests.sandbox.github.client import call
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub

LITE = "/repos/acme/lite"


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    return repository


@pytest.fixture
def app(github: GitHub) -> App:
    return github.app(
        "kayron", owner="acme", permissions={"contents": "read", "pull_requests": "write"}
    )


@pytest.fixture
def installation(github: GitHub, app: App) -> Installation:
    return github.install(app, "acme")


def signed(app: App, now: datetime, **claims: object) -> str:
    """Return a JSON web token as an app makes it."""
    start, end = now - timedelta(seconds=60), now + timedelta(minutes=9)
    usual = {"iss": str(app.id), "iat": int(start.timestamp()), "exp": int(end.timestamp())}
    return jwt.encode({**usual, **claims}, app.private_key, algorithm="RS256")


@pytest.mark.usefixtures("lite")
def test_pygithub_works_as_an_installation(
    github: GitHub, app: App, installation: Installation
) -> None:
    auth = pygithub.Auth.AppAuth(app.id, app.private_key)
    integration = pygithub.GithubIntegration(base_url=github.url, auth=auth)
    assert integration.get_app().slug == "kayron"
    assert [each.id for each in integration.get_installations()] == [installation.id]
    assert integration.get_repo_installation("acme", "lite").id == installation.id
    assert integration.get_org_installation("acme").id == installation.id
    found = integration.get_github_for_installation(installation.id)
    assert found.get_repo("acme/lite").get_branch("main").name == "main"
    mine = integration.get_app_installation(installation.id).get_repos()
    assert [each.full_name for each in mine] == ["acme/lite"]


def test_a_token_lives_for_an_hour(
    github: GitHub, lite: Repository, installation: Installation
) -> None:
    assert lite.private
    token = github.installation_token(installation)
    assert token.startswith("ghs_")
    assert call(github, LITE, token).status_code == 200
    github.wait(timedelta(minutes=59))
    assert call(github, LITE, token).status_code == 200
    github.wait(timedelta(minutes=1))
    answer = call(github, LITE, token)
    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


@pytest.mark.usefixtures("lite", "installation")
@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"iss": "1"}, 404, "Integration not found"),
        ({"exp": 1}, 401, "'Expiration time' claim ('exp') must be a numeric value"),
        ({"exp": 9999999999}, 401, "'Expiration time' claim ('exp') is too far in the future"),
        ({"iat": 9999999999}, 401, "'Issued at' claim ('iat') must be an Integer"),
    ],
)
def test_a_wrong_claim_is_named(
    github: GitHub, app: App, change: dict[str, object], status: int, said: str
) -> None:
    answer = call(github, "/app", signed(app, github.now(), **change))
    assert answer.status_code == status
    assert answer.json()["message"].startswith(said)


def test_anothers_signature_is_refused(github: GitHub, app: App) -> None:
    other = github.app("other", owner="acme", permissions={})
    forged = signed(other, github.now(), iss=str(app.id))
    said = "A JSON web token could not be decoded"
    answer = call(github, "/app", forged)
    assert (answer.status_code, answer.json()["message"]) == (401, said)
    assert call(github, "/app", github.token("ada")).status_code == 401
    assert call(github, "/app", "a.b.c").status_code == 401


def test_an_app_itself_reads_no_repository(github: GitHub, lite: Repository, app: App) -> None:
    lite.set(private=False)
    assert call(github, LITE, signed(app, github.now())).status_code == 401


def test_a_token_can_be_narrowed_and_not_widened(
    github: GitHub, lite: Repository, app: App, installation: Installation
) -> None:
    heavy = github.repository("acme/heavy")
    elsewhere = github.repository("other/lite")
    assert elsewhere.private
    path = f"/app/installations/{installation.id}/access_tokens"
    token = signed(app, github.now())

    def asked(body: object) -> tuple[int, dict[str, object]]:
        answer = call(github, path, token, method="POST", body=body)
        return answer.status_code, answer.json()

    status, found = asked({"repositories": ["lite"], "permissions": {"contents": "read"}})
    narrow = str(found["token"])
    assert (status, found["repository_selection"]) == (201, "selected")
    assert found["permissions"] == {"contents": "read"}
    assert call(github, f"{LITE}/branches/main", narrow).status_code == 200
    assert call(github, f"{LITE}/pulls", narrow).status_code == 403
    assert call(github, f"/repos/{heavy.full_name}", narrow).status_code == 404
    assert asked({"repository_ids": [lite.id]})[0] == 201
    assert asked({"repository_ids": [elsewhere.id]})[0] == 422
    assert asked({"repositories": ["gone"]})[0] == 422
    assert asked({"permissions": {"contents": "write"}})[0] == 422
    assert asked({"permissions": {"issues": "read"}})[0] == 422


def test_an_installation_is_in_the_repositories_it_was_given(
    github: GitHub, lite: Repository, app: App
) -> None:
    heavy = github.repository("acme/heavy")
    installation = github.install(app, "acme", repositories=(lite,))
    token = github.installation_token(installation)
    assert call(github, f"/repos/{heavy.full_name}", token).status_code == 404
    listed = call(github, "/installation/repositories", token).json()
    assert [each["name"] for each in listed["repositories"]] == ["lite"]
    there = f"/repos/{heavy.full_name}/installation"
    assert call(github, there, signed(app, github.now())).status_code == 404


@pytest.mark.usefixtures("lite")
def test_an_installation_is_not_a_person(github: GitHub, installation: Installation) -> None:
    token = github.installation_token(installation)
    answer = call(github, "/user", token)
    said = "Resource not accessible by integration"
    assert (answer.status_code, answer.json()["message"]) == (403, said)
    headers = {"Authorization": f"token {github.token('ada')}"}
    assert call(github, "/installation/repositories", headers=headers).status_code == 403


@pytest.mark.usefixtures("lite")
def test_a_suspended_installation_is_refused(
    github: GitHub, app: App, installation: Installation
) -> None:
    token = github.installation_token(installation)
    github.suspend(installation)
    assert call(github, LITE, token).status_code == 403
    path = f"/app/installations/{installation.id}"
    own = signed(app, github.now())
    assert call(github, f"{path}/access_tokens", own, method="POST").status_code == 403
    assert call(github, path, own).json()["suspended_at"] is not None


def test_an_unknown_installation_is_not_found(github: GitHub, app: App) -> None:
    own = signed(app, github.now())
    assert call(github, "/app/installations/1", own).status_code == 404
    assert call(github, "/orgs/acme/installation", own).status_code == 404


def test_an_installation_has_its_own_quota(
    github: GitHub, lite: Repository, installation: Installation
) -> None:
    assert lite.private
    token = github.installation_token(installation)
    github.exhaust(token)
    message = call(github, LITE, token).json()["message"]
    assert message.startswith(f"API rate limit exceeded for installation ID {installation.id}.")
    assert call(github, LITE, github.token("ada")).status_code == 200
