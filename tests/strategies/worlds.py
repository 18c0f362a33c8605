"""Where random histories start: two services of one repository in two stacks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from attrs import evolve
from hypothesis import strategies as st

from kayron.core.table import Table
from tests.strategies.steps import Open, played
from tests.world import start
from tests.world.aws import push_image
from tests.world.releases import define
from tests.world.settle import settled
from tests.world.small import DEFINITIONS, INDEX, LITE, SETTINGS, STACK
from tests.world.world import World, wait

SITE_DEFINITION = """\
- docker: site
  github: lite
  deploy:
    release: v1.0.0
    preview: {require_labels: [site]}
"""

CONFIGURATION = "kayron.yaml"

FREEZE = "freeze: [{days: [mon], from: '08:00', to: '12:00', zone: UTC, reason: demo}]\n"
"""Of the morning that histories start in."""

INFRASTRUCTURE_DEFINITION = DEFINITIONS["infrastructure/all.yaml"]

TWO_INDEX = (
    INDEX.replace(
        "Resources:\n",
        "  SiteVersion: {Type: String}\n  LogLevel: {Type: String, Default: info}\nResources:\n",
        1,
    )
    + """\
  Site:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://small-templates.s3.us-west-2.amazonaws.com/testing/site.yaml
      Parameters:
        Cluster: !Ref Cluster
        Listener: !Ref Listener
        Version: !Ref SiteVersion
        Level: !Ref LogLevel
"""
)

SITE = """\
Parameters:
  Cluster: {Type: String}
  Listener: {Type: String}
  Version: {Type: String}
  Level: {Type: String}
Resources:
  PathRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 300
      Conditions:
        - {Field: host-header, HostHeaderConfig: {Values: [site.example.org]}}
        - {Field: path-pattern, PathPatternConfig: {Values: [/api/*]}}
      Actions: [{Type: forward, TargetGroupArn: !Ref Group}]
  HostRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 400
      Conditions:
        - {Field: host-header, HostHeaderConfig: {Values: [site.example.org]}}
      Actions: [{Type: forward, TargetGroupArn: !Ref Group}]
  # Names of their own.
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {Name: site, Port: 80, Protocol: HTTP, TargetType: ip, VpcId: vpc-1}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: site
      ContainerDefinitions:
        - Name: site
          Image: !Sub "registry.example.org/site:${Version}"
          Environment: [{Name: LEVEL, Value: !Ref Level}]
  Main:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      ServiceName: site
      TaskDefinition: !Ref Task
      LoadBalancers: [{TargetGroupArn: !Ref Group, ContainerName: site, ContainerPort: 80}]
      Tags: [{Key: service, Value: site}, {Key: environment, Value: testing}]
"""

SITE_STACK = TWO_INDEX[TWO_INDEX.index("  Site:\n") :]

SECOND_SITE = SITE_STACK.replace("Site:", "Again:")

BLOG = """\
Parameters:
  Cluster: {Type: String}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: blog, Image: "registry.example.org/blog:v1"}]
  Service:
    Type: AWS::ECS::Service
    Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task}
"""

BLOG_STACK = """\
  Blog:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "https://${AWS::StackName}.example.org/blog.yaml"
      Parameters: {Cluster: !Ref Cluster}
""".replace(
    "${AWS::StackName}.example.org", "small-templates.s3.${AWS::Region}.amazonaws.com/testing"
)

HIDDEN_BLOG = BLOG_STACK.replace("testing/blog.yaml", "testing/${Stem}.yaml")

HIDDEN_INDEX = TWO_INDEX.replace(
    "Resources:\n",
    '  Stem: {Type: "AWS::SSM::Parameter::Value<String>", Default: blog}\n'
    f"Resources:\n{HIDDEN_BLOG}",
    1,
)
"""What a parameter from SSM is, only AWS knows."""

WITHOUT_VERSION = TWO_INDEX.replace("  SiteVersion: {Type: String}\n", "").replace(
    "!Ref SiteVersion", "v1.0.0"
)

ADDED_QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


@cache
def two(index: str = TWO_INDEX) -> World:
    """Return the organisation with both services deployed at their declared versions."""
    definitions = {**DEFINITIONS, "service/site.yaml": SITE_DEFINITION}
    templates = {"index.yaml": index, "lite.yaml": LITE, "site.yaml": SITE, "blog.yaml": BLOG}
    world = start.built(start.empty(STACK, SETTINGS, definitions, templates))
    world = push_image(evolve(world, zones=Table({"UTC": 0})), "blog", "v1")
    return wait(start.taken_over(world, {"Environment": "testing"}), hours=1)


@cache
def busy() -> World:
    """Return the organisation with three previews of `lite` and one of `site`, and at rest."""
    opened = (Open(1, "first", labels=("site",)), Open(2, "second"), Open(3, "fix/55"))
    return settled(played(opened, two()))


@cache
def hidden() -> World:
    """Return the organisation where only a plain key leads to the template of `blog`."""
    return settled(define(two(HIDDEN_INDEX), CONFIGURATION, "plain_keys: true\n"))


def hash_of(branch: str) -> str:
    """Return the hash of a branch, as the original has it."""
    return hashlib.sha256(branch.encode()).hexdigest()[:8].upper()


def lite_with(strategy: str, preview: str = "true") -> str:
    """Return the definition of `lite` with another strategy."""
    return f"- docker: lite\n  github: lite\n  deploy:\n    {strategy}\n    preview: {preview}\n"


Start = Callable[[], World]

starts: st.SearchStrategy[Start] = st.sampled_from([two, busy, hidden])
"""Where histories start: without and with previews, and with plain keys."""
