"""What runs because a stack was deployed: ECS services, listeners and their rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from attrs import evolve

from kayron.core.fact import Unknown
from kayron.core.snapshot import (
    Certificate,
    Condition,
    Deployment,
    EcsService,
    Images,
    Listener,
    Names,
    Rule,
)
from kayron.core.table import Table
from tests.world.evaluation import Evaluation
from tests.world.physical import Instance, physical_id
from tests.world.template import Plain, sequence, table, text

CONFIGS = {"host-header": "HostHeaderConfig", "path-pattern": "PathPatternConfig"}


def evaluations(root: Evaluation) -> Iterator[Evaluation]:
    """Yield a stack and all that are nested in it."""
    yield root
    for resource_id, instance in root.resources.items():
        if instance.type == "AWS::CloudFormation::Stack":
            yield from evaluations(root.nested(resource_id))


def of_type(root: Evaluation, kind: str) -> Iterator[Instance]:
    """Yield the resources of a type in a tree of stacks."""
    for evaluation in evaluations(root):
        yield from (i for i in evaluation.resources.values() if i.type == f"AWS::{kind}")


def services(
    root: Evaluation, tags: Mapping[str, str], before: Mapping[str, EcsService], time: datetime
) -> Table[EcsService]:
    """Return the ECS services by ARN, every deployment completed."""
    tasks = {physical_id(i): i for i in of_type(root, "ECS::TaskDefinition")}
    result = {}
    for instance in of_type(root, "ECS::Service"):
        arn = physical_id(instance)
        task = tasks[instance.get("TaskDefinition")]
        deployment = _deployment(task, int(instance.get("DesiredCount") or "1"), time)
        result[arn] = _service(instance, tags, _unless_same(deployment, before.get(arn)))
    return Table(result)


def _service(
    instance: Instance, tags: Mapping[str, str], deployments: Iterable[Deployment]
) -> EcsService:
    current = tuple(deployments)
    return EcsService(
        cluster=instance.get("Cluster"),
        name=physical_id(instance).rsplit("/", 1)[1],
        status="ACTIVE",
        tags=Table({**tags, **tags_of(instance)}),
        controller="ECS",
        strategy="ROLLING",
        running=sum(d.running for d in current),
        desired=sum(d.desired for d in current),
        deployments=current,
    )


def _deployment(task: Instance, count: int, time: datetime) -> Deployment:
    containers = map(table, sequence(task.properties["ContainerDefinitions"]))
    return Deployment(
        status="PRIMARY",
        rollout="COMPLETED",
        created=time,
        task_definition=physical_id(task),
        running=count,
        desired=count,
        images=Images(by_container=Table({text(c["Name"]): text(c["Image"]) for c in containers})),
    )


def _unless_same(new: Deployment, before: EcsService | None) -> tuple[Deployment, ...]:
    """Keep a deployment whose task definition and count stay as it runs: nothing heals it."""
    old = before.deployments if before else ()
    same = (d for d in old if evolve(d, created=new.created, running=new.running) == new)
    return (next(same, new),)


def tags_of(instance: Instance) -> dict[str, str]:
    """Return the tags that a resource's properties give it."""
    items = map(table, sequence(instance.properties.get("Tags", [])))
    return {text(item["Key"]): text(item["Value"]) for item in items}


def listeners(root: Evaluation, foreign: Mapping[str, Iterable[Rule]]) -> Table[Listener]:
    """Return the listeners by ARN; `foreign` are the rules that other tools made on them."""
    names = {physical_id(i): _names(i) for i in of_type(root, "CertificateManager::Certificate")}
    result = {}
    for instance in of_type(root, "ElasticLoadBalancingV2::Listener"):
        arn = physical_id(instance)
        certificates = sorted(_certificates(root, instance))
        result[arn] = Listener(
            load_balancer=instance.get("LoadBalancerArn"),
            port=int(instance.get("Port")),
            protocol=instance.get("Protocol"),
            default_target_groups=_targets(instance.properties.get("DefaultActions", [])),
            rules=(*_rules(root, arn), *foreign.get(arn, ())),
            certificates=tuple(
                Certificate(arn=c, names=names.get(c, Unknown("AccessDenied: acm")))
                for c in certificates
            ),
        )
    return Table(result)


def _names(certificate: Instance) -> Names:
    others = sequence(certificate.properties.get("SubjectAlternativeNames", []))
    return Names(values=(certificate.get("DomainName"), *map(text, others)))


def _certificates(root: Evaluation, listener: Instance) -> set[str]:
    """Return the certificates that the listener itself names, and those added to it."""
    added = (
        i
        for i in of_type(root, "ElasticLoadBalancingV2::ListenerCertificate")
        if i.get("ListenerArn") == physical_id(listener)
    )
    lists = (sequence(i.properties.get("Certificates", [])) for i in (listener, *added))
    return {text(table(item)["CertificateArn"]) for items in lists for item in items}


def _rules(root: Evaluation, listener: str) -> Iterator[Rule]:
    for instance in of_type(root, "ElasticLoadBalancingV2::ListenerRule"):
        if instance.get("ListenerArn") == listener:
            yield Rule(
                arn=physical_id(instance),
                priority=int(instance.get("Priority")),
                conditions=map(_condition, sequence(instance.properties["Conditions"])),
                target_groups=_targets(instance.properties["Actions"]),
            )


def _condition(node: Plain) -> Condition:
    kind = text(table(node)["Field"])
    settings = table(table(node).get(CONFIGS.get(kind, ""), node))
    regex = "RegexValues" in settings
    values = sequence(settings["RegexValues" if regex else "Values"])
    return Condition(kind=kind, values=map(text, values), regex=regex)


def _targets(actions: Plain) -> tuple[str, ...]:
    """Return the target groups that actions forward to, in either way to say so."""
    found: set[str] = set()
    for action in map(table, sequence(actions)):
        groups = sequence(table(action.get("ForwardConfig", {})).get("TargetGroups", []))
        arns = [table(group)["TargetGroupArn"] for group in groups]
        found |= set(map(text, [*arns, *([a] if (a := action.get("TargetGroupArn")) else [])]))
    return tuple(sorted(found))
