"""Which stack of an infrastructure holds each service: where its previews are rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from kayron.core.ground import file_stem
from kayron.core.stack.tree import Ids, StackNode, StackTree, stack_path
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
    whose file is named like the service. No other stack may use its file, which gets the previews.
    """
    wanted = frozenset(dockers)
    tagged: dict[str, list[StackNode]] = {}
    named: dict[str, list[StackNode]] = {}
    for node in tree.nodes if wanted else ():
        for docker in wanted.intersection(_tagged(services(node))):
            tagged.setdefault(docker, []).append(node)
        named.setdefault(file_stem(node.file), []).append(node)
    files = tree.by_file()
    homes = {docker: _home(docker, tagged, named) for docker in sorted(wanted)}
    return {docker: _alone(home, files) for docker, home in homes.items()}


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
    stacks = ", ".join(f"{_name(node.ids)} ({node.file})" for node in found)
    return Homeless(f"Several stacks could be that of {docker}: {stacks}; one has to be.")


def _alone(home: Home, files: Mapping[str, tuple[StackNode, ...]]) -> Home:
    """Return a home, unless other stacks use its file too; alternatives are one stack."""
    if isinstance(home, Homeless):
        return home
    users = list(dict.fromkeys(node.ids for node in files[home.file]))
    if len(users) == 1:
        return home
    stacks = ", ".join(map(_name, users))
    return Homeless(f"Several stacks use {home.file}: {stacks}; a preview needs one of its own.")


def _name(stack: Ids) -> str:
    return stack_path(stack) or "the root"


def _tagged(services: Iterable[TaggedService]) -> Iterator[str]:
    """Yield the names that ECS services are tagged with; those of previews do not count."""
    for service in services:
        if not service.preview:
            yield from service.service
