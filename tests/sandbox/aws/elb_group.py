"""Elastic Load Balancing: target groups, certificates of listeners, and tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.elb import Elb, groups_of
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.tag import as_dict, as_list
from tests.sandbox.aws.wire import Data

LONGEST_NAME = 32
GROUP = (
    "HealthCheckEnabled", "HealthCheckIntervalSeconds", "HealthCheckPath", "HealthCheckPort",
    "HealthCheckProtocol", "HealthCheckTimeoutSeconds", "HealthyThresholdCount", "Matcher", "Port",
    "Protocol", "ProtocolVersion", "TargetType", "UnhealthyThresholdCount", "VpcId",
)  # fmt: skip

DEFAULTS: Data = {
    "HealthCheckEnabled": True,
    "HealthCheckIntervalSeconds": 30,
    "HealthCheckPath": "/",
    "HealthCheckPort": "traffic-port",
    "HealthCheckProtocol": "HTTP",
    "HealthCheckTimeoutSeconds": 5,
    "HealthyThresholdCount": 5,
    "IpAddressType": "ipv4",
    "Matcher": {"HttpCode": "200"},
    "ProtocolVersion": "HTTP1",
    "TargetType": "instance",
    "UnhealthyThresholdCount": 2,
}
"""Of a group for HTTP and HTTPS.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
"""


class Groups:
    """What hangs on listeners and rules."""

    def __init__(self, elb: Elb) -> None:
        self._elb = elb
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "AddListenerCertificates": self.add_certificates,
            "AddTags": self.add_tags,
            "CreateTargetGroup": self.create_group,
            "DeleteTargetGroup": self.delete_group,
            "ModifyTargetGroup": self.modify_group,
            "RemoveListenerCertificates": self.remove_certificates,
            "RemoveTags": self._remove_tags,
        }

    def create_group(self, data: Data) -> Data:
        """CreateTargetGroup; the same settings again give the same group."""
        name = data["Name"]
        if len(name) > LONGEST_NAME:
            raise validation(f"Target group name '{name}' cannot be longer than '32' characters")
        given = {key: data[key] for key in GROUP if key in data}
        for group in self._elb.groups.values():
            if group["TargetGroupName"] == name:
                if given.items() <= group.items():
                    return {"TargetGroups": [self.described(group)]}
                raise AwsError(
                    "DuplicateTargetGroupName",
                    f"A target group with the same name '{name}' exists, but with different "
                    "settings",
                )
        digits = self._elb.place.ids.hex(f"group {name}", 16)
        arn = self._elb.arn(f"targetgroup/{name}/{digits}", data)
        group = {"TargetGroupArn": arn, "TargetGroupName": name, **DEFAULTS, **given}
        self._elb.groups[arn] = group
        return {"TargetGroups": [self.described(group)]}

    def described(self, group: Data) -> Data:
        """Return a target group with the load balancers that lead to it."""
        arn = group["TargetGroupArn"]
        balancers = {
            listener.balancer
            for listener in self._elb.listeners.values()
            if any(arn in groups_of(rule.actions) for rule in listener.rules.values())
        }
        return {**group, "LoadBalancerArns": sorted(balancers)}

    def modify_group(self, data: Data) -> Data:
        """ModifyTargetGroup."""
        group = self._elb.group(data["TargetGroupArn"])
        group.update({key: data[key] for key in GROUP if key in data})
        return {"TargetGroups": [self.described(group)]}

    def delete_group(self, data: Data) -> Data:
        """DeleteTargetGroup; one that something forwards to is refused."""
        arn = data["TargetGroupArn"]
        if arn in self._elb.groups and self.described(self._elb.groups[arn])["LoadBalancerArns"]:
            raise AwsError(
                "ResourceInUse",
                f"Target group '{arn}' is currently in use by a listener or a rule",
            )
        self._elb.groups.pop(arn, None)
        return {}

    def add_certificates(self, data: Data) -> Data:
        """AddListenerCertificates."""
        listener = self._elb.listener(data["ListenerArn"])
        for certificate in data["Certificates"]:
            if certificate["CertificateArn"] not in listener.certificates:
                listener.certificates.append(certificate["CertificateArn"])
        return {"Certificates": data["Certificates"]}

    def remove_certificates(self, data: Data) -> Data:
        """RemoveListenerCertificates."""
        listener = self._elb.listener(data["ListenerArn"])
        leaving = {one["CertificateArn"] for one in data["Certificates"]}
        listener.certificates = [arn for arn in listener.certificates if arn not in leaving]
        return {}

    def add_tags(self, data: Data) -> Data:
        """AddTags."""
        for arn in data["ResourceArns"]:
            self._elb.tags.setdefault(arn, {}).update(as_dict(data["Tags"]))
        return {}

    def _remove_tags(self, data: Data) -> Data:
        for arn in data["ResourceArns"]:
            for key in data["TagKeys"]:
                self._elb.tags.get(arn, {}).pop(key, None)
        return {}

    def tags_of(self, arn: str) -> Data:
        """Return the tags of something as DescribeTags has them."""
        return {"ResourceArn": arn, "Tags": as_list(self._elb.tags.get(arn, {}))}
