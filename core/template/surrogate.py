r"""Escaped surrogate pairs (`\ud83d\ude00`) of JSON, which YAML parsers refuse or leave in halves.

They are masked by escapes of equal length, so that marks stay exact, and put back in the nodes.
"""

from __future__ import annotations

import re

from attrs import frozen
from yaml.nodes import ScalarNode

from kayron.core.table import Table

PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})", re.IGNORECASE)

HALF = re.compile("[\ud800-\udfff]")

SURROGATES = 0xD800
HALVES = 0x400
"""How many high surrogates there are, and low ones after them."""

PRIVATE = (0xE000, 0xE800, 0xF000)
"""Blocks of private use characters, each as large as both halves of the surrogates."""


@frozen(kw_only=True)
class Mask:
    """A text whose escaped pairs are hidden in a block of private use characters.

    `originals` has what was written by what hides it.
    """

    text: str
    block: int
    originals: Table[str]


def masked(text: str) -> Mask:
    """Return the text with its escaped surrogate pairs hidden.

    Of a text that uses every block of `PRIVATE` itself nothing is hidden.
    """
    free = (block for block in PRIVATE if not _uses(text, block))
    block = next(free, None)
    if block is None:
        return Mask(text=text, block=SURROGATES, originals=Table())
    originals: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        high, low = (int(digits, 16) - SURROGATES + block for digits in match[2][2:].split("\\u"))
        hidden = f"\\u{high:04x}\\u{low:04x}"
        originals[hidden] = match[2]
        return match[1] + hidden

    return Mask(text=PAIR.sub(hide, text), block=block, originals=Table(originals))


def unmask(node: ScalarNode, mask: Mask) -> None:
    """Put the characters back into a node, or what was written where YAML knows no escapes."""
    if node.style == '"':
        pair = f"[{_characters(mask.block)}][{_characters(mask.block + HALVES)}]"
        node.value = re.sub(pair, lambda match: _character(match[0], mask.block), node.value)
    elif "\\u" in node.value:
        pair = f"{_escapes(mask.block)}{_escapes(mask.block + HALVES)}"
        node.value = re.sub(pair, lambda match: mask.originals.get(match[0], match[0]), node.value)


def _characters(first: int) -> str:
    return f"{chr(first)}-{chr(first + HALVES - 1)}"


def _escapes(first: int) -> str:
    digits = f"{first:x}"
    return rf"\\u{digits[0]}[{digits[1]}-{int(digits[1], 16) + 3:x}][0-9a-f]{{2}}"


def _character(pair: str, block: int) -> str:
    units = "".join(chr(ord(unit) - block + SURROGATES) for unit in pair)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def _uses(text: str, block: int) -> bool:
    """Tell whether a text has a character of a block, or an escape of one."""
    halves = (block, block + HALVES)
    escapes = "|".join(map(_escapes, halves)).replace("u", "(?:u|U0000)")
    characters = "".join(map(_characters, halves))
    return bool(re.search(f"[{characters}]|{escapes}", text, re.IGNORECASE))
