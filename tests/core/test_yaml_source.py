"""YAML as nodes with their places: what is read, what is refused, and where it says so."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.problem import Place, Problem
from kayron.core.yaml_node import SHOWN, Entries, Items, Kind, Node, Scalar, shown
from kayron.core.yaml_source import CHARACTERS, DEPTH, NODES, compose
from tests.strategies.yaml_texts import texts

FILE = "service/a.yaml"


def read(text: str) -> tuple[Node | None, list[str]]:
    """Return the node of a text and the problems with it."""
    problems: list[Problem] = []
    node = compose(text, FILE, problems)
    return node, list(map(str, problems))


def scalar(text: str) -> Scalar:
    """Return the node of a text that is one scalar."""
    node, problems = read(text)
    assert isinstance(node, Scalar)
    assert problems == []
    return node


def at(line: int, column: int) -> Place:
    """Return a place in the file."""
    return Place(FILE, line, column)


def test_a_text_is_nodes_with_their_places() -> None:
    node, problems = read("\ufeff# é\r\n- a: 'b'\r\n- [true]\r\n")
    key = Scalar(at(2, 3), "a", Kind.TEXT)
    entries = Entries(at(2, 3), ((key, Scalar(at(2, 6), "b", Kind.TEXT)),), size=3)
    items = Items(at(3, 3), (Scalar(at(3, 4), "true", Kind.BOOLEAN),), size=2)
    assert (node, problems) == (Items(at(2, 1), (entries, items), size=6), [])


@pytest.mark.parametrize("text", ["", "\n", "# a\n", "---\n", "~", "null", "--- # x\n...\n"])
def test_an_empty_text_has_no_node_and_no_problem(text: str) -> None:
    assert read(text) == (None, [])


@pytest.mark.parametrize(
    "text",
    [
        *("0", "12", "-1", "+1", "012345678901", "0x1F", "0o17", "0b11", "1_000"),
        *("1.0", ".5", "1.", "1e5", "529E8759", "-.inf", ".NaN"),
    ],
)
def test_what_others_take_for_a_number_is_one(text: str) -> None:
    assert scalar(text).kind is Kind.NUMBER


@pytest.mark.parametrize(
    "text", ["yes", "on", "1.2.3", "09:30", "2026-12-24", "1D0FD508", "0x", "_1", "TRUe", "12001-9"]
)
def test_what_only_looks_like_something_else_is_a_text(text: str) -> None:
    assert scalar(text).kind is Kind.TEXT


@pytest.mark.parametrize("text", ["true", "True", "FALSE"])
def test_booleans_are_true_and_false_alone(text: str) -> None:
    assert scalar(text).kind is Kind.BOOLEAN


@pytest.mark.parametrize("text", ['"1.0"', "'1.0'", "|-\n  1.0", ">-\n  1.0"])
def test_in_quotes_and_in_blocks_all_is_text(text: str) -> None:
    assert (scalar(text).text, scalar(text).kind) == ("1.0", Kind.TEXT)


def test_an_alias_is_its_anchors_node() -> None:
    node, problems = read("- &a x\n- *a\n- *a\n")
    x = Scalar(at(1, 3), "x", Kind.TEXT)
    assert (node, problems) == (Items(at(1, 1), (x, x, x), size=4), [])


REFUSED = {
    "a: 1\nb: 2\na: 3\n": "3:1: a: is in line 1 already; keep one.",
    "a: [": "1:5: is not YAML: while parsing a flow node expected the node content, but found "
    "'<stream end>'.",
    "a: b: c": "1:5: is not YAML: mapping values are not allowed here.",
    "\t- a": "1:1: is not YAML: while scanning for the next token found character '\\t' that "
    "cannot start any token.",
    "a\n---\nb": "2:1: a second document begins here; put everything into the first.",
    "- !Sub a": "1:3: !Sub: is a tag, and none is read here; remove it.",
    "! [a]": "1:1: !: is a tag, and none is read here; remove it.",
    "!!map {}": "1:1: tag:yaml.org,2002:map: is a tag, and none is read here; remove it.",
    "- *a": "1:3: *a names no anchor before it.",
    "&a [*a]": "1:5: *a names no anchor before it.",
    "? [a]\n: b": "1:3: is no key; a key is a single word.",
    "a: b\n\x00": "2:1: is not YAML: the character U+0000 is not allowed.",
    "\ud800": "1:1: is not YAML: the character U+D800 is not allowed.",
    '- "\\ud800"': "1:3: holds half of a surrogate pair, which is no character.",
    "[" * 30: f"1:22: is nested more than {DEPTH} deep; no file of Kayron's is.",
}


@pytest.mark.parametrize(("text", "problem"), REFUSED.items())
def test_it_refuses_with_the_place_and_the_reason(text: str, problem: str) -> None:
    assert read(text)[1] == [f"{FILE}:{problem}"]


@pytest.mark.parametrize("text", ['"\\U0011ffff"', '"\\Uffffffff"'])
def test_an_escape_beyond_unicode_is_refused(text: str) -> None:
    assert read(text) == (None, [f"{FILE}: is not YAML: an escape is no character."])


def test_problems_that_hide_no_others_come_together() -> None:
    assert read("a: !x 1\na: 2\n? {}\n: 3\n")[1] == [
        f"{FILE}:1:4: !x: is a tag, and none is read here; remove it.",
        f"{FILE}:2:1: a: is in line 1 already; keep one.",
        f"{FILE}:3:3: is no key; a key is a single word.",
    ]


def test_aliases_of_aliases_do_not_explode() -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(20)]
    assert read("\n".join(lines)) == (
        None,
        [f"{FILE}:6:3: stands for more than {NODES:,} values; write fewer aliases."],
    )


def test_deep_nesting_ends_at_once() -> None:
    assert read("- " * 100_000)[1] == [
        f"{FILE}:1:43: is nested more than {DEPTH} deep; no file of Kayron's is."
    ]


def test_a_text_without_end_is_not_read() -> None:
    assert read("a" * (CHARACTERS + 1)) == (None, [f"{FILE}: has more than 5,000,000 characters."])


@given(texts)
@example("%YAML 1.1\n---\na: yes")
@example("%YAML 9.1\n---\na")
@example("%FOO")
@example("...")
@example("--- !x")
def test_any_text_gives_a_node_or_problems_and_never_an_exception(text: str) -> None:
    node, problems = read(text)
    assert all(problem.startswith(FILE) for problem in problems)
    assert node is not None or problems or read(text) == (None, [])


@given(st.text())
def test_a_message_repeats_a_short_printable_part_of_a_text(text: str) -> None:
    part = shown(text)
    assert part.isprintable()
    assert len(part) <= SHOWN
    assert part == text or not text.isprintable() or len(text) > SHOWN
