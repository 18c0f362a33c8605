"""A local checkout of the release source or of the templates, as texts by path.

Paths have forward slashes and begin at the checkout's folder. What is read is what git has once all
of it is pushed: hidden folders are a part of it, `.git` is none, and a link holds a path.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from kayron.adapters.store import FileError
from kayron.core.conversion import Text
from kayron.core.lint import (
    TEMPLATES,
    checked_files,
    declares,
    is_template_file,
)
from kayron.core.snapshot import Files
from kayron.core.stack.location import ROOT_FILE
from kayron.core.table import Table

LARGEST = 16 * 1024 * 1024
"""Bytes of one file. CloudFormation takes a sixteenth of it."""


def read_release_source(folder: Path) -> Files:
    """Return the release definitions and `kayron.yaml` of a checkout.

    Raises `FileError` for a folder or a file that cannot be read.
    """
    return _read(folder, lambda paths: filter(declares, paths))


def read_templates(folder: Path) -> Files:
    """Return the templates of a checkout, by path below their folder.

    That is `cloudformation/`, or the folder itself where it holds `index.yaml`. Raises `FileError`
    as `read_release_source` does, and where neither is there.
    """
    _check_folder(folder)
    below = folder if (folder / ROOT_FILE).is_file() else folder / TEMPLATES
    if not below.is_dir():
        raise FileError(folder, f"holds neither {TEMPLATES} nor {ROOT_FILE}; name a checkout.")
    return _read(below, lambda paths: filter(is_template_file, paths))


def read_checkout(folder: Path) -> Files:
    """Return the files of a checkout that can be checked, whichever repository it is of.

    Raises `FileError` as `read_release_source` does.
    """
    return _read(folder, checked_files)


def _read(folder: Path, choose: Callable[[Iterable[str]], Iterable[str]]) -> Files:
    _check_folder(folder)
    files = dict(_files(folder))
    contents = {path: _content(files[path]) for path in choose(files)}
    texts = {path: _text(content) for path, content in contents.items()}
    return Files(
        texts=Table({path: text for path, text in texts.items() if text is not None}),
        binary=[path for path, text in texts.items() if text is None],
    )


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise FileError(folder, "does not exist.")
    if not folder.is_dir():
        raise FileError(folder, "is a file; name the folder of a checkout.")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield path and file of all in a folder but for `.git`; a link to a folder is a file.

    In a path, bytes of a name that are not UTF-8 are escaped.
    """
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if name != ".git"]
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in (*names, *links):
            file = Path(parent) / name
            path = file.relative_to(folder).as_posix()
            yield path.encode(errors="backslashreplace").decode(), file


def _unreadable(error: OSError) -> None:
    raise FileError(Path(error.filename), f"cannot be read: {error.strerror}.") from error


def _content(file: Path) -> bytes:
    try:
        if file.is_symlink():
            return os.fsencode(os.readlink(file))  # noqa: PTH115, a path drops a `./`
        found = file.stat()
        if not S_ISREG(found.st_mode):
            raise FileError(file, "is no regular file; remove it.")
        if found.st_size > LARGEST:
            raise FileError(file, f"has more than {LARGEST:,} bytes; nothing we read may.")
        return file.read_bytes()
    except OSError as error:
        raise FileError(file, f"cannot be read: {error.strerror}.") from error


def _text(content: bytes) -> Text | None:
    try:
        return Text(content.decode())
    except UnicodeDecodeError:
        return None
