"""`kayron lint`: what it prints, and its exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kayron.cli.main import main
from tests.core.declared import INFRASTRUCTURE
from tests.shared import SHARED, needs_shared

Printed = tuple[int, str, str]


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files by path below a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Printed:
    """Return the exit code of `kayron lint` and what it wrote to standard output and error."""
    code = main(["lint", *arguments])
    return (code, *capsys.readouterr())


VALID = {"infrastructure/i.yaml": INFRASTRUCTURE, "kayron.yaml": ""}
WRONG = {"infrastructure/i.yaml": INFRASTRUCTURE, "service/a.yaml": "- {}\n", "kayron.yaml": "[]"}


def test_a_file_name_forges_no_line_and_moves_no_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {**VALID, "service/\x1b[2J\nb.yaml:1:1: no.yaml": "- {}\n"})
    code, out, _ = run(capsys, str(tmp_path))
    assert code == 1
    assert {line.rpartition(":1:3: ")[0] for line in out.splitlines()} == {
        "service/\\x1b[2J\\x0ab.yaml:1:1: no.yaml"
    }


def test_a_valid_checkout_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, VALID)
    expected = (0, "2 files checked, no problems.\n", "")
    assert run(capsys, str(tmp_path)) == expected


def test_without_a_path_it_checks_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"infrastructure/i.yaml": INFRASTRUCTURE})
    monkeypatch.chdir(tmp_path)
    assert run(capsys) == (0, "1 file checked, no problems.\n", "")


def test_problems_are_lines_and_the_exit_code_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, WRONG)
    code, out, err = run(capsys, str(tmp_path))
    assert (code, err) == (1, "")
    assert [line.split(" ")[0] for line in out.splitlines()] == [
        "kayron.yaml:1:1:",
        "service/a.yaml:1:3:",
        "service/a.yaml:1:3:",
        "service/a.yaml:1:3:",
    ]


def test_problems_can_be_had_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"service/a.yaml": "- {docker: a, github: a, deploy: {branch: a}}"})
    code, out, _ = run(capsys, str(tmp_path), "--format", "json")
    message = "provider: no definition has `provider: cloudformation`; exactly one must."
    problem = {"column": 0, "file": "infrastructure", "line": 0, "message": message}
    assert (code, out) == (1, json.dumps([problem], indent=1) + "\n")


def test_no_problems_are_an_empty_list_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, VALID)
    assert run(capsys, str(tmp_path), "--format", "json") == (0, "[]\n", "")


def test_what_is_no_folder_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, str(tmp_path / "none")) == (
        1,
        "",
        f"kayron: {tmp_path / 'none'}: does not exist.\n",
    )


@needs_shared
def test_every_revision_of_a_real_release_source_gets_the_right_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    revisions = sorted((SHARED / "corpus/releases").iterdir())
    codes = [run(capsys, str(revision))[0] for revision in revisions]
    assert codes == [1] + [0] * 24


def test_help_loads_neither_yaml_nor_attrs() -> None:
    program = (
        "import sys; from kayron.cli.main import main; main(['lint', '--help'])\n"
        "sys.exit(','.join({'ruamel.yaml', 'yaml', 'cattrs'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (found.stderr.strip(), found.stdout.startswith("Usage: kayron lint")) == ("", True)
