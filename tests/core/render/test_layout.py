"""Sentences and tables that fit a width, with nothing cut off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.render.layout import noted, paragraph, table, wrap
from kayron.core.render.style import Span, columns, line, plain, visible, width
from tests import hostile

rooms = st.integers(2, 60)


@given(hostile.texts, rooms)
def test_wrapped_lines_fit(text: str, room: int) -> None:
    assert all(width(part) <= room for part in wrap(text, room))


@given(hostile.texts, rooms)
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    joined = "".join(wrap(text, room)).replace(" ", "")
    assert joined == visible(text).replace(" ", "")


def test_text_breaks_at_spaces_and_keeps_its_indentation() -> None:
    assert wrap("  one two three", 9) == ["  one two", "three"]


def test_a_word_that_is_too_long_is_broken() -> None:
    assert wrap("a abcdefgh b", 3) == ["a", "abc", "def", "gh", "b"]


def test_a_wide_character_takes_its_room_even_where_there_is_none() -> None:
    assert wrap("漢字", 1) == ["漢", "字"]


def test_the_lines_of_a_paragraph_align_with_its_first() -> None:
    lines = paragraph(line("- "), Span("one two three four"), 14)
    assert plain(lines) == "- one two\n  three four\n"


def test_a_hanging_paragraph_is_indented_as_asked() -> None:
    lines = paragraph(line("start: "), Span("one two three four five"), 20, hanging=2)
    assert plain(lines) == "start: one two three\n  four five\n"


def rows(*texts: tuple[str, ...]) -> list[list[Span]]:
    return [[Span(text) for text in row] for row in texts]


def test_columns_align_and_empty_ones_take_no_room() -> None:
    blocks = table(rows(("a", "", "one"), ("bbb", "", "two")), 80)
    assert plain(block[0] for block in blocks) == "a    one\nbbb  two\n"


def test_a_table_without_rows_is_nothing() -> None:
    assert table([], 80) == []


cells = st.lists(hostile.texts, min_size=3, max_size=3)


@given(st.lists(cells, min_size=1, max_size=4), st.integers(50, 90))
def test_every_row_of_a_table_is_as_wide_as_the_others(texts: list[list[str]], room: int) -> None:
    blocks = table([[Span(text) for text in row] for row in texts], room)
    sizes = {columns(one) for block in blocks for one in block}
    assert len(sizes) == 1
    assert max(sizes) <= room + 2


@given(st.lists(cells, min_size=1, max_size=4), st.integers(20, 90))
def test_a_table_loses_nothing(texts: list[list[str]], room: int) -> None:
    blocks = table([[Span(text) for text in row] for row in texts], room)
    for row, block in zip(texts, blocks, strict=True):
        shown = sorted("".join(span.text for one in block for span in one).replace(" ", ""))
        assert shown == sorted("".join(map(visible, row)).replace(" ", ""))


def test_notes_stand_beside_their_rows_where_they_fit() -> None:
    lines = list(noted(rows(("a",), ("bbb",)), rows(("one",), ("two", "more")), 30))
    assert plain(lines) == "a    one\nbbb  two\n     more\n"


def test_notes_stand_below_their_rows_where_they_do_not_fit() -> None:
    lines = list(noted(rows(("a" * 20,), ("b",)), rows(("a long note",), ()), 30))
    assert plain(lines) == f"{'a' * 20}\n     a long note\nb\n"
