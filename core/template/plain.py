"""A template's nodes as a plain document, whatever their style, to compare documents by.

Scalars stay text: CloudFormation does not tell 512 from "512", and YAML's own types would change
`0755`, `yes` and `529E8759`.
"""

from __future__ import annotations

from yaml.nodes import Node, ScalarNode, SequenceNode

from kayron.core.template.node import Call, call, entries, is_null, items

Plain = None | str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """Return a node as lists, dictionaries, texts and None, with every function in its long form.

    `GetAtt` has its two parts as a list. The nesting is bounded by what `parse_template` accepts.
    """
    found = call(node)
    if found is not None:
        return {found.name: _argument(found)}
    return _value(node)


def _value(node: Node) -> Plain:
    if isinstance(node, ScalarNode):
        text: str = node.value
        return None if is_null(node) else text
    if isinstance(node, SequenceNode):
        return [plain(item) for item in items(node)]
    return {key.value: plain(value) for key, value in entries(node)}


def _argument(found: Call) -> Plain:
    value = plain(found.argument)
    if found.name == "Fn::GetAtt" and isinstance(value, str):
        resource, _, attribute = value.partition(".")
        return [resource, attribute]
    return value
