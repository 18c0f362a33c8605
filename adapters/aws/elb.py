"""Reads load balancers from Elastic Load Balancing: listeners, rules, certificates, limits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Protocol, assert_never

from kayron.adapters.aws.call import Caller, Data, Pages, answered, unless
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience
from kayron.core.gather.aws import (
    AccountLimits,
    ListenerCertificates,
    ListenerRules,
    Listeners,
)
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.seen import ArnList, ListenerList, ListenerSeen, RuleList
from kayron.core.snapshot import Condition, Rule
from kayron.core.table import Table
from kayron.core.template.routing import CONFIGS, of_another_kind

GONE = frozenset({"ListenerNotFound", "LoadBalancerNotFound"})

LISTENERS = Pages(items="Listeners", given="NextMarker", sent="Marker")
RULES = Pages(items="Rules", given="NextMarker", sent="Marker")
CERTIFICATES = Pages(items="Certificates", given="NextMarker", sent="Marker")
LIMITS = Pages(items="Limits", given="NextMarker", sent="Marker")

ElbNeed = Listeners | ListenerRules | ListenerCertificates | AccountLimits


class ElbClient(Protocol):
    """The calls that are used."""

    def describe_listeners(self, **parameters: object) -> Data:
        """List the listeners of a load balancer."""

    def describe_rules(self, **parameters: object) -> Data:
        """List the rules of a listener."""

    def describe_listener_certificates(self, **parameters: object) -> Data:
        """List the certificates of a listener."""

    def describe_account_limits(self, **parameters: object) -> Data:
        """List the limits of the account in the region."""


class Elb:
    """Answers the needs of Elastic Load Balancing; anything may have changed since it was read."""

    def __init__(self, client: Callable[[], ElbClient]) -> None:
        self._client = client

    def remembered(self, _needs: Collection[AnyNeed]) -> Results:
        """Return nothing."""
        return {}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for each need: there are no batches."""
        mine = [need for need in needs if isinstance(need, ElbNeed)]
        if not mine:
            return []
        client = self._client()
        caller = Caller(prefix="elasticloadbalancing", patience=patience)
        return [Job(needs=(need,), run=partial(_run, client, caller, need)) for need in mine]


def _run(client: ElbClient, caller: Caller, need: ElbNeed) -> Results:
    return {need: answered(lambda: unless(_gone, lambda: _read(client, caller, need)))}


def _gone(refused: AwsRefusal) -> bool:
    return refused.code in GONE


def _read(
    client: ElbClient, caller: Caller, need: ElbNeed
) -> ListenerList | RuleList | ArnList | Table[int]:
    match need:
        case Listeners(load_balancer=arn):
            method = client.describe_listeners
            found = caller.items("DescribeListeners", method, LISTENERS, LoadBalancerArn=arn)
            return ListenerList(listeners=tuple(map(_listener, found)))
        case ListenerRules(listener=arn):
            found = caller.items("DescribeRules", client.describe_rules, RULES, ListenerArn=arn)
            return RuleList(rules=tuple(_rule(one) for one in found if not one.get("IsDefault")))
        case ListenerCertificates(listener=arn):
            method = client.describe_listener_certificates
            found = caller.items(
                "DescribeListenerCertificates", method, CERTIFICATES, ListenerArn=arn
            )
            return ArnList(arns=tuple(sorted({one["CertificateArn"] for one in found})))
        case AccountLimits():
            method = client.describe_account_limits
            found = caller.items("DescribeAccountLimits", method, LIMITS)
            return Table((one["Name"], int(one["Max"])) for one in found)
    assert_never(need)


def _listener(data: Data) -> ListenerSeen:
    return ListenerSeen(
        arn=data["ListenerArn"],
        port=data.get("Port", 0),
        protocol=data.get("Protocol", ""),
        default_target_groups=_target_groups(data["DefaultActions"]),
    )


def _rule(data: Data) -> Rule:
    return Rule(
        arn=data["RuleArn"],
        priority=int(data["Priority"]),
        conditions=map(_condition, data.get("Conditions", ())),
        target_groups=_target_groups(data["Actions"]),
    )


def _target_groups(actions: Iterable[Data]) -> tuple[str, ...]:
    return tuple(sorted({arn for action in actions for arn in _forwarded(action)}))


def _forwarded(action: Data) -> Iterator[str]:
    """Yield the target groups of an action; of one alone AWS says it in both ways."""
    if "TargetGroupArn" in action:
        yield action["TargetGroupArn"]
    for group in action.get("ForwardConfig", {}).get("TargetGroups", ()):
        yield group["TargetGroupArn"]


def _condition(data: Data) -> Condition:
    """Return a condition as core takes it from a template, so that the two can be compared."""
    kind = data["Field"]
    if kind not in CONFIGS:
        settings = {name: value for name, value in data.items() if name != "Field" and value}
        return of_another_kind(kind, settings)
    config = data.get(CONFIGS[kind], {})
    regex = config.get("RegexValues") or data.get("RegexValues")
    plain = config.get("Values") or data.get("Values")
    return Condition(kind=kind, values=regex or plain or (), regex=bool(regex))
