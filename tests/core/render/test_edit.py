"""Which lines two texts share."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.render.edit import DEEPEST, LARGEST, Edit, edits, matches

lines = st.lists(st.sampled_from("abcdefgh"), max_size=14)


@given(lines, lines)
def test_edits_turn_one_text_into_the_other(before: list[str], after: list[str]) -> None:
    result, position = list[str](), 0
    for edit in edits(before, after):
        result += before[position : edit.a] + after[edit.b : edit.b_end]
        position = edit.a_end
    assert result + before[position:] == after


@given(lines, lines)
def test_matches_are_equal_and_rise_in_both_texts(before: list[str], after: list[str]) -> None:
    found = matches(before, after)
    for match in found:
        assert before[match.a : match.a + match.size] == after[match.b : match.b + match.size]
    for one, next_one in pairwise(found):
        assert one.a + one.size <= next_one.a
        assert one.b + one.size <= next_one.b


@given(lines)
def test_a_text_needs_no_edit_to_become_itself(text: list[str]) -> None:
    assert edits(text, text) == ()


def test_an_addition_in_the_middle_is_one_edit() -> None:
    assert edits(["a", "b", "c"], ["a", "b", "x", "y", "c"]) == (Edit(2, 2, 2, 4),)


def test_unique_lines_are_anchors_whatever_repeats_around_them() -> None:
    before = ["-", "-", "one", "-", "two", "-"]
    after = ["-", "two", "-", "three", "-", "-"]
    assert ("two", "two") in [(before[m.a], after[m.b]) for m in matches(before, after)]


def test_what_is_too_large_to_compare_counts_as_replaced() -> None:
    size = int(LARGEST**0.5) + 1
    before = ["s", *["x", "y"] * size, "e"]
    after = ["s", *["y", "y", "x"] * size, "e"]
    assert sum(match.size for match in matches(before, after)) < size


def test_endless_division_ends() -> None:
    """Each anchor shows the next one only when its own range is divided."""
    before, after = list[str](), list[str]()
    for number in range(DEEPEST + 8):
        before = [f"u{number}", *before, "p", f"u{number}"]
        after = ["q", f"u{number}", *after, f"u{number}"]
    assert len(edits(before, after)) > 1
