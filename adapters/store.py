"""Snapshot and plan files: read within limits and strictly, written whole or not at all."""

from __future__ import annotations

import errno
import gzip
import io
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from kayron.core import plan as plans
from kayron.core import snapshot as snapshots
from kayron.core.apply.record import FORMAT, Applied, checked
from kayron.core.document import Json, canonical_pieces, parse, structure
from kayron.core.error import KayronError
from kayron.core.plan import Plan
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.render.style import visible
from kayron.core.seal import is_sealed
from kayron.core.snapshot import Snapshot

LARGEST = 256 * 1024 * 1024
"""Bytes of a document, unpacked. 10,000 artifacts in 1,000 templates need a tenth of it."""

CHUNK = 64 * 1024

GZIP = b"\x1f\x8b"

BOM = b"\xef\xbb\xbf"

SPACE = b" \t\r\n"

BEFORE, BASIS, ROOT = "before", "basis", "root"
KINDS = {BEFORE: "a saved apply", BASIS: "a saved plan", ROOT: "a snapshot"}
"""The kinds of documents by a field that only they have."""

T = TypeVar("T")


class FileError(KayronError):
    """A file that cannot be read or written, and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{visible(str(path))}: {reason}")


def read_snapshot(path: Path) -> Snapshot:
    """Return a recorded snapshot, or of a saved apply the one before it, which it rests on.

    Raises `FileError` or `InvalidInput` with all that is wrong.
    """
    document = parse(read_text(path), str(path))
    if not (isinstance(document, dict) and BEFORE in document):
        _check_kind(document, ROOT, path)
        return _structured(document, Snapshot, snapshots.FORMAT, path)
    applied = checked(_structured(document, Applied, FORMAT, path), str(path))
    return applied.before


def read_plan(path: Path) -> Plan:
    """Return a saved plan, the same to the byte as it was made; else raise as `read_snapshot`."""
    document = parse(read_text(path), str(path))
    _check_kind(document, BASIS, path)
    plan = _structured(document, Plan, plans.FORMAT, path)
    if not is_sealed(plan):
        problem = "is not the digest of this plan: it was changed after it was made; plan again."
        raise InvalidInput([Problem(Place(str(path)), f"$.digest: {problem}")])
    return plan


def write_document(path: Path, value: Snapshot | Plan | Applied) -> None:
    """Write a value as canonical JSON, gzipped where its name ends in `.gz`, all or nothing."""
    pieces = (piece.encode() for piece in canonical_pieces(value))
    _write(path, [_packed(pieces)] if path.suffix == ".gz" else pieces)


def check_target(path: Path) -> None:
    """Raise `FileError` where a document could not be written, before there is one."""
    folder = resolved(path).parent
    if path.is_dir():
        raise FileError(path, "is a folder; name a file in it.")
    if not folder.is_dir():
        raise FileError(path, f"cannot be written: there is no folder {folder}.")
    if not os.access(path if path.exists() and not path.is_file() else folder, os.W_OK):
        raise FileError(path, "cannot be written: permission denied.")


def resolved(path: Path) -> Path:
    """Return where the links of a path lead; raise `FileError` for one that leads to itself."""
    try:
        return path.resolve()
    except RuntimeError as error:
        reason = os.strerror(errno.ELOOP).lower()
        raise FileError(path, f"cannot be written: {reason}.") from error


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by these bytes at once: nobody ever sees half of them."""
    _write(path, [content])


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    try:
        _replace(path, pieces)
    except OSError as error:
        raise FileError(path, f"cannot be written: {_cause(error)}.") from error


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    if path.is_dir():
        raise FileError(path, "is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:  # A pipe or /dev/stdout cannot be replaced.
            stream.writelines(pieces)
        return
    target = resolved(path)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        written = Path(file.name)
        try:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
            written.chmod(_mode(target))
            written.replace(target)
        except BaseException:
            written.unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int:
    """Return the permissions that a file has, or that a new one would get."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _packed(pieces: Iterable[bytes]) -> bytes:
    """Return content as gzip, the same bytes at any time and on any platform."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
        for piece in pieces:
            file.write(piece)
    return packed.getvalue()


def _check_kind(document: Json, wanted: str, path: Path) -> None:
    """Refuse a document of another kind before all its fields are reported."""
    fields = document if isinstance(document, dict) else {}
    found = wanted if wanted in fields else next((one for one in KINDS if one in fields), wanted)
    if found != wanted:
        raise FileError(path, f"is {KINDS[found]}; name {KINDS[wanted]}.")


def _structured(document: Json, kind: type[T], known: int, path: Path) -> T:
    _check_format(document, known, str(path))
    return structure(document, kind, str(path))


def _check_format(document: Json, known: int, name: str) -> None:
    """Refuse another format version before any of its consequences is reported."""
    found = document.get("format") if isinstance(document, dict) else None
    if type(found) is int and found != known:
        reason = f"$.format: is {found}, and this version of Kayron reads {known} only."
        advice = "Use the version that wrote the file, or record it again."
        raise InvalidInput([Problem(Place(name), f"{reason} {advice}")])


def read_text(path: Path) -> str:
    """Return the text of a JSON document's file, unpacked if it is gzip, within `LARGEST` bytes.

    What starts like no JSON object is refused at once, however large it is.
    """
    try:
        with path.open("rb") as file:
            return _decoded(path, b"".join(_checked(path, file)))
    except IsADirectoryError as error:
        raise FileError(path, "is a folder; name the file in it.") from error
    except FileNotFoundError as error:
        raise FileError(path, "does not exist.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(path, f"cannot be read: {_cause(error)}.") from error


def _checked(path: Path, file: io.BufferedReader) -> Iterator[bytes]:
    """Yield a file's content in pieces; raise as soon as it is too large or no JSON object."""
    source = gzip.GzipFile(fileobj=file) if file.peek(2).startswith(GZIP) else file
    size, begun = 0, False
    while piece := source.read(CHUNK):
        text = piece if begun else piece.removeprefix(BOM).lstrip(SPACE)
        if not begun and not text.startswith(b"{"):
            raise FileError(path, "is not JSON: a document of Kayron starts with `{`.")
        size, begun = size + len(piece), True
        if size > LARGEST:
            raise FileError(path, f"is no document: it has more than {LARGEST:,} bytes, unpacked.")
        yield piece


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        place = Place(str(path), line, column)
        raise InvalidInput([Problem(place, "is not UTF-8 text; save it as UTF-8.")]) from error


def _cause(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error).rstrip(".")
