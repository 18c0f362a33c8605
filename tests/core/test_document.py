"""Values as documents: one canonical form, a digest, and a strict way back."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256

import pytest
from attrs import AttrsInstance, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.conversion import Text, moment
from kayron.core.document import (
    Json,
    canonical,
    canonical_pieces,
    compact,
    digest,
    parse,
    structure,
)
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Comment, Comments, Exports
from kayron.core.table import Table


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Box:
    size: int


@frozen(kw_only=True)
class Ball:
    bounces: bool


@frozen(kw_only=True)
class Everything:
    text: Text
    when: datetime
    colour: Colour
    name: str | None
    found: Fact[str]
    count: int | Unknown
    unread: Table[Absent | Unknown]
    shapes: tuple[Box | Ball, ...]
    inner: Table[Fact[Everything]]


def everything(**changes: object) -> dict[str, object]:
    """Return a whole document as plain JSON, with some fields changed."""
    plain: dict[str, object] = {
        "text": ["a", ""],
        "when": "2026-11-20T09:30:00Z",
        "colour": "red",
        "name": None,
        "found": "yes",
        "count": 3,
        "unread": {"9": {"absent": True}},
        "shapes": [{"type": "Box", "size": 1}, {"type": "Ball", "bounces": False}],
        "inner": {},
    }
    return plain | changes


def problems_of(**changes: object) -> list[str]:
    """Return what is said of a document with some fields changed."""
    text = canonical(everything(**changes))
    with pytest.raises(InvalidInput) as error:
        structure(parse(text, "file"), Everything, "file")
    return [problem.message for problem in error.value.problems]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds of naive times
ABSENT = st.builds(Absent)
UNKNOWN = st.builds(Unknown, TEXTS)
FACTS = TEXTS | ABSENT | UNKNOWN


def tables(values: st.SearchStrategy[object]) -> st.SearchStrategy[Table[object]]:
    return st.dictionaries(TEXTS, values, max_size=3).map(Table)


DOCUMENTS: st.SearchStrategy[Everything] = st.deferred(
    lambda: st.builds(
        Everything,
        text=TEXTS.map(Text),
        when=TIMES,
        colour=st.sampled_from(Colour),
        name=st.none() | TEXTS,
        found=FACTS,
        count=st.integers() | UNKNOWN,
        unread=tables(ABSENT | UNKNOWN),
        shapes=st.lists(
            st.builds(Box, size=st.integers()) | st.builds(Ball, bounces=st.booleans()), max_size=3
        ).map(tuple),
        inner=tables(ABSENT | UNKNOWN | DOCUMENTS),
    )
)


@given(DOCUMENTS)
def test_a_value_comes_back_whole_from_its_document(value: Everything) -> None:
    assert structure(parse(canonical(value), "file"), Everything, "file") == value


@given(TEXTS)
@example("a\r\nb\n\n")
@example("\u2028")
def test_a_text_of_any_line_endings_comes_back_whole(text: str) -> None:
    value = everything(text=text.split("\n"))
    assert structure(parse(canonical(value), "file"), Everything, "file").text == text


def test_the_canonical_form_is_sorted_and_one_item_a_line() -> None:
    assert canonical({"b": [1, True], "a": "ü"}) == (
        '{\n "a": "ü",\n "b": [\n  1,\n  true\n ]\n}\n'
    )


@given(DOCUMENTS)
def test_a_document_that_is_written_in_pieces_is_the_same(value: Everything) -> None:
    assert "".join(canonical_pieces(value)) == canonical(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Absent(), "{}\n"),
        (Comments(own=()), '{\n "own": []\n}\n'),
        (
            Comments(own=(Comment(id=1, body=Text("ü\n")),)),
            '{\n "own": [\n  {\n   "body": [\n    "ü",\n    ""\n   ],\n   "id": 1\n  }\n ]\n}\n',
        ),
    ],
)
def test_a_file_ends_in_a_line_feed_in_pieces_or_at_once(value: AttrsInstance, text: str) -> None:
    assert "".join(canonical_pieces(value)) == canonical(value) == text


def test_the_digest_is_of_the_form_without_spaces() -> None:
    found = Comments(own=(Comment(id=2, body=Text("b\n")), Comment(id=1, body=Text("ü"))))
    text = '{"own":[{"body":["ü"],"id":1},{"body":["b",""],"id":2}]}'

    assert compact(found) == text
    assert digest(found) == sha256(text.encode()).hexdigest()
    assert compact(Absent()) == "{}"
    assert compact(Exports(by_name=Table({"b": "1", "a": "2"}))) == '{"by_name":{"a":"2","b":"1"}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "file:1:2: is not JSON: Expecting property name enclosed in double quotes."),
        ('{"a": 1, "a": 2}', "file: is not a document of Kayron: the key 'a' stands twice"),
        ("[1.5]", "file: is not a document of Kayron: the number 1.5 is not a whole one"),
        ("[NaN]", "file: is not a document of Kayron: the number NaN is not a whole one"),
        ("[" * 100_000, "file: is nested too deeply."),
        ("9" * 5000, "file: is not a document of Kayron: Exceeds the limit"),
    ],
    ids=["broken", "twice", "fraction", "not a number", "nested", "huge number"],
)
def test_what_is_no_document_is_refused_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as error:
        parse(text, "file")
    assert str(error.value).startswith(message)


def test_every_problem_is_reported_at_once_with_its_path() -> None:
    assert problems_of(
        colour="green",
        extra=1,
        inner={"x": everything(count=True), "y": []},
        name=7,
        shapes=[{"type": "Box", "size": "1"}, {"type": "Cone"}, {"type": ["Box"]}],
        text="a",
        unread={"1": 2, "2": {"unknown": 3}},
        when="2026-11-20 09:30",
    ) == [
        "$.colour: expected one of red, blue, found 'green'.",
        "$.extra: is a field that this version does not know; remove it.",
        '$.inner["x"].count: expected a whole number, found a boolean.',
        '$.inner["y"]: expected an object, found a list.',
        "$.name: expected a text, found a whole number.",
        "$.shapes[0].size: expected a whole number, found a text.",
        "$.shapes[1]: expected a type of Box, Ball, found 'Cone'.",
        "$.shapes[2]: expected a type of Box, Ball, found ['Box'].",
        "$.text: expected a list, found a text.",
        '$.unread["1"]: expected {"absent": true} or {"unknown": error}.',
        '$.unread["2"]: expected a text, found a whole number.',
        "$.when: expected a UTC time such as 2026-11-20T09:30:00Z, got '2026-11-20 09:30'.",
    ]


def test_a_missing_field_is_named() -> None:
    with pytest.raises(
        InvalidInput, match=r"^file: \$\.size: is missing; add it, or make the file anew\.$"
    ):
        structure({}, Box, "file")


def test_half_a_surrogate_pair_is_no_text() -> None:
    value = parse('{"text": ["\\ud83d"]}', "file")
    with pytest.raises(InvalidInput, match="half of a surrogate pair"):
        structure(value, Everything, "file")


def test_null_is_no_text() -> None:
    assert problems_of(found=None) == ["$.found: expected a text, found null."]


@pytest.mark.parametrize(
    "text", ["2026-11-20", "2026-11-20T09:30:00", "2026-11-20T10:30:00+01:00", "soon"]
)
def test_a_time_is_spelled_in_utc(text: str) -> None:
    with pytest.raises(ValueError, match="expected a UTC time"):
        moment(text)


def test_a_plain_value_is_its_own_document() -> None:
    value: Json = {"a": [None, True, 1, "x"]}
    assert parse(canonical(value), "file") == value
