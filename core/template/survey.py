"""What a composed template has in it, in one pass over its nodes: keys, tags, and what is wrong.

One pass in plain loops: this is the time that parsing a template takes beside libyaml's.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from sys import intern

from attrs import frozen
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kayron.core.template.node import PLAIN_TAGS, SHORT_TAGS, entries, items

DIRECTIVES = "!Rain::"
"""Tags of AWS's packaging tool `rain`, which replaces them before CloudFormation sees them."""


Fault = tuple[Node, str]
"""A node, and the sentence of what is wrong with it."""


@frozen(eq=False)
class Survey:
    """All keys and tags below a node, and the wrong nodes, each with what is wrong."""

    keys: frozenset[str]
    tags: frozenset[str]
    faults: tuple[Fault, ...]


def survey(root: Node) -> Survey:
    """Survey a node and all below; aliased nodes once per alias, so refuse bombs first.

    Scalars that are spelled alike become one text: templates share their words, and many are kept.
    """
    keys: set[str] = set()
    tags: set[str] = set()
    suspects: list[MappingNode] = []
    level: list[Node] = [root]
    while level:
        below: list[Node] = []
        for node in level:
            tags.add(node.tag)
            if isinstance(node, MappingNode):
                names = set()
                for key, _ in node.value:
                    if type(key) is ScalarNode:
                        name = key.value = intern(key.value)
                        names.add(name)
                if len(names) != len(node.value):
                    suspects.append(node)
                keys |= names
                below += [value for _, value in node.value]
            elif isinstance(node, SequenceNode):
                below += node.value
            else:
                node.value = intern(node.value)
        level = below
    faults = [fault for node in suspects for fault in _faults_of_keys(node)]
    if not tags <= PLAIN_TAGS | SHORT_TAGS.keys():
        faults += _faults_of_tags(root)
    return Survey(frozenset(keys), frozenset(tags), tuple(faults))


def _faults_of_keys(node: MappingNode) -> Iterator[Fault]:
    seen: set[str] = set()
    keys: list[Node] = [key for key, _ in node.value]
    for key in keys:
        if not isinstance(key, ScalarNode):
            yield key, "is a key that is no text."
        elif key.value in seen:
            yield key, f"repeats the key {key.value!r} of the same mapping."
        else:
            seen.add(key.value)


def _faults_of_tags(root: Node) -> Iterator[Fault]:
    waiting = [root]
    seen = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        known = node.tag in PLAIN_TAGS or node.tag in SHORT_TAGS
        if not known and not node.tag.startswith(DIRECTIVES):
            yield node, _unknown_tag(node.tag)
        waiting += [part for pair in entries(node) for part in pair] + items(node)


def _unknown_tag(tag: str) -> str:
    nearest = get_close_matches(tag, SHORT_TAGS, n=1)
    hint = f" Did you mean {nearest[0]}?" if nearest else ""
    return f"has the tag {tag}, which CloudFormation does not know.{hint}"
