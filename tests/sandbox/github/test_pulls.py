"""Pull requests, as people open, push, close and merge them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from github.GithubException import UnknownObjectException
from github.PullRequest import PullRequest

from tests.sandbox.github.client import call, client
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub


@pytest.fixture
def lite(github: GitHub) -> Repository:
    repository = github.repository("acme/lite")
    repository.commit("main", {"a": "1"})
    return repository


def read(github: GitHub, number: int = 1) -> PullRequest:
    return client(github, github.token("ada")).get_repo("acme/lite").get_pull(number)


def test_a_pull_request_tells_who_wants_to_merge_what(github: GitHub, lite: Repository) -> None:
    sha = lite.commit("feature", {"b": "1"})
    moment = datetime(2026, 2, 3, tzinfo=UTC)
    lite.open_pull("feature", author="bob", labels=("bug", "ui"), draft=True, time=moment)
    found = read(github)
    assert (found.head.ref, found.head.sha, found.head.repo.id) == ("feature", sha, lite.id)
    assert (found.base.ref, found.base.repo.full_name) == ("main", "acme/lite")
    assert (found.user.login, found.draft, found.state) == ("bob", True, "open")
    assert [each.name for each in found.labels] == ["bug", "ui"]
    assert found.created_at == moment


def test_the_head_follows_the_branch_while_the_pull_request_is_open(
    github: GitHub, lite: Repository
) -> None:
    first = lite.commit("feature", {"b": "1"})
    pull = lite.open_pull("feature")
    second = pull.push({"b": "2"})
    assert read(github).head.sha == second
    third = pull.push({"b": "3"}, onto=first)
    assert read(github).head.sha == third
    assert lite.git.objects.commit(third).parents == (first,)
    pull.close()
    fourth = lite.commit("feature", {"b": "4"})
    assert (read(github).head.sha, read(github).state) == (third, "closed")
    pull.reopen()
    assert (read(github).head.sha, read(github).state) == (fourth, "open")


def test_labels_and_drafts_change(github: GitHub, lite: Repository) -> None:
    pull = lite.open_pull("main", draft=True, labels=("bug",))
    pull.label("ui", "later")
    pull.mark(draft=False)
    found = read(github)
    assert ([each.name for each in found.labels], found.draft) == (["ui", "later"], False)


def test_a_merge_keeps_what_both_sides_changed(github: GitHub, lite: Repository) -> None:
    lite.commit("feature", {"b": "1"}, remove=("a",))
    lite.commit("main", {"c": "1"})
    pull = lite.open_pull("feature")
    merge = pull.merge()
    assert lite.git.branches["main"] == merge
    assert sorted(lite.git.leaves(merge)) == ["b", "c"]
    found = read(github)
    assert (found.merged, found.state, found.merge_commit_sha) == (True, "closed", merge)


def test_a_deleted_branch_closes_its_pull_request(github: GitHub, lite: Repository) -> None:
    sha = lite.commit("feature", {"b": "1"})
    lite.open_pull("feature")
    lite.delete_branch("feature")
    assert (read(github).state, read(github).head.sha) == ("closed", sha)


def test_a_pull_request_of_a_fork_outlives_the_fork(github: GitHub, lite: Repository) -> None:
    fork = lite.fork("mallory")
    sha = fork.commit("main", {"evil": "1"})
    lite.open_pull("main", source=fork, author="mallory")
    head = read(github).head
    assert (head.label, head.ref, head.sha) == ("mallory:main", "main", sha)
    assert head.repo.full_name == "mallory/lite"
    fork.delete()
    answer = call(github, "/repos/acme/lite/pulls", github.token("ada")).json()[0]
    assert (answer["head"]["repo"], answer["head"]["sha"]) == (None, sha)
    assert read(github).head.repo is None


def test_of_a_deleted_person_a_ghost_remains(github: GitHub, lite: Repository) -> None:
    fork = lite.fork("mallory")
    fork.commit("main", {"evil": "1"})
    lite.open_pull("main", source=fork, author="mallory")
    github.delete_user("mallory")
    answer = call(github, "/repos/acme/lite/pulls", github.token("ada")).json()[0]
    head = answer["head"]
    assert (head["label"], head["user"], head["repo"]) == (None, None, None)
    assert answer["user"]["login"] == "ghost"


def test_lists_are_filtered_and_sorted_as_asked_for(github: GitHub, lite: Repository) -> None:
    fork = lite.fork("bob")
    fork.commit("one", {"b": "0"})
    for name in ("one", "two", "three"):
        lite.commit(name, {"b": name})
        lite.open_pull(name)
    lite.open_pull("one", source=fork, base="two")
    lite.pulls[2].close()
    lite.pulls[1].comment("Hello")
    token = github.token("ada")

    def listed(query: str) -> list[int]:
        found = call(github, f"/repos/acme/lite/pulls?{query}", token).json()
        return [each["number"] for each in found]

    assert listed("") == [4, 3, 1]
    assert listed("direction=asc") == [1, 3, 4]
    assert listed("state=closed") == [2]
    assert listed("state=all") == [4, 3, 2, 1]
    assert listed("sort=updated") == [3, 4, 1]
    assert listed("sort=updated&direction=desc") == [1, 4, 3]
    assert listed("sort=popularity&direction=desc") == [1, 4, 3]
    assert listed("base=two") == [4]
    assert listed("head=bob:one") == [4]
    assert listed("head=acme:one") == [1]
    assert listed("head=one") == [4, 3, 1]


def test_an_unknown_state_is_refused(github: GitHub, lite: Repository) -> None:
    path = f"/repos/{lite.full_name}/pulls?state=opened"
    answer = call(github, path, github.token("ada"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "state"


def test_a_number_that_is_none_is_not_found(github: GitHub, lite: Repository) -> None:
    assert lite.pulls == {}
    with pytest.raises(UnknownObjectException):
        read(github)
