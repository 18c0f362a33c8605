"""What AWS calls a resource once it exists: physical ids, and what `GetAtt` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from tests.world.identity import ACCOUNT, REGION, arn, hexadecimal, number, suffix, uuid
from tests.world.template import Plain, text


@frozen(kw_only=True)
class Instance:
    """A resource of a stack with its evaluated properties."""

    stack: str
    id: str
    type: str
    properties: Mapping[str, Plain]
    metadata: Plain

    def get(self, name: str) -> str:
        """Return a property as text, empty where it is not set."""
        return text(self.properties.get(name, ""))

    @property
    def path(self) -> str:
        """Return what identifies the resource among all."""
        return f"{self.stack}/{self.id}"

    @property
    def generated(self) -> str:
        """Return the name that CloudFormation makes up."""
        return f"{self.stack}-{self.id}-{suffix(self.path)}"


def physical_id(instance: Instance) -> str:
    """Return the physical id, another one where AWS would replace the resource."""
    known = PHYSICAL.get(instance.type)
    return known(instance) if known else instance.generated


def attribute(instance: Instance, name: str) -> str:
    """Return the value of `GetAtt`."""
    known = ATTRIBUTES.get((instance.type, name))
    return known(instance) if known else physical_id(instance)


def _named(property_name: str) -> Callable[[Instance], str]:
    return lambda i: i.get(property_name) or i.generated


def _prefixed(prefix: str) -> Callable[[Instance], str]:
    return lambda i: f"{prefix}-{hexadecimal(i.path, 17)}"


def _ecs_service(i: Instance) -> str:
    return arn("ecs", f"service/{i.get('Cluster')}/{_named('ServiceName')(i)}")


def _task_definition(i: Instance) -> str:
    """Make the revision from the content: the same content gives the same revision."""
    family = i.get("Family") or f"{i.stack}-{i.id}"
    return arn("ecs", f"task-definition/{family}:{number(repr(i.properties), 900)}")


def _target_group(i: Instance) -> str:
    identity = (i.path, *map(i.get, ("Name", "Port", "Protocol", "TargetType", "VpcId")))
    name = i.get("Name") or f"{i.stack[:5].strip('-')}-{i.id[:5]}-{suffix(i.path)}"
    return arn("elasticloadbalancing", f"targetgroup/{name}/{hexadecimal(repr(identity), 16)}")


def _load_balancer(i: Instance) -> str:
    name = i.get("Name") or f"{i.stack[:5].strip('-')}-{i.id[:5]}-{suffix(i.path)}"
    return arn("elasticloadbalancing", f"loadbalancer/app/{name}/{hexadecimal(i.path, 16)}")


def _listener(i: Instance) -> str:
    balancer = i.get("LoadBalancerArn").replace(":loadbalancer/", ":listener/")
    return f"{balancer}/{hexadecimal(i.path, 16)}"


def _listener_rule(i: Instance) -> str:
    listener = i.get("ListenerArn")
    rule = listener.replace(":listener/", ":listener-rule/")
    return f"{rule}/{hexadecimal(i.path + listener, 16)}"


PHYSICAL: Mapping[str, Callable[[Instance], str]] = {
    "AWS::CertificateManager::Certificate": lambda i: arn("acm", f"certificate/{uuid(i.path)}"),
    "AWS::CloudFormation::Stack": lambda i: stack_id(nested_name(i.stack, i.id)),
    "AWS::EC2::InternetGateway": _prefixed("igw"),
    "AWS::EC2::SecurityGroup": _prefixed("sg"),
    "AWS::EC2::Subnet": _prefixed("subnet"),
    "AWS::EC2::VPC": _prefixed("vpc"),
    "AWS::ECS::Cluster": _named("ClusterName"),
    "AWS::ECS::Service": _ecs_service,
    "AWS::ECS::TaskDefinition": _task_definition,
    "AWS::ElasticLoadBalancingV2::Listener": _listener,
    "AWS::ElasticLoadBalancingV2::ListenerRule": _listener_rule,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": _target_group,
    "AWS::IAM::Role": _named("RoleName"),
    "AWS::Logs::LogGroup": _named("LogGroupName"),
    "AWS::RDS::DBInstance": lambda i: i.generated.lower(),
    "AWS::RDS::DBSubnetGroup": lambda i: i.generated.lower(),
    "AWS::Route53::HostedZone": lambda i: f"Z{suffix(i.path, 20)}",
    "AWS::Route53::RecordSet": lambda i: i.get("Name"),
    "AWS::S3::Bucket": lambda i: i.get("BucketName") or i.generated.lower(),
    "AWS::SQS::Queue": lambda i: (
        f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{_named('QueueName')(i)}"
    ),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": _prefixed("ns"),
    "AWS::ServiceDiscovery::Service": _prefixed("srv"),
}

ATTRIBUTES: Mapping[tuple[str, str], Callable[[Instance], str]] = {
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "CanonicalHostedZoneID"): lambda _: (
        "Z1H1FL5HABSF5"
    ),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "DNSName"): lambda i: (
        f"{_named('Name')(i)}-{number(i.path, 10**9)}.{REGION}.elb.amazonaws.com"
    ),
    ("AWS::IAM::Role", "Arn"): lambda i: f"arn:aws:iam::{ACCOUNT}:role/{physical_id(i)}",
    ("AWS::RDS::DBInstance", "Endpoint.Address"): lambda i: (
        f"{physical_id(i)}.c{hexadecimal(i.stack, 11)}.{REGION}.rds.amazonaws.com"
    ),
    ("AWS::ServiceDiscovery::Service", "Arn"): lambda i: arn(
        "servicediscovery", f"service/{physical_id(i)}"
    ),
}


def nested_name(parent: str, logical_id: str) -> str:
    """Return the name of the stack of an `AWS::CloudFormation::Stack` resource."""
    return f"{parent}-{logical_id}-{suffix(f'{parent} {logical_id}')}"


def stack_id(name: str) -> str:
    """Return the id of a stack."""
    return arn("cloudformation", f"stack/{name}/{uuid(name)}")
