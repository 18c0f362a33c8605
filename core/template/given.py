"""Templates as AWS gives them back: with a question mark for each character that is not ASCII."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle

from attrs import evolve

from kayron.core.problem import InvalidInput
from kayron.core.template.node import scalars
from kayron.core.template.source import Template, parse_template

MARK = "?"

STAND_INS = range(0xE000, 0xF900)
"""Characters that are read for marks, in turn, so that keys stay apart: YAML takes them for nothing
but characters, and what AWS gives back has none of them."""


def parse_given(text: str, file: str) -> Template:
    """Parse a template that AWS gave back; see `parse_template`.

    At the start of a value or a key, YAML takes a mark for its own sign of a key (`Description: ?
    Runs it`). So all marks are read as characters first, and as they are where that is no template:
    somebody wrote such a key. Only one in braces or brackets is misread then.
    """
    if MARK in text:
        with suppress(InvalidInput):
            return _with_marks(parse_template(_without_marks(text), file), text)
    return parse_template(text, file)


def _without_marks(text: str) -> str:
    first, *others = text.split(MARK)
    pairs = zip(cycle(STAND_INS), others, strict=False)
    return first + "".join(f"{chr(stand_in)}{other}" for stand_in, other in pairs)


def _with_marks(template: Template, text: str) -> Template:
    marks = dict.fromkeys(STAND_INS, MARK)
    for node in scalars(template.root):
        node.value = node.value.translate(marks)
    return evolve(template, text=text, size=len(text.encode()))
