"""What a client has already it need not read again, and does not pay for."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.github.client import call, client
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub

MAIN = "/repos/acme/lite/branches/main"


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    return repository


def again(github: GitHub, token: str, first: requests.Response) -> requests.Response:
    headers = {"If-None-Match": first.headers["ETag"]}
    return call(github, first.url.removeprefix(github.url), token, headers=headers)


def test_what_did_not_change_is_304_and_costs_nothing(github: GitHub, lite: Repository) -> None:
    token = github.token("ada")
    first = call(github, MAIN, token)
    second = again(github, token, first)
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    used = [each.headers["X-RateLimit-Used"] for each in (first, second)]
    assert used == ["1", "1"]
    lite.commit("main", {"a": "2"})
    third = again(github, token, first)
    assert (third.status_code, third.headers["X-RateLimit-Used"]) == (200, "2")


@pytest.mark.usefixtures("lite")
def test_an_etag_is_worth_nothing_with_another_token(github: GitHub) -> None:
    first = call(github, MAIN, github.token("ada"))
    assert again(github, github.token("ada"), first).status_code == 200


@pytest.mark.usefixtures("lite")
def test_an_etag_is_weak_where_the_body_may_be_compressed(github: GitHub) -> None:
    token = github.token("ada")
    weak = call(github, MAIN, token)
    strong = call(github, MAIN, token, headers={"Accept-Encoding": "identity"})
    assert weak.headers["ETag"] == f"W/{strong.headers['ETag']}"
    assert again(github, token, strong).status_code == 304


@pytest.mark.usefixtures("lite")
def test_pygithub_sees_no_data_in_a_304(github: GitHub) -> None:
    requester = client(github, github.token("ada")).requester
    headers, data = requester.requestJsonAndCheck("GET", MAIN)
    assert data["name"] == "main"
    known = {"If-None-Match": headers["etag"]}
    _, nothing = requester.requestJsonAndCheck("GET", MAIN, headers=known)
    assert nothing is None


def test_a_full_page_hides_that_there_is_another(github: GitHub, lite: Repository) -> None:
    for number in range(100):
        lite.branch(f"b-{number:03}")
    lite.delete_branch("main")
    token = github.token("ada")
    first = call(github, "/repos/acme/lite/branches?per_page=100", token)
    assert "Link" not in first.headers
    lite.branch("z", "b-000")
    assert again(github, token, first).status_code == 304
