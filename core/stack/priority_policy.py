"""The policy `priorities`: a listener takes a priority once, also while an update is under way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kayron.core.fact import Fact
from kayron.core.snapshot import Listener
from kayron.core.stack.comparison import Fate
from kayron.core.stack.listener_rule import TemplateRule, rules_of
from kayron.core.stack.tree import StackNode
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, deny

POLICY = "priorities"

Number = tuple[str, int]
"""A listener and a priority."""


def judge_priorities(
    rendered: Iterable[StackNode],
    fates: Sequence[Fate],
    listeners: Mapping[str, Fact[Listener]],
    subject: str = INFRASTRUCTURE,
) -> tuple[Verdict, ...]:
    """Return a denial for each rendered rule that takes a number which another rule holds.

    Judged are rules that are new or move; numbers that live rules hold count although this update
    may free them, for CloudFormation deletes last. A rule whose listener or priority is not known
    is not judged.
    """
    nodes = tuple(rendered)
    moving = _moving(nodes, fates)
    rules = [rule for node in nodes for rule in rules_of(node)] if moving else []
    holders = _Holders(rules, listeners)
    verdicts = tuple(
        deny(POLICY, subject, reason, f"listeners.{rule.listener}")
        for rule in moving
        for reason in holders.collisions(rule)
    )
    return verdicts or (allow(POLICY, subject, "No two rules of a listener share a priority."),)


class _Holders:
    """Which rendered and live rules hold which number."""

    def __init__(
        self, rules: Sequence[TemplateRule], listeners: Mapping[str, Fact[Listener]]
    ) -> None:
        self.names = {rule.arn: rule.name for rule in rules if rule.arn is not None}
        self.planned: dict[Number | None, set[str]] = {}
        for rule in rules:
            self.planned.setdefault(_number(rule), set()).add(rule.name)
        self.live = {
            (arn, rule.priority): rule.arn
            for arn, listener in listeners.items()
            if isinstance(listener, Listener)
            for rule in listener.rules
        }

    def collisions(self, rule: TemplateRule) -> Iterator[str]:
        """Yield who else holds the number that a rule takes."""
        takes = f"{rule.name} takes the priority {rule.priority} of the listener {rule.listener}"
        planned = self.planned[_number(rule)] - {rule.name}
        for other in sorted(planned):
            yield f"{takes}, which {other} takes too. Give each its own."
        holder = self.live.get((rule.listener or "", rule.priority or 0))
        name = self.names.get(holder, holder) if holder is not None else None
        if name is not None and name != rule.name and name not in planned:
            yield f"{takes}, which {name} holds until the end of the update. Give it another."


def _moving(nodes: Iterable[StackNode], fates: Sequence[Fate]) -> list[TemplateRule]:
    """Return the rules that are new or that get another number or listener."""
    unchanged = {fate.before.ids for fate in fates if fate.same}
    rules = [rule for node in nodes if node.ids not in unchanged for rule in rules_of(node)]
    stacks = {rule.stack for rule in rules}
    before = {
        (rule.stack, rule.id): rule
        for fate in fates
        if fate.before.ids in stacks
        for rule in rules_of(fate.before)
    }
    return [rule for rule in rules if _number(rule) and _moves(rule, before)]


def _number(rule: TemplateRule) -> Number | None:
    if rule.listener is None or rule.priority is None:
        return None
    return rule.listener, rule.priority


def _moves(rule: TemplateRule, before: Mapping[tuple[tuple[str, ...], str], TemplateRule]) -> bool:
    earlier = before.get((rule.stack, rule.id))
    return earlier is None or earlier.arn is None or _number(earlier) != _number(rule)
