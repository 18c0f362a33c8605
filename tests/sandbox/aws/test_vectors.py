"""The templates of the Go original deploy and update as they are."""

from __future__ import annotations

from collections import Counter

from tests.sandbox.aws.clients import client, events, status
from tests.sandbox.aws.sandbox import Aws
from tests.shared import SHARED, needs_shared

VECTORS = SHARED / "vectors" / "kayron-go"

PARAMETERS = {
    "Environment": "testing",
    "DiscoveryStack": "base",
    "FargateStack": "base",
    "NetworkStack": "base",
    "Secret": "secret",
    "LiteCertificate": "arn:aws:acm:us-west-2:123456789012:certificate/lite",
    "LiteDomain": "lite.testing.splits.org",
    "LitePort": "3000",
    "LiteVersion": "v0.1.1",
}

BASE = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet1: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Subnet2: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}
  Alloy: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a, VpcId: !Ref Vpc}}
  Edge: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: e, VpcId: !Ref Vpc}}
  Zone: {Type: AWS::Route53::HostedZone, Properties: {Name: testing.splits.org}}
  Namespace:
    Type: AWS::ServiceDiscovery::PrivateDnsNamespace
    Properties: {Name: splits.local, Vpc: !Ref Vpc}
  LoadBalancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: "404"}}]
Outputs:
"""

EXPORTS = {
    "VpcID": "!Ref Vpc",
    "PrivateSubnet1ID": "!Ref Subnet1",
    "PrivateSubnet2ID": "!Ref Subnet2",
    "AlloySecurityGroupId": "!GetAtt Alloy.GroupId",
    "ELBSecurityGroupID": "!GetAtt Edge.GroupId",
    "EnvironmentHostedZoneId": "!Ref Zone",
    "DiscoveryNamespaceId": "!Ref Namespace",
    "ApplicationLoadBalancerListenerArn": "!Ref Listener",
    "ApplicationLoadBalancerBaseDnsName": "!GetAtt LoadBalancer.DNSName",
    "ApplicationLoadBalancerCanonicalHostedZoneId": "!GetAtt LoadBalancer.CanonicalHostedZoneID",
}


def deployed(aws: Aws, name: str) -> None:
    aws.deploy("lite", (VECTORS / name).read_text(), PARAMETERS)


@needs_shared
def test_the_original_s_templates_deploy_and_update_unmodified(aws: Aws) -> None:
    outputs = "".join(
        f'  O{index}: {{Value: {value}, Export: {{Name: !Sub "${{AWS::StackName}}-{name}"}}}}\n'
        for index, (name, value) in enumerate(EXPORTS.items())
    )
    aws.deploy("base", BASE + outputs)
    for name, services, priorities in (
        ("input.yaml", 1, ["12000", "default"]),
        ("expected.yaml", 3, ["12000", "12001", "12002", "default"]),
        ("input.yaml", 1, ["12000", "default"]),
    ):
        deployed(aws, name)
        assert status(aws, "lite").removeprefix("CREATE").removeprefix("UPDATE") == "_COMPLETE"
        kinds = Counter(one.state.kind for one in aws.stack("lite").resources.values())
        assert kinds["AWS::ECS::Service"] == services, events(aws, "lite")
        listener = next(iter(aws.region.elb.listeners))
        rules = client(aws, "elbv2").describe_rules(ListenerArn=listener)["Rules"]
        assert [rule["Priority"] for rule in rules] == priorities
