"""Markdown from texts that may be hostile, within the length that GitHub takes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.render.markup import NOTE_ROOM, Block, code, document, fence, prose, row, rule
from kayron.core.render.style import visible
from tests import hostile


@given(hostile.texts)
@example("@somebody <b> `x` |")
def test_prose_reads_as_it_is(text: str) -> None:
    assert html.unescape(prose(text)).replace("\u200b", "") == visible(text)


@given(hostile.texts)
def test_prose_means_nothing_to_github(text: str) -> None:
    shown = prose(text)
    assert not set(shown) & set("<>`*~|$[]\\\n")
    assert not re.search(r"@\w|(?<!&)#\d|://|www\.|^(?:[-+=>0-9]|#\s)", shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("KAYRON_RELEASE_SOURCE is set.", "KAYRON_RELEASE_SOURCE is set."),
        ("_so_", "&#95;so&#95;"),
        ("# heading", "#&#8203; heading"),
        ("by @somebody", "by @&#8203;somebody"),
        ("1. item", "&#49;. item"),
        ("see https://x.org", "see https&#58;//x.org"),
        ("a <b> & `c`", "a &lt;b&gt; &amp; &#96;c&#96;"),
    ],
)
def test_prose_escapes_what_must_be(text: str, shown: str) -> None:
    assert prose(text) == shown


@given(hostile.texts)
def test_code_stays_in_its_backticks_and_its_cell(text: str) -> None:
    shown = code(text)
    assert shown.count("`") in (0, 2)
    assert "|" not in shown
    assert shown.isprintable()


def test_code_of_nothing_is_nothing() -> None:
    assert (code(""), code("  ")) == ("", "")


@given(st.lists(hostile.texts, max_size=4))
def test_no_line_closes_a_fence(lines: list[str]) -> None:
    marks = fence(lines)
    assert len(marks) >= 3
    assert not any(marks in line for line in lines)


def test_a_table() -> None:
    assert [row("a", "b"), rule(2)] == ["| a | b |", "| --- | --- |"]


def blocks(number: int) -> list[Block]:
    lines = tuple(f"line {n}" for n in range(number))
    return [Block(start=("head",)), Block(start=("open",), lines=lines, end=("close",))]


@given(st.integers(0, 60), st.integers(NOTE_ROOM, NOTE_ROOM + 500))
def test_a_document_is_never_too_long_and_counts_what_it_left_out(number: int, limit: int) -> None:
    text = document(blocks(number), limit)
    shown = len(re.findall(r"(?m)^line \d", text))
    assert len(text) <= limit
    assert text.count("open") == text.count("close")
    if shown < number:
        words = "1 line" if number - shown == 1 else f"{number - shown} lines"
        assert f"> **{words} left out:" in text
    else:
        assert "left out" not in text
