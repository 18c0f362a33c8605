"""A model of CloudFormation: what exists after an update, or why AWS would refuse it.

An update either succeeds as a whole or raises `Rejected`. Resources are created and updated before
any is deleted, so nothing new may take the name, or the priority on a listener, of something live.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from attrs import frozen

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.snapshot import EcsService, Event, Listener, Resource, Resources, Rule, Stack
from kayron.core.table import Table
from tests.world.evaluation import Cloud, Evaluation, Rejected
from tests.world.identity import uuid
from tests.world.physical import physical_id, stack_id
from tests.world.running import listeners, services
from tests.world.template import section, text

SHARED_NAMES = {"AWS::ECS::TaskDefinition", "AWS::Route53::RecordSet"}
"""Types of which two resources may have one physical id in this model."""


@frozen(kw_only=True)
class Update:
    """What is submitted: every parameter has its value here."""

    stack: str
    template_url: str
    parameters: Table[str]
    tags: Table[str]
    time: datetime
    token: str | None


@frozen(kw_only=True)
class Live:
    """What exists in AWS because of one root stack."""

    root: Stack
    services: Table[EcsService]
    listeners: Table[Listener]
    exports: Table[str]


def deploy(
    update: Update,
    objects: Mapping[str, str],
    foreign: Mapping[str, Iterable[Rule]],
    before: Live | None,
) -> Live:
    """Return what exists after a successful update; `before` is what existed, None for a creation.

    `objects` has the templates in S3 by URL, `foreign` the rules of other tools by listener.
    """
    cloud = Cloud(objects)
    root = Evaluation(cloud, update.stack, update.template_url, update.parameters)
    stack = _stack(root, update, None, before.root if before else None)
    old = before.services if before else Table[EcsService]()
    live = Live(
        root=stack,
        services=services(root, update.tags, old, update.time),
        listeners=listeners(root, foreign),
        exports=Table(cloud.exports),
    )
    _refuse_taken_names(before.root if before else None, stack)
    _refuse_taken_priorities(before.listeners if before else Table(), live.listeners)
    if before:
        _refuse_nothing(before.root, stack)
    return live


def _stack(run: Evaluation, update: Update, parent: str | None, before: Stack | None) -> Stack:
    parameters = _shown(run)
    outputs = Table(run.outputs)
    template = Text(run.text.encode("ascii", "replace").decode())
    same = before is not None and parent is not None and before.template == template
    same = same and before is not None and before.parameters == parameters
    resources = _resources(run, before)
    return Stack(
        name=run.name,
        id=stack_id(run.name),
        status=_status(same=same, before=before),
        status_reason="",
        parameters=parameters,
        tags=update.tags,
        outputs=outputs,
        role=None,
        updated=before.updated if same and before else update.time,
        parent=parent,
        event=None if parent else _event(update),
        template=template,
        resources=Resources(by_id=resources),
        nested=Table(_nested(run, update, before)),
    )


def _status(*, same: bool, before: Stack | None) -> str:
    if before is None:
        return "CREATE_COMPLETE"
    return before.status if same else "UPDATE_COMPLETE"


def _event(update: Update) -> Event:
    return Event(
        id=uuid(f"{update.stack} {update.time} {update.token}"),
        token=update.token,
        time=update.time,
    )


def _shown(run: Evaluation) -> Table[str]:
    """Return the parameters as DescribeStacks gives them."""
    declared = section(run.template, "Parameters")
    hidden = {k for k, v in declared.items() if text(v.get("NoEcho", "false")).lower() == "true"}
    return Table({k: "****" if k in hidden else v for k, v in run.parameters.items()})


def _resources(run: Evaluation, before: Stack | None) -> Table[Resource]:
    old = known_resources(before)
    result = {}
    for resource_id, instance in run.resources.items():
        physical = physical_id(instance)
        known = old.get(resource_id)
        same = known is not None and known.physical == physical
        status = known.status if same and known else "CREATE_COMPLETE"
        result[resource_id] = Resource(type=instance.type, physical=physical, status=status)
    return Table(result)


def _nested(
    run: Evaluation, update: Update, before: Stack | None
) -> Iterator[tuple[str, Fact[Stack]]]:
    for resource_id, instance in run.resources.items():
        if instance.type == "AWS::CloudFormation::Stack":
            old = before.nested.get(resource_id) if before else None
            known = old if isinstance(old, Stack) else None
            yield resource_id, _stack(run.nested(resource_id), update, stack_id(run.name), known)


def known_resources(stack: Stack | None) -> Table[Resource]:
    """Return a stack's resources, none where they are not known."""
    if stack is None or isinstance(stack.resources, Absent | Unknown):
        return Table()
    return stack.resources.by_id


def all_stacks(root: Stack) -> Iterator[Stack]:
    """Yield a stack and all that are nested in it and known."""
    yield root
    for nested in root.nested.values():
        if isinstance(nested, Stack):
            yield from all_stacks(nested)


def _owned(root: Stack) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield type and physical id of each resource, and who has it, as stack and logical id."""
    for stack in all_stacks(root):
        for resource_id, resource in known_resources(stack).items():
            if resource.type not in SHARED_NAMES:
                yield (resource.type, resource.physical), f"{stack.name}/{resource_id}"


def _refuse_taken_names(before: Stack | None, after: Stack) -> None:
    owners = dict(_owned(before)) if before else {}
    for key, owner in _owned(after):
        if owners.setdefault(key, owner) != owner:
            raise Rejected(f"{key[1]} already exists in {owners[key]}, wanted by {owner}")


def _refuse_taken_priorities(before: Table[Listener], after: Table[Listener]) -> None:
    for arn, listener in after.items():
        old = before[arn].rules if arn in before else ()
        holders = {rule.priority: rule.arn for rule in old}
        for rule in listener.rules:
            if holders.setdefault(rule.priority, rule.arn) != rule.arn:
                raise Rejected(
                    f"PriorityInUse: {rule.priority} is held by {holders[rule.priority]}"
                )


def _refuse_nothing(before: Stack, after: Stack) -> None:
    """Refuse an update that changes no parameter, no tag and no resource, output or condition."""
    same = [_submitted(stack) for stack in all_stacks(before)]
    if same == [_submitted(stack) for stack in all_stacks(after)]:
        raise Rejected("No updates are to be performed.")


def _submitted(stack: Stack) -> tuple[object, ...]:
    return stack.name, stack.template, stack.parameters, stack.tags
