"""The tree of an infrastructure's nested stacks, as a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, frozen
from yaml.nodes import Node

from kayron.core.problem import Problem
from kayron.core.snapshot import Stack
from kayron.core.stack.link import Link, Spot
from kayron.core.stack.scope import Passed
from kayron.core.table import Table
from kayron.core.template.intrinsic import Scope, Unresolved
from kayron.core.template.source import ResourceNode, Template

Ids = tuple[str, ...]
"""The logical ids on the way from the root stack to a nested one; none for the root itself."""

Parse = Callable[[str, str], Template]
"""Returns the template of a text and a file name, or raises `InvalidInput`."""


@frozen(kw_only=True, eq=False)
class Passage:
    """A stack resource as its stack evaluates it: what it follows from is the scope alone.

    `urls` has the expression of the TemplateURL at each spot and its value, `passed` what is passed
    on as parameters, None where it, or all of it, cannot be evaluated.
    """

    resource: ResourceNode
    urls: tuple[tuple[Spot, Node, str | Unresolved], ...]
    passed: Passed


@frozen(kw_only=True, eq=False)
class StackNode:
    """A stack of the tree.

    `file` is the path of its template, `deployed` the stack as it runs. `alternative` tells that
    the file is one of several that an unknown condition chooses from; these nodes share `ids`.
    `passages` are the ways from it to nested stacks, as far as they were looked for.
    """

    ids: Ids
    file: str
    template: Template
    scope: Scope
    deployed: Stack | None
    children: tuple[StackNode, ...]
    alternative: bool
    passages: tuple[Passage, ...] = ()


@frozen(kw_only=True, eq=False)
class StackTree:
    """The stacks, parents before children, siblings in their template's order.

    `opaque` are the stacks of which nothing is known: their template is foreign or cannot be had.
    `plain` are those among them whose TemplateURL cannot be evaluated, and stays all the same; of a
    loop that makes stacks, whose ids nobody knows, it is the stack that holds them.
    `links` has the TemplateURLs to rewrite by file. `problems` are those of TemplateURLs, `invalid`
    those of templates that cannot be read; what they concern is left out.
    """

    nodes: tuple[StackNode, ...]
    opaque: tuple[Ids, ...]
    plain: tuple[Ids, ...]
    links: Table[tuple[Link, ...]]
    problems: tuple[Problem, ...]
    invalid: tuple[Problem, ...]

    def by_ids(self) -> Mapping[Ids, tuple[StackNode, ...]]:
        """Return the stacks by their ids; several where they are alternatives."""
        found: dict[Ids, tuple[StackNode, ...]] = defaultdict(tuple)
        for node in self.nodes:
            found[node.ids] += (node,)
        return dict(found)

    def by_file(self) -> Mapping[str, tuple[StackNode, ...]]:
        """Return the stacks by the path of their template, in the order of the tree."""
        found: dict[str, list[StackNode]] = defaultdict(list)
        for node in self.nodes:
            found[node.file].append(node)
        return {file: tuple(nodes) for file, nodes in found.items()}


def stack_path(ids: Ids) -> str:
    """Return the name of a stack in plans, such as `Apps/Lite`; the root's is empty."""
    return "/".join(ids)


def resource_path(ids: Ids, resource: str) -> str:
    """Return the name of a resource in plans and `allow_stateful`, such as `Apps/Lite/Service`."""
    return "/".join((*ids, resource))


def walk(node: StackNode) -> Iterator[StackNode]:
    """Yield a stack and all that it holds, parents before children."""
    yield node
    for child in node.children:
        yield from walk(child)


def with_texts(tree: StackTree, texts: Mapping[str, str], parse: Parse) -> StackTree:
    """Return the tree with templates of these texts by path, such as rendered ones.

    They hold the same nested stacks; `children` stay as they were. Raises `InvalidInput`.
    """
    files = tree.by_file()
    templates = {path: parse(text, path) for path, text in texts.items() if path in files}
    nodes = (
        evolve(node, template=templates[node.file]) if node.file in templates else node
        for node in tree.nodes
    )
    return evolve(tree, nodes=tuple(nodes))
