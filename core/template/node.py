"""Typed access to the nodes that PyYAML composes, and to the functions of CloudFormation in them.

Keys are scalars in every template that was parsed; `source.parse_template` refuses others.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

TEXT = "tag:yaml.org,2002:str"
LIST = "tag:yaml.org,2002:seq"
MAP = "tag:yaml.org,2002:map"
NULL = "tag:yaml.org,2002:null"

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain scalars that YAML 1.1 reads as null."""

BOOLEANS = {
    spelling: value
    for value, words in (("true", ("true", "yes", "on")), ("false", ("false", "no", "off")))
    for word in words
    for spelling in (word, word.title(), word.upper())
}
"""The plain scalars that YAML 1.1 reads as booleans, and the texts that CloudFormation makes of
them. It takes `y` and `n` for texts."""

PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "float", "int")) | {
    TEXT,
    LIST,
    MAP,
    NULL,
}
"""The tags of YAML's own types that CloudFormation reads."""

SHORT_TAGS = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            "And",
            "Base64",
            "Cidr",
            "Contains",
            "EachMemberEquals",
            "EachMemberIn",
            "Equals",
            "FindInMap",
            "GetAZs",
            "GetAtt",
            "GetStackOutput",
            "If",
            "ImportValue",
            "Join",
            "Length",
            "Not",
            "Or",
            "RefAll",
            "Select",
            "Split",
            "Sub",
            "ToJsonString",
            "Transform",
            "ValueOf",
            "ValueOfAll",
        )
    },
}
"""The long form of every short tag.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""


@frozen(eq=False)
class Call:
    """A function call: its long name (`Fn::Sub`, `Ref`) and its argument, without the short tag."""

    name: str
    argument: Node


def entries(node: Node | None) -> list[tuple[ScalarNode, Node]]:
    """Return the keys and values of a mapping in the text's order; nothing for any other node."""
    if not isinstance(node, MappingNode):
        return []
    pairs: list[tuple[ScalarNode, Node]] = node.value
    return pairs


def items(node: Node) -> list[Node]:
    """Return the items of a sequence; nothing for any other node."""
    if not isinstance(node, SequenceNode):
        return []
    nodes: list[Node] = node.value
    return nodes


def children(node: Node) -> list[Node]:
    """Return the values of a mapping or the items of a sequence, in the text's order."""
    return [value for _, value in entries(node)] or items(node)


def scalars(root: Node | None) -> Iterator[ScalarNode]:
    """Yield every scalar below a node once, keys included, aliased ones too, in no useful order."""
    seen: set[int] = set()
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            yield node
        waiting += [part for pair in entries(node) for part in pair] + items(node)


def child(node: Node | None, key: str) -> Node | None:
    """Return the value under a key, or None where there is no such key or no mapping."""
    return next((value for name, value in entries(node) if name.value == key), None)


def scalar(node: Node | None) -> str | None:
    """Return the text of a scalar that is neither null nor a function call, else None."""
    if not isinstance(node, ScalarNode) or node.tag not in PLAIN_TAGS or is_null(node):
        return None
    text: str = node.value
    return text


def scalar_value(node: Node | None) -> str | None:
    """Return the text that CloudFormation makes of a scalar: of a boolean `true` or `false`."""
    text = scalar(node)
    if text in BOOLEANS and isinstance(node, ScalarNode) and not node.style:
        return BOOLEANS[text]
    return text


def is_null(node: Node) -> bool:
    """Tell whether a node is YAML's null: nothing, `~` or `null` without quotes."""
    return isinstance(node, ScalarNode) and (
        node.tag == NULL or (not node.style and node.tag == TEXT and node.value in NULLS)
    )


def call(node: Node) -> Call | None:
    """Return the function call that a node is, in short or long form, or None."""
    name = SHORT_TAGS.get(node.tag)
    if name is not None:
        return Call(name, _untagged(node))
    if node.tag not in PLAIN_TAGS:
        return Call(node.tag.removeprefix("!"), _untagged(node))
    pairs = entries(node)
    if len(pairs) == 1 and (pairs[0][0].value in ("Ref", "Condition") or _is_function(pairs[0][0])):
        return Call(pairs[0][0].value, pairs[0][1])
    return None


def is_no_value(node: Node) -> bool:
    """Tell whether a node is a reference to `AWS::NoValue`."""
    found = call(node)
    return found is not None and found.name == "Ref" and found.argument.value == "AWS::NoValue"


def _is_function(key: ScalarNode) -> bool:
    name: str = key.value
    return name.startswith("Fn::")


def _untagged(node: Node) -> Node:
    """Return the node without its short tag, at the same marks."""
    if isinstance(node, ScalarNode):
        return ScalarNode(TEXT, node.value, node.start_mark, node.end_mark, node.style)
    if isinstance(node, SequenceNode):
        return SequenceNode(LIST, node.value, node.start_mark, node.end_mark, node.flow_style)
    return MappingNode(MAP, node.value, node.start_mark, node.end_mark)
