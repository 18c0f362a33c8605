"""Names of copied resources: the original's with `-HASH` after it, whatever form it has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from yaml.nodes import Node, ScalarNode

from kayron.core.template.domain import substitution
from kayron.core.template.edit import HASH, Edit, Piece, insert, quoted_pieces
from kayron.core.template.hole import with_holes
from kayron.core.template.layout import Layout
from kayron.core.template.node import call, is_no_value, is_null, items, scalar
from kayron.core.template.plain import plain
from kayron.core.template.reference import VARIABLE, renamed_text, renamed_value
from kayron.core.template.splice import put

SUFFIX: Final[tuple[Piece, ...]] = ("-", HASH)

SUFFIX_LENGTH: Final = len("-1D0FD508")


def suffixed(layout: Layout, node: Node, ids: Collection[str]) -> Iterator[Edit]:
    """Yield the edits that append `-HASH` to a name; `ids` are the copied resources."""
    found = call(node)
    if found is not None and found.name == "Fn::If":
        for arm in items(found.argument)[1:]:
            yield from suffixed(layout, arm, ids)
    elif is_no_value(node) or (isinstance(node, ScalarNode) and is_null(node)):
        return
    elif found is not None and found.name == "Fn::Join" and _joined_plainly(found.argument):
        yield from suffixed(layout, items(items(found.argument)[1])[-1], ids)
    else:
        yield from _suffixed(layout, node, ids)


def _joined_plainly(argument: Node) -> bool:
    """Tell whether a join has no delimiter and ends in what can take the suffix itself."""
    parts = items(argument)
    if len(parts) != 2 or scalar(parts[0]) != "" or not items(parts[1]):  # noqa: PLR2004 - its arity
        return False
    if call(parts[1]) is not None:  # A function that makes the list: these are its arguments.
        return False
    last = items(parts[1])[-1]
    found = call(last)
    if found is None:
        return scalar(last) is not None
    return found.name in ("Ref", "Fn::GetAtt", "Fn::Sub") and not is_no_value(last)


def _suffixed(layout: Layout, node: Node, ids: Collection[str]) -> Iterator[Edit]:
    found = call(node)
    text = node if found is None else (items(found.argument) or [found.argument])[0]
    document = plain(node)
    match document:
        case {"Ref": str()} | {"Fn::GetAtt": [str(), str()]}:
            pieces = (*renamed_text(with_holes(document), ids), *SUFFIX)
            value = substitution(pieces, json=layout.json)
        case {"Fn::Sub": str() as plain_text} if not VARIABLE.search(plain_text):
            value = substitution((plain_text, *SUFFIX), json=layout.json)
        case str() | {"Fn::Sub": _} if isinstance(text, ScalarNode):
            yield from insert(layout, text, len(text.value), SUFFIX)
            return
        case _:
            parts = [renamed_value(document, ids), quoted_pieces(HASH)]
            value = {"Fn::Join": [quoted_pieces("-"), parts]}
    yield from put(layout, node, value)
