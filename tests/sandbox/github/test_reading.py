"""Reading repositories with the clients that Kayron uses."""

from __future__ import annotations

from datetime import UTC, datetime

import github as pygithub
import pytest

from tests.sandbox.github.client import call, client
from tests.sandbox.github.objects import LINK, SUBMODULE, File
from tests.sandbox.github.server import GitHub


def test_a_branch_a_reference_and_a_commit_name_the_same_head(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {"README.md": "Hello"})
    moment = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    sha = lite.commit("feature/a#1 ü", {"a": "1"}, message="A", author="bob", time=moment)
    found = client(github, github.token("ada")).get_repo("acme/lite")
    branch = found.get_branch("feature/a#1 ü")
    assert (branch.name, branch.commit.sha) == ("feature/a#1 ü", sha)
    assert found.get_git_ref("heads/feature/a#1 ü").object.sha == sha
    commit = found.get_commit(sha)
    assert commit.commit.committer.date == moment
    assert commit.commit.author.name == commit.author.login == "bob"
    assert found.get_git_commit(sha).message == "A"


def test_a_reference_is_matched_whole(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("feature/a", {"a": "1"})
    token = github.token("ada")
    assert call(github, "/repos/acme/lite/git/ref/heads/feature", token).status_code == 404
    matching = call(github, "/repos/acme/lite/git/matching-refs/heads/feature", token).json()
    assert [each["ref"] for each in matching] == ["refs/heads/feature/a"]


def test_an_annotated_tag_is_peeled_by_commits_and_not_by_references(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    sha = lite.commit("main", {"a": "1"})
    tag = lite.tag("v1.0.0", message="One")
    lite.tag("v0.9.0")
    found = client(github, github.token("ada")).get_repo("acme/lite")
    reference = found.get_git_ref("tags/v1.0.0")
    assert (reference.object.type, reference.object.sha) == ("tag", tag)
    assert found.get_git_tag(tag).object.sha == sha
    light = found.get_git_ref("tags/v0.9.0")
    assert (light.object.type, light.object.sha) == ("commit", sha)
    peeled = [found.get_commit(ref).sha for ref in ("tags/v1.0.0", "v1.0.0", "heads/main", "main")]
    assert peeled == [sha] * 4


def test_a_tree_shows_every_kind_of_entry(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    sha = lite.commit(
        "main",
        {
            "a/b": "12",
            "link": File(content=b"a/b", mode=LINK),
            "module": File(content=b"1" * 40, mode=SUBMODULE),
        },
    )
    found = client(github, github.token("ada")).get_repo("acme/lite")
    tree = found.get_git_tree(sha, recursive=True).tree
    shown = [(each.path, each.mode, each.type, each.size) for each in tree]
    assert shown == [
        ("a", "040000", "tree", None),
        ("a/b", "100644", "blob", 2),
        ("link", "120000", "blob", 3),
        ("module", "160000", "commit", None),
    ]
    assert [each.path for each in found.get_git_tree(sha).tree] == ["a", "link", "module"]


def test_a_large_tree_is_truncated_and_can_be_walked(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {f"{folder}/{number}": "" for folder in "ab" for number in range(20)})
    lite.set(tree_limit=25)
    found = client(github, github.token("ada")).get_repo("acme/lite")
    whole = found.get_git_tree("main", recursive=True)
    assert whole.raw_data["truncated"] is True
    assert len(whole.tree) == 25
    folders = found.get_git_tree("main").tree
    inside = [len(found.get_git_tree(each.sha, recursive=True).tree) for each in folders]
    assert inside == [20, 20]


@pytest.mark.parametrize("content", [b"", b"x" * 200, b"\0\xff", "é\n".encode()])
def test_a_blob_comes_back_as_it_was(github: GitHub, content: bytes) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {"file": content})
    found = client(github, github.token("ada")).get_repo("acme/lite")
    listed = found.get_contents("file")
    assert not isinstance(listed, list)
    assert listed.decoded_content == content
    raw = call(
        github,
        f"/repos/acme/lite/git/blobs/{listed.sha}",
        github.token("ada"),
        headers={"Accept": "application/vnd.github.raw+json"},
    )
    assert raw.content == content


def test_contents_list_folders_at_any_ref(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    first = lite.commit("main", {"a/b": "1"})
    lite.commit("main", {"c": "2"}, remove=("a/b",))
    found = client(github, github.token("ada")).get_repo("acme/lite")

    def listed(path: str, ref: str) -> list[tuple[str, str]]:
        contents = found.get_contents(path, ref=ref)
        assert isinstance(contents, list)
        return [(each.type, each.path) for each in contents]

    assert listed("", "main") == [("file", "c")]
    assert listed("a", first) == [("file", "a/b")]
    with pytest.raises(pygithub.UnknownObjectException):
        found.get_contents("a", ref="main")


def test_contents_show_links_submodules_and_large_files(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit(
        "main",
        {
            "large": b"x" * 1_048_577,
            "link": File(content=b"a/b", mode=LINK),
            "module": File(content=b"1" * 40, mode=SUBMODULE),
        },
    )
    token = github.token("ada")

    def shown(path: str) -> tuple[object, ...]:
        found = call(github, f"/repos/acme/lite/contents/{path}", token).json()
        return tuple(found.get(name) for name in ("type", "encoding", "target", "size"))

    assert shown("large") == ("file", "none", None, 1_048_577)
    assert shown("link") == ("symlink", None, "a/b", 3)
    assert shown("module")[0] == "submodule"
    raw = {"Accept": "application/vnd.github.raw+json"}
    large = call(github, "/repos/acme/lite/contents/large", token, headers=raw)
    assert len(large.content) == 1_048_577


def test_a_commit_can_be_read_as_its_sha_alone(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    sha = lite.commit("main", {"a": "1"})
    headers = {"Accept": "application/vnd.github.sha"}
    answer = call(github, "/repos/acme/lite/commits/main", github.token("ada"), headers=headers)
    assert answer.text == sha


def test_a_fork_tells_what_it_is_a_fork_of(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    fork = lite.fork("ada")
    found = client(github, github.token("ada")).get_repo("ada/lite")
    assert (found.id, found.fork, found.parent.full_name) == (fork.id, True, "acme/lite")
    assert found.get_branch("main").commit.sha == lite.git.branches["main"]


def test_an_empty_repository_says_so(github: GitHub) -> None:
    github.repository("acme/lite")
    token = github.token("ada")
    answer = call(github, "/repos/acme/lite/git/ref/heads/main", token)
    assert (answer.status_code, answer.json()["message"]) == (409, "Git Repository is empty.")
    assert call(github, "/repos/acme/lite/branches/main", token).status_code == 404
    content = call(github, "/repos/acme/lite/contents", token)
    assert (content.status_code, content.json()["message"]) == (404, "This repository is empty.")


def test_what_is_not_there_is_not_found_in_githubs_words(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    token = github.token("ada")

    def said(path: str) -> tuple[int, str]:
        answer = call(github, f"/repos/acme/lite/{path}", token)
        return answer.status_code, answer.json()["message"]

    assert said("branches/gone") == (404, "Branch not found")
    assert said("git/ref/heads/gone") == (404, "Not Found")
    assert said("commits/gone") == (422, "No commit found for SHA: gone")
    for kind in ("blobs", "trees", "commits", "tags"):
        assert said(f"git/{kind}/{'0' * 40}") == (404, "Not Found")
    assert said("contents/gone") == (404, "Not Found")
    assert said("contents/a?ref=gone") == (404, "No commit found for the ref gone")
    assert said("compare/main...gone") == (404, "Not Found")
    assert said("releases/tags/gone") == (404, "Not Found")
    assert said("pulls/7") == (404, "Not Found")
    assert said("releases/latest") == (404, "Not Found")
    assert said("nothing/of/the/kind") == (404, "Not Found")


def test_the_latest_release_is_the_one_of_the_newest_commit(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    old = lite.commit("main", {"a": "1"})
    lite.commit("main", {"a": "2"})
    lite.release("v2.0.0")
    lite.release("v1.0.1", at=old)
    lite.release("v3.0.0-rc", prerelease=True)
    lite.release("v4.0.0", draft=True)
    found = client(github, github.token("ada")).get_repo("acme/lite")
    assert found.get_latest_release().tag_name == "v2.0.0"
    shown = [each.tag_name for each in found.get_releases()]
    assert shown == ["v4.0.0", "v3.0.0-rc", "v2.0.0", "v1.0.1"]
    assert found.get_release("v1.0.1").published_at is not None
    lite.release("v1.0.2", at=old, latest=True)
    assert found.get_latest_release().tag_name == "v1.0.2"


def test_a_renamed_repository_is_moved_permanently(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    lite.rename("heavy")
    token = github.token("ada")
    answer = call(github, "/repos/acme/lite/branches/main?x=1", token)
    there = f"{github.url}/repositories/{lite.id}/branches/main?x=1"
    assert (answer.status_code, answer.headers["Location"]) == (301, there)
    assert client(github, token).get_repo("acme/lite").full_name == "acme/heavy"


def test_a_comparison_counts_from_where_both_were_one(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    start = lite.commit("main", {"a": "1"})
    lite.branch("feature")
    lite.commit("main", {"a": "2"})
    lite.commit("feature", {"b": "1"})
    lite.commit("feature", {"b": "2"})
    found = client(github, github.token("ada")).get_repo("acme/lite")
    comparison = found.compare("main", "feature")
    assert (comparison.status, comparison.ahead_by, comparison.behind_by) == ("diverged", 2, 1)
    assert comparison.merge_base_commit.sha == start
    assert [(each.filename, each.status) for each in comparison.files] == [("b", "added")]
    lite.commit("feature", {"a": "3"})
    lite.commit("feature", {}, remove=("b",))
    changed = found.compare("main", "feature").files
    assert [(each.filename, each.status) for each in changed] == [("a", "modified")]
    assert found.compare("feature", start).status == "behind"
    gone = found.compare(
        lite.commit("feature", {"b": "3"}), lite.commit("feature", {}, remove=("b",))
    )
    assert [(each.filename, each.status) for each in gone.files] == [("b", "removed")]
    assert found.compare("main", "main").status == "identical"


def test_a_deleted_repository_is_as_if_it_had_never_been(github: GitHub) -> None:
    lite = github.repository("acme/lite")
    lite.delete()
    token = github.token("ada")
    assert call(github, "/repos/acme/lite", token).status_code == 404
    again = github.repository("acme/lite")
    assert call(github, "/repos/acme/lite", token).json()["id"] == again.id != lite.id
