"""The stacks as they run, as a tree like the one that an infrastructure unfolds to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kayron.core.fact import Absent, Unknown
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Stack
from kayron.core.stack.link import TEMPLATE_URL
from kayron.core.stack.location import ROOT_FILE, locate, path_of_key
from kayron.core.stack.scope import scope_of
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import Ids, Parse, StackNode, stack_path
from kayron.core.table import Table
from kayron.core.template.intrinsic import Unresolved, resolve
from kayron.core.template.source import Template


@frozen(kw_only=True, eq=False)
class DeployedTree:
    """The deployed stacks whose templates are known, parents before children, siblings by id.

    `unknown` says by stack path (empty: the root) why a stack or its template is not known; nothing
    below such a stack is.
    """

    nodes: tuple[StackNode, ...]
    unknown: Table[str]

    def by_ids(self) -> Mapping[Ids, StackNode]:
        """Return the stacks by their ids."""
        return {node.ids: node for node in self.nodes}


def deployed_tree(root: Stack, surroundings: Surroundings, parse: Parse) -> DeployedTree:
    """Return the tree of a root stack as it runs.

    A template is named after the file of ours that its URL says it is, else after its stack. What
    AWS gives of it has `?` for every character that is not ASCII.
    """
    reader = _Reader(surroundings, parse)
    reader.read((), root, ROOT_FILE)
    return DeployedTree(nodes=tuple(reader.nodes), unknown=Table(reader.unknown))


class _Reader:
    """The walk from the root, and what was found on the way."""

    def __init__(self, surroundings: Surroundings, parse: Parse) -> None:
        self.surroundings = surroundings
        self.parse = parse
        self.nodes: list[StackNode] = []
        self.unknown: dict[str, str] = {}

    def read(self, ids: Ids, stack: Stack, file: str) -> None:
        """Read a stack and all below it."""
        template = self.template(ids, stack, file)
        if template is None:
            return
        node = StackNode(
            ids=ids,
            file=file,
            template=template,
            scope=scope_of(self.surroundings, stack, stack.parameters),
            deployed=stack,
            children=(),
            alternative=False,
        )
        self.nodes.append(node)
        for name, fact in stack.nested.items():
            self.nested(node, name, fact)

    def template(self, ids: Ids, stack: Stack, file: str) -> Template | None:
        """Return a stack's template, or None where it is not known, and note why."""
        fact = stack.template
        if isinstance(fact, Unknown):
            self.unknown[stack_path(ids)] = fact.cause
        elif isinstance(fact, Absent):
            self.unknown[stack_path(ids)] = "the stack has no template"
        else:
            try:
                return self.parse(fact, file)
            except InvalidInput as error:
                self.unknown[stack_path(ids)] = f"its deployed template is invalid: {error}"
        return None

    def nested(self, parent: StackNode, name: str, fact: Stack | Absent | Unknown) -> None:
        """Read a nested stack; one that is proved absent is not there."""
        ids = (*parent.ids, name)
        if isinstance(fact, Stack):
            self.read(ids, fact, self.file(parent, name) or stack_path(ids))
        elif isinstance(fact, Unknown):
            self.unknown[stack_path(ids)] = fact.cause

    def file(self, parent: StackNode, name: str) -> str | None:
        """Return the path of the file of ours that a nested stack was deployed from."""
        resource = parent.template.resources.get(name)
        node = resource.properties.get(TEMPLATE_URL) if resource else None
        value = resolve(node, parent.template, parent.scope) if node else None
        location = None if value is None or isinstance(value, Unresolved) else locate(value)
        if location is None or location.bucket != self.surroundings.bucket:
            return None
        return path_of_key(self.surroundings.environment, location.key)
