"""The environment variables of this process, and those of a dotenv file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kayron.adapters.store import FileError
from kayron.core.dotenv import parse_dotenv

DEFAULT = Path(".env")

LARGEST = 1024 * 1024
"""Bytes of a dotenv file; private keys have a few thousand."""


def load_variables(file: Path | None) -> Mapping[str, str]:
    """Return the variables of this process, after it was given those of the file that it lacks.

    What is set already stays as it is, also if it is empty: that is how the Go original reads the
    file. AWS's clients find theirs among them. None stands for `.env`, which need not be there.

    Raises `FileError` for a file that cannot be read, `InvalidInput` for lines that set nothing.
    """
    path = file or DEFAULT
    if file is not None or path.is_file():
        for name, value in parse_dotenv(_text(path), str(path)).items():
            os.environ.setdefault(name, value)
    return os.environ


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise FileError(path, "does not exist.") from error
    except IsADirectoryError as error:
        raise FileError(path, "is a folder; name a file in it.") from error
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise FileError(path, f"has more than {LARGEST:,} bytes, which no dotenv file has.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise FileError(path, "is not UTF-8 text; save it as UTF-8.") from error
