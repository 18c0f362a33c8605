"""What the copy of a listener rule differs in from its original: its priority and its host."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import Node, SequenceNode

from kayron.core.limit import CONDITION_VALUES_PER_RULE
from kayron.core.template.anatomy import Anatomy
from kayron.core.template.edit import PRIORITY, Edit, quoted_pieces, replace
from kayron.core.template.layout import Layout
from kayron.core.template.node import call, child, entries, is_no_value, items
from kayron.core.template.reading import Reading
from kayron.core.template.refusal import refuse
from kayron.core.template.routing import CONFIGS, HOST, is_host, most_values
from kayron.core.template.source import ResourceNode
from kayron.core.template.splice import append_items, put
from kayron.core.template.value import Value, flow


def rule_edits(
    reading: Reading, layout: Layout, anatomy: Anatomy, rule: ResourceNode
) -> Iterator[Edit]:
    """Yield the edits of a listener rule."""
    slot = PRIORITY + [one.id for one in anatomy.rules].index(rule.id)
    priority, conditions = rule.properties.get("Priority"), rule.properties.get("Conditions")
    if priority is None or conditions is None:
        refuse(reading.template, rule.key, f"{rule.id} lacks a Priority or Conditions.")
    yield from replace(layout, priority, (slot,))
    host = anatomy.domain.value(json=layout.json)
    for listed in reading.lists(conditions, f"Conditions of {rule.id}"):
        edits = [
            edit for item in items(listed) for edit in _item_edits(reading, layout, item, host)
        ]
        yield from edits
        if not edits:
            _refuse_full(reading, rule, listed)
            yield from append_items(layout, listed, [_condition(host)])


def _refuse_full(reading: Reading, rule: ResourceNode, listed: Node) -> None:
    """Refuse conditions that have no room for a host beside their own values."""
    values = most_values(reading, listed) + 1
    if values > CONDITION_VALUES_PER_RULE:
        most = f"{values} condition values of at most {CONDITION_VALUES_PER_RULE}"
        refuse(reading.template, listed, f"the copy of {rule.id} would have {most}.")


def _condition(host: Value) -> Value:
    return {"Field": quoted_pieces(HOST), CONFIGS[HOST]: {"Values": [host]}}


def _item_edits(reading: Reading, layout: Layout, item: Node, host: Value) -> Iterator[Edit]:
    """Yield the edits that give a condition the preview's host, none for one of another kind."""
    arms = reading.alternatives(item)
    hosts = [arm for arm in arms if is_host(reading, arm)]
    others = [arm for arm in arms if not is_host(reading, arm)]
    if not hosts:
        return
    if not others:
        for arm in hosts:
            yield from _host_edits(layout, arm, host)
    elif all(map(is_no_value, others)):
        yield from put(layout, item, _condition(host))
    else:
        refuse(
            reading.template, item, "whether this condition is about the host is not known here."
        )


def _host_edits(layout: Layout, condition: Node, host: Value) -> Iterator[Edit]:
    """Yield the edit of the values alone where they stand as usual, else of the whole condition."""
    config = child(condition, CONFIGS[HOST])
    beside = len(entries(condition)) - len(("Field", "values"))
    holder = condition if config is None else config
    values = child(holder, "Values")
    alone = config is None or len(entries(config)) == len(("Values",))
    if values is None or beside or not alone or call(holder):
        yield from put(layout, condition, _condition(host))
    elif isinstance(values, SequenceNode) and not values.flow_style and not call(values):
        yield from replace(layout, values, ("- ", *flow(host)))
    else:
        yield from put(layout, values, [host])
