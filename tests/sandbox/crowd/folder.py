"""The files of a crowd's release source and of its infrastructure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tests.sandbox.crowd.member import Member

BUCKET = "crowd-templates"
ENVIRONMENT = "testing"

GROUP = 100
"""Services in one file of definitions, and in one stack between the root and theirs."""

INFRASTRUCTURE = """\
- github: infrastructure
  provider: cloudformation
  deploy:
    branch: main
"""

TEMPLATE = 'AWSTemplateFormatVersion: "2010-09-09"\n'

Nested = Mapping[str, tuple[str, str, Sequence[Member]]]
"""Nested stacks by logical id: their file, what gives them the edge's name, and their services."""


def release_files(members: Sequence[Member]) -> dict[str, str]:
    """Return the files of the release source."""
    return {
        "infrastructure/infrastructure.yaml": INFRASTRUCTURE,
        **{
            f"service/group-{number:02}.yaml": "\n".join(one.definition for one in group)
            for number, group in enumerate(_groups(members))
        },
    }


def template_files(members: Sequence[Member]) -> dict[str, str]:
    """Return the templates by name: the root, the edge, the groups and the services."""
    groups = list(enumerate(_groups(members)))
    nested: Nested = {
        f"Group{number:02}": (f"group-{number:02}.yaml", "!GetAtt Edge.Outputs.StackName", group)
        for number, group in groups
    }
    return {
        "index.yaml": _parent(nested, _OWN_PARAMETERS) + _EDGE,
        "edge.yaml": _edge(1 + max(number for one in members for number in one.balancers)),
        **{f"group-{number:02}.yaml": _group(group) for number, group in groups},
        **{one.path: one.template for one in members},
    }


def _groups(members: Sequence[Member]) -> Iterable[Sequence[Member]]:
    return (members[start : start + GROUP] for start in range(0, len(members), GROUP))


def _group(members: Sequence[Member]) -> str:
    nested = {one.id: (one.path, "!Ref EdgeStack", [one]) for one in members}
    return _parent(nested, "  EdgeStack:\n    Type: String\n")


def _parent(nested: Nested, parameters: str) -> str:
    """Return a template that passes each nested stack the versions of its services."""
    versions = "".join(
        f"  {one.id}Version:\n    Type: String\n"
        for _, _, group in nested.values()
        for one in group
    )
    stacks = "".join(_nested(id_, *content) for id_, content in nested.items())
    own = f"Parameters:\n  Environment:\n    Type: String\n{parameters}{versions}"
    return f"{TEMPLATE}\n{own}\nResources:{stacks}"


def _nested(id_: str, path: str, edge: str, members: Iterable[Member]) -> str:
    versions = "".join(f"        {one.id}Version: !Ref {one.id}Version\n" for one in members)
    return f"""
  {id_}:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "{_url(path)}"
      Parameters:
        Environment: !Ref Environment
        EdgeStack: {edge}
{versions}"""


def _url(path: str) -> str:
    return f"https://{BUCKET}.s3.${{AWS::Region}}.amazonaws.com/${{Environment}}/{path}"


_OWN_PARAMETERS = """\
  InfrastructureVersion:
    Type: String
  Password:
    Type: String
    NoEcho: true
"""

_EDGE = f"""
  Edge:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "{_url("edge.yaml")}"
      Parameters:
        Environment: !Ref Environment
        Password: !Ref Password
"""


def _edge(balancers: int) -> str:
    """Return the template of the network, the cluster, and so many load balancers."""
    numbers = range(balancers)
    resources = "".join(_BALANCER.replace("@NUMBER@", str(number)) for number in numbers)
    outputs = "".join(_LISTENER.replace("@NUMBER@", str(number)) for number in numbers)
    return f"{TEMPLATE}{_EDGE_HEAD}{resources}{_EDGE_OUTPUTS}{outputs}"


_EDGE_HEAD = """
Parameters:
  Environment:
    Type: String
  Password:
    Type: String
    NoEcho: true

Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.41.0.0/16

  Subnet1:
    Type: AWS::EC2::Subnet
    Properties:
      AvailabilityZone: !Select [0, !GetAZs ""]
      CidrBlock: 10.41.0.0/24
      VpcId: !Ref Vpc

  Subnet2:
    Type: AWS::EC2::Subnet
    Properties:
      AvailabilityZone: !Select [1, !GetAZs ""]
      CidrBlock: 10.41.1.0/24
      VpcId: !Ref Vpc

  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterName: !Sub "crowd-${Environment}"

  Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties:
      DomainName: !Sub "*.${Environment}.example.org"
      ValidationMethod: DNS
"""

_BALANCER = """
  LoadBalancer@NUMBER@:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Name: !Sub "crowd-${Environment}-@NUMBER@"
      Scheme: internet-facing
      Type: application
      Subnets: [!Ref Subnet1, !Ref Subnet2]

  Listener@NUMBER@:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer@NUMBER@
      Port: 443
      Protocol: HTTPS
      Certificates:
        - CertificateArn: !Ref Certificate
      DefaultActions:
        - Type: fixed-response
          FixedResponseConfig: { StatusCode: "404" }
"""

_EDGE_OUTPUTS = """
Outputs:
  StackName:
    Value: !Ref AWS::StackName
  VpcId:
    Value: !Ref Vpc
    Export:
      Name: !Sub "${AWS::StackName}-VpcId"
  Cluster:
    Value: !Ref Cluster
    Export:
      Name: !Sub "${AWS::StackName}-Cluster"
"""

_LISTENER = """\
  Listener@NUMBER@:
    Value: !Ref Listener@NUMBER@
    Export:
      Name: !Sub "${AWS::StackName}-Listener@NUMBER@"
"""
