"""The listener rules that lead to a service: their target groups, conditions and hosts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen
from yaml.nodes import MappingNode, Node, ScalarNode

from kayron.core.limit import PRIORITY_HIGHEST, PRIORITY_LOWEST
from kayron.core.snapshot import Condition
from kayron.core.template.intrinsic import Unresolved, resolve_all
from kayron.core.template.node import call, child, entries, items
from kayron.core.template.plain import Plain, plain
from kayron.core.template.reading import LISTENER_RULE, TARGET_GROUP, Reading
from kayron.core.template.refusal import Refused
from kayron.core.template.source import ResourceNode

HOST: Final = "host-header"

PRIORITY: Final = re.compile("[0-9]{1,5}")

CONFIGS: Final = {
    HOST: "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "source-ip": "SourceIpConfig",
}
"""Where the values of a condition stand, unless in the older form right under it."""


@frozen(kw_only=True)
class CopiedRule:
    """A listener rule that is copied, by the original's logical id.

    `listener` is the ARN that the template gives, None where it is not known. `priority` is the
    original's; where it is None, `priority_problem` says why. `conditions` are the known ones of
    the original, the host aside, which a copy has a preview's domain for.
    """

    id: str
    condition: str | None
    listener: str | None
    priority: int | None
    priority_problem: str
    conditions: tuple[Condition, ...]


@frozen(kw_only=True)
class PlannedRule:
    """A listener rule as the template has it; None stands for what is not known."""

    id: str
    listener: str | None
    priority: int | None
    conditions: tuple[Condition, ...] | None


def planned_rules(reading: Reading) -> tuple[PlannedRule, ...]:
    """Return the listener rules of a template that may exist here, in the text's order."""
    return tuple(_planned_rule(reading, rule) for rule in reading.resources(LISTENER_RULE))


def _planned_rule(reading: Reading, rule: ResourceNode) -> PlannedRule:
    try:
        found = known_conditions(reading, rule)
    except Refused:
        found = (None,)
    known = tuple(one for one in found if one is not None)
    return PlannedRule(
        id=rule.id,
        listener=_text_of(reading, rule, "ListenerArn"),
        priority=_number(_text_of(reading, rule, "Priority")),
        conditions=known if len(known) == len(found) else None,
    )


def _text_of(reading: Reading, rule: ResourceNode, name: str) -> str | None:
    node = rule.properties.get(name)
    return None if node is None else reading.text(node)


def _number(text: str | None) -> int | None:
    """Return the priority that a text spells, or None where a listener would not take it."""
    number = int(text) if text is not None and PRIORITY.fullmatch(text) else 0
    return number if PRIORITY_LOWEST <= number <= PRIORITY_HIGHEST else None


def copied_rule(reading: Reading, rule: ResourceNode) -> CopiedRule:
    """Return what priorities and reachability need to know of a rule."""
    text = _text_of(reading, rule, "Priority")
    priority = _number(text)
    problem = f"the priority of {rule.id} is {text or 'not known'}; `priorities` would do."
    known = [one for one in known_conditions(reading, rule) if one and one.kind != HOST]
    return CopiedRule(
        id=rule.id,
        condition=rule.condition,
        listener=_text_of(reading, rule, "ListenerArn"),
        priority=priority,
        priority_problem="" if priority else problem,
        conditions=tuple(known),
    )


def distinct(reading: Reading, rules: list[ResourceNode]) -> list[ResourceNode]:
    """Return the rules whose copies differ: of equal ones that without `Condition`, or the first.

    Copies have one host, so what is left to differ is the listener and the other conditions.
    """
    if len(rules) == 1:
        return rules
    identities = [_identity(reading, rule) for rule in rules]
    stay: dict[str, str] = {}
    pairs = zip(identities, rules, strict=True)
    for identity, rule in sorted(pairs, key=lambda pair: pair[1].condition is not None):
        stay.setdefault(identity, rule.id)
    return [rule for rule in rules if rule.id in stay.values()]


