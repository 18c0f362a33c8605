"""Live resources of previews that no deployed template holds.

CloudFormation leaves them behind when it cannot delete them. They hold names that the same preview
would need again. Only a ledger that was read whole can tell them from previews that are deployed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from kayron.core.fact import Fact
from kayron.core.hashing import LENGTH, is_hash, normal_hash, preview_subject
from kayron.core.located import located_services, walk_stacks
from kayron.core.policy.status import BUSY
from kayron.core.running import Owners
from kayron.core.snapshot import EcsService, Listener, Resource, Resources, Snapshot, Stack
from kayron.core.stack.tree import Ids
from kayron.core.table import Table
from kayron.core.template.reading import TARGET_GROUP
from kayron.core.verdict import Verdict, deny, hold

POLICY = "orphans"


@frozen(kw_only=True, order=True)
class Orphan:
    """A live resource that names a preview; `leaving` tells that AWS deletes it by itself."""

    docker: str
    hash: str
    name: str
    leaving: bool

    @property
    def subject(self) -> str:
        """The preview that it is of."""
        return preview_subject(self.docker, self.hash)


def find_orphans(snapshot: Snapshot, owners: Owners) -> tuple[Orphan, ...]:
    """Return the live resources of previews that are not in the ledger, `owners.deployed`."""
    held = {(preview.service, preview.hash) for preview in owners.deployed}
    dockers = _dockers(snapshot, owners)
    found = {
        *_services(snapshot, owners),
        *_leftovers(snapshot.root, dockers),
        *_target_groups(snapshot, dockers),
    }
    return tuple(sorted(one for one in found if (one.docker, one.hash) not in held))


def judge_orphan(orphans: Iterable[Orphan]) -> Verdict:
    """Return what to say of the live resources, one at least, that a preview left behind."""
    ordered = sorted(orphans)
    names = ", ".join(orphan.name for orphan in ordered)
    subject = ordered[0].subject
    if all(orphan.leaving for orphan in ordered):
        reason = f"AWS is still deleting what an earlier preview of this name had: {names}."
        return hold(POLICY, subject, reason, "root.resources")
    reason = (
        f"No deployed template holds this preview, yet it has live resources: {names}. Delete them."
    )
    return deny(POLICY, subject, reason, "root.resources")


def _dockers(snapshot: Snapshot, owners: Owners) -> Mapping[Ids, Collection[str]]:
    """Return whose previews each stack has: of the services tagged in it, else of its file's."""
    tagged: dict[Ids, set[str]] = {}
    for located in located_services(snapshot.root, snapshot.services):
        service = located.service
        if not isinstance(service, EcsService) or not owners.has(service):
            continue
        if docker := service.tags.get("service"):
            tagged.setdefault(located.stack, set()).add(docker)
    return {**{path: {docker} for path, docker in owners.stacks.items()}, **tagged}


def _services(snapshot: Snapshot, owners: Owners) -> Iterator[Orphan]:
    """Yield the ECS services that are tagged as previews.

    An update that goes on deletes last what its templates do not hold.
    """
    busy = isinstance(snapshot.root, Stack) and snapshot.root.status in BUSY
    for located in located_services(snapshot.root, snapshot.services):
        service = located.service
        if not isinstance(service, EcsService) or service.status == "INACTIVE":
            continue
        docker = service.tags.get("service") or owners.stacks.get(located.stack, "")
        hash_ = normal_hash(service.tags.get("preview", ""))
        if docker and hash_ and owners.has(service):
            yield Orphan(
                docker=docker,
                hash=hash_,
                name=f"the ECS service {service.cluster}/{service.name}",
                leaving=busy or service.status == "DRAINING",
            )


def _leftovers(root: Fact[Stack], dockers: Mapping[Ids, Collection[str]]) -> Iterator[Orphan]:
    """Yield what CloudFormation is deleting or could not delete, by the hash in its logical id."""
    for path, by_id in _resources(root):
        for name, resource in by_id.items():
            live = resource.status.startswith("DELETE_") and resource.status != "DELETE_COMPLETE"
            original, hash_ = name[:-LENGTH], name[-LENGTH:]
            if live and original in by_id and is_hash(hash_):
                what = f"{resource.type} {'/'.join((*path, name))} ({resource.status})"
                leaving = resource.status == "DELETE_IN_PROGRESS"
                for docker in dockers.get(path, ()):
                    yield Orphan(docker=docker, hash=hash_, name=what, leaving=leaving)


def _target_groups(snapshot: Snapshot, dockers: Mapping[Ids, Collection[str]]) -> Iterator[Orphan]:
    """Yield the target groups of listener rules that are no stack's and have a preview's name."""
    ours: set[str] = set()
    owners: dict[str, Collection[str]] = {}
    for path, by_id in _resources(snapshot.root):
        groups = [one.physical for one in by_id.values() if one.type == TARGET_GROUP]
        ours.update(groups)
        if path in dockers:
            owners.update((_name(arn), dockers[path]) for arn in groups)
    for arn in sorted(set(_forwarded(snapshot.listeners)) - ours):
        base, _, suffix = _name(arn).rpartition("-")
        if is_hash(suffix):
            name = f"the target group {_name(arn)}"
            for docker in owners.get(base, ()):
                yield Orphan(docker=docker, hash=suffix, name=name, leaving=False)


def _resources(root: Fact[Stack]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Resource]]]:
    for path, stack in walk_stacks(root):
        if isinstance(stack, Stack) and isinstance(stack.resources, Resources):
            yield path, stack.resources.by_id


def _forwarded(listeners: Table[Fact[Listener]]) -> Iterator[str]:
    for listener in listeners.values():
        if isinstance(listener, Listener):
            for rule in listener.rules:
                yield from rule.target_groups


def _name(arn: str) -> str:
    """Return the name in a target group's ARN, `...:targetgroup/NAME/ID`, or an empty text."""
    return arn.partition(":targetgroup/")[2].partition("/")[0]
