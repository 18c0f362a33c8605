"""The smallest organisation that shows everything, for random histories: one service."""

from __future__ import annotations

from collections.abc import Mapping

from kayron.core.snapshot import SnapshotSettings
from kayron.core.table import Table
from tests.world import start
from tests.world.world import World, wait

BUCKET = "small-templates"
STACK = "small-testing"

SETTINGS = SnapshotSettings(
    bucket=BUCKET,
    parameters=Table(),
    redacted=(),
    tags=Table({"environment": "testing"}),
    limits=Table(),
    update_stack=False,
)

DEFINITIONS = {
    "infrastructure/all.yaml": (
        "- github: infrastructure\n  provider: cloudformation\n  deploy: {branch: main}\n"
    ),
    "service/lite.yaml": (
        "- docker: lite\n  github: lite\n  deploy:\n    branch: main\n    preview: true\n"
    ),
}

INDEX = """\
Parameters:
  Environment: {Type: String}
  InfrastructureVersion: {Type: String}
  LiteVersion: {Type: String}
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: "404"}}]
  Lite:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "https://small-templates.s3.${AWS::Region}.amazonaws.com/testing/lite.yaml"
      Parameters:
        Environment: !Ref Environment
        Cluster: !Ref Cluster
        Listener: !Ref Listener
        Version: !Ref LiteVersion
"""

LITE = """\
Parameters:
  Environment: {Type: String}
  Cluster: {Type: String}
  Listener: {Type: String}
  Version: {Type: String}
Resources:
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref TaskDefinition
      LoadBalancers: [{TargetGroupArn: !Ref TargetGroup, ContainerName: lite, ContainerPort: 80}]
      Tags: [{Key: environment, Value: !Ref Environment}, {Key: service, Value: lite}]
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: lite
      ContainerDefinitions:
        - Name: lite
          Image: !Sub "registry.example.org/lite:${Version}"
  TargetGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {Port: 80, Protocol: HTTP, TargetType: ip, VpcId: vpc-1}
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 100
      Conditions:
        - Field: host-header
          HostHeaderConfig: {Values: [!Sub "lite.${Environment}.example.org"]}
      Actions: [{Type: forward, TargetGroupArn: !Ref TargetGroup}]
"""


def small(definitions: Mapping[str, str] = DEFINITIONS, lite: str = LITE) -> World:
    """Return the organisation with everything deployed at its declared version, and no preview."""
    templates = {"index.yaml": INDEX, "lite.yaml": lite}
    world = start.built(start.empty(STACK, SETTINGS, definitions, templates))
    return wait(start.taken_over(world, {"Environment": "testing"}), hours=1)
