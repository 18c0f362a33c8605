"""The listener rules that lead to a service: their target groups, conditions and hosts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode

from kayron.core.document import digest_of_text
from kayron.core.snapshot import Condition
from kayron.core.template.intrinsic import Unresolved, resolve_all
from kayron.core.template.node import call, child, entries, items
from kayron.core.template.plain import Plain
from kayron.core.template.reading import LISTENER_RULE, TARGET_GROUP, Reading
from kayron.core.template.source import ResourceNode

HOST: Final = "host-header"

CONFIGS: Final = {
    HOST: "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "source-ip": "SourceIpConfig",
}
"""Where the values of a condition stand, unless in the older form right under it."""

PATTERNS: Final = "Values"
"""The list whose values may have wildcards; in `RegexValues` these characters are none.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
"""

VALUES: Final = (PATTERNS, "RegexValues")


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
        for group in (action, *_groups(reading, rule, action)):
            arn = child(group, "TargetGroupArn")
            found += [] if arn is None else reading.referred(arn, TARGET_GROUP)
    return found


def _groups(reading: Reading, rule: ResourceNode, action: MappingNode) -> Iterator[MappingNode]:
    """Yield the target groups that an action may divide its requests among."""
    config, what = child(action, "ForwardConfig"), f"of {rule.id}"
    for mapping in [] if config is None else reading.mappings(config, f"ForwardConfig {what}"):
        groups = child(mapping, "TargetGroups")
        if groups is not None:
            yield from reading.items(groups, f"TargetGroups {what}")


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


def most_values(reading: Reading, listed: Node) -> int:
    """Return how many values the conditions of a list may have; a list not known counts as one."""
    return sum(
        max((_most_values(reading, arm) for arm in reading.arms(item)), default=0)
        for item in items(listed)
    )


def _most_values(reading: Reading, condition: Node) -> int:
    return sum(
        max((_length(reading, arm) for arm in reading.arms(value)), default=0)
        for _, value in value_lists(condition)
    )


def value_lists(condition: Node) -> Iterator[tuple[str, Node]]:
    """Yield what holds the values of a condition of any kind, in either form, after its name."""
    for key, value in entries(condition):
        pairs = ((key, value), *entries(value))
        yield from ((name.value, node) for name, node in pairs if name.value in VALUES)


def _length(reading: Reading, values: Node) -> int:
    if not call(values):
        return sum(bool(reading.arms(item)) for item in items(values))
    found = resolve_all(values, reading.template, reading.scope)
    return 1 if isinstance(found, Unresolved) else len(found)


def known_conditions(reading: Reading, rule: ResourceNode) -> tuple[Condition | None, ...]:
    """Return the conditions of a rule as a load balancer has them, None for one that is not known.

    See `of_another_kind` for one without a place in `CONFIGS`.
    """
    return tuple(_known(reading, condition) for condition in conditions(reading, rule))


def _known(reading: Reading, condition: MappingNode) -> Condition | None:
    field = child(condition, "Field")
    kind = None if field is None else reading.text(field)
    if kind is None:
        return None
    if kind not in CONFIGS:
        return _other(reading, condition, kind)
    for name in VALUES:
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
    return of_another_kind(kind, settings)


def of_another_kind(kind: str, settings: Mapping[str, object]) -> Condition:
    """Return a condition without a place in `CONFIGS`: all of its settings as one SHA-256.

    A header or a query may be a secret, and nobody asks more of it than whether it is the same.
    """
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"))
    return Condition(kind=kind, values=(digest_of_text(text),), regex=False)


def _settled(reading: Reading, node: Node) -> Plain:
    """Return a plain document with every function evaluated, None where one is not known."""
    if call(node) or isinstance(node, ScalarNode):
        return reading.text(node)
    if isinstance(node, MappingNode):
        found = {key.value: _settled(reading, value) for key, value in entries(node)}
        return None if None in found.values() else found
    listed = [_settled(reading, item) for item in items(node)]
    return None if None in listed else listed
