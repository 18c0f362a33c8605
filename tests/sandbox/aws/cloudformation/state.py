"""What a stack's resources and outputs are to be, with every expression evaluated."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import frozen

from tests.sandbox.aws.cloudformation.parameter import typed
from tests.sandbox.aws.cloudformation.stack import NESTED, Definition, Stack, Stacks, State
from tests.sandbox.aws.cloudformation.value import LATER, Scope, as_text, evaluate
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.tag import as_dict
from tests.sandbox.aws.wire import Data

TAKES_TAGS = frozenset(
    {
        NESTED, "AWS::CertificateManager::Certificate", "AWS::EC2::SecurityGroup",
        "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::ECR::Repository", "AWS::ECS::Cluster",
        "AWS::ECS::Service", "AWS::ECS::TaskDefinition", "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::IAM::Role", "AWS::Logs::LogGroup",
        "AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue",
    }
)  # fmt: skip
"""Types that take on the tags of their stack;
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html"""

Fetch = Callable[[str], str]
"""Return the text of a template by its URL; raise `AwsError` where there is none."""

Names = Callable[[str], str]
Attributes = Callable[[str, str], Any]


@frozen(kw_only=True)
class Evaluation:
    """Evaluate what stacks are to be."""

    place: Place
    stacks: Stacks
    fetch: Fetch

    def scope(
        self,
        stack: Stack,
        definition: Definition,
        resource: Names | None = None,
        attribute: Attributes | None = None,
    ) -> Scope:
        """Return what expressions of a stack mean; resources as they are, or as one is told."""
        return Scope(
            template=definition.template,
            parameters=typed(definition.template, definition.parameters),
            pseudo={
                "AWS::AccountId": self.place.account,
                "AWS::NotificationARNs": [],
                "AWS::Partition": "aws",
                "AWS::Region": self.place.region,
                "AWS::StackId": stack.id,
                "AWS::StackName": stack.name,
                "AWS::URLSuffix": "amazonaws.com",
            },
            resource=resource or partial(_physical, stack),
            attribute=attribute or partial(attribute_of, stack),
            export=partial(self._export, stack),
        )

    def _export(self, stack: Stack, name: str) -> str:
        value = self.stacks.exported(name)
        stack.imports.add(name)
        return value

    def state(self, definition: Definition, scope: Scope, logical: str) -> State:
        """Return what a resource is to be."""
        resource = scope.template.resources[logical]
        kind = resource["Type"]
        properties: Data = evaluate(resource.get("Properties") or {}, scope)
        return State(
            kind=kind,
            properties=properties,
            tags=dict(definition.tags) if kind in TAKES_TAGS else {},
            metadata=resource.get("Metadata"),
            template=self._template(properties) if kind == NESTED else None,
        )

    def _template(self, properties: Data) -> str | None:
        url = str(properties.get("TemplateURL"))
        return None if LATER in url else self.fetch(url)

    def outputs(self, scope: Scope) -> list[Data]:
        """Return a stack's outputs."""
        return [
            {
                "OutputKey": name,
                "OutputValue": as_text(evaluate(one["Value"], scope)),
                **({"Description": one["Description"]} if "Description" in one else {}),
                **_export_name(one, scope),
            }
            for name, one in scope.template.section("Outputs").items()
            if scope.wanted(one)
        ]


def _export_name(output: Data, scope: Scope) -> Data:
    if "Export" not in output:
        return {}
    return {"ExportName": as_text(evaluate(output["Export"]["Name"], scope))}


def _physical(stack: Stack, logical: str) -> str:
    if logical not in stack.resources:
        raise validation(
            f"Template format error: Unresolved resource dependencies [{logical}] in the Resources "
            "block of the template"
        )
    return stack.resources[logical].physical


def attribute_of(stack: Stack, logical: str, attribute: str) -> Any:  # noqa: ANN401
    """Return an attribute of a resource as it is."""
    _physical(stack, logical)
    attributes = stack.resources[logical].attributes
    if attribute not in attributes:
        raise AwsError("ValidationError", f"Attribute '{attribute}' does not exist")
    return attributes[attribute]


def nested_parameters(state: State) -> list[Data]:
    """Return the parameters that a nested stack gets, as an operation would have them."""
    given = state.properties.get("Parameters", {})
    return [
        {"ParameterKey": name, "ParameterValue": as_text(value)} for name, value in given.items()
    ]


def nested_tags(state: State) -> dict[str, str]:
    """Return the tags that a nested stack gets: its own and its parent's."""
    return {**state.tags, **as_dict(state.properties.get("Tags", []))}
