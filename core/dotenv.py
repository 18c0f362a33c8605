r"""The dotenv file, as text.

A line is empty, a comment (`# ...`), or `NAME=value`, with `export ` before it or not. A value is

- in single quotes: taken as it stands;
- in double quotes: `\n` and `\t` are a line feed and a tab, `\"`, `\\` and `\$` the character;
- without quotes: up to the end of the line or to ` #`, without the spaces around it.

Nothing is expanded: a `$` is a dollar sign. Of two lines with one name the later one counts.
"""

from __future__ import annotations

import re

from kayron.core.problem import InvalidInput, Place, Problem

_SINGLE = r"'(?P<single>[^']*)'"
_DOUBLE = r'"(?P<double>(?:[^"\\]|\\.)*)"'
_BARE = r"""(?P<bare>(?!\s*['"])(?:(?!\s#).)*?)"""
_LINE = re.compile(
    r"(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*="
    rf"(?:\s*{_SINGLE}|\s*{_DOUBLE}|{_BARE})\s*(?:(?<=\s)#.*)?",
    re.ASCII,
)
_NO_VARIABLE = "is not NAME=value; a value with quotes in it needs the other ones around it."
_NUL = "has a NUL character, which no variable can hold; remove it."
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "$": "$"}


def parse_dotenv(text: str, file: str) -> dict[str, str]:
    """Return the variables of a dotenv text by name.

    Raises `InvalidInput` with every line that is none; no message repeats a value.
    """
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = _LINE.fullmatch(stripped)
        if match is None or "\0" in line:
            problems.append(Problem(Place(file, number, 1), _NUL if "\0" in line else _NO_VARIABLE))
        else:
            found[match["name"]] = _value(match)
    if problems:
        raise InvalidInput(problems)
    return found


def _value(match: re.Match[str]) -> str:
    if match["double"] is not None:
        return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[0]), match["double"])
    return match["bare"].strip() if match["single"] is None else match["single"]
