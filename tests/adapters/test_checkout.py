"""A local checkout as texts by path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kayron.adapters.checkout import LARGEST, read_checkout, read_release_source, read_templates
from kayron.adapters.store import FileError
from kayron.core.conversion import Text
from kayron.core.snapshot import Files
from kayron.core.table import Table


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files by path below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        text = content.encode() if isinstance(content, str) else content
        (folder / path).write_bytes(text)


def files_of(texts: dict[str, str], *binary: str) -> Files:
    """Return files of these texts."""
    return Files(texts=Table({path: Text(text) for path, text in texts.items()}), binary=binary)


def test_a_release_source_is_its_definitions_and_kayron_yaml(tmp_path: Path) -> None:
    wanted: dict[str, str | bytes] = {
        "kayron.yaml": "a\r\n",
        "service/deep/a.yml": "\ufeffé",
        "infrastructure/i.yaml": "",
    }
    write(tmp_path, {**wanted, "README.md": "", "service/a.txt": "", "src/a.yaml": ""})
    write(tmp_path, {"service/b.yaml": b"\xff", "logo.yaml": b"\xff"})
    texts = {path: text for path, text in wanted.items() if isinstance(text, str)}
    assert read_release_source(tmp_path) == files_of(texts, "service/b.yaml")


@pytest.mark.parametrize("below", ["cloudformation", "."])
def test_templates_are_named_by_their_path_below_their_folder(tmp_path: Path, below: str) -> None:
    write(tmp_path / below, {"index.yaml": "a", "deep/b.template": "b", "c.json": b"\xff"})
    write(tmp_path / below, {"notes.txt": "no", ".git/config.yaml": "no"})
    assert read_templates(tmp_path) == files_of(
        {"index.yaml": "a", "deep/b.template": "b"}, "c.json"
    )


def test_a_checkout_is_every_file_that_can_be_checked(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.yaml": "a", "cloudformation/b.json": "b", "kayron.yaml": "c"})
    write(tmp_path, {"src/app.yaml": "no", "package.json": "no", "Makefile": "no"})
    assert read_checkout(tmp_path) == files_of(
        {"service/a.yaml": "a", "cloudformation/b.json": "b", "kayron.yaml": "c"}
    )


@pytest.mark.parametrize("target", ["../a.txt", "./nowhere", "a.yaml", "/etc", "/dev/zero"])
def test_a_link_is_the_path_that_it_holds_as_it_is_in_git(tmp_path: Path, target: str) -> None:
    write(tmp_path, {"a.txt": "a", "service/b.txt": ""})
    (tmp_path / "service/a.yaml").symlink_to(target)
    assert read_release_source(tmp_path) == files_of({"service/a.yaml": target})


def test_hidden_folders_count_but_for_that_of_git(tmp_path: Path) -> None:
    write(tmp_path, {"service/.archive/a.yaml": "a", "service/.git/b.yaml": "b", ".git/c": "c"})
    assert read_release_source(tmp_path) == files_of({"service/.archive/a.yaml": "a"})
    assert read_checkout(tmp_path) == files_of({"service/.archive/a.yaml": "a"})


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are any bytes")
def test_a_name_that_is_not_utf_8_is_escaped(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.txt": ""})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/service/\xff.yaml")).write_text("a")
    assert read_release_source(tmp_path) == files_of({"service/\\udcff.yaml": "a"})


def message(folder: Path, root: Path) -> str:
    """Return the error of reading a folder, without the path of the root."""
    with pytest.raises(FileError) as caught:
        read_release_source(folder)
    return str(caught.value).removeprefix(str(root))


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ""})
    assert message(tmp_path / "b", tmp_path) == "/b: does not exist."
    assert (
        message(tmp_path / "a.yaml", tmp_path)
        == "/a.yaml: is a file; name the folder of a checkout."
    )


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds neither cloudformation/ nor index"):
        read_templates(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.yaml": ""})
    (tmp_path / "service/a.yaml").chmod(0)
    expected = "/service/a.yaml: cannot be read: Permission denied."
    assert message(tmp_path, tmp_path) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.yaml": ""})
    (tmp_path / "service").chmod(0)
    expected = "/service: cannot be read: Permission denied."
    assert message(tmp_path, tmp_path) == expected


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.txt": ""})
    os.mkfifo(tmp_path / "service/a.yaml")
    assert message(tmp_path, tmp_path) == "/service/a.yaml: is no regular file; remove it."


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"service/a.txt": ""})
    with (tmp_path / "service/a.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)
    expected = "/service/a.yaml: has more than 16,777,216 bytes; nothing we read may."
    assert message(tmp_path, tmp_path) == expected
