"""Snapshot and plan files: every way in which one can be wrong is one clear message."""

from __future__ import annotations

import gzip
import json
import os
import stat
import time
import zlib
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters import store
from kayron.adapters.store import (
    LARGEST,
    FileError,
    check_target,
    read_plan,
    read_snapshot,
    write_bytes,
    write_document,
)
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import FORMAT, ActionOutcome, Applied, Effect
from kayron.core.document import canonical, digest
from kayron.core.error import KayronError
from kayron.core.fact import Absent
from kayron.core.plan import Plan
from kayron.core.problem import InvalidInput
from kayron.core.seal import seal
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.core.builder import snapshot
from tests.plans import RICH

EMPTY = snapshot()

PLAN = seal(RICH)

DONE = ActionOutcome(effect=Effect.DONE, reason="")

APPLIED = Applied(
    format=FORMAT,
    plan=seal(evolve(RICH, snapshot=digest(EMPTY))),
    ending=Ending.DONE,
    outcomes=Table({action.id: DONE for action in RICH.actions}),
    before=EMPTY,
    after=Absent(),
)


def refused(path: Path) -> str:
    """Return the message with which a snapshot is refused, without its folder."""
    with pytest.raises(KayronError) as error:
        read_snapshot(path)
    return str(error.value).replace(f"{path.parent}/", "")


def file(folder: Path, content: bytes | str, name: str = "snapshot.json") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_of_a_saved_apply_the_snapshot_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "done.json.gz"
    write_document(path, APPLIED)
    assert read_snapshot(path) == EMPTY


def test_an_apply_that_was_changed_after_it_was_saved_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    write_document(path, evolve(APPLIED, before=evolve(EMPTY, region="us-east-1")))
    assert refused(path) == "done.json: $.before: is not the snapshot that the plan was made from."


def document(**changes: object) -> str:
    return json.dumps(json.loads(canonical(EMPTY)) | changes)


