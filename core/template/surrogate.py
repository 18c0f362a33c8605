r"""Escaped surrogate pairs (`\ud83d\ude00`) of JSON, which YAML parsers refuse or leave in halves.

They are masked by escapes of equal length, so that marks stay exact, and put back in the nodes.
"""

from __future__ import annotations

import re

from attrs import frozen
from yaml.nodes import ScalarNode

from kayron.core.table import Table

PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)

HALF = re.compile("[\ud800-\udfff]")

SURROGATES = 0xD800
LOW_SURROGATES = 0xDC00

PRIVATE = (0xE000, 0xE800, 0xF000)
"""Blocks of private use characters, each as large as the block of surrogates (0xD800 to 0xDFFF)."""


@frozen(kw_only=True)
class Mask:
    """A text whose escaped pairs are hidden: `originals` has what was written by what hides it."""

    text: str
    block: int
    originals: Table[str]


def masked(text: str) -> Mask:
    """Return the text with its escaped surrogate pairs hidden.

    A text that uses every private block of `PRIVATE` itself comes back with nothing hidden.
    """
    block = next((block for block in PRIVATE if not _uses(text, block)), SURROGATES)
    originals: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        high, low = (int(half, 16) - SURROGATES + block for half in match.group(2, 3))
        hidden = f"{match[1]}\\u{high:04x}\\u{low:04x}"
        originals[hidden] = match[0]
        return hidden

    return Mask(text=PAIR.sub(hide, text), block=block, originals=Table(originals))


def unmask(node: ScalarNode, mask: Mask) -> None:
    """Put the characters, or what was written where YAML knows no escapes, back into a node."""
    first, low = mask.block, mask.block - SURROGATES + LOW_SURROGATES
    if node.style == '"':
        pairs = f"[{chr(first)}-{chr(low - 1)}][{chr(low)}-{chr(first + 0x7FF)}]"
        node.value = re.sub(pairs, lambda match: _character(match[0], first), node.value)
        return
    for hidden, original in mask.originals.items():
        node.value = node.value.replace(hidden, original)


def _character(pair: str, block: int) -> str:
    units = "".join(chr(ord(unit) - block + SURROGATES) for unit in pair)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def _uses(text: str, block: int) -> bool:
    digits = f"{block >> 12:x}[{block >> 8 & 15:x}-{(block >> 8 & 15) + 7:x}]"
    escape = rf"\\u{digits}|\\U0000{digits}"
    return bool(re.search(f"[{chr(block)}-{chr(block + 0x7FF)}]|{escape}", text, re.IGNORECASE))
