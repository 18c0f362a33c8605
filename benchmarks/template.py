"""A service's template of about 10 kB, as teams write them: short tags, comments, own names."""

from __future__ import annotations

HEAD = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: "The containers of @NAME@ and their way in from the load balancer"

Parameters:
  Environment:
    Description: "the name of the deployed environment"
    Type: String

  NetworkStack:
    Description: "the name of the networking stack"
    Type: String
    Default: network

  @ID@Version:
    Description: "the image tag of @NAME@"
    Type: String

Conditions:
  IsProduction: !Equals [!Ref Environment, production]

Resources:
  # One cluster a service, so that a noisy neighbour is never one of ours.
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterName: !Sub "${Environment}-@NAME@"

  Service:
    Type: AWS::ECS::Service
    DependsOn:
      - ListenerRule
    Properties:
      Cluster: !Ref Cluster
      ServiceName: !Sub "${Environment}-@NAME@"
      DesiredCount: !If [IsProduction, 3, 1]
      LaunchType: FARGATE
      TaskDefinition: !Ref TaskDefinition # replaced with every release
      NetworkConfiguration:
        AwsvpcConfiguration:
          AssignPublicIp: DISABLED
          SecurityGroups:
            - !Ref SecurityGroup
          Subnets:
            - Fn::ImportValue: !Sub "${NetworkStack}-PrivateSubnet1"
            - Fn::ImportValue: !Sub "${NetworkStack}-PrivateSubnet2"
      LoadBalancers:
        - ContainerName: main
          ContainerPort: 8080
          TargetGroupArn: !Ref TargetGroup
      Tags:
        - Key: environment
          Value: !Ref Environment
        - Key: service
          Value: @NAME@

  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "${Environment}-@NAME@"
      RequiresCompatibilities: [FARGATE]
      Cpu: 512
      Memory: 1024
      NetworkMode: awsvpc
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions:
        - Name: main
          Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/@NAME@:${@ID@Version}"
          Essential: true
          PortMappings:
            - ContainerPort: 8080
              Protocol: tcp
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: ecs
          Secrets:
"""

SECRET = """\
            - Name: @SECRET@
              ValueFrom: !Sub "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:@NAME@:@SECRET@::"
"""  # noqa: E501 - a line of a template

TAIL = """\

  TargetGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Name: @NAME@
      Port: 8080
      Protocol: HTTP
      TargetType: ip
      HealthCheckPath: /healthz
      VpcId:
        Fn::ImportValue: !Sub "${NetworkStack}-Vpc"

  ListenerRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn:
        Fn::ImportValue: @LISTENER@
      Priority: @PRIORITY@
      Conditions:
        - Field: host-header
          HostHeaderConfig:
            Values:
              - !Sub "@NAME@.${Environment}.example.org"
      Actions:
        - Type: forward
          TargetGroupArn: !Ref TargetGroup

  DomainRecord:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: Z0123456789ABCDEFGHIJ
      Name: !Sub "@NAME@.${Environment}.example.org"
      Type: A
      AliasTarget:
        DNSName: lb.example.org
        HostedZoneId: Z9876543210ABCDEFGHIJ

  LogGroup:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub "/fargate/${Environment}/@NAME@"
      RetentionInDays: 7

  SecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: "who may talk to @NAME@"
      VpcId:
        Fn::ImportValue: !Sub "${NetworkStack}-Vpc"

  FromLoadBalancer:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      Description: "the load balancer may talk to @NAME@"
      GroupId: !Ref SecurityGroup
      IpProtocol: tcp
      FromPort: 8080
      ToPort: 8080
      SourceSecurityGroupId:
        Fn::ImportValue: !Sub "${NetworkStack}-LoadBalancerSecurityGroup"

  Role:
    Type: AWS::IAM::Role
    Properties:
      Path: /
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service: ecs-tasks.amazonaws.com
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
"""

ALARM = """\

  # Somebody is woken up when @ALARM@ stays over its threshold for a quarter of an hour.
  @ALARM@Alarm:
    Type: AWS::CloudWatch::Alarm
    Condition: IsProduction
    Properties:
      AlarmDescription: "@ALARM@ of @NAME@ is over its threshold"
      AlarmName: !Sub "${Environment}-@NAME@-@ALARM@"
      Namespace: AWS/ECS
      MetricName: @ALARM@
      Statistic: Average
      Period: 300
      EvaluationPeriods: 3
      Threshold: 80
      ComparisonOperator: GreaterThanThreshold
      Dimensions:
        - Name: ClusterName
          Value: !Ref Cluster
        - Name: ServiceName
          Value: !GetAtt Service.Name
"""

ALARMS = ("CPUUtilization", "MemoryUtilization", "Errors", "Latency", "Restarts", "Connections")

OUTPUTS = """\

Outputs:
  ClusterName:
    Value: !Ref Cluster
"""

IDS = {
    "Cluster": "AWS::ECS::Cluster",
    "Service": "AWS::ECS::Service",
    "TaskDefinition": "AWS::ECS::TaskDefinition",
    "TargetGroup": "AWS::ElasticLoadBalancingV2::TargetGroup",
    "ListenerRule": "AWS::ElasticLoadBalancingV2::ListenerRule",
    "DomainRecord": "AWS::Route53::RecordSet",
    "LogGroup": "AWS::Logs::LogGroup",
    "SecurityGroup": "AWS::EC2::SecurityGroup",
    "FromLoadBalancer": "AWS::EC2::SecurityGroupIngress",
    "Role": "AWS::IAM::Role",
}
"""The type of each resource of the template that exists outside production."""

COPIED = ("Service", "TaskDefinition", "TargetGroup", "ListenerRule", "DomainRecord")
"""The resources that a preview copies."""


def service_template(
    name: str, parameter: str, listener: str, priority: int, queues: int = 0
) -> str:
    """Return the template of a service: 10 kB, and 2 kB more for each queue."""
    secrets = "".join(SECRET.replace("@SECRET@", f"SECRET_{number:03}") for number in range(12))
    alarms = "".join(ALARM.replace("@ALARM@", name) for name in ALARMS)
    text = HEAD + secrets + TAIL + alarms + "".join(map(queue, range(queues))) + OUTPUTS
    values = {"NAME": name, "ID": parameter, "LISTENER": listener, "PRIORITY": str(priority)}
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def queue(number: int) -> str:
    """Return a resource of about 2 kB that has nothing to do with the service."""
    tags = "".join(
        f'        - Key: "purpose-{tag:02}"\n          Value: !Sub "${{Environment}}-{number}"\n'
        for tag in range(25)
    )
    return f"""
  # Queue{number} holds what is to be done later, in the order of its arrival.
  Queue{number}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${{Environment}}-@NAME@-{number}"
      Tags:
{tags}"""
