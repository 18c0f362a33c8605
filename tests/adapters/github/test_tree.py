"""Trees that GitHub truncates are walked, through the folders that matter and no others."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.fact import Unknown
from kayron.core.gather.github import Tree
from kayron.core.table import Table
from tests.adapters.github.acme import ada, answer
from tests.sandbox.github.server import GitHub as Sandbox

FILES = {
    **{f"service/{group}/{number}.yaml": "" for group in "abcd" for number in range(125)},
    **{f"infrastructure/{number}.yaml": "" for number in range(200)},
    **{f"other/{number}": "" for number in range(298)},
    "kayron.yaml": "",
    "README.md": "",
}

NEED = Tree(
    repository="releases",
    commit="",
    folders=("infrastructure/", "service/"),
    files=("kayron.yaml", "deep/down/file"),
)

WANTED = sorted(path for path in FILES if not path.startswith(("other/", "README.md")))


def listings(sandbox: Sandbox) -> list[bool]:
    """Return, call by call, whether all below a folder was asked for."""
    return ["recursive" in call.query for call in sandbox.traffic.calls]


@pytest.mark.parametrize(
    ("limit", "calls"),
    {
        1010: [True],  # everything in one call
        999: [True, False, True, True],  # the root; infrastructure, service
        499: [True, False, True, True, False, True, True, True, True],  # service's folders too
    }.items(),
)
def test_a_thousand_files_are_found_however_early_a_tree_ends(
    sandbox: Sandbox, limit: int, calls: list[bool]
) -> None:
    releases = sandbox.repository("acme/releases")
    commit = releases.commit("main", FILES)
    releases.set(tree_limit=limit)
    found = answer(ada(sandbox), evolve(NEED, commit=commit))
    assert isinstance(found, Table)
    assert sorted(found) == WANTED
    assert listings(sandbox) == calls


def test_a_file_by_name_is_found_in_a_folder_of_a_truncated_tree(sandbox: Sandbox) -> None:
    releases = sandbox.repository("acme/releases")
    commit = releases.commit("main", {"deep/down/file": "", "deep/else/file": "", "a": "", "b": ""})
    releases.set(tree_limit=3)
    found = answer(ada(sandbox), evolve(NEED, commit=commit))
    assert isinstance(found, Table)
    assert list(found) == ["deep/down/file"]


def test_a_tree_of_which_one_folder_fails_is_unknown(sandbox: Sandbox) -> None:
    releases = sandbox.repository("acme/releases")
    commit = releases.commit("main", FILES)
    releases.set(tree_limit=999)
    github, need = ada(sandbox), evolve(NEED, commit=commit)
    sandbox.after("git/get-tree", lambda: releases.set(blocked=True), skip=1)
    found = answer(github, need)
    assert isinstance(found, Unknown)
    assert found.error.startswith("GitHub answered 451 Unavailable For Legal Reasons for ")
    assert github.remembered([need]) == {}
