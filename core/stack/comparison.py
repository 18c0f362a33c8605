"""Deployed stacks beside what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import frozen

from kayron.core.shelf import Shelf
from kayron.core.snapshot import Resources
from kayron.core.stack.deployed import DeployedTree
from kayron.core.stack.link import NESTED_STACK, is_there
from kayron.core.stack.made import is_made, is_made_alike, makers
from kayron.core.stack.tree import StackNode, StackTree, resource_path
from kayron.core.template.source import ResourceNode

DELETED = "DELETE_COMPLETE"

GONE = frozenset({DELETED, "DELETE_FAILED", "DELETE_SKIPPED"})
"""What a resource is that no update touches any more, though its stack still tells of it."""


@frozen(kw_only=True, eq=False)
class Fate:
    """A deployed stack and the stacks of the rendered tree that it becomes.

    Several where an unknown condition chooses; none where it is `removed` or where nothing is known
    of its new template. `same` tells that nothing about the stack itself changes: its template and
    the values in it.
    """

    before: StackNode
    after: tuple[StackNode, ...]
    removed: bool
    same: bool


@frozen(kw_only=True, eq=False)
class ResourceFate:
    """A deployed resource and what it becomes in each stack that its own may become.

    None where it is removed. `before` is the resource as the deployed template has it.
    """

    stack: StackNode
    before: ResourceNode
    after: tuple[tuple[StackNode, ResourceNode | None], ...]

    @property
    def path(self) -> str:
        """The resource for people and for `allow_stateful`, such as `Data/Database`."""
        return resource_path(self.stack.ids, self.before.id)

    @property
    def removed(self) -> bool:
        """Whether it is gone afterwards, in one alternative at least."""
        return any(resource is None for _, resource in self.after)


@frozen(kw_only=True)
class MadeFate:
    """A deployed resource that a macro made and that is not sure to stay.

    It is `removed` where nothing is left that would make it, in one alternative at least; else what
    makes it changes, and what comes of that is not known.
    """

    path: str
    type: str
    removed: bool


def fates(
    deployed: DeployedTree, rendered: StackTree, known: Shelf[tuple[StackNode, StackNode], bool]
) -> tuple[Fate, ...]:
    """Return what becomes of each deployed stack, in the order of the deployed tree."""
    by_ids = rendered.by_ids()
    found: dict[tuple[str, ...], Fate] = {}
    for node in deployed.nodes:
        after = by_ids.get(node.ids, ())
        parent = found.get(node.ids[:-1]) if node.ids else None
        removed = not after and parent is not None and _loses(parent, node.ids[-1])
        same = len(after) == 1 and known.get((node, after[0]), partial(_is_same, node, after[0]))
        found[node.ids] = Fate(before=node, after=after, removed=removed, same=same)
    return tuple(found.values())


def resource_fates(fate: Fate, kinds: frozenset[str]) -> Iterator[ResourceFate]:
    """Yield what becomes of the resources of these types in a stack whose fate is known."""
    if fate.same or not (fate.after or fate.removed):
        return
    for resource in fate.before.template.resources.values():
        if resource.type in kinds and exists(fate.before, resource):
            after = tuple((node, _later(node, resource)) for node in fate.after)
            nothing = ((fate.before, None),)
            yield ResourceFate(stack=fate.before, before=resource, after=after or nothing)


def made_fates(fate: Fate, kinds: frozenset[str]) -> Iterator[MadeFate]:
    """Yield the resources of these types that a macro made and that are not sure to stay.

    Which there are is known from the live ones alone.
    """
    before = fate.before
    if fate.same or before.deployed is None or not isinstance(before.deployed.resources, Resources):
        return
    for id_, live in before.deployed.resources.by_id.items():
        if live.type not in kinds or live.status in GONE or not is_made(before, id_, live.type):
            continue
        losing = [node for node in fate.after if not _remains(before, node, id_, live.type)]
        if losing or fate.removed:
            yield MadeFate(
                path=resource_path(before.ids, id_),
                type=live.type,
                removed=fate.removed or any(not makers(node, id_) for node in losing),
            )


def exists(node: StackNode, resource: ResourceNode) -> bool:
    """Tell whether a resource of a deployed template is really there, as far as is known."""
    stack = node.deployed
    if stack is not None and isinstance(stack.resources, Resources):
        found = stack.resources.by_id.get(resource.id)
        return found is not None and found.status != DELETED
    return is_there(resource, node.template, node.scope)


def _is_same(before: StackNode, after: StackNode) -> bool:
    return before.template.text == after.template.text and before.scope == after.scope


def _later(node: StackNode, before: ResourceNode) -> ResourceNode | None:
    """Return the resource in a later template; one of another type is another resource."""
    found = node.template.resources.get(before.id)
    if found is None or found.type != before.type:
        return None
    return found if is_there(found, node.template, node.scope) else None


def _loses(parent: Fate, resource: str) -> bool:
    """Tell whether a nested stack goes with its parent, or is in nothing that this becomes."""
    if parent.removed:
        return True
    return bool(parent.after) and not any(
        _remains(parent.before, node, resource, NESTED_STACK) for node in parent.after
    )


def _remains(before: StackNode, after: StackNode, id_: str, kind: str) -> bool:
    """Tell whether a later template has a deployed resource, or still makes it as it did."""
    found = after.template.resources.get(id_)
    if found is not None and found.type == kind:
        return is_there(found, after.template, after.scope)
    return is_made(before, id_, kind) and is_made_alike(before, after, id_)
