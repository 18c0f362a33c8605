"""Anchors, aliases and merge keys: where they stand, and what they would grow to.

An alias is its anchor's node, so its marks lie elsewhere; only the tokens tell where it stands.
"""

from __future__ import annotations

import re

from attrs import frozen
from yaml.nodes import Node
from yaml.tokens import AliasToken, AnchorToken, Token

from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.template.compose import DEEPEST_NESTING, Composition, place_of, tokens
from kayron.core.template.node import children, entries

MOST_NODES = 500_000
"""Nodes with aliases expanded. Our own bound: no template of the largest size spells more."""

POSSIBLE = re.compile(r"(?:^|[\s,\[{:?\ufeff])&[\w-]")
"""What may be an anchor; a scalar may hold it too. There is no alias without one.

In JSON's style a value may follow its colon at once, and the whole a byte order mark.
"""

MERGE = "<<"


@frozen(order=True)
class Share:
    """An anchor, alias or merge key: its offsets in the text, its kind, its place."""

    start: int
    end: int
    kind: str
    place: Place


def anchors_and_aliases(composition: Composition, text: str, file: str) -> list[Share]:
    """Return every anchor and alias of a composed text, in the text's order.

    Raises `InvalidInput` where an anchor holds itself, or where all aliases expanded are too much.
    """
    if composition.root is None or "&" not in text or not POSSIBLE.search(text):
        return []
    found = []
    for token in tokens(composition):
        if isinstance(token, AliasToken | AnchorToken):
            kind = "alias" if isinstance(token, AliasToken) else "anchor"
            found.append(_share(token, kind, text, file))
    if found:
        _refuse_bomb(composition.root, text, file)
    return found


def merge_keys(root: Node, text: str, file: str) -> list[Share]:
    """Return every merge key below a node, in the text's order."""
    found: set[Share] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        merging = (key for key, _ in entries(node) if key.value == MERGE and not key.style)
        found.update(_share(key, "merge key", text, file) for key in merging)
        waiting += children(node)
    return sorted(found)


def _share(marked: Node | Token, kind: str, text: str, file: str) -> Share:
    start, end = marked.start_mark, marked.end_mark
    return Share(start.index, end.index, kind, place_of(start, text, file))


def _refuse_bomb(root: Node, text: str, file: str) -> None:
    """Measure every node once, from its children's measures, without recursion."""
    measured: dict[int, tuple[int, int]] = {}
    entered: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting[-1]
        below = children(node)
        if id(node) in measured:
            waiting.pop()
        elif id(node) in entered:
            sizes, depths = zip((0, 0), *(measured[id(each)] for each in below), strict=True)
            measured[id(node)] = (min(1 + sum(sizes), MOST_NODES + 1), 1 + max(depths))
        else:
            entered.add(id(node))
            if any(id(each) in entered and id(each) not in measured for each in below):
                raise _refusal(node, "holds an alias of an anchor that holds it.", text, file)
            waiting += below
    _refuse_size(root, *measured[id(root)], text, file)


def _refuse_size(root: Node, size: int, depth: int, text: str, file: str) -> None:
    if size > MOST_NODES:
        message = f"has aliases that expand to more than {MOST_NODES:,} values."
        raise _refusal(root, message, text, file)
    if depth > DEEPEST_NESTING:
        message = f"has aliases that nest more than {DEEPEST_NESTING} levels deep."
        raise _refusal(root, message, text, file)


def _refusal(node: Node, message: str, text: str, file: str) -> InvalidInput:
    return InvalidInput([Problem(place_of(node.start_mark, text, file), message)])
