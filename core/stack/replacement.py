"""Which properties of a resource type replace the resource when they change, and which name it."""

from __future__ import annotations

from kayron.core.stack.registry import CREATE_ONLY

ROWS = dict(line.split(" ", 1) for line in CREATE_ONLY.splitlines())

IDENTIFIER = "="

CUSTOM_NAMES = {
    "AWS::AmazonMQ::Broker": "BrokerName",
    "AWS::ApiGateway::ApiKey": "Name",
    "AWS::AppRunner::Service": "ServiceName",
    "AWS::Batch::ComputeEnvironment": "ComputeEnvironmentName",
    "AWS::Batch::JobQueue": "JobQueueName",
    "AWS::DAX::Cluster": "ClusterName",
    "AWS::DocDB::DBCluster": "DBClusterIdentifier",
    "AWS::DocDB::DBInstance": "DBInstanceIdentifier",
    "AWS::EC2::SecurityGroup": "GroupName",
    "AWS::ECS::Service": "ServiceName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::MSK::Cluster": "ClusterName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "Name",
    "AWS::ServiceDiscovery::Service": "Name",
    "AWS::StepFunctions::Activity": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
    "AWS::WAFv2::IPSet": "Name",
    "AWS::WAFv2::RegexPatternSet": "Name",
    "AWS::WAFv2::RuleGroup": "Name",
    "AWS::WAFv2::WebACL": "Name",
}
"""The property that names a resource of a type that the registry identifies by something else, such
as an ARN. Kept by hand from the reference of each type and
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html"""


def create_only(kind: str) -> tuple[str, ...]:
    """Return the paths (`A/B`, `A/*/B`) of the properties whose change replaces the resource."""
    return tuple(word.removeprefix(IDENTIFIER) for word in ROWS.get(kind, "").split())


def name_properties(kind: str) -> tuple[str, ...]:
    """Return the properties that together name a resource of a type, as paths.

    No two resources have them all alike, so CloudFormation, which creates before it deletes, cannot
    replace a resource that keeps them. Empty where AWS makes the name.
    """
    if kind in CUSTOM_NAMES:
        return (CUSTOM_NAMES[kind],)
    words = ROWS.get(kind, "").split()
    return tuple(word.removeprefix(IDENTIFIER) for word in words if word.startswith(IDENTIFIER))


NAMED_TYPES = frozenset(kind for kind in (*ROWS, *CUSTOM_NAMES) if name_properties(kind))
"""The types of resources that people may name."""
