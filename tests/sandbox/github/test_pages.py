"""Lists come in pages, and change while they are read."""

from __future__ import annotations

import re

import pytest

from tests.sandbox.github.client import call, client
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub

LINK = re.compile(r'<([^>]*)>; rel="(\w+)"')
PULLS = "/repos/acme/lite/pulls"


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    for number in range(1, 251):
        repository.branch(f"feature-{number}")
        repository.open_pull(f"feature-{number}")
    return repository


def test_nothing_is_lost_over_several_pages(github: GitHub, lite: Repository) -> None:
    for number in range(250):
        lite.pulls[1].comment(str(number))
    found = client(github, github.token("ada")).get_repo("acme/lite")
    assert [each.number for each in found.get_pulls()] == list(range(250, 0, -1))
    comments = found.get_pull(1).get_issue_comments()
    assert [each.body for each in comments] == [str(number) for number in range(250)]
    assert len(list(found.get_branches())) == 251


@pytest.mark.parametrize(
    ("query", "count", "links"),
    [
        ("", 30, {"next": 2, "last": 9}),
        ("per_page=100", 100, {"next": 2, "last": 3}),
        ("per_page=100&page=2", 100, {"prev": 1, "next": 3, "last": 3, "first": 1}),
        ("per_page=100&page=3", 50, {"prev": 2, "first": 1}),
        ("per_page=100&page=9", 0, {"prev": 3, "first": 1}),
        ("per_page=500", 100, {"next": 2, "last": 3}),
        ("per_page=0", 30, {"next": 2, "last": 9}),
        ("per_page=many&page=none", 30, {"next": 2, "last": 9}),
    ],
)
def test_each_page_links_to_the_others(
    github: GitHub, lite: Repository, query: str, count: int, links: dict[str, int]
) -> None:
    answer = call(github, f"{PULLS}?{query}", github.token("ada"))
    assert len(answer.json()) == count
    found = {name: link for link, name in LINK.findall(answer.headers["Link"])}
    assert {name: int(link.rpartition("=")[2]) for name, link in found.items()} == links
    start = f"{github.url}/repositories/{lite.id}/pulls?"
    assert all(link.startswith(start) for link in found.values())


def test_a_list_of_one_page_has_no_links(github: GitHub, lite: Repository) -> None:
    path = f"/repos/{lite.full_name}/pulls?state=closed"
    assert "Link" not in call(github, path, github.token("ada")).headers


def test_the_links_lead_to_the_pages(github: GitHub, lite: Repository) -> None:
    token = github.token("ada")
    first = call(github, f"/repos/{lite.full_name}/pulls?per_page=100&direction=asc", token)
    link = first.links["next"]["url"].removeprefix(github.url)
    assert [each["number"] for each in call(github, link, token).json()] == list(range(101, 201))


def test_a_list_can_shift_between_two_pages(github: GitHub, lite: Repository) -> None:
    github.after("pulls/list", lite.pulls[250].close)
    found = client(github, github.token("ada")).get_repo("acme/lite").get_pulls()
    numbers = {each.number for each in found}
    # What was the first of the second page has become the last of the first one.
    assert set(range(1, 251)) - numbers == {150}


def test_what_happens_between_two_calls_can_wait_for_its_turn(
    github: GitHub, lite: Repository
) -> None:
    github.after("pulls/list", lite.pulls[1].close, skip=1, times=1)
    token = github.token("ada")
    closed = [call(github, f"{PULLS}?state=closed", token).json() for _ in range(3)]
    assert [len(each) for each in closed] == [0, 0, 1]
