"""Load balancers, listeners, rules and target groups as resources of stacks."""

from __future__ import annotations

from attrs import frozen

from tests.sandbox.aws.elb import Elb
from tests.sandbox.aws.elb_group import Groups
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.resource.handler import Handler, Made, Spot, shaped
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data

LONGEST_NAME = 32


def handlers(elb: Elb, groups: Groups) -> dict[str, Handler]:
    """Return the handlers of load balancing by type."""
    start = "AWS::ElasticLoadBalancingV2"
    return {
        f"{start}::Listener": ListenerHandler(elb, groups),
        f"{start}::ListenerCertificate": CertificateHandler(elb, groups),
        f"{start}::ListenerRule": RuleHandler(elb, groups),
        f"{start}::LoadBalancer": BalancerHandler(elb, groups),
        f"{start}::TargetGroup": GroupHandler(elb, groups),
    }


@frozen
class _Balancing:
    elb: Elb
    groups: Groups

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def tag(self, spot: Spot, made: Made, properties: Data) -> None:
        """Give a resource its tags."""
        tags = as_list(spot.tags(properties))
        self.groups.add_tags({"ResourceArns": [made.physical], "Tags": tags})


@frozen
class BalancerHandler(_Balancing):
    """`AWS::ElasticLoadBalancingV2::LoadBalancer`."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a load balancer."""
        data = {
            "Name": spot.name(LONGEST_NAME),
            **shaped("elbv2", "CreateLoadBalancer", properties),
        }
        data["Tags"] = as_list(spot.tags(properties))
        balancer = self.elb.create_balancer(data)["LoadBalancers"][0]
        arn = balancer["LoadBalancerArn"]
        return Made(
            physical=arn,
            attributes={
                "CanonicalHostedZoneID": balancer["CanonicalHostedZoneId"],
                "DNSName": balancer["DNSName"],
                "LoadBalancerArn": arn,
                "LoadBalancerFullName": arn.partition("loadbalancer/")[2],
                "LoadBalancerName": balancer["LoadBalancerName"],
            },
        )

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change its tags; the sandbox keeps no other setting of it."""
        self.tag(spot, made, properties)
        return made

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it."""
        self.elb.delete_balancer({"LoadBalancerArn": made.physical})


@frozen
class ListenerHandler(_Balancing):
    """`AWS::ElasticLoadBalancingV2::Listener`."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a listener."""
        data = shaped("elbv2", "CreateListener", properties)
        data["Tags"] = as_list(spot.tags(properties))
        arn = self.elb.create_listener(data)["Listeners"][0]["ListenerArn"]
        return Made(physical=arn, attributes={"ListenerArn": arn})

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change what it listens to, and its default actions."""
        data = shaped("elbv2", "ModifyListener", properties)
        self.elb.modify_listener({**data, "ListenerArn": made.physical})
        self.tag(spot, made, properties)
        return made

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it; it may have gone with its load balancer."""
        if made.physical in self.elb.listeners:
            self.elb.delete_listener({"ListenerArn": made.physical})


@frozen
class RuleHandler(_Balancing):
    """`AWS::ElasticLoadBalancingV2::ListenerRule`."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a rule."""
        data = shaped("elbv2", "CreateRule", properties)
        data["Tags"] = as_list(spot.tags(properties))
        arn = self.elb.create_rule(data)["Rules"][0]["RuleArn"]
        return Made(physical=arn, attributes={"RuleArn": arn, "IsDefault": False})

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change its priority, conditions and actions."""
        data = shaped("elbv2", "CreateRule", properties)
        move = {"RuleArn": made.physical, "Priority": data["Priority"]}
        self.elb.set_priorities({"RulePriorities": [move]})
        changes = {name: data[name] for name in ("Conditions", "Actions")}
        self.elb.modify_rule({"RuleArn": made.physical, **changes})
        self.tag(spot, made, properties)
        return made

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it; somebody may have done that before."""
        try:
            self.elb.delete_rule({"RuleArn": made.physical})
        except AwsError as error:
            if error.code != "RuleNotFound":
                raise


@frozen
class GroupHandler(_Balancing):
    """`AWS::ElasticLoadBalancingV2::TargetGroup`."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a target group."""
        data = shaped("elbv2", "CreateTargetGroup", properties)
        data.setdefault("Name", spot.name(LONGEST_NAME))
        data["Tags"] = as_list(spot.tags(properties))
        group = self.groups.create_group(data)["TargetGroups"][0]
        arn = group["TargetGroupArn"]
        return Made(
            physical=arn,
            attributes={
                "LoadBalancerArns": [],
                "TargetGroupArn": arn,
                "TargetGroupFullName": arn.rpartition(":")[2],
                "TargetGroupName": group["TargetGroupName"],
            },
        )

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change its health check."""
        data = shaped("elbv2", "ModifyTargetGroup", properties)
        self.groups.modify_group({**data, "TargetGroupArn": made.physical})
        self.tag(spot, made, properties)
        return made

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it."""
        self.groups.delete_group({"TargetGroupArn": made.physical})


@frozen
class CertificateHandler(_Balancing):
    """`AWS::ElasticLoadBalancingV2::ListenerCertificate`."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Add certificates to a listener."""
        self.groups.add_certificates(shaped("elbv2", "AddListenerCertificates", properties))
        return Made(physical=spot.name())

    def update(self, _spot: Spot, made: Made, properties: Data) -> Made:
        """Add those that are new."""
        self.groups.add_certificates(shaped("elbv2", "AddListenerCertificates", properties))
        return made

    def delete(self, _made: Made, properties: Data) -> None:
        """Take certificates away from a listener, where it's still there."""
        if properties["ListenerArn"] in self.elb.listeners:
            data = shaped("elbv2", "RemoveListenerCertificates", properties)
            self.groups.remove_certificates(data)
