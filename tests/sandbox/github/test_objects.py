"""Git's objects have the names that git gives them."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.sandbox.github.objects import (
    EXECUTABLE,
    LINK,
    SUBMODULE,
    Blob,
    Commit,
    File,
    Files,
    Objects,
    Signature,
    Tag,
    name_of,
)

ADA = Signature(name="Ada", email="ada@example.org", time=datetime(2026, 1, 5, 9, tzinfo=UTC))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def stored(repository: Path, kind: str, content: bytes) -> str:
    """Return the name that git itself gives to an object; git refuses what is malformed."""
    done = subprocess.run(
        ["git", "hash-object", "-w", "-t", kind, "--stdin"],
        cwd=repository,
        input=content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\0\xff\r\n", "äöü".encode()])
def test_a_blob_has_gits_name(repository: Path, content: bytes) -> None:
    assert name_of(Blob(content=content)) == stored(repository, "blob", content)


def test_a_tree_has_gits_name_and_order(repository: Path) -> None:
    files: Files = {
        "a.txt": "1",
        "a/b": "2",
        "a-b": "3",
        "a/c/d": File(content=b"#!", mode=EXECUTABLE),
        "link": File(content=b"a.txt", mode=LINK),
        "module": File(content=b"1" * 40, mode=SUBMODULE),
    }
    objects = Objects()
    for content in (b"1", b"2", b"3", b"#!", b"a.txt"):
        stored(repository, "blob", content)
    sha = objects.add_tree(objects.add_files(files))
    trees = [each.sha for _, each in objects.walk(sha) if each.kind == "tree"]
    for each in [*reversed(trees), sha]:
        assert stored(repository, "tree", objects.tree(each).encoded()) == each
    shown = [each.name for each in objects.tree(sha).entries]
    assert shown == ["a-b", "a.txt", "a", "link", "module"]


def test_a_commit_and_a_tag_have_gits_names(repository: Path) -> None:
    objects = Objects()
    tree = objects.add_tree(objects.add_files({"a": "1"}))
    stored(repository, "blob", b"1")
    stored(repository, "tree", objects.tree(tree).encoded())
    first = Commit(tree=tree, parents=(), author=ADA, committer=ADA, message="Start\n\nÄh")
    sha = objects.add(first)
    assert sha == stored(repository, "commit", first.encoded())
    second = Commit(tree=tree, parents=(sha,), author=ADA, committer=ADA, message="Again")
    assert objects.add(second) == stored(repository, "commit", second.encoded())
    tag = Tag(target=sha, target_kind="commit", name="v1.0.0", tagger=ADA, message="One\n")
    assert objects.add(tag) == stored(repository, "tag", tag.encoded())
    assert objects.peeled(name_of(tag)) == sha
