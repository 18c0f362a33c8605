"""`kayron version` and `kayron schema`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kayron.cli.main import main
from kayron.cli.version import commit_of
from kayron.core.schema import applied_schema, plan_schema, status_schema

COMMIT = "0123456789abcdef0123456789abcdef01234567"

Capture = pytest.CaptureFixture[str]


def test_the_version_and_python_are_named(capsys: Capture) -> None:
    assert main(["version"]) == 0
    pattern = r"kayron \d+\.\d+\.\d+( \(commit [0-9a-f]{12}\))?, Python 3\.\d+\.\d+\n"
    assert re.fullmatch(pattern, capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [["schema"], ["schema", "plan"]])
def test_the_schema_is_that_of_a_plan(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr().out == plan_schema()


def test_the_schema_of_a_status(capsys: Capture) -> None:
    assert main(["schema", "status"]) == 0
    assert capsys.readouterr().out == status_schema()


def test_the_schema_of_the_record_of_an_apply(capsys: Capture) -> None:
    assert main(["schema", "applied"]) == 0
    assert capsys.readouterr().out == applied_schema()


def test_the_commit_of_an_installation_from_git_is_known() -> None:
    assert commit_of(json.dumps({"url": "x", "vcs_info": {"commit_id": COMMIT}})) == COMMIT


@pytest.mark.parametrize("origin", [None, '{"url": "https://example.org/kayron.whl"}'])
def test_the_commit_of_a_package_is_unknown(origin: str | None) -> None:
    assert commit_of(origin) == ""


def linked(folder: Path, head: str) -> str:
    (folder / ".git/refs/heads").mkdir(parents=True)
    (folder / ".git/HEAD").write_text(head)
    (folder / ".git/refs/heads/main").write_text(f"{COMMIT}\n")
    return json.dumps({"url": folder.as_uri(), "dir_info": {"editable": True}})


@pytest.mark.parametrize(
    ("head", "commit"),
    [("ref: refs/heads/main\n", COMMIT), (COMMIT, COMMIT), ("ref: refs/heads/gone\n", "")],
)
def test_the_commit_of_a_linked_checkout_is_its_head(
    tmp_path: Path, head: str, commit: str
) -> None:
    assert commit_of(linked(tmp_path, head)) == commit
