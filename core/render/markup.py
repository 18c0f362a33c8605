"""GitHub's Markdown from texts that may be hostile, in a length that GitHub accepts.

Prose keeps no character that means something to Markdown, HTML, or GitHub's mentions and links;
code cannot leave its backticks or its table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from kayron.core.render.phrase import count
from kayron.core.render.style import visible

LIMIT = 65_536
"""Characters that GitHub takes as a comment, see SPEC section 16."""

NOTE_ROOM = 300
"""Characters kept for the note that says what was left out."""

SPECIAL = re.compile(
    r"""
    ^[^A-Za-z]                  # what starts a list, a heading or a quotation
    | [&<>\\`*~|$\[\]]          # entities, HTML, code, emphasis, table cells, formulas, links
    | (?<![0-9A-Za-z])_ | _(?![0-9A-Za-z])
    | [@\#](?=\S)               # mentions, references
    | :(?=//) | (?<=www)\.      # links that need no brackets
    """,
    re.VERBOSE | re.IGNORECASE,
)

NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

UNSEEN = "&#8203;"
"""A space of no width: after `@` and `#` it keeps GitHub from making a mention or a reference."""


def prose(text: str) -> str:
    """Return a text that reads as it is and does nothing, wherever it stands in Markdown."""
    return SPECIAL.sub(lambda match: _inert(match[0]), visible(text))


def _inert(char: str) -> str:
    if char in "@#":
        return char + UNSEEN
    return NAMED.get(char) or f"&#{ord(char)};"


def code(text: str) -> str:
    r"""Return a text as code, with a backtick in it as `\x60` and a pipe as `\x7c`.

    The start of an HTML comment in it is none, so that no text can carry the marker of ours.
    """
    shown = visible(text).replace("`", "\\x60").replace("|", "\\x7c").replace("<!--", "<\\x21--")
    return f"`{shown}`" if shown.strip(" ") else ""


def row(*cells: str) -> str:
    """Return a row of a table; the cells are Markdown."""
    return f"| {' | '.join(cells)} |"


def rule(cells: int) -> str:
    """Return the line below a table's heading."""
    return row(*["---"] * cells)


def fence(lines: Sequence[str]) -> str:
    """Return the fence of a code block that none of these lines can close."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    return "`" * max(3, longest + 1)


@frozen(kw_only=True)
class Block:
    """A part of a document that stays whole with any number of its lines left out."""

    start: tuple[str, ...]
    lines: tuple[str, ...] = ()
    end: tuple[str, ...] = ()

    def text(self, size: int) -> str:
        """Return the block with its first lines."""
        return "\n".join([*self.start, *self.lines[:size], *self.end, ""])


def document(blocks: Iterable[Block], limit: int = LIMIT) -> str:
    """Return blocks as one text of at most `limit` characters that says what was left out."""
    texts, left_out, room = list[str](), 0, limit - NOTE_ROOM
    for block in blocks:
        size = _fitting(block, room)
        left_out += len(block.lines) - size
        text = block.text(size) if size or not block.lines else ""
        if text and len(text) <= room:
            texts.append(text)
            room -= len(text) + 1
    if left_out:
        note = f"{count(left_out, 'line')} left out: GitHub takes {limit:,} characters."
        texts.append(f"> **{note}** `kayron plan` shows all of them.\n")
    return "\n".join(texts)


def _fitting(block: Block, room: int) -> int:
    """Return how many of the block's lines fit into this many characters."""
    room -= len(block.text(0))
    for size, line in enumerate(block.lines):
        room -= len(line) + 1
        if room < 0:
            return size
    return len(block.lines)
