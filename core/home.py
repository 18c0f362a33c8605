"""Which stack of an infrastructure holds each service: where its previews are rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from kayron.core.ground import file_stem
from kayron.core.stack.tree import StackNode, StackTree, stack_path
from kayron.core.template.service import TaggedService


@frozen
class Homeless:
    """Why a service has no stack of its own, as a sentence."""

    reason: str


Home = StackNode | Homeless

Services = Callable[[StackNode], tuple[TaggedService, ...]]
"""Returns the ECS services of a stack and what their tags say."""


def find_homes(tree: StackTree, dockers: Iterable[str], services: Services) -> Mapping[str, Home]:
    """Return the stack of each of these services.

    It is the one whose template holds an ECS service with the tag `service: <docker>`, else the one
    whose file is named like the service.
    """
    wanted = frozenset(dockers)
    tagged: dict[str, list[StackNode]] = {}
    named: dict[str, list[StackNode]] = {}
    for node in tree.nodes if wanted else ():
        for docker in wanted.intersection(_tagged(services(node))):
            tagged.setdefault(docker, []).append(node)
        named.setdefault(file_stem(node.file), []).append(node)
    return {docker: _home(docker, tagged, named) for docker in sorted(wanted)}


def _home(
    docker: str, tagged: Mapping[str, list[StackNode]], named: Mapping[str, list[StackNode]]
) -> Home:
    found = tagged.get(docker) or named.get(docker, [])
    if len(found) == 1:
        return found[0]
    if not found:
        return Homeless(
            f"No template holds an ECS service with the tag service={docker}, and none is named "
            f"{docker}."
        )
    stacks = ", ".join(f"{stack_path(node.ids) or 'the root'} ({node.file})" for node in found)
    return Homeless(f"Several stacks could be that of {docker}: {stacks}; one has to be.")


def _tagged(services: Iterable[TaggedService]) -> Iterator[str]:
    """Yield the names that ECS services are tagged with; those of previews do not count."""
    for service in services:
        if not service.preview:
            yield from service.service
