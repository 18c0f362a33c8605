"""What AWS gives back of a template: a question mark for every character that is not ASCII.

Two texts that look alike then are taken to be the same. How many marks a character becomes is AWS's
business, so runs of them count once.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial

from attrs import evolve

from kayron.core.problem import InvalidInput
from kayron.core.stack.tree import Parse
from kayron.core.template.node import scalars
from kayron.core.template.source import Plain, Template

MARK = "?"

STAND_IN = "\ufffd"
"""What is read for a mark: YAML takes it for nothing but a character."""

LOST = re.compile("[?\x80-\U0010ffff]+")


def reading_back(parse: Parse) -> Parse:
    """Return what parses the texts that AWS gave back.

    At the start of a value or a key, YAML takes a mark for its own sign of a key (`Description: ?
    Runs it`). So all marks are read as characters first, and as they are where that is no template:
    somebody wrote such a key. Only one in braces or brackets is misread then.
    """
    return partial(_parsed, parse)


def as_read_back(text: str) -> str:
    """Return a text as it compares with what AWS gave back."""
    return text if text.isascii() and "??" not in text else LOST.sub("?", text)


def document_as_read_back(document: Plain) -> Plain:
    """Return a plain document as it compares with what AWS gave back."""
    if isinstance(document, str):
        return as_read_back(document)
    if isinstance(document, list):
        return [document_as_read_back(item) for item in document]
    if isinstance(document, dict):
        return {as_read_back(key): document_as_read_back(value) for key, value in document.items()}
    return None


def _parsed(parse: Parse, text: str, file: str) -> Template:
    if MARK in text:
        with suppress(InvalidInput):
            return _with_marks(parse(text.replace(MARK, STAND_IN), file), text)
    return parse(text, file)


def _with_marks(template: Template, text: str) -> Template:
    for node in scalars(template.root):
        node.value = node.value.replace(STAND_IN, MARK)
    return evolve(template, text=text, size=len(text.encode()))
