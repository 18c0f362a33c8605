"""Styled spans: nothing hostile gets through, and colour changes nothing but colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.render.style import Mode, Span, ansi, columns, line, plain, visible, width
from tests import hostile

spans = st.builds(Span, hostile.texts, st.sampled_from(Mode))
lines = st.lists(st.lists(spans, max_size=4).map(tuple), max_size=4)


@given(hostile.texts)
def test_what_is_visible_prints_as_itself(text: str) -> None:
    assert visible(text).isprintable()


@given(hostile.texts)
def test_visible_text_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("main", "main"),
        ("漢字 é", "漢字 é"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\nb\tc\xa0d", "a\\x0ab\\x09c\\xa0d"),
    ],
)
def test_what_acts_on_a_terminal_or_hides_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(lines)
def test_colour_changes_nothing_but_colour(painted: list[tuple[Span, ...]]) -> None:
    assert re.sub(r"\x1b\[[0-9]*m", "", ansi(painted)) == plain(painted)


@given(lines)
def test_plain_text_has_one_line_for_each(painted: list[tuple[Span, ...]]) -> None:
    text = plain(painted)
    assert text.count("\n") == len(painted)
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("text", "size"), [("", 0), ("abc", 3), ("漢字", 4), ("e\u0301", 1), ("é", 1)]
)
def test_width_is_that_of_a_terminal(text: str, size: int) -> None:
    assert width(text) == size


def test_a_line_is_as_wide_as_its_spans() -> None:
    assert columns(line("ab", Span("漢", Mode.ADD))) == 4


def test_colours_are_those_of_a_diff() -> None:
    assert ansi([line(Span("+ new", Mode.ADD), " ", Span("same"), "  ")]) == (
        "\x1b[32m+ new\x1b[0m same\n"
    )
