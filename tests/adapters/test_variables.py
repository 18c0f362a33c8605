"""The environment of a process, and a dotenv file for what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kayron.adapters.store import FileError
from kayron.adapters.variables import LARGEST, load_variables
from kayron.core.problem import InvalidInput


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder; what a test sets in the environment is unset after it."""
    monkeypatch.chdir(tmp_path)
    for name in ("KAYRON_ONE", "KAYRON_TWO"):
        monkeypatch.setenv(name, "before")
        monkeypatch.delenv(name)


def written(text: str, name: str = ".env") -> Path:
    """Write a dotenv file."""
    path = Path(name)
    path.write_text(text)
    return path


def test_the_file_of_the_folder_is_read_if_there_is_one() -> None:
    assert "KAYRON_ONE" not in load_variables(None)
    written("KAYRON_ONE=1\n")
    assert load_variables(None)["KAYRON_ONE"] == "1"


def test_a_file_that_is_named_is_read_in_its_place() -> None:
    written("KAYRON_ONE=1\n")
    assert load_variables(written("KAYRON_TWO=2\n", "other"))["KAYRON_TWO"] == "2"
    assert "KAYRON_ONE" not in load_variables(Path("other"))


@pytest.mark.parametrize("value", ["set", ""])
def test_what_is_set_stays_even_if_it_is_empty(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAYRON_ONE", value)
    written("KAYRON_ONE=1\nKAYRON_TWO=2\n")
    found = load_variables(None)
    assert (found["KAYRON_ONE"], found["KAYRON_TWO"]) == (value, "2")


def test_nothing_is_set_from_a_file_with_a_mistake() -> None:
    with pytest.raises(InvalidInput, match=r"\.env:2:1: is not NAME=value"):
        load_variables(written("KAYRON_ONE=1\nnonsense\n").resolve())
    assert "KAYRON_ONE" not in load_variables(written("", "empty"))


def test_a_file_that_is_named_must_be_there() -> None:
    with pytest.raises(FileError, match="does not exist"):
        load_variables(Path("nowhere"))


def test_a_folder_is_no_dotenv_file_unless_nobody_named_it() -> None:
    Path(".env").mkdir()
    load_variables(None)
    with pytest.raises(FileError, match="is a folder"):
        load_variables(Path(".env"))


def test_a_file_that_even_root_cannot_read() -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load_variables(Path("/proc/self/mem"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"A=\xff\n", "is not UTF-8 text"), (b"#" * (LARGEST + 1), "has more than 1,048,576 bytes")],
    ids=["not UTF-8", "too large"],
)
def test_what_cannot_be_a_dotenv_file(content: bytes, reason: str) -> None:
    Path("file").write_bytes(content)
    with pytest.raises(FileError, match=reason):
        load_variables(Path("file"))
