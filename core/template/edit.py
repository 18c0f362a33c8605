"""Edits of a copied text: which span of the original becomes which pieces.

A piece is constant text or a slot, to be filled for each preview. Nothing here knows what a
resource means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen
from yaml.nodes import Node, ScalarNode

from kayron.core.template.layout import Layout

HASH: Final = 0
"""The preview's hash in upper case."""
LOWER: Final = 1
"""The preview's hash in lower case."""
IMAGE: Final = 2
"""The preview's version as the end of an image reference, its `:` or `@` included."""
PULL: Final = 3
"""What the comment says of the pull request, empty where its number is not known."""
METADATA: Final = 4
"""The entry that records the pull request, empty where its number is not known."""
PRIORITY: Final = 5
"""The priority of the first copied rule; the others follow."""

Piece = str | int

SHORT_TAG = re.compile(r"![A-Za-z]+[ \t]*")

UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


@frozen
class Edit:
    """The span of the original's text that pieces take the place of."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def quoted(text: str) -> str:
    """Return a text in double quotes, as JSON and YAML both read it."""
    escaped = json.dumps(text, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped)


def quoted_pieces(*pieces: Piece) -> tuple[Piece, ...]:
    """Return pieces as one text in double quotes."""
    inner = (quoted(piece)[1:-1] if isinstance(piece, str) else piece for piece in pieces)
    return ('"', *inner, '"')


def replace(layout: Layout, node: Node, pieces: tuple[Piece, ...]) -> Iterator[Edit]:
    """Yield the edits that put pieces in place of a node, and drop the comment after it."""
    start, end = node.start_mark.index, layout.end(node)
    # Nothing at all, a null, stands right behind its key's colon.
    yield Edit(start, end, pieces if start < end else (" ", *pieces))
    yield from without_comment(layout, end)


def rewrite(layout: Layout, node: ScalarNode, value: tuple[Piece, ...]) -> Iterator[Edit]:
    """Yield the edits that write a scalar's value anew, in quotes, after its own short tag."""
    tag = SHORT_TAG.match(layout.text, node.start_mark.index)
    yield from replace(layout, node, (tag.group() if tag else "", *quoted_pieces(*value)))


def without_comment(layout: Layout, at: int) -> Iterator[Edit]:
    """Yield the edit that drops the comment at the end of a line that was replaced."""
    span = layout.trailing_comment(at)
    if span is not None:
        yield Edit(*span, ())


def insert(layout: Layout, node: ScalarNode, at: int, pieces: tuple[Piece, ...]) -> Iterator[Edit]:
    """Yield the edits that insert pieces of plain letters at an offset of a scalar's value."""
    yield from _splice(layout, node, (at, at), pieces)


def insert_instead(
    layout: Layout, node: ScalarNode, at: int, pieces: tuple[Piece, ...]
) -> Iterator[Edit]:
    """Yield the edits that put pieces of plain letters in place of a value's end."""
    yield from _splice(layout, node, (at, len(node.value)), pieces)


def _splice(
    layout: Layout, node: ScalarNode, span: tuple[int, int], pieces: tuple[Piece, ...]
) -> Iterator[Edit]:
    """Yield the edits of a scalar; one that the text spells otherwise is written anew."""
    start = layout.verbatim(node)
    first, last = span
    if start is None:
        yield from rewrite(layout, node, (node.value[:first], *pieces, node.value[last:]))
    else:
        yield Edit(start + first, start + last, pieces)
        yield from without_comment(layout, layout.end(node))


def cut(
    text: str, span: tuple[int, int], renames: Iterable[Edit], edits: Iterable[Edit]
) -> Iterator[Piece]:
    """Yield the pieces of a span of text with its edits applied; those behind it do not count.

    Renames count only outside of what the other edits replace. At one offset insertions come
    first, in order, then the longest replacement; what begins inside a replacement does not count.
    """
    others = list(edits)
    kept = [one for one in renames if not any(_covers(edit, one) for edit in others)]
    at, end = span
    for edit in sorted(kept + others, key=_order):
        if at <= edit.start <= end:
            yield text[at : edit.start]
            yield from edit.pieces
            at = edit.end
    yield text[at:end]


def _covers(edit: Edit, rename: Edit) -> bool:
    """Tell whether a rename lies in what an edit replaces; one that inserts ends a word."""
    if rename.start == rename.end:
        return edit.start < rename.start <= edit.end
    return edit.start <= rename.start < edit.end


def _order(edit: Edit) -> tuple[int, bool, int]:
    return edit.start, edit.start < edit.end, -edit.end
