"""Templates as AWS gives them back: with a question mark for each character that is not ASCII."""

from __future__ import annotations

from contextlib import suppress

from attrs import evolve

from kayron.core.problem import InvalidInput
from kayron.core.template.node import scalars
from kayron.core.template.source import Template, parse_template

MARK = "?"

STAND_IN = "\ufffd"
"""What is read for a mark: YAML takes it for nothing but a character."""


def parse_given(text: str, file: str) -> Template:
    """Parse a template that AWS gave back; see `parse_template`.

    At the start of a value or a key, YAML takes a mark for its own sign of a key (`Description: ?
    Runs it`). So all marks are read as characters first, and as they are where that is no template:
    somebody wrote such a key. Only one in braces or brackets is misread then.
    """
    if MARK in text:
        with suppress(InvalidInput):
            return _with_marks(parse_template(text.replace(MARK, STAND_IN), file), text)
    return parse_template(text, file)


def _with_marks(template: Template, text: str) -> Template:
    for node in scalars(template.root):
        node.value = node.value.replace(STAND_IN, MARK)
    return evolve(template, text=text, size=len(text.encode()))
