"""What ECS runs: the current version of each service and preview.

The ECS services are the stacks' own resources; their tags say whose they are. A stack or an ECS
service that could not be read makes what it may hold unknown, never absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.hashing import normal_hash
from kayron.core.image import images_of
from kayron.core.located import Located, located_services, unread_stacks
from kayron.core.snapshot import Deployment, EcsService, Images, Stack
from kayron.core.stack.ledger import Deployed
from kayron.core.table import Table

Key = tuple[str, str]
"""A `docker` name and the hash of a preview, empty for the main service."""


@frozen(kw_only=True)
class Current:
    """What is known of the ECS service of one artifact.

    `problem` is a sentence where that service is not one that Kayron can tell a version of.
    `rolling` tells that ECS has not finished a deployment.
    """

    version: Fact[str]
    problem: str = ""
    rolling: bool = False


@frozen(kw_only=True)
class Running:
    """The ECS services by artifact.

    `unread` has the errors of those that could not be read by the artifact that they should be,
    `gap` the first error that may hide any artifact (empty: none).
    """

    services: Mapping[Key, tuple[EcsService, ...]] = field(eq=False)
    unread: Mapping[Key, str] = field(eq=False)
    gap: str

    def current(self, docker: str, hash_: str = "") -> Current:
        """Return the current version of a service, or of its preview with a hash."""
        services = self.services.get((docker, hash_), ())
        if len(services) > 1:
            names = ", ".join(sorted(f"{one.cluster}/{one.name}" for one in services))
            problem = f"{len(services)} ECS services say that they are this one: {names}."
            return Current(version=Unknown(problem), problem=problem)
        if services:
            return _current(services[0], docker)
        error = self.unread.get((docker, hash_), self.gap)
        return Current(version=Unknown(error) if error else Absent())

    def is_ready(self, docker: str, hash_: str, version: str) -> bool:
        """Tell whether all tasks of its ECS service run this version and none is still to come."""
        services = self.services.get((docker, hash_), ())
        return len(services) == 1 and any(
            deployment.status == "PRIMARY"
            and deployment.rollout == "COMPLETED"
            and deployment.running == deployment.desired > 0
            and _version(deployment, docker).version == version
            for deployment in services[0].deployments
        )


@frozen(kw_only=True)
class Owners:
    """What tells the owner of an ECS service besides its tags.

    `stacks` has the `docker` name by the path of the stack whose template is that service's.
    """

    environment: str
    stacks: Mapping[tuple[str, ...], str] = field(eq=False)
    deployed: tuple[Deployed, ...]

    def has(self, service: EcsService) -> bool:
        """Tell whether an ECS service is of this environment, for all that its tags say."""
        return service.tags.get("environment", self.environment) == self.environment


def read_running(root: Fact[Stack], services: Table[Fact[EcsService]], owners: Owners) -> Running:
    """Return what the ECS services of a stack tree run."""
    located = located_services(root, services)
    tagged, untagged = _known(located, owners)
    gaps = [f"{_name(path)}: {error}" for path, error in unread_stacks(root)]
    unread = _unread(located, owners)
    gaps += [error for key, error in unread if key is None]
    return Running(
        services={**untagged, **tagged},
        unread={key: error for key, error in unread if key is not None},
        gap=next(iter(gaps), ""),
    )


def _known(
    located: Iterable[Located], owners: Owners
) -> tuple[dict[Key, tuple[EcsService, ...]], dict[Key, tuple[EcsService, ...]]]:
    """Return the active ECS services by artifact: those whose tags name it, and the untagged."""
    tagged: dict[Key, list[EcsService]] = defaultdict(list)
    untagged: dict[Key, list[EcsService]] = defaultdict(list)
    for one in located:
        service = one.service
        if not isinstance(service, EcsService) or service.status != "ACTIVE":
            continue
        if not owners.has(service):
            continue
        hash_ = normal_hash(service.tags.get("preview", ""))
        if docker := service.tags.get("service"):
            tagged[docker, hash_].append(service)
        elif docker := owners.stacks.get(one.stack):
            untagged[docker, hash_].append(service)
    return _frozen(tagged), _frozen(untagged)


def _unread(located: Iterable[Located], owners: Owners) -> list[tuple[Key | None, str]]:
    """Return the errors of ECS services that could not be read, by whose they should be."""
    previews = {
        (preview.stack, id_): (preview.service, preview.hash)
        for preview in owners.deployed
        for id_ in preview.ids
    }
    mains = {path: (docker, "") for path, docker in owners.stacks.items()}
    return [
        (
            previews.get((one.stack, one.id)) or mains.get(one.stack),
            f"the ECS service {one.arn}: {one.service.cause}",
        )
        for one in located
        if isinstance(one.service, Unknown)
    ]


def _current(service: EcsService, docker: str) -> Current:
    if service.controller != "ECS":
        problem = (
            f"The ECS service {service.name} has the deployment controller {service.controller}; "
            "Kayron tells versions of the controller ECS only."
        )
        return Current(version=Unknown(problem), problem=problem)
    rolling = any(deployment.rollout == "IN_PROGRESS" for deployment in service.deployments)
    done = [one for one in service.deployments if one.rollout == "COMPLETED"]
    if not done:
        return Current(version=Absent(), rolling=rolling)
    return evolve(_version(done[-1], docker), rolling=rolling)


def _version(deployment: Deployment, docker: str) -> Current:
    if not isinstance(deployment.images, Images):
        return Current(version=deployment.images)
    images = images_of(deployment.images.by_container, docker)
    versions = sorted({image.version or "" for image in images})
    if len(versions) > 1:
        problem = f"Its containers run different versions of {docker}: {', '.join(versions)}."
        return Current(version=Unknown(problem), problem=problem)
    return Current(version=next(iter(versions), "") or Absent())


def _name(path: tuple[str, ...]) -> str:
    return f"the resources of the stack {'/'.join(path)}" if path else "the root stack"


def _frozen(lists: Mapping[Key, list[EcsService]]) -> dict[Key, tuple[EcsService, ...]]:
    return {key: tuple(services) for key, services in lists.items()}
