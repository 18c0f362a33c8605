"""Listener rules as priorities and reachability need them, and which of them are worth a copy."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from kayron.core.limit import PRIORITY_HIGHEST, PRIORITY_LOWEST
from kayron.core.snapshot import Condition
from kayron.core.template.plain import plain
from kayron.core.template.reading import LISTENER_RULE, Reading
from kayron.core.template.refusal import Refused
from kayron.core.template.routing import HOST, conditions, forwarded, is_host, known_conditions
from kayron.core.template.source import ResourceNode

PRIORITY: Final = re.compile("[0-9]{1,5}")


@frozen(kw_only=True)
class CopiedRule:
    """A listener rule that is copied, by the original's logical id.

    `listener` is the ARN that the template gives, None where it is not known. `priority` is the
    original's; where it is None, `priority_problem` says why. `conditions` are the known ones of
    the original, the host aside, which a copy has a preview's domain for. `targets` are the target
    groups of the template that it forwards to, by logical id.
    """

    id: str
    condition: str | None
    listener: str | None
    priority: int | None
    priority_problem: str
    conditions: tuple[Condition, ...]
    targets: frozenset[str]


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
        targets=frozenset(forwarded(reading, rule)),
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
