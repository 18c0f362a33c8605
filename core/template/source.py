"""A template as its text, its nodes and its resources: what every reader of templates starts from.

It refuses only what CloudFormation would refuse whatever the parameters; it evaluates nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import frozen
from yaml.nodes import CollectionNode, MappingNode, Node

from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.template.compose import compose, place_of
from kayron.core.template.node import child, children, entries
from kayron.core.template.plain import Plain, plain
from kayron.core.template.sharing import MERGE, Share, anchors_and_aliases, merge_keys
from kayron.core.template.structure import LOOP, ResourceNode, faults_of, resources_of, table
from kayron.core.template.survey import Fault, Survey, survey

__all__ = ["Plain", "ResourceNode", "Template", "parse_template", "place", "plain"]

NO_TEMPLATE = "is no template: it must be a mapping that has Resources."


@frozen(kw_only=True, eq=False)
class Template:
    """A template that was parsed. Marks of nodes are offsets into `text`, byte order mark included.

    `json` tells that the root is written with braces. `resources` are in the text's order, `loops`
    the entries beside them that `Fn::ForEach` repeats. `transform` tells that a macro rewrites some
    of it: whatever stands in it may mean something else; `hides` that a parameter may be `NoEcho`.
    `shares` has every anchor, alias and merge key in the text's order; `size` is that of the text
    in bytes.
    """

    text: str
    size: int
    file: str
    json: bool
    root: MappingNode
    resources: Mapping[str, ResourceNode]
    loops: Mapping[str, Node]
    transform: bool
    hides: bool
    shares: tuple[Share, ...]
    sections: Mapping[str, Mapping[str, Node]]

    def section(self, name: str) -> Mapping[str, Node]:
        """Return the entries of a top-level section, none where it is absent."""
        return self.sections.get(name, NOTHING)


NOTHING: Mapping[str, Node] = MappingProxyType({})


def parse_template(text: str, file: str) -> Template:
    """Parse a template; `file` names it in problems.

    Raises `InvalidInput` with all problems, or with the one that hides the others.
    """
    composition = compose(text, file)
    root = composition.root
    if not isinstance(root, MappingNode):
        raise InvalidInput([Problem(Place(file), NO_TEMPLATE)])
    shares = anchors_and_aliases(composition, text, file)
    found = survey(root)
    _refuse(found.faults, text, file)
    if MERGE in found.keys:
        shares += merge_keys(root, text, file)
    transform = _has_transform(root, found)
    if not transform:
        _refuse(faults_of(root), text, file)
    return Template(
        text=text,
        size=len(text.encode()),
        file=file,
        json=bool(root.flow_style),
        root=root,
        resources=MappingProxyType(resources_of(root)),
        loops=MappingProxyType(_loops(root)),
        transform=transform,
        hides="NoEcho" in found.keys,
        shares=tuple(sorted(shares)),
        sections={key.value: table(node) for key, node in entries(root)},
    )


def place(template: Template, node: Node) -> Place:
    """Return where a node begins, its tag included, counted from 1."""
    return place_of(node.start_mark, template.text, template.file)


def first_share(template: Template, start: int, end: int) -> Share | None:
    """Return the first anchor, alias or merge key between two offsets of the text, or None."""
    first = bisect_left(template.shares, start, key=lambda share: share.start)
    found = template.shares[first : first + 1]
    return found[0] if found and found[0].start < end else None


def last_leaf_end(template: Template, node: Node) -> int:
    """Return the offset after the last character of what a node itself is written with.

    The end mark of a block collection lies at the next token, behind blank lines and comments; that
    of a block scalar behind its blank lines.
    """
    start, end = node.start_mark.index, node.end_mark.index
    leaf = node
    while isinstance(leaf, CollectionNode) and not leaf.flow_style:
        leaf = children(leaf)[-1]
    leaf_start, leaf_end = leaf.start_mark.index, leaf.end_mark.index
    written = leaf_start + len(template.text[leaf_start:leaf_end].rstrip())
    # The last leaf may be an alias: then `leaf` is its anchor's node, which ends before it.
    after = bisect_left(template.shares, end, key=lambda share: share.start)
    last = template.shares[max(after - 1, 0) : after]
    return max(written, last[0].end) if last and last[0].start >= start else written


def _has_transform(root: MappingNode, found: Survey) -> bool:
    return (
        child(root, "Transform") is not None
        or "Fn::Transform" in found.keys
        or "!Transform" in found.tags
    )


def _loops(root: MappingNode) -> dict[str, Node]:
    entries = table(child(root, "Resources"))
    return {key: node for key, node in entries.items() if key.startswith(LOOP)}


def _refuse(faults: Iterable[Fault], text: str, file: str) -> None:
    problems = [Problem(place_of(node.start_mark, text, file), words) for node, words in faults]
    if problems:
        raise InvalidInput(problems)
