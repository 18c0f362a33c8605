"""Elastic Load Balancing: what is described, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.sandbox.aws.elb import Elb, balancer_missing
from tests.sandbox.aws.elb_group import Groups
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.page import page
from tests.sandbox.aws.wire import Data

PAGE = 400
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html"""
MOST_TAGGED = 20

INVALID_MARKER = validation("Invalid marker")


class Descriptions:
    """The reading operations."""

    def __init__(self, elb: Elb, groups: Groups) -> None:
        self._elb = elb
        self._groups = groups
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "DescribeAccountLimits": self._limits,
            "DescribeListenerCertificates": self._certificates,
            "DescribeListeners": self._listeners,
            "DescribeLoadBalancers": self._balancers,
            "DescribeRules": self._rules,
            "DescribeTags": self._tags,
            "DescribeTargetGroups": self._target_groups,
            "DescribeTargetHealth": self._health,
        }

    def _paged(self, name: str, items: Sequence[Data], data: Data) -> Data:
        size = data.get("PageSize", PAGE)
        if not 1 <= size <= PAGE:
            raise validation("Page size must be between 1 and 400")
        size = min(size, self._elb.place.pace.page or size)
        items_of_page, marker = page(items, data.get("Marker"), size, INVALID_MARKER)
        return {name: list(items_of_page), **({"NextMarker": marker} if marker else {})}

    def _balancers(self, data: Data) -> Data:
        balancers = list(self._elb.balancers.values())
        for key, name in (("LoadBalancerArns", "LoadBalancerArn"), ("Names", "LoadBalancerName")):
            for wanted in data.get(key, []):
                if not any(one[name] == wanted for one in balancers):
                    raise balancer_missing(wanted)
            if key in data:
                balancers = [one for one in balancers if one[name] in data[key]]
        return self._paged("LoadBalancers", balancers, data)

    def _listeners(self, data: Data) -> Data:
        if data.get("ListenerArns"):
            found = [self._elb.listener(arn) for arn in data["ListenerArns"]]
        else:
            balancer = data.get("LoadBalancerArn", "")
            if balancer not in self._elb.balancers:
                raise balancer_missing(balancer)
            found = [one for one in self._elb.listeners.values() if one.balancer == balancer]
        return self._paged("Listeners", [one.described() for one in found], data)

    def _rules(self, data: Data) -> Data:
        if data.get("RuleArns"):
            rules = [self._elb.rule(arn)[1] for arn in data["RuleArns"]]
        elif "ListenerArn" in data:
            rules = self._elb.listener(data["ListenerArn"]).in_order()
        else:
            raise validation("A listener ARN or rule ARNs must be specified")
        return self._paged("Rules", [rule.described() for rule in rules], data)

    def _certificates(self, data: Data) -> Data:
        listener = self._elb.listener(data["ListenerArn"])
        default = [
            {"CertificateArn": one["CertificateArn"], "IsDefault": True}
            for one in listener.given.get("Certificates", [])[:1]
        ]
        others = [{"CertificateArn": arn, "IsDefault": False} for arn in listener.certificates]
        return self._paged("Certificates", default + others, data)

    def _target_groups(self, data: Data) -> Data:
        groups = [self._groups.described(one) for one in self._elb.groups.values()]
        if data.get("TargetGroupArns"):
            wanted = [self._elb.group(arn) for arn in data["TargetGroupArns"]]
            groups = [self._groups.described(one) for one in wanted]
        if data.get("Names"):
            groups = [one for one in groups if one["TargetGroupName"] in data["Names"]]
            if not groups:
                raise AwsError("TargetGroupNotFound", "One or more target groups not found")
        if data.get("LoadBalancerArn"):
            if data["LoadBalancerArn"] not in self._elb.balancers:
                raise balancer_missing(data["LoadBalancerArn"])
            groups = [one for one in groups if data["LoadBalancerArn"] in one["LoadBalancerArns"]]
        return self._paged("TargetGroups", groups, data)

    def _health(self, data: Data) -> Data:
        self._elb.group(data["TargetGroupArn"])
        return {"TargetHealthDescriptions": []}

    def _limits(self, data: Data) -> Data:
        limits = [{"Name": name, "Max": str(most)} for name, most in self._elb.limits.items()]
        return self._paged("Limits", limits, data)

    def _tags(self, data: Data) -> Data:
        arns = data["ResourceArns"]
        if len(arns) > MOST_TAGGED:
            raise validation("At most 20 resources can be described at once")
        return {"TagDescriptions": [self._groups.tags_of(arn) for arn in arns]}
