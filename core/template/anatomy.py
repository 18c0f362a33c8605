"""What makes a service in a template: the resources that a preview copies, and its domain.

Structure decides: types, references and values. Logical ids and layout are the author's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen
from yaml.nodes import ScalarNode

from kayron.core.template.domain import Domain, declared_domain, own_domain
from kayron.core.template.hole import HOLE, with_holes
from kayron.core.template.node import child, items
from kayron.core.template.plain import plain
from kayron.core.template.reading import TARGET_GROUP, TASK_DEFINITION, Reading
from kayron.core.template.record import record_sets
from kayron.core.template.reference import Reference, references
from kayron.core.template.refusal import Refusal, Refused, refuse
from kayron.core.template.routing import (
    forwarded,
    hosts,
    rules_to,
)
from kayron.core.template.rule import CopiedRule, copied_rule, distinct
from kayron.core.template.service import find_service, refuse_unsupported
from kayron.core.template.source import ResourceNode, first_share


@frozen(kw_only=True)
class Anatomy:
    """A service's resources by logical id, each group in the text's order.

    `ids` are all that is copied. `depends` are the copied rules that the service must wait for;
    `untagged` the tags that the service lacks to be told by. `links` has every reference in a
    copied resource.
    """

    docker: str
    service: str
    ids: tuple[str, ...]
    rules: tuple[CopiedRule, ...]
    target_groups: tuple[str, ...]
    domain: Domain
    has_record: bool
    depends: tuple[str, ...]
    links: Mapping[str, list[Reference]] = field(eq=False, repr=False)


def dissect(reading: Reading, docker: str, domain: str | None) -> Anatomy:
    """Return the anatomy of an artifact's service; `domain` is what its definition declares.

    Raises `Refused` where previews of it are not possible.
    """
    service = find_service(reading, docker)
    refuse_unsupported(reading, service)
    tasks = _task_definitions(reading, service)
    groups = _load_balanced(reading, service)
    all_rules = _rules(reading, service, groups)
    named = [host for rule in all_rules for host in hosts(reading, rule)]
    own = declared_domain(reading, domain) if domain else _own_domain(reading, all_rules)
    rules = distinct(reading, all_rules)
    kept = {group for rule in rules for group in forwarded(reading, rule)}
    groups = [group for group in groups if group in kept]
    records = record_sets(reading, named, own)
    ids = _in_order(reading, [service.id, *tasks, *groups, *_ids(rules), *_ids(records)])
    links = {id_: _links(reading.template.resources[id_]) for id_ in ids}
    return Anatomy(
        docker=docker,
        service=service.id,
        ids=ids,
        rules=tuple(copied_rule(reading, rule) for rule in rules),
        target_groups=tuple(groups),
        domain=own,
        has_record=bool(records),
        depends=_depends(service.id, rules, links),
        links=links,
    )


def _ids(resources: Iterable[ResourceNode]) -> list[str]:
    return [resource.id for resource in resources]


def _task_definitions(reading: Reading, service: ResourceNode) -> list[str]:
    node = service.properties.get("TaskDefinition")
    found = [] if node is None else reading.referred(node, TASK_DEFINITION)
    if not found:
        reason = f"the task definition of {service.id} is not in this template."
        refuse(reading.template, node or service.key, reason)
    return found


def _load_balanced(reading: Reading, service: ResourceNode) -> list[str]:
    """Return the logical ids of the target groups that a service registers its tasks with."""
    node = service.properties.get("LoadBalancers")
    found: list[str] = []
    for entry in [] if node is None else reading.items(node, f"LoadBalancers of {service.id}"):
        advanced = child(entry, "AdvancedConfiguration")
        if advanced is not None:
            reason = f"{service.id} has an AdvancedConfiguration; previews need rolling updates."
            refuse(reading.template, advanced, reason)
        arn = child(entry, "TargetGroupArn")
        found += [] if arn is None else reading.referred(arn, TARGET_GROUP)
    return list(dict.fromkeys(found))


def _rules(reading: Reading, service: ResourceNode, groups: list[str]) -> list[ResourceNode]:
    found = rules_to(reading, groups)
    if not found:
        names = ", ".join(groups) or "a target group"
        reason = f"no listener rule of this template forwards to {names} of {service.id}."
        refuse(reading.template, service.key, reason)
    return found


def _own_domain(reading: Reading, rules: list[ResourceNode]) -> Domain:
    """Return the first host without a wildcard, of rules without a condition first."""
    for rule in sorted(rules, key=lambda rule: rule.condition is not None):
        for host in hosts(reading, rule):
            text = reading.text(host) or HOLE.sub("", with_holes(plain(host)))
            if not set("*?") & set(text):
                return own_domain(reading, host)
    names = ", ".join(_ids(rules))
    reason = f"{names} names no host that could be a preview's domain; give the service a `domain`."
    return refuse(reading.template, rules[0].key, reason)


def _in_order(reading: Reading, chosen: list[str]) -> tuple[str, ...]:
    """Return logical ids in the text's order; refuse where a copy would not be what was written."""
    template, wanted = reading.template, set(chosen)
    ids = tuple(id_ for id_ in template.resources if id_ in wanted)
    for resource in map(template.resources.__getitem__, ids):
        start, end = resource.key.start_mark.index, resource.node.end_mark.index
        share = first_share(template, start, end)
        if share is not None:
            reason = f"{resource.id} has an {share.kind}, which a copy cannot have."
            raise Refused(Refusal(reason.replace("an merge", "a merge"), share.place))
        if template.transform and "Transform" in template.text[start:end]:
            refuse(template, resource.key, f"{resource.id} holds a macro, which may change a copy.")
    return ids


def _links(resource: ResourceNode) -> list[Reference]:
    """Return every reference in a resource, what it depends on included."""
    depends = resource.attributes.get("DependsOn")
    nodes = [] if depends is None else items(depends) or [depends]
    scalars = [node for node in nodes if isinstance(node, ScalarNode)]
    named = [Reference(one.value, one, len(one.value), in_text=False) for one in scalars]
    return named + references(resource.node)


def _depends(
    service: str, rules: list[ResourceNode], links: Mapping[str, list[Reference]]
) -> tuple[str, ...]:
    """Return the rules without a condition that the service can wait for, and does not yet."""
    known = {link.id for link in links[service]}
    free = [rule.id for rule in rules if rule.condition is None and rule.id not in known]
    return tuple(id_ for id_ in free if service not in _reached(id_, links))


def _reached(start: str, links: Mapping[str, list[Reference]]) -> set[str]:
    """Return the copied resources that one depends on, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        id_ = waiting.pop()
        if id_ in links and id_ not in found:
            found.add(id_)
            waiting += [link.id for link in links[id_]]
    return found
