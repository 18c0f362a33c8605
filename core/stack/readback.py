"""What AWS gives back of a template: a question mark for every character that is not ASCII.

Two texts that look alike then are taken to be the same. How many marks a character becomes is AWS's
business, so runs of them count once.
"""

from __future__ import annotations

import re

from kayron.core.template.source import Plain

LOST = re.compile("[?\x80-\U0010ffff]+")


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