def _identity(reading: Reading, rule: ResourceNode) -> str:
    listener = rule.properties.get("ListenerArn")
    where = None if listener is None else reading.text(listener) or plain(listener)
    pairs = zip(conditions(reading, rule), known_conditions(reading, rule), strict=True)
    others = [repr(known or plain(node)) for node, known in pairs if not is_host(reading, node)]
    return repr((where, sorted(others)))


def rules_to(reading: Reading, target_groups: list[str]) -> list[ResourceNode]:
    """Return the listener rules that forward to one of the target groups, in the text's order."""
    wanted = set(target_groups)
    rules = reading.resources(LISTENER_RULE)
    return [rule for rule in rules if wanted & set(forwarded(reading, rule))]


def forwarded(reading: Reading, rule: ResourceNode) -> list[str]:
    """Return the logical ids of the target groups that a rule forwards to."""
    actions = rule.properties.get("Actions")
    if actions is None:
        return []
    found: list[str] = []
    for action in reading.items(actions, f"Actions of {rule.id}"):
        groups = [action, *items(reading.below(action, "ForwardConfig", "TargetGroups") or action)]
        arns = [child(group, "TargetGroupArn") for group in groups]
        for arn in arns:
            found += [] if arn is None else reading.referred(arn, TARGET_GROUP)
    return found


def conditions(reading: Reading, rule: ResourceNode) -> Iterator[MappingNode]:
    """Yield the conditions that a rule may have."""
    node = rule.properties.get("Conditions")
    if node is not None:
        yield from reading.items(node, f"Conditions of {rule.id}")


def is_host(reading: Reading, condition: Node) -> bool:
    """Tell whether a condition of a rule is about the host."""
    field = child(condition, "Field")
    return field is not None and reading.text(field) == HOST


def hosts(reading: Reading, rule: ResourceNode) -> list[Node]:
    """Return the expressions of the hosts that a rule names; regular expressions are none."""
    found: list[Node] = []
    for condition in conditions(reading, rule):
        if not is_host(reading, condition):
            continue
        values = _values(reading, condition, HOST, "Values")
        for listed in [] if values is None else reading.lists(values, f"a host of {rule.id}"):
            found += [arm for item in items(listed) for arm in reading.arms(item)]
    return found


def known_conditions(reading: Reading, rule: ResourceNode) -> tuple[Condition | None, ...]:
    """Return the conditions of a rule as a load balancer has them, None for one that is not known.

    A kind without a place in `CONFIGS` has its settings as canonical JSON.
    """
    return tuple(_known(reading, condition) for condition in conditions(reading, rule))


def _known(reading: Reading, condition: MappingNode) -> Condition | None:
    field = child(condition, "Field")
    kind = None if field is None else reading.text(field)
    if kind is None:
        return None
    if kind not in CONFIGS:
        return _other(reading, condition, kind)
    for name in ("Values", "RegexValues"):
        node = _values(reading, condition, kind, name)
        values = None if node is None else resolve_all(node, reading.template, reading.scope)
        if values is not None and not isinstance(values, Unresolved):
            return Condition(kind=kind, values=values, regex=name == "RegexValues")
    return None


def _values(reading: Reading, condition: Node, kind: str, name: str) -> Node | None:
    config = reading.below(condition, CONFIGS[kind], name)
    return child(condition, name) if config is None else config


def _other(reading: Reading, condition: MappingNode, kind: str) -> Condition | None:
    pairs = [(key, value) for key, value in entries(condition) if key.value != "Field"]
    settings = {key.value: _settled(reading, value) for key, value in pairs}
    if any(value is None for value in settings.values()):
        return None
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Condition(kind=kind, values=(text,), regex=False)


def _settled(reading: Reading, node: Node) -> Plain:
    """Return a plain document with every function evaluated, None where one is not known."""
    if call(node) or isinstance(node, ScalarNode):
        return reading.text(node)
    if isinstance(node, MappingNode):
        found = {key.value: _settled(reading, value) for key, value in entries(node)}
        return None if None in found.values() else found
    listed = [_settled(reading, item) for item in items(node)]
    return None if None in listed else listed
