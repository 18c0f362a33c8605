"""Values as canonical JSON: as `json` would write the same plain values, in both layouts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from attrs import evolve, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.conversion import Text
from kayron.core.document import (
    canonical,
    canonical_pieces,
    compact,
    digest,
    digest_by_field,
    structure,
)
from kayron.core.fact import Absent, Unknown
from kayron.core.table import Table
from kayron.core.writer import COMPACT, LONG, PIECE, Writers
from tests.core.test_document import DOCUMENTS, TEXTS, Ball, Box, Colour, Everything

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@frozen(kw_only=True)
class Long:
    """What may be long in every way, or not."""

    boxes: tuple[Box, ...]
    empty: Table[str]
    inner: Everything | None
    names: Table[Text]
    one: Everything


LONGS = st.builds(
    Long,
    boxes=st.lists(st.builds(Box, size=st.integers()), max_size=3).map(tuple)
    | st.just(tuple(Box(size=number) for number in range(LONG + 1))),
    empty=st.just(Table()),
    inner=st.none() | DOCUMENTS,
    names=st.dictionaries(TEXTS, TEXTS.map(Text), max_size=3).map(Table)
    | st.just(Table({f"{number:03}": Text("a" * (PIECE // 5)) for number in range(LONG + 1)})),
    one=DOCUMENTS,
)


@given(LONGS)
def test_both_layouts_are_those_of_json(value: Long) -> None:
    read = json.loads(canonical(value))
    lines = json.dumps(read, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    short = json.dumps(read, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert structure(read, Long, "file") == value
    assert (canonical(value), "".join(canonical_pieces(value))) == (lines, lines)
    assert (compact(value), digest(value)) == (short, sha256(short.encode()).hexdigest())


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('a\\nb\n"c"\t\x00\x1f\x7f\u2028')
@example("\\n")
def test_any_text_is_the_list_of_its_lines(text: str) -> None:
    write = Writers(COMPACT).of(Text)
    assert json.loads(write(text, "")) == text.split("\n")


@given(LONGS, LONGS)
def test_the_fields_of_another_object_change_no_digest(value: Long, other: Long) -> None:
    mixed = evolve(other, names=value.names, one=value.one)
    known = digest_by_field(mixed, {})[1]
    found, pieces = digest_by_field(value, known)
    assert found == digest(value)
    assert pieces["names"] is known["names"]
    assert digest_by_field(value, pieces) == (found, pieces)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, 1),
        (int, True),
        (bool, 1),
        (datetime, "2026-11-20"),
        (Text, None),
        (Colour, "red"),
        (tuple[int, ...], [1]),
        (Table[int], {"a": 1}),
        (str | None, NOON),
        (Absent | Unknown, "x"),
        (Box | Ball, NOON),
    ],
)
def test_a_value_of_another_type_is_refused(kind: object, value: object) -> None:
    with pytest.raises(TypeError, match="a document cannot hold"):
        Writers(COMPACT).of(kind)(value, "")


@pytest.mark.parametrize("kind", [float, list[int], str | int, object])
def test_a_type_that_no_document_holds_is_refused(kind: object) -> None:
    with pytest.raises(TypeError, match="no document holds"):
        Writers(COMPACT).of(kind)
