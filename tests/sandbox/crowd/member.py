"""One service of a crowd: its names, and what its team wrote."""

from __future__ import annotations

from attrs import frozen

BEHIND = 20
"""Services behind one load balancer."""

SPREAD = 10
"""Every service of so many is behind the next load balancer too."""


@frozen
class Member:
    """A service by its number, counted from 0; with or without previews."""

    number: int
    previews: bool

    @property
    def name(self) -> str:
        return f"service-{self.number:04}"

    @property
    def id(self) -> str:
        """The logical id of its stack, and the beginning of its stack parameter."""
        return f"Service{self.number:04}"

    @property
    def path(self) -> str:
        """Where its template is, below the folder of templates and in the bucket."""
        return f"{self.name}.yaml"

    @property
    def balancers(self) -> tuple[int, ...]:
        """The load balancers that it is behind."""
        first = self.number // BEHIND
        return (first, first + 1) if self.number % SPREAD == SPREAD - 1 else (first,)

    @property
    def definition(self) -> str:
        """Its release definition."""
        preview = "\n    preview: true" if self.previews else ""
        return (
            f"- docker: {self.name}\n  github: {self.name}\n  deploy:\n    branch: main{preview}\n"
        )

    @property
    def template(self) -> str:
        """The template of its stack."""
        priority = 1000 + 1000 * (self.number % BEHIND)
        rules = "".join(
            _filled(_RULE, AT=at, BALANCER=balancer, PRIORITY=priority + 500 * at)
            for at, balancer in enumerate(self.balancers)
        )
        certificate = _filled(_CERTIFICATE, BALANCER=self.balancers[0]) if self.previews else ""
        return _filled(_HEAD + rules + certificate, NAME=self.name, ID=self.id)


def _filled(text: str, **values: object) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


_HEAD = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: "The containers of @NAME@ and their way in from the load balancer"

Parameters:
  Environment:
    Description: "the name of the deployed environment"
    Type: String
  EdgeStack:
    Description: "the stack of the cluster and the load balancers"
    Type: String
  @ID@Version:
    Description: "the image tag of @NAME@"
    Type: String

Resources:
  Service:
    Type: AWS::ECS::Service
    DependsOn: Rule0
    Properties:
      Cluster:
        Fn::ImportValue: !Sub "${EdgeStack}-Cluster"
      ServiceName: !Sub "@NAME@-${Environment}"
      DesiredCount: 1
      LaunchType: FARGATE
      TaskDefinition: !Ref TaskDefinition # a new revision with every version
      LoadBalancers:
        - TargetGroupArn: !Ref Targets0
          ContainerName: main
          ContainerPort: 8080
      Tags:
        - Key: environment
          Value: !Ref Environment
        - Key: service
          Value: @NAME@

  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "@NAME@-${Environment}"
      RequiresCompatibilities: [FARGATE]
      Cpu: "256"
      Memory: "512"
      NetworkMode: awsvpc
      ExecutionRoleArn: !Sub "arn:aws:iam::${AWS::AccountId}:role/ecsTaskExecutionRole"
      ContainerDefinitions:
        - Name: main
          Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/@NAME@:${@ID@Version}"
          PortMappings:
            - ContainerPort: 8080
"""

_RULE = """
  Targets@AT@:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      HealthCheckPath: /healthz
      Port: 8080
      Protocol: HTTP
      TargetType: ip
      VpcId:
        Fn::ImportValue: !Sub "${EdgeStack}-VpcId"

  Rule@AT@:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn:
        Fn::ImportValue: !Sub "${EdgeStack}-Listener@BALANCER@"
      Priority: @PRIORITY@
      Conditions:
        - Field: host-header
          HostHeaderConfig:
            Values:
              - !Sub "@NAME@.${Environment}.example.org"
      Actions:
        - Type: forward
          TargetGroupArn: !Ref Targets@AT@
"""

_CERTIFICATE = """
  # Previews answer one label below the service, which the common certificate does not cover.
  Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties:
      DomainName: !Sub "@NAME@.${Environment}.example.org"
      SubjectAlternativeNames:
        - !Sub "*.@NAME@.${Environment}.example.org"
      ValidationMethod: DNS

  ListenerCertificate:
    Type: AWS::ElasticLoadBalancingV2::ListenerCertificate
    Properties:
      ListenerArn:
        Fn::ImportValue: !Sub "${EdgeStack}-Listener@BALANCER@"
      Certificates:
        - CertificateArn: !Ref Certificate
"""
