"""What runs because of the stacks: their ECS services, and the load balancers involved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import (
    AccountLimits,
    CertificateNames,
    ListenerCertificates,
    ListenerRules,
    Listeners,
    RunningService,
    TaskImages,
)
from kayron.core.gather.seen import ArnList, ListenerList, ListenerSeen, RuleList
from kayron.core.gather.step import Step, ask, ask_each, both, each
from kayron.core.located import walk_stacks
from kayron.core.snapshot import (
    Certificate,
    EcsService,
    Images,
    Listener,
    Names,
    Resources,
    Stack,
)
from kayron.core.stack.listener_rule import listener_of_rule
from kayron.core.table import Table
from kayron.core.template.reading import LISTENER_RULE, SERVICE

LISTENER = "AWS::ElasticLoadBalancingV2::Listener"

LIMIT_NAMES = {"rules-per-application-load-balancer": "rules_per_load_balancer"}
"""Our names of the limits by AWS's.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html
"""


@frozen(kw_only=True)
class Running:
    """The ECS services and the listeners, by ARN, and the account's limits by our names."""

    services: Table[Fact[EcsService]]
    listeners: Table[Fact[Listener]]
    limits: Table[Fact[int]]


def read_running(root: Fact[Stack]) -> Step[Running]:
    """Read what the resources of a stack and of all that are nested in it name."""
    physical = _physical(root)
    services, (listeners, limits) = yield from both(
        _read_services(physical.get(SERVICE, ())),
        both(_read_balancers(_listeners_of(physical)), ask(AccountLimits())),
    )
    return Running(services=services, listeners=listeners, limits=_limits(limits))


def _physical(root: Fact[Stack]) -> Mapping[str, tuple[str, ...]]:
    """Return the physical ids of the resources by type, sorted."""
    found: dict[str, set[str]] = {}
    for _, stack in walk_stacks(root):
        if isinstance(stack, Stack) and isinstance(stack.resources, Resources):
            for resource in stack.resources.by_id.values():
                if resource.physical:
                    found.setdefault(resource.type, set()).add(resource.physical)
    return {kind: tuple(sorted(ids)) for kind, ids in found.items()}


def _read_services(arns: Iterable[str]) -> Step[Table[Fact[EcsService]]]:
    ordered = tuple(arns)
    services = yield from ask_each(RunningService(arn=arn) for arn in ordered)
    tasks = sorted(
        {
            deployment.task_definition
            for service in services
            if isinstance(service, EcsService)
            for deployment in service.deployments
        }
    )
    images = yield from ask_each(TaskImages(task_definition=task) for task in tasks)
    by_task = dict(zip(tasks, images, strict=True))
    told = (_with_images(service, by_task) for service in services)
    return Table(zip(ordered, told, strict=True))


def _with_images(service: Fact[EcsService], images: Mapping[str, Fact[Images]]) -> Fact[EcsService]:
    if not isinstance(service, EcsService):
        return service
    deployments = tuple(
        evolve(deployment, images=images[deployment.task_definition])
        for deployment in service.deployments
    )
    return evolve(service, deployments=deployments)


def _listeners_of(physical: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ARNs of the listeners that the stacks' rules are on, and of their own, sorted."""
    rules = physical.get(LISTENER_RULE, ())
    named = {listener for rule in rules if (listener := listener_of_rule(rule))}
    return tuple(sorted(named | set(physical.get(LISTENER, ()))))


def load_balancer_of(listener: str) -> str:
    """Return the ARN of the load balancer of a listener, which a listener's ARN carries.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
    """
    before, _, path = listener.partition(":listener/")
    return f"{before}:loadbalancer/{path.rpartition('/')[0]}"


def _read_balancers(named: tuple[str, ...]) -> Step[Table[Fact[Listener]]]:
    """Read every listener of the load balancers that the named listeners belong to.

    The rules of the named ones are read at once, those of the others when these are known.
    """
    balancers = sorted({load_balancer_of(arn) for arn in named})
    lists, known = yield from both(
        ask_each(Listeners(load_balancer=arn) for arn in balancers), _read_parts(named)
    )
    seen: dict[str, tuple[str, ListenerSeen]] = {}
    failed: dict[str, Fact[Listener]] = {}
    for balancer, found in zip(balancers, lists, strict=True):
        if isinstance(found, ListenerList):
            seen |= {one.arn: (balancer, one) for one in found.listeners}
        else:
            failed |= {arn: found for arn in named if load_balancer_of(arn) == balancer}
    others = yield from _read_parts(tuple(sorted(seen.keys() - set(named))))
    parts = {**known, **others}
    made = {arn: _listener(balancer, one, parts[arn]) for arn, (balancer, one) in seen.items()}
    gone: dict[str, Fact[Listener]] = dict.fromkeys(named, Absent())
    return Table({**gone, **failed, **made})


Parts = tuple[Fact[RuleList], tuple[Certificate, ...] | Unknown]
"""The rules and the certificates of a listener."""


def _read_parts(arns: tuple[str, ...]) -> Step[Mapping[str, Parts]]:
    parts = yield from each(
        both(ask(ListenerRules(listener=arn)), _read_certificates(arn)) for arn in arns
    )
    return dict(zip(arns, parts, strict=True))


def _read_certificates(listener: str) -> Step[tuple[Certificate, ...] | Unknown]:
    found = yield from ask(ListenerCertificates(listener=listener))
    if not isinstance(found, ArnList):
        return found if isinstance(found, Unknown) else ()
    names: tuple[Fact[Names], ...] = yield from ask_each(
        CertificateNames(certificate=arn) for arn in found.arns
    )
    pairs = zip(found.arns, names, strict=True)
    return tuple(Certificate(arn=arn, names=fact) for arn, fact in pairs)


def _listener(balancer: str, seen: ListenerSeen, parts: Parts) -> Fact[Listener]:
    rules, certificates = parts
    if not isinstance(rules, RuleList):
        return rules
    if isinstance(certificates, Unknown):
        return Unknown(f"its certificates: {certificates.error}")
    return Listener(
        load_balancer=balancer,
        port=seen.port,
        protocol=seen.protocol,
        default_target_groups=seen.default_target_groups,
        rules=rules.rules,
        certificates=certificates,
    )


def _limits(answer: Fact[Table[int]]) -> Table[Fact[int]]:
    if isinstance(answer, Unknown):
        return Table(dict.fromkeys(LIMIT_NAMES.values(), answer))
    known = answer if isinstance(answer, Table) else Table[int]()
    return Table({ours: known.get(theirs, Absent()) for theirs, ours in LIMIT_NAMES.items()})
