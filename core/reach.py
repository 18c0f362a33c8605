"""Whether a preview's listener rules get the requests that are meant for them.

A load balancer takes the rule with the smallest priority number that matches. So a rule before a
copy that matches whatever the copy matches swallows it, and the preview would never be reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import field, frozen

from kayron.core.fact import Unknown
from kayron.core.priority import WIDTH
from kayron.core.snapshot import Condition, Listener, Names
from kayron.core.verdict import Verdict, allow, deny

POLICY = "reachability"

HOST = "host-header"

K = TypeVar("K")


@frozen(kw_only=True)
class RuleView:
    """A live or planned rule of a listener.

    `name` tells people which one it is. `conditions` is None where they are not known; such a rule
    is not taken to swallow anything.
    """

    name: str
    listener: str
    priority: int
    conditions: tuple[Condition, ...] | None


@frozen(kw_only=True)
class RuleIndex:
    """The rules of all listeners, found by what could make one of them swallow a copy.

    Most rules name one host; looking through all of them for each copy would be quadratic.
    """

    hosts: Mapping[tuple[str, str], tuple[RuleView, ...]] = field(eq=False)
    carried: Mapping[tuple[str, Condition], tuple[RuleView, ...]] = field(eq=False)
    others: Mapping[str, tuple[RuleView, ...]] = field(eq=False)

    def before(self, copy: RuleView, host: str) -> Iterable[RuleView]:
        """Return the rules that might swallow a copy with this host, in no order."""
        yield from self.hosts.get((copy.listener, host.lower()), ())
        yield from self.others.get(copy.listener, ())
        for condition in copy.conditions or ():
            yield from self.carried.get((copy.listener, condition), ())


def index_rules(rules: Iterable[RuleView]) -> RuleIndex:
    """Return the index of rules whose conditions are known."""
    hosts: dict[tuple[str, str], list[RuleView]] = defaultdict(list)
    carried: dict[tuple[str, Condition], list[RuleView]] = defaultdict(list)
    others: dict[str, list[RuleView]] = defaultdict(list)
    for rule in rules:
        if rule.conditions is None:
            continue
        first = next((one for one in rule.conditions if one.kind == HOST and not one.regex), None)
        if first is None and rule.conditions:
            carried[rule.listener, rule.conditions[0]].append(rule)
        elif first is None or any("*" in value or "?" in value for value in first.values):
            others[rule.listener].append(rule)
        else:
            for value in set(map(str.lower, first.values)):
                hosts[rule.listener, value].append(rule)
    return RuleIndex(hosts=_frozen(hosts), carried=_frozen(carried), others=_frozen(others))


def judge_reach(subject: str, host: str, copies: Sequence[RuleView], index: RuleIndex) -> Verdict:
    """Return whether every copied rule of a preview gets the requests for its host.

    `copies` are the preview's rules with their priorities and resolved conditions, the host aside.
    What one of them takes from another reaches the preview all the same, so the live ones of a
    preview that is deployed do not count.
    """
    own = {(copy.listener, copy.priority) for copy in copies}
    swallowed = [
        (copy, rule)
        for copy in copies
        for rule in _swallowing(copy, host, index)
        if (rule.listener, rule.priority) not in own
    ]
    if not swallowed:
        return allow(POLICY, subject, f"No rule comes before those of {host}.", "listeners")
    copy, rule = min(swallowed, key=lambda pair: (pair[1].priority, pair[1].name, pair[0].name))
    reason = (
        f"The rule {rule.name} with priority {rule.priority} matches everything that {copy.name} "
        f"with priority {copy.priority} matches, so {host} would never be reached; "
        f"{_remedy(rule.priority)}."
    )
    return deny(POLICY, subject, reason, f"listeners.{copy.listener}")


def swallows(rule: RuleView, copy: RuleView, host: str) -> bool:
    """Tell whether a rule matches every request that a copy with this host matches."""
    if rule.conditions is None:
        return False
    carried = set(copy.conditions or ())
    return all(_holds(condition, host, carried) for condition in rule.conditions)


def covers(pattern: str, host: str) -> bool:
    """Tell whether a host pattern of a load balancer matches a host.

    `*` stands for any characters or none, `?` for exactly one, and case does not count.
    """
    left, right = pattern.lower(), host.lower()
    here, there, star, retry = 0, 0, -1, 0
    while there < len(right):
        if here < len(left) and left[here] == "*":
            star, retry, here = here, there, here + 1
        elif here < len(left) and left[here] in ("?", right[there]):
            here, there = here + 1, there + 1
        elif star >= 0:
            here, there, retry = star + 1, retry + 1, retry + 1
        else:
            return False
    return not left[here:].strip("*")


def certified(host: str, names: Iterable[str]) -> bool:
    """Tell whether one of a certificate's names covers a host; a wildcard covers one label."""
    lower = host.lower()
    wildcard = "*." + lower.partition(".")[2]
    return any(name.lower() in (lower, wildcard) for name in names)


def certificate_note(host: str, listener: Listener) -> str:
    """Return what people should know of the certificates for a host, empty if there is nothing."""
    if listener.protocol not in ("HTTPS", "TLS"):
        return ""
    facts = [certificate.names for certificate in listener.certificates]
    known = [names for names in facts if isinstance(names, Names)]
    if any(certified(host, names.values) for names in known):
        return ""
    if any(isinstance(names, Unknown) for names in facts):
        return f"Whether a certificate of the listener covers {host} could not be read."
    return f"No certificate of the listener covers {host}."


def _swallowing(copy: RuleView, host: str, index: RuleIndex) -> list[RuleView]:
    before = (rule for rule in index.before(copy, host) if rule.priority < copy.priority)
    return [rule for rule in before if swallows(rule, copy, host)]


def _holds(condition: Condition, host: str, carried: set[Condition]) -> bool:
    """Tell whether a condition holds for every request that the copy matches."""
    if condition.kind == HOST and not condition.regex:
        return any(covers(pattern, host) for pattern in condition.values)
    return condition in carried


def _remedy(priority: int) -> str:
    if priority == 1:
        return "no `priorities` would do until that rule moves to a larger number"
    low = max(1, priority - WIDTH)
    return f"numbers before it would do, such as `priorities: {low}-{priority - 1}`"


def _frozen(lists: Mapping[K, list[RuleView]]) -> dict[K, tuple[RuleView, ...]]:
    return {key: tuple(rules) for key, rules in lists.items()}
