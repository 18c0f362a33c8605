"""Changes of Acme's templates that several situations need."""

from __future__ import annotations

from tests.world.github import change_infrastructure, head
from tests.world.releases import define
from tests.world.world import World

STACK = """
  Reviews:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "https://${TemplateBucket}.s3.${AWS::Region}.amazonaws.com/${Environment}/reviews.yaml"
      Parameters:
        Environment: !Ref Environment
        NetworkStack: !GetAtt Network.Outputs.StackName
        FargateStack: !GetAtt Fargate.Outputs.StackName
        ReviewsVersion: !Ref ReviewsVersion
"""

REVIEWS = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: "Acme Outfitters: what customers think"

Parameters:
  Environment: { Type: String }
  NetworkStack: { Type: String }
  FargateStack: { Type: String }
  ReviewsVersion: { Type: String }

Resources:
  Tasks:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "reviews-${Environment}"
      RequiresCompatibilities: [FARGATE]
      Cpu: "256"
      Memory: "512"
      NetworkMode: awsvpc
      ExecutionRoleArn: !Sub "arn:aws:iam::${AWS::AccountId}:role/ecsTaskExecutionRole"
      ContainerDefinitions:
        - Name: reviews
          Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/reviews:${ReviewsVersion}"

  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: { "Fn::ImportValue": !Sub "${FargateStack}-Cluster" }
      DesiredCount: 1
      LaunchType: FARGATE
      TaskDefinition: !Ref Tasks
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: !Split [",", { "Fn::ImportValue": !Sub "${NetworkStack}-PrivateSubnets" }]
      Tags:
        - { Key: environment, Value: !Ref Environment }
        - { Key: service, Value: reviews }
"""  # noqa: E501 - it is a template

PARAMETER = "\n  ReviewsVersion:\n    Type: String"


def with_reviews(world: World) -> World:
    """Declare a service that was never deployed, and commit its template."""
    index: str = world.trees[head(world, "infrastructure", "main")]["index.yaml"]
    index = index.replace("\n  StorefrontVersion:", f"{PARAMETER}\n  StorefrontVersion:")
    index = index.replace("\nOutputs:", f"{STACK}\nOutputs:")
    declared = "- docker: reviews\n  github: reviews\n  deploy:\n    release: v0.1.0\n"
    return change_infrastructure(
        define(world, "service/reviews.yaml", declared),
        {"index.yaml": index, "reviews.yaml": REVIEWS},
    )
