"""The deployed stacks as one tree, and the ECS services among their resources."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kayron.core.fact import Fact, Unknown
from kayron.core.snapshot import EcsService, Resources, Stack
from kayron.core.stack.link import NESTED_STACK
from kayron.core.table import Table
from kayron.core.template.reading import SERVICE

NOT_READ = Unknown("it is not in the snapshot")
"""What is known of a thing that a snapshot was not asked to hold."""


@frozen(kw_only=True)
class Located:
    """An ECS service and the deployed stack that holds it, as a path of logical ids."""

    stack: tuple[str, ...]
    id: str
    arn: str
    service: Fact[EcsService]


def located_services(root: Fact[Stack], services: Table[Fact[EcsService]]) -> tuple[Located, ...]:
    """Return the ECS services that the resources of a stack tree name."""
    return tuple(
        Located(
            stack=path,
            id=name,
            arn=resource.physical,
            service=services.get(resource.physical, NOT_READ),
        )
        for path, stack in walk_stacks(root)
        if isinstance(stack, Stack) and isinstance(stack.resources, Resources)
        for name, resource in stack.resources.by_id.items()
        if resource.type == SERVICE and resource.physical
    )


def unread_stacks(root: Fact[Stack]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of each stack whose resources could not be read, and the error."""
    for path, stack in walk_stacks(root):
        fact = stack.resources if isinstance(stack, Stack) else stack
        if isinstance(fact, Unknown):
            yield path, fact.cause


def walk_stacks(root: Fact[Stack]) -> Iterator[tuple[tuple[str, ...], Fact[Stack]]]:
    """Yield each stack of a tree with its path, parents first, also those that were not read."""
    waiting: list[tuple[tuple[str, ...], Fact[Stack]]] = [((), root)]
    while waiting:
        path, stack = waiting.pop()
        yield path, stack
        if isinstance(stack, Stack):
            names = sorted({*stack.nested, *_nested_resources(stack)}, reverse=True)
            waiting += [((*path, name), stack.nested.get(name, NOT_READ)) for name in names]


def _nested_resources(stack: Stack) -> list[str]:
    if not isinstance(stack.resources, Resources):
        return []
    return [
        name
        for name, resource in stack.resources.by_id.items()
        if resource.type == NESTED_STACK and resource.physical
    ]
