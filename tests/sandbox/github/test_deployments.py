"""Deployments and what is said of them."""

from __future__ import annotations

import github as pygithub
import pytest
from github.Repository import Repository as Found

from tests.sandbox.github.client import call, client
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    return repository


@pytest.fixture
def found(github: GitHub, lite: Repository) -> Found:
    return client(github, github.token("ada")).get_repo(lite.full_name)


def test_a_deployment_is_of_a_commit(found: Found, lite: Repository) -> None:
    deployment = found.create_deployment(
        "main", environment="testing", payload={"a": 1}, description="Now", auto_merge=False
    )
    assert (deployment.sha, deployment.ref) == (lite.git.branches["main"], "main")
    assert (deployment.environment, deployment.creator.login) == ("testing", "ada")
    assert found.get_deployment(deployment.id).payload == {"a": 1}
    with pytest.raises(pygithub.GithubException, match="No ref found for: gone"):
        found.create_deployment("gone")


def test_somebody_else_deploys_too(found: Found, lite: Repository) -> None:
    deployment = lite.deploy("main", "testing", creator="bob")
    shown = found.get_deployment(deployment.id)
    assert (shown.environment, shown.creator.login, shown.sha) == (
        "testing",
        "bob",
        lite.git.branches["main"],
    )


def test_deployments_are_listed_newest_first_and_filtered(found: Found) -> None:
    first = found.create_deployment("main", environment="testing")
    second = found.create_deployment("main", environment="staging", task="migrate")
    assert [each.id for each in found.get_deployments()] == [second.id, first.id]
    assert [each.id for each in found.get_deployments(environment="testing")] == [first.id]
    assert [each.id for each in found.get_deployments(task="migrate")] == [second.id]
    assert list(found.get_deployments(sha="0" * 40)) == []


def test_a_success_retires_the_deployments_before_it(found: Found) -> None:
    first = found.create_deployment("main", environment="testing")
    first.create_status("success", environment_url="https://example.org")
    second = found.create_deployment("main", environment="testing")
    second.create_status("in_progress")
    second.create_status("success", description="Done")
    assert [each.state for each in first.get_statuses()] == ["inactive", "success"]
    statuses = [(each.state, each.description) for each in second.get_statuses()]
    assert statuses == [("success", "Done"), ("in_progress", "")]


@pytest.mark.parametrize("body", [{}, {"state": "wonderful"}])
def test_a_state_that_is_none_is_refused(github: GitHub, found: Found, body: object) -> None:
    deployment = found.create_deployment("main")
    path = f"/repos/acme/lite/deployments/{deployment.id}/statuses"
    answer = call(github, path, github.token("ada"), method="POST", body=body)
    assert answer.status_code == 422


def test_to_deploy_one_must_write(github: GitHub, lite: Repository) -> None:
    lite.collaborator("reader", "read")
    path, body = "/repos/acme/lite/deployments", {"ref": "main"}
    answer = call(github, path, github.token("reader"), method="POST", body=body)
    assert answer.status_code == 403
    assert call(github, f"{path}/1", github.token("reader")).status_code == 404


def test_an_apps_deployment_is_its_bots(github: GitHub, lite: Repository) -> None:
    app = github.app("kayron", owner="acme", permissions={"deployments": "write"})
    token = github.installation_token(github.install(app, "acme"))
    path, body = f"/repos/{lite.full_name}/deployments", {"ref": "main"}
    shown = call(github, path, token, method="POST", body=body).json()
    assert shown["creator"]["login"] == "kayron[bot]"
