"""How much of what AWS limits a tree of stacks would use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from attrs import frozen
from yaml.nodes import Node, ScalarNode

from kayron.core import limit
from kayron.core.fact import Fact
from kayron.core.shelf import Shelf
from kayron.core.snapshot import Listener
from kayron.core.stack.expression import arms_of, listed
from kayron.core.stack.link import is_there
from kayron.core.stack.listener_rule import TemplateRule, rules_of
from kayron.core.stack.tree import StackNode, StackTree, resource_path
from kayron.core.table import Table
from kayron.core.template.reading import TARGET_GROUP
from kayron.core.template.reference import references
from kayron.core.template.routing import PATTERNS, value_lists
from kayron.core.template.source import ResourceNode, Template

RULES = "rules_per_load_balancer"
TARGET_GROUPS = "target_groups_per_load_balancer"
BYTES = "template_bytes"
RESOURCES = "template_resources"
OPERATION = "operation_resources"

SECTIONS = {
    "Parameters": "template_parameters",
    "Outputs": "template_outputs",
    "Mappings": "template_mappings",
}

NUMBERS = Table(
    {
        BYTES: limit.TEMPLATE_BYTES,
        RESOURCES: limit.TEMPLATE_RESOURCES,
        "template_parameters": limit.TEMPLATE_PARAMETERS,
        "template_outputs": limit.TEMPLATE_OUTPUTS,
        "template_mappings": limit.TEMPLATE_MAPPINGS,
        OPERATION: limit.OPERATION_RESOURCES,
        "stack_tags": limit.STACK_TAGS,
        "parameter_value_bytes": limit.PARAMETER_VALUE_BYTES,
        RULES: limit.RULES_PER_LOAD_BALANCER,
        TARGET_GROUPS: limit.TARGET_GROUPS_PER_LOAD_BALANCER,
        "condition_values_per_rule": limit.CONDITION_VALUES_PER_RULE,
        "condition_wildcards_per_rule": limit.CONDITION_WILDCARDS_PER_RULE,
    }
)
"""What is limited, by name. `limits:` of `kayron.yaml` replaces those that accounts can raise."""


@frozen(order=True, cache_hash=True)
class Measure:
    """One limited thing: its name in `NUMBERS`, and of what there is so much."""

    name: str
    where: str


Usage = Mapping[Measure, int]

Sizes = Shelf[tuple[str, Template], Usage]
"""What each file and its template use."""


@frozen(kw_only=True, eq=False)
class Footprint:
    """What one stack uses of listeners.

    `rules` are its listener rules, each with the target groups that it forwards to; `conditions` is
    what the conditions of these rules use.
    """

    rules: tuple[tuple[TemplateRule, frozenset[str]], ...]
    conditions: Usage


def submission_usage(parameters: Mapping[str, str | None], tags: Mapping[str, str]) -> Usage:
    """Return what the root stack's own parameters and tags use."""
    sizes = {
        Measure("parameter_value_bytes", f"the parameter {name}"): len(value.encode())
        for name, value in parameters.items()
        if value is not None
    }
    return {**sizes, Measure("stack_tags", "the root stack"): len(tags)}


def template_usage(tree: StackTree, known: Sizes) -> Usage:
    """Return what the templates of a tree use."""
    usage: dict[Measure, int] = {}
    total = 0
    for file, nodes in tree.by_file().items():
        template = nodes[0].template
        usage |= known.get((file, template), partial(_size, file, template))
        total += len(template.resources) * len(nodes)
    return {**usage, Measure(OPERATION, "the update"): total}


def _size(file: str, template: Template) -> Usage:
    return {
        Measure(BYTES, file): template.size,
        Measure(RESOURCES, file): len(template.resources),
        **{
            Measure(name, file): len(template.section(section))
            for section, name in SECTIONS.items()
        },
    }


def footprint_of(node: StackNode) -> Footprint:
    """Return what one stack uses of the listeners of its load balancers."""
    conditions = {}
    rules = rules_of(node)
    for rule in rules:
        values = [*_values(node, node.template.resources[rule.id])]
        patterns = [value for name, value in values if name == PATTERNS]
        wildcards = sum(value.count("*") + value.count("?") for value in patterns)
        conditions[Measure("condition_values_per_rule", rule.name)] = len(values)
        conditions[Measure("condition_wildcards_per_rule", rule.name)] = wildcards
    return Footprint(
        rules=tuple((rule, _target_groups(node, rule)) for rule in rules), conditions=conditions
    )


def rule_usage(footprints: Iterable[Footprint]) -> Usage:
    """Return what the conditions of each listener rule use."""
    return {name: number for one in footprints for name, number in one.conditions.items()}


def balancer_usage(
    footprints: Iterable[Footprint], listeners: Mapping[str, Fact[Listener]]
) -> Usage:
    """Return what the load balancers have when an update is through its creations.

    Live rules and target groups count, those that the update removes too, for they go last. Default
    rules do not. `footprints` are those of the rendered stacks.
    """
    known = {arn: one for arn, one in listeners.items() if isinstance(one, Listener)}
    rules: Counter[Measure] = Counter()
    groups: dict[Measure, set[str]] = {}
    for listener in known.values():
        live = {arn for rule in listener.rules for arn in rule.target_groups}
        live |= set(listener.default_target_groups)
        rules[Measure(RULES, listener.load_balancer)] += len(listener.rules)
        groups.setdefault(Measure(TARGET_GROUPS, listener.load_balancer), set()).update(live)
    for footprint in footprints:
        for rule, forwarded in footprint.rules:
            if rule.listener in known:
                balancer = known[rule.listener].load_balancer
                rules[Measure(RULES, balancer)] += rule.arn is None
                groups[Measure(TARGET_GROUPS, balancer)] |= forwarded
    return {**rules, **{measure: len(found) for measure, found in groups.items()}}


def preview_usage(
    file: str, text_bytes: int, resources: int, balancers: Mapping[str, tuple[int, int]]
) -> Usage:
    """Return what one preview adds to its template and to load balancers.

    `balancers` has the new rules and target groups by the load balancer's ARN; a deployed preview
    has none, for its own are live.
    """
    usage = {
        Measure(BYTES, file): text_bytes,
        Measure(RESOURCES, file): resources,
        Measure(OPERATION, "the update"): resources,
    }
    for arn, (rules, groups) in balancers.items():
        usage |= {Measure(RULES, arn): rules, Measure(TARGET_GROUPS, arn): groups}
    return usage


def _target_groups(node: StackNode, rule: TemplateRule) -> frozenset[str]:
    """Return the target groups that a rule forwards to: ARNs, and paths of those to come."""
    actions = node.template.resources[rule.id].properties.get("Actions")
    ids = (one.id for arm in arms_of(actions, node) for one in references(arm))
    return frozenset(
        node.scope.physical.get(id_) or resource_path(node.ids, id_)
        for id_ in ids
        if _is_target_group(node, id_)
    )


def _is_target_group(node: StackNode, id_: str) -> bool:
    found = node.template.resources.get(id_)
    if found is None or found.type != TARGET_GROUP:
        return False
    return is_there(found, node.template, node.scope)


def _values(node: StackNode, rule: ResourceNode) -> Iterator[tuple[str, str]]:
    """Yield the values of a rule's conditions as they are written, each after its list's name."""
    for condition in listed(rule.properties.get("Conditions"), node):
        for name, values in value_lists(condition):
            yield from ((name, _written(item)) for item in listed(values, node))


def _written(item: Node) -> str:
    return item.value if isinstance(item, ScalarNode) else ""
