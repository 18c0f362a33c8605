"""A template and a scope that expressions are tried in."""

from __future__ import annotations

from yaml.nodes import Node

from kayron.core.table import Table
from kayron.core.template.intrinsic import Scope
from kayron.core.template.source import Template, parse_template

HEAD = """\
Parameters:
  Name: {Type: String}
  Unknown: {Type: String}
  Zones: {Type: CommaDelimitedList}
  Ports: {Type: List<Number>}
  Secret: {Type: String, NoEcho: true}
  Hidden: {Type: String}
  Stored: {Type: AWS::SSM::Parameter::Value<String>}
  Reference: {Type: String}
Mappings:
  Sizes:
    small: {cpu: 256, zones: [a, b]}
Conditions:
  Yes: !Equals [!Ref Name, lite]
  No: !Not [!Condition Yes]
  Maybe: !Equals [!Ref Unknown, lite]
  Loop: !Or [!Condition Back, !Condition Back]
  Back: !Condition Loop
  LoopOrYes: !Or [!Condition LoopOrYes, !Condition Yes]
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Nested: {Type: AWS::CloudFormation::Stack}
Metadata:
  Value: """

SCOPE = Scope(
    parameters=Table(
        {
            "Name": "lite",
            "Zones": "a, b",
            "Ports": "80,443",
            "Secret": "s3cret",
            "Hidden": "****",
            "Stored": "/path/of/it",
            "Reference": "{{resolve:ssm:name}}",
        }
    ),
    pseudo=Table({"AWS::Region": "us-west-2"}),
    physical=Table({"Queue": "https://queue", "Looped": "id"}),
    outputs=Table({"Nested": Table({"Url": "https://nested"})}),
    exports=Table({"shared-bucket": "bucket"}),
)


def expression(text: str) -> tuple[Node, Template]:
    """Return the node of an expression, which begins in line 25, column 10."""
    template = parse_template(f"{HEAD}{text}\n", "t.yaml")
    return template.section("Metadata")["Value"], template
