"""A large snapshot after its plan was carried out: the templates and the previews are deployed."""

from __future__ import annotations

from attrs import evolve

from benchmarks.template import COPIED, IDS
from benchmarks.worlds import Service, arn, ecs_service, sha
from kayron.core.action import CreateComment, UpdateComment
from kayron.core.fact import Fact
from kayron.core.plan import Plan, Preview, RenderedTemplate
from kayron.core.snapshot import (
    Comment,
    Comments,
    Condition,
    EcsService,
    Listener,
    Resource,
    Resources,
    Rule,
    Snapshot,
    Stack,
)
from kayron.core.table import Table


def carried_out(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """Return what the snapshot would be when all that a plan adds runs."""
    templates = {path: one for one in plan.templates for path in one.stacks}
    previews = [one for one in plan.previews if one.priorities]
    by_service: dict[str, list[Preview]] = {}
    for preview in previews:
        by_service.setdefault(preview.service, []).append(preview)
    if not isinstance(snapshot.root, Stack):
        raise TypeError(snapshot.root)
    return evolve(
        snapshot,
        root=_deployed(snapshot.root, "", templates, by_service),
        services=snapshot.services.overlaid({_ecs(p): _service(p) for p in previews}),
        listeners=_listeners(snapshot, by_service),
        comments=_comments(snapshot, plan),
    )


def _deployed(
    stack: Stack,
    path: str,
    templates: dict[str, RenderedTemplate],
    previews: dict[str, list[Preview]],
) -> Stack:
    here = f"{path}/" if path else ""
    nested = {
        id_: _deployed(one, f"{here}{id_}", templates, previews)
        for id_, one in stack.nested.items()
        if isinstance(one, Stack)
    }
    own = previews.get(f"service-{path[-5:]}", []) if not nested else []
    known = stack.resources.by_id if isinstance(stack.resources, Resources) else Table()
    added = {id_: one for preview in own for id_, one in _resources(preview)}
    return evolve(
        stack,
        template=templates[path].text,
        nested=Table(nested),
        resources=Resources(by_id=known.overlaid(added)),
    )


def _resources(preview: Preview) -> list[tuple[str, Resource]]:
    physical = {
        "Service": _ecs(preview),
        "ListenerRule": _rule(preview),
        "TargetGroup": _target_group(preview),
    }
    return [
        (
            id_ + preview.hash,
            Resource(
                type=IDS[id_],
                physical=physical.get(id_, f"testing-{preview.service}-{id_}-{preview.hash}"),
                status="CREATE_COMPLETE",
            ),
        )
        for id_ in COPIED
    ]


def _original(preview: Preview) -> Service:
    return Service(int(preview.service[-5:]), 0)


def _ecs(preview: Preview) -> str:
    return f"{_original(preview).ecs}-{preview.hash}"


def _rule(preview: Preview) -> str:
    return f"{_original(preview).rule[:-8]}{preview.hash.lower()}"


def _target_group(preview: Preview) -> str:
    name = f"targetgroup/{preview.service}-{preview.hash}/{sha(preview.subject)[:16]}"
    return arn("elasticloadbalancing", name)


def _service(preview: Preview) -> EcsService:
    version = preview.desired if isinstance(preview.desired, str) else ""
    service = ecs_service(_original(preview), version)
    return evolve(
        service,
        name=f"{service.name}-{preview.hash}",
        tags=service.tags.overlaid({"preview": preview.hash}),
    )


def _listeners(snapshot: Snapshot, previews: dict[str, list[Preview]]) -> Table[Fact[Listener]]:
    added: dict[str, list[Rule]] = {}
    for each in previews.values():
        for preview in each:
            added.setdefault(_original(preview).listener, []).append(_live(preview))
    listeners = {
        name: evolve(one, rules=(*one.rules, *added.get(name, ())))
        for name, one in snapshot.listeners.items()
        if isinstance(one, Listener)
    }
    return Table(listeners)


def _live(preview: Preview) -> Rule:
    host = Condition(kind="host-header", values=(preview.domain,), regex=False)
    (priority,) = preview.priorities.values()
    return Rule(
        arn=_rule(preview),
        priority=priority,
        conditions=(host,),
        target_groups=(_target_group(preview),),
    )


def _comments(snapshot: Snapshot, plan: Plan) -> Table[Table[Fact[Comments]]]:
    """Return the comments with what the plan's last word on each pull request is."""
    bodies = {
        (one.repository, str(one.pull)): one.body
        for one in plan.actions
        if isinstance(one, CreateComment | UpdateComment)
    }
    return Table(
        {
            repository: Table(
                {
                    number: Comments(own=(Comment(id=1, body=bodies[repository, number]),))
                    for number in numbers
                }
            )
            for repository, numbers in snapshot.comments.items()
        }
    )
