"""Templates that tests deploy."""

from __future__ import annotations

BUCKET = "templates"


def url(key: str) -> str:
    """Return the URL of a template in the tests' bucket."""
    return f"https://{BUCKET}.s3.us-west-2.amazonaws.com/{key}"


TOPIC = "Resources: {Topic: {Type: AWS::SNS::Topic}}"

LOAD_BALANCER = """
Resources:
  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {Name: main}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Port: "443"
      Protocol: HTTPS
      Certificates: [{CertificateArn: "arn:aws:acm:us-west-2:123456789012:certificate/one"}]
      DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: 404}}]
Outputs:
  Listener: {Value: !Ref Listener, Export: {Name: listener}}
"""

SERVICE = """
Parameters:
  Version: {Type: String}
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
    Properties: {ClusterName: main}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: lite
      ContainerDefinitions:
        - Name: lite
          Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/lite:${Version}"
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      ServiceName: lite
      DesiredCount: "2"
      TaskDefinition: !Ref Task
      DeploymentConfiguration:
        DeploymentCircuitBreaker: {Enable: "true", Rollback: false}
      PropagateTags: SERVICE
      Tags: [{Key: service, Value: lite}]
"""

ROOT = f"""
Parameters:
  Version: {{Type: String}}
  Secret: {{Type: String, NoEcho: true, Default: hush}}
Resources:
  Lite:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: {url("lite.yaml")}
      Parameters: {{Version: !Ref Version}}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Lite
Outputs:
  Topic: {{Value: !GetAtt Topic.TopicName}}
"""


def rules(**priorities: int) -> str:
    """Return a template with a rule for each name, of the listener that LOAD_BALANCER exports."""
    resources = "".join(
        f"""
  {name}:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue listener
      Priority: {priority}
      Conditions: [{{Field: host-header, HostHeaderConfig: {{Values: [{name}.example.org]}}}}]
      Actions: [{{Type: fixed-response, FixedResponseConfig: {{StatusCode: "200"}}}}]"""
        for name, priority in priorities.items()
    )
    return f"Resources:{resources}\n"
