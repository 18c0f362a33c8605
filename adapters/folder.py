"""A folder of rendered templates, none of which may land outside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kayron.adapters.store import FileError, resolved, write_bytes
from kayron.core.plan import RenderedTemplate


def write_templates(folder: Path, templates: Iterable[RenderedTemplate]) -> tuple[Path, ...]:
    """Write each template to its path below a folder, made if need be; return the paths written.

    All paths are checked before the first is written, links in the folder included.
    """
    texts = {_inside(folder, template.path): template.text for template in templates}
    for path, text in texts.items():
        _make(path.parent)
        write_bytes(path, text.encode())
    return tuple(texts)


def _inside(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path)
    target = folder / parts
    leaves = parts.is_absolute() or ".." in parts.parts or not parts.name
    if leaves or not resolved(target).is_relative_to(resolved(folder)):
        raise FileError(target, f"would be written outside of {folder}; nothing was written.")
    return target


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise FileError(folder, "cannot be made a folder: a file is in its way.") from error
    except OSError as error:
        reason = str(error.strerror).lower()
        raise FileError(folder, f"cannot be made a folder: {reason}.") from error