@pytest.mark.parametrize("name", ["snapshot.json", "snapshot.json.gz"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_document(path, EMPTY)
    assert read_snapshot(path) == EMPTY


def test_a_file_is_the_canonical_document(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json", EMPTY)
    write_document(tmp_path / "a.json.gz", EMPTY)
    plain = (tmp_path / "a.json").read_bytes()
    assert plain == canonical(EMPTY).encode()
    assert gzip.decompress((tmp_path / "a.json.gz").read_bytes()) == plain


def test_a_gzipped_file_has_the_same_bytes_at_any_time_and_under_any_name(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json.gz", EMPTY)
    write_document(tmp_path / "b.json.gz", EMPTY)
    packed = (tmp_path / "a.json.gz").read_bytes()
    assert packed == (tmp_path / "b.json.gz").read_bytes()
    assert packed[3:10] == b"\0" + bytes(4) + b"\x02\xff"


def test_gzip_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    assert read_snapshot(file(tmp_path, gzip.compress(canonical(EMPTY).encode()))) == EMPTY


def test_a_plan_is_read_as_it_was_made(tmp_path: Path) -> None:
    write_document(tmp_path / "plan.json", PLAN)
    assert read_plan(tmp_path / "plan.json") == PLAN


def test_a_plan_with_a_wrong_digest_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, canonical(PLAN).replace("us-west-2", "us-east-1"))
    with pytest.raises(InvalidInput, match=r"\$\.digest: is not the digest of this plan"):
        read_plan(path)


def test_a_plan_without_a_digest_is_refused(tmp_path: Path) -> None:
    plan = json.loads(canonical(PLAN))
    del plan["digest"]
    with pytest.raises(
        InvalidInput, match=r"\$\.digest: is missing; add it, or make the file anew\.$"
    ):
        read_plan(file(tmp_path, json.dumps(plan)))


def test_a_document_of_another_kind_is_named_and_not_read(tmp_path: Path) -> None:
    values: dict[str, Snapshot | Plan | Applied] = {"s": EMPTY, "p": PLAN, "a": APPLIED}
    for name, value in values.items():
        write_document(tmp_path / name, value)
    with pytest.raises(FileError, match=r"s: is a snapshot; name a saved plan\.$"):
        read_plan(tmp_path / "s")
    with pytest.raises(FileError, match=r"a: is a saved apply; name a saved plan\.$"):
        read_plan(tmp_path / "a")
    assert refused(tmp_path / "p") == "p: is a saved plan; name a snapshot."


def test_a_field_of_another_kind_makes_no_other_kind_of_a_document(tmp_path: Path) -> None:
    path = file(tmp_path, document(basis={}))
    assert refused(path) == (
        "snapshot.json: $.basis: is a field that this version does not know; remove it."
    )


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    assert refused(tmp_path / "snapshot.json") == "snapshot.json: does not exist."


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: is a folder; name the file in it.".replace(
        f"{tmp_path.parent}/", ""
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = file(tmp_path, canonical(EMPTY))
    path.chmod(0)
    assert refused(path) == "snapshot.json: cannot be read: permission denied."


def test_a_file_that_even_root_cannot_read() -> None:
    assert refused(Path("/proc/self/mem")) == "mem: cannot be read: input/output error."


def test_a_name_that_is_below_a_file(tmp_path: Path) -> None:
    path = file(tmp_path, "{}") / "snapshot.json"
    assert refused(path) == "snapshot.json: cannot be read: not a directory."


def test_what_is_not_json(tmp_path: Path) -> None:
    path = file(tmp_path, '{"format": 1,\n}')
    assert refused(path).startswith("snapshot.json:2:1: is not JSON: ")


@pytest.mark.parametrize("content", ["", "[]", "hello", "format: 1", "   \n"])
def test_what_does_not_even_begin_like_a_document(tmp_path: Path, content: str) -> None:
    assert refused(file(tmp_path, content)).startswith("snapshot.json:1:1: is not JSON") or (
        refused(file(tmp_path, content))
        == "snapshot.json: is not JSON: a document of Kayron starts with `{`."
    )


def test_what_is_not_utf_8_has_its_place(tmp_path: Path) -> None:
    path = file(tmp_path, b'{"format": 1,\n "stack": "\xff"}')
    assert refused(path) == "snapshot.json:2:12: is not UTF-8 text; save it as UTF-8."


def test_a_document_that_is_no_object_has_no_version(tmp_path: Path) -> None:
    assert refused(file(tmp_path, "{}")).startswith("snapshot.json: $.account: is missing;")


def test_another_format_version_is_named_before_anything_that_follows_from_it(
    tmp_path: Path,
) -> None:
    path = file(tmp_path, document(format=2, surprise=1, stack=7))
    assert refused(path) == (
        "snapshot.json: $.format: is 2, and this version of Kayron reads 1 only. "
        "Use the version that wrote the file, or record it again."
    )


def test_every_wrong_field_has_its_path(tmp_path: Path) -> None:
    fields = json.loads(document(surprise=1, stack=7))
    del fields["region"]
    assert refused(file(tmp_path, json.dumps(fields))).splitlines() == [
        "snapshot.json: $.region: is missing; add it, or make the file anew.",
        "snapshot.json: $.stack: expected a text, found a whole number.",
        "snapshot.json: $.surprise: is a field that this version does not know; remove it.",
    ]


def test_a_hundred_megabytes_of_zeros_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.json"
    with path.open("wb") as zeros:
        zeros.truncate(100_000_000)
    began = time.monotonic()
    assert refused(path) == "snapshot.json: is not JSON: a document of Kayron starts with `{`."
    assert time.monotonic() - began < 1


def packed(start: bytes, filling: bytes) -> bytes:
    """Return the gzip of more than what is read, made without unpacking it here."""
    packer = zlib.compressobj(1, wbits=31)
    pieces = [packer.compress(start)]
    pieces += [packer.compress(filling * 1_000_000) for _ in range(LARGEST // 1_000_000 + 1)]
    return b"".join([*pieces, packer.flush()])


@pytest.mark.parametrize("filling", [b"\0", b" "])
def test_a_gzip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, filling: bytes) -> None:
    zeros, bomb = packed(b"", filling), packed(b"{", filling)
    assert refused(file(tmp_path, zeros, "zeros.json.gz")) == (
        "zeros.json.gz: is not JSON: a document of Kayron starts with `{`."
    )
    assert refused(file(tmp_path, bomb, "bomb.json.gz")) == (
        "bomb.json.gz: is no document: it has more than 268,435,456 bytes, unpacked."
    )


def test_damaged_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(canonical(EMPTY).encode())
    cut = refused(file(tmp_path, packed[:-9]))
    assert cut.startswith("snapshot.json: cannot be read: Compressed file ended")
    wrong = refused(file(tmp_path, packed[:-8] + bytes(8)))
    assert wrong.startswith("snapshot.json: cannot be read: CRC check failed")
    noise = refused(file(tmp_path, packed[:20] + b"noise" * 99))
    assert noise.startswith("snapshot.json: cannot be read: Error -3")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = file(tmp_path_factory.getbasetemp(), content)
    with pytest.raises(KayronError):
        read_snapshot(path)


def test_a_new_file_gets_the_permissions_of_any_other(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new", b"")
    (tmp_path / "other").touch()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "other")]
    assert modes[0] == modes[1]


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = file(tmp_path, "old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_link_still_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    target = file(tmp_path, "old", "target")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"new")


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = file(tmp_path, "old")
    with pytest.raises(TypeError):
        write_bytes(path, "no bytes")  # type: ignore[arg-type]
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("snapshot.json", "old")]


def test_what_cannot_be_replaced_is_written(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_bytes(pipe, b"content")
    assert os.read(reader, 100) == b"content"
    os.close(reader)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "is a folder; name a file in it."),
        ("missing/plan.json", "cannot be written: no such file or directory."),
    ],
)
def test_where_nothing_can_be_written(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    with pytest.raises(FileError) as error:
        write_bytes(path, b"")
    assert str(error.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".", "is a folder; name a file in it."),
        ("missing/plan.json", "cannot be written: there is no folder "),
    ],
)
def test_whether_a_document_can_be_written_is_told_before_there_is_one(
    tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(FileError) as error:
        check_target(tmp_path / name)
    assert message in str(error.value)
    check_target(tmp_path / "new.json")
    check_target(Path(os.devnull))
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    for path in (loop, loop / "plan.json"):
        with pytest.raises(FileError, match="cannot be written: too many levels of symbolic links"):
            check_target(path)
        with pytest.raises(FileError, match="cannot be written: too many levels of symbolic links"):
            write_bytes(path, b"")
    assert loop.is_symlink()


def test_no_document_needs_more_than_is_read() -> None:
    assert store.LARGEST >= 5 * 50_000_000
