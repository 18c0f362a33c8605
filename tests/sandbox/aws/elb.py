"""Elastic Load Balancing: load balancers, listeners and rules, and the state of all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, field

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.rule import checked_conditions, checked_priority, in_use
from tests.sandbox.aws.tag import as_dict
from tests.sandbox.aws.wire import Data

LISTENER = ("Port", "Protocol", "Certificates", "SslPolicy", "DefaultActions", "AlpnPolicy")
"""What a listener is described with as it was given."""

SSL_POLICY = "ELBSecurityPolicy-2016-08"
"""Of a listener that names none.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
"""

LIMITS = {
    "application-load-balancers": 50,
    "listeners-per-application-load-balancer": 50,
    "rules-per-application-load-balancer": 100,
    "target-groups": 3000,
    "target-groups-per-application-load-balancer": 100,
    "condition-values-per-alb-rule": 5,
    "condition-wildcards-per-alb-rule": 5,
    "certificates-per-application-load-balancer": 25,
}


@define(kw_only=True)
class Rule:
    """A rule of a listener; the default one has no priority."""

    arn: str
    priority: int | None
    conditions: list[Data]
    actions: list[Data]

    def described(self) -> Data:
        """Return it as AWS describes it."""
        return {
            "RuleArn": self.arn,
            "Priority": "default" if self.priority is None else str(self.priority),
            "Conditions": self.conditions,
            "Actions": [action_described(one) for one in self.actions],
            "IsDefault": self.priority is None,
        }


@define(kw_only=True)
class Listener:
    """A listener with its rules by ARN and its certificates beside the default one."""

    arn: str
    balancer: str
    given: Data
    rules: dict[str, Rule]
    certificates: list[str] = field(factory=list)

    def described(self) -> Data:
        """Return it as AWS describes it."""
        actions = [action_described(one) for one in self.given["DefaultActions"]]
        secure = {"SslPolicy": SSL_POLICY} if self.given.get("Protocol") == "HTTPS" else {}
        arns = {"ListenerArn": self.arn, "LoadBalancerArn": self.balancer}
        return {**secure, **self.given, "DefaultActions": actions, **arns}

    def in_order(self) -> list[Rule]:
        """Return its rules as they are evaluated, the default one last."""
        return sorted(self.rules.values(), key=lambda rule: rule.priority or 1 << 20)


class Elb:
    """The load balancing of one account and region."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.balancers: dict[str, Data] = {}
        self.listeners: dict[str, Listener] = {}
        self.groups: dict[str, Data] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.limits = dict(LIMITS)
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "CreateListener": self.create_listener,
            "CreateLoadBalancer": self.create_balancer,
            "CreateRule": self.create_rule,
            "DeleteListener": self.delete_listener,
            "DeleteLoadBalancer": self.delete_balancer,
            "DeleteRule": self.delete_rule,
            "ModifyListener": self.modify_listener,
            "ModifyRule": self.modify_rule,
            "SetRulePriorities": self.set_priorities,
        }

    def arn(self, resource: str, data: Data) -> str:
        """Return the ARN of something new, with the tags that it was given."""
        arn = self.place.arn("elasticloadbalancing", resource)
        self.tags[arn] = as_dict(data.get("Tags", []))
        return arn

    def listener(self, arn: str) -> Listener:
        """Return the listener of an ARN."""
        if arn not in self.listeners:
            raise AwsError("ListenerNotFound", f"One or more listeners not found: '{arn}'")
        return self.listeners[arn]

    def rule(self, arn: str) -> tuple[Listener, Rule]:
        """Return the rule of an ARN and its listener."""
        start = arn.replace(":listener-rule/", ":listener/").rpartition("/")[0]
        listener = self.listeners.get(start)
        if listener is None or arn not in listener.rules:
            raise AwsError("RuleNotFound", f"One or more rules not found: '{arn}'")
        return listener, listener.rules[arn]

    def group(self, arn: str) -> Data:
        """Return the target group of an ARN."""
        if arn not in self.groups:
            raise AwsError("TargetGroupNotFound", f"One or more target groups not found: '{arn}'")
        return self.groups[arn]

    def create_balancer(self, data: Data) -> Data:
        """CreateLoadBalancer."""
        name, kind = data["Name"], data.get("Type", "application")
        if any(one["LoadBalancerName"] == name for one in self.balancers.values()):
            raise AwsError(
                "DuplicateLoadBalancerName", f"A load balancer with name '{name}' already exists"
            )
        short = {"application": "app", "network": "net", "gateway": "gwy"}[kind]
        digits = self.place.ids.hex(f"balancer {name}", 16)
        arn = self.arn(f"loadbalancer/{short}/{name}/{digits}", data)
        number = self.place.ids.digits(f"address {name}", 10)
        balancer = {
            "LoadBalancerArn": arn,
            "DNSName": f"{name}-{number}.{self.place.region}.elb.amazonaws.com",
            "CanonicalHostedZoneId": "Z1H1FL5HABSF5",
            "CreatedTime": self.place.now(),
            "LoadBalancerName": name,
            "Scheme": data.get("Scheme", "internet-facing"),
            "State": {"Code": "active"},
            "Type": kind,
            "SecurityGroups": data.get("SecurityGroups", []),
            "IpAddressType": "ipv4",
        }
        self.balancers[arn] = balancer
        return {"LoadBalancers": [balancer]}

    def delete_balancer(self, data: Data) -> Data:
        """DeleteLoadBalancer, with its listeners."""
        arn = data["LoadBalancerArn"]
        self.balancers.pop(arn, None)
        for listener in [one.arn for one in self.listeners.values() if one.balancer == arn]:
            del self.listeners[listener]
        return {}

    def create_listener(self, data: Data) -> Data:
        """CreateListener, with its default rule."""
        balancer = data["LoadBalancerArn"]
        if balancer not in self.balancers:
            raise balancer_missing(balancer)
        others = [one for one in self.listeners.values() if one.balancer == balancer]
        if any(one.given.get("Port") == data.get("Port") for one in others):
            raise AwsError("DuplicateListener", "A listener already exists on this port")
        start = balancer.rpartition(":")[2].removeprefix("loadbalancer/")
        digits = self.place.ids.hex(f"listener {start}", 16)
        arn = self.arn(f"listener/{start}/{digits}", data)
        given = {name: data[name] for name in LISTENER if name in data}
        listener = Listener(arn=arn, balancer=balancer, given=given, rules={})
        self.listeners[arn] = listener
        self._new_rule(listener, None, [], data["DefaultActions"], {})
        return {"Listeners": [listener.described()]}

    def modify_listener(self, data: Data) -> Data:
        """ModifyListener."""
        listener = self.listener(data["ListenerArn"])
        listener.given.update({name: data[name] for name in LISTENER if name in data})
        default = next(rule for rule in listener.rules.values() if rule.priority is None)
        default.actions = listener.given["DefaultActions"]
        return {"Listeners": [listener.described()]}

    def delete_listener(self, data: Data) -> Data:
        """DeleteListener, with its rules."""
        del self.listeners[self.listener(data["ListenerArn"]).arn]
        return {}

    def create_rule(self, data: Data) -> Data:
        """CreateRule; a priority that is taken is refused."""
        listener, priority = self.listener(data["ListenerArn"]), checked_priority(data["Priority"])
        conditions = checked_conditions(data["Conditions"])
        if any(rule.priority == priority for rule in listener.rules.values()):
            raise in_use(priority)
        siblings = [one for one in self.listeners.values() if one.balancer == listener.balancer]
        rules = sum(len(one.rules) - 1 for one in siblings)
        if rules >= self.limits["rules-per-application-load-balancer"]:
            raise AwsError("TooManyRules", "The maximum number of rules has been reached")
        rule = self._new_rule(listener, priority, conditions, data["Actions"], data)
        return {"Rules": [rule.described()]}

    def _new_rule(
        self,
        listener: Listener,
        priority: int | None,
        conditions: list[Data],
        actions: list[Data],
        data: Data,
    ) -> Rule:
        for group in groups_of(actions):
            self.group(group)
        start = listener.arn.rpartition(":")[2].removeprefix("listener/")
        digits = self.place.ids.hex(f"rule {start}", 16)
        arn = self.arn(f"listener-rule/{start}/{digits}", data)
        rule = Rule(arn=arn, priority=priority, conditions=conditions, actions=actions)
        listener.rules[arn] = rule
        return rule

    def modify_rule(self, data: Data) -> Data:
        """ModifyRule: conditions and actions."""
        _, rule = self.rule(data["RuleArn"])
        if "Conditions" in data:
            rule.conditions = checked_conditions(data["Conditions"])
        if "Actions" in data:
            rule.actions = data["Actions"]
        return {"Rules": [rule.described()]}

    def set_priorities(self, data: Data) -> Data:
        """SetRulePriorities: all at once, so that two may swap."""
        moves = {
            one["RuleArn"]: checked_priority(one["Priority"]) for one in data["RulePriorities"]
        }
        listener = self.rule(next(iter(moves)))[0]
        kept = {rule.priority for arn, rule in listener.rules.items() if arn not in moves}
        for arn, priority in moves.items():
            if priority in kept:
                raise in_use(priority)
            self.rule(arn)[1].priority = priority
        return {"Rules": [self.rule(arn)[1].described() for arn in moves]}

    def delete_rule(self, data: Data) -> Data:
        """DeleteRule."""
        listener, rule = self.rule(data["RuleArn"])
        del listener.rules[rule.arn]
        return {}


def balancer_missing(arn: str) -> AwsError:
    """Return what AWS says to a load balancer that isn't there."""
    return AwsError("LoadBalancerNotFound", f"Load balancers '[{arn}]' not found")


def action_described(action: Data) -> Data:
    """Return an action as AWS describes it: the only group that it forwards to in both ways.

    Source: https://github.com/getmoto/moto/issues/4716
    """
    groups = groups_of([action])
    if not groups:
        return action
    config = action.get("ForwardConfig", {})
    forward = {
        "TargetGroupStickinessConfig": {"Enabled": False},
        **config,
        "TargetGroups": config.get("TargetGroups") or [{"TargetGroupArn": groups[0], "Weight": 1}],
    }
    only = {"TargetGroupArn": groups[0]} if len(set(groups)) == 1 else {}
    return {**action, **only, "ForwardConfig": forward}


def groups_of(actions: list[Data]) -> list[str]:
    """Return the target groups that actions forward to."""
    return [
        arn
        for action in actions
        for arn in (
            action.get("TargetGroupArn"),
            *(
                one["TargetGroupArn"]
                for one in action.get("ForwardConfig", {}).get("TargetGroups", [])
            ),
        )
        if arn
    ]
