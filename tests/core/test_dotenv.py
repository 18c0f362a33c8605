"""The dotenv file: its grammar, and that no message repeats what it says."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.dotenv import parse_dotenv
from kayron.core.problem import InvalidInput


@pytest.mark.parametrize(
    ("line", "value"),
    {
        "A=1": "1",
        "A=": "",
        "A= # nothing": "",
        "A=#1": "#1",
        "A= 'b' ": "b",
        "  export A = two words  ": "two words",
        "A=a#b": "a#b",
        "A=a # b": "a",
        "A=it's $HOME": "it's $HOME",
        "A='a # b' # c": "a # b",
        "A='a\\n'": "a\\n",
        'A=""': "",
        r'A="a\n\t\"\\\$\x" # c': 'a\n\t"\\$\\x',
        "A=key:value,foo:bar": "key:value,foo:bar",
        "A=é\u2028": "é",
    }.items(),
)
def test_a_line_is_a_name_and_a_value(line: str, value: str) -> None:
    assert parse_dotenv(line, ".env") == {"A": value}


def test_comments_and_empty_lines_are_nothing_and_later_lines_count() -> None:
    assert parse_dotenv("\ufeff# a\n\n  # b\r\nA=1\r\nB=2\nA=3", ".env") == {"A": "3", "B": "2"}


@pytest.mark.parametrize(
    "line", ["A", "=1", "1A=1", "A-B=1", "A: 1", "A='x", 'A="x', "A='x' y", 'A="a"b"', "export"]
)
def test_what_is_no_such_line_is_refused_without_repeating_it(line: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_dotenv(f"OK=1\n{line}\n{line}", "conf/.env")
    message = "is not NAME=value; a value with quotes in it needs the other ones around it."
    assert str(caught.value).splitlines() == [
        f"conf/.env:2:1: {message}",
        f"conf/.env:3:1: {message}",
    ]


def test_a_value_that_no_variable_can_have_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_dotenv("OK=1\nA='canary\0'\nB", ".env")
    assert str(caught.value).splitlines() == [
        ".env:2:1: has a NUL character, which no variable can hold; remove it.",
        (".env:3:1: is not NAME=value; a value with quotes in it needs the other ones around it."),
    ]


@given(st.text(string.printable.replace("'", "").replace("\n", "")))
def test_in_single_quotes_every_line_is_itself(value: str) -> None:
    assert parse_dotenv(f"A='{value}'", ".env") == {"A": value}


@given(st.text(max_size=50))
def test_any_text_gives_variables_or_problems(text: str) -> None:
    try:
        found = parse_dotenv(text, ".env")
    except InvalidInput:
        found = {}
    assert all(name.isidentifier() for name in found)
