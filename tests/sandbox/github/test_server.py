"""The same world is the same each time, and many may ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.sandbox.github.client import call, client
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub

NAMES = tuple(f"service-{number}" for number in range(20))


def build(github: GitHub) -> Repository:
    """Return a repository with some of everything."""
    github.organization("acme", members=("ada",))
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1", "b/c": b"\0"})
    lite.commit("feature", {"a": "2"})
    lite.tag("v1.0.0", message="One")
    lite.release("v1.0.0")
    lite.open_pull("feature", labels=("bug",)).comment("Hello")
    return lite


def test_a_world_built_again_gives_the_same_answers() -> None:
    answers = []
    for _ in range(2):
        with GitHub() as github:
            build(github)
            token = github.token("ada")
            paths = ("", "/pulls", "/issues/1/comments", "/releases", "/git/ref/tags/v1.0.0")
            found = [call(github, f"/repos/acme/lite{path}", token).text for path in paths]
            answers.append([each.replace(github.url, "") for each in found])
    assert answers[0] == answers[1]


def test_many_clients_read_at_once_and_each_gets_its_own() -> None:
    with GitHub() as github:
        github.organization("acme", members=("ada",))
        heads = {}
        for name in NAMES:
            repository = github.repository(f"acme/{name}")
            heads[name] = repository.commit("main", {"name": name})
        token = github.token("ada")

        def head(name: str) -> str:
            found = client(github, token).get_repo(f"acme/{name}")
            return found.get_branch("main").commit.sha

        with ThreadPoolExecutor(8) as pool:
            assert dict(zip(NAMES, pool.map(head, NAMES), strict=True)) == heads
        assert len(github.traffic.calls) == 2 * len(NAMES)


def test_github_is_served_again_after_a_stop() -> None:
    github = GitHub()
    build(github)
    for _ in range(2):
        with github:
            assert call(github, "/repos/acme/lite", github.token("ada")).status_code == 200
