"""What CloudFormation refuses, at once or in the middle, in its own words."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code, events, message, status
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, LOAD_BALANCER, TOPIC, rules, url

ROLE = "Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: me}}}"
TYPED = (
    """
Parameters:
  Size: {Type: Number, Default: 1}
  Kind: {Type: String, Default: small, AllowedValues: [small, large]}
  Name: {Type: String}
"""
    + TOPIC
)
EXPORT = """
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: NAME}}}
Outputs: {Topic: {Value: !Ref Topic, Export: {Name: topic}}}
"""
IMPORT = "Resources: {A: {Type: AWS::SNS::Topic, Properties: {DisplayName: !ImportValue topic}}}"
UNRESOLVED = (
    "Template format error: Unresolved resource dependencies [B] in the Resources block of the "
    "template"
)
RECORD = """
Resources:
  Record:
    Type: AWS::Route53::RecordSet
    Properties: {HostedZoneId: Z1, Name: a.org, Type: A, ResourceRecords: [10.0.0.1], TTL: 60}
"""


def refused(aws: Aws, template: str, **request: object) -> str:
    """Return what is said to a stack's creation."""
    with pytest.raises(ClientError) as error:
        client(aws, "cloudformation").create_stack(
            StackName="one", TemplateBody=template, **request
        )
    return f"{code(error.value)}: {message(error.value)}"


def given(**values: str) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("Resources: {}", "Template format error: At least one Resources member must be defined."),
        ("- one", "Template format error: unsupported structure."),
        ("a: b: c", "Template format error: YAML not well-formed. (line 1, column 5)"),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref B}}}",
            UNRESOLVED,
        ),
        (
            "Resources: {A: {Type: T::T::T, DependsOn: B}, B: {Type: T::T::T, DependsOn: A}}",
            "Circular dependency between resources: [A, B]",
        ),
    ],
)
def test_a_template_that_is_none_is_refused(aws: Aws, template: str, said: str) -> None:
    assert refused(aws, template) == f"ValidationError: {said}"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Parameters: [Name] must have values"),
        ({"Name": "a", "Other": "b"}, "Parameters: [Other] do not exist in the template"),
        ({"Name": "a", "Size": "big"}, "Parameter 'Size' must be a number."),
        ({"Name": "a", "Kind": "huge"}, "Parameter 'Kind' must be one of AllowedValues"),
        ({"Name": "a" * 4097}, "Parameter 'Name' must be 4096 bytes or less"),
    ],
)
def test_parameters_are_checked(aws: Aws, values: dict[str, str], said: str) -> None:
    assert refused(aws, TYPED, Parameters=given(**values)) == f"ValidationError: {said}"


def test_capabilities_are_asked_for(aws: Aws) -> None:
    said = "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]"
    assert refused(aws, ROLE) == said
    assert refused(aws, ROLE, Capabilities=["CAPABILITY_IAM"]) == said
    client(aws, "cloudformation").create_stack(
        StackName="one", TemplateBody=ROLE, Capabilities=["CAPABILITY_NAMED_IAM"]
    )
    aws.settle()
    assert status(aws, "one") == "CREATE_COMPLETE"


def test_a_stack_is_not_created_twice(aws: Aws) -> None:
    aws.deploy("one", TOPIC)
    assert refused(aws, TOPIC) == "AlreadyExistsException: Stack [one] already exists"


def test_a_template_that_is_not_there_cannot_be_used(aws: Aws) -> None:
    aws.put_files(BUCKET, {})
    with pytest.raises(ClientError) as error:
        client(aws, "cloudformation").create_stack(StackName="one", TemplateURL=url("none.yaml"))
    assert message(error.value).startswith("S3 error: The specified key does not exist.\n")


def test_too_much_is_refused(aws: Aws) -> None:
    many = "".join(f"  T{number}: {{Type: AWS::SNS::Topic}}\n" for number in range(501))
    assert refused(aws, f"Resources:\n{many}") == (
        "ValidationError: Template format error: Number of resources, 501, is greater than maximum "
        "allowed, 500"
    )
    assert "less than or equal to 51200" in refused(aws, TOPIC + "#" * 51_200)


def test_an_export_in_use_cannot_go(aws: Aws) -> None:
    aws.deploy("base", EXPORT)
    aws.deploy("user", IMPORT)
    aws.deploy("base", EXPORT.replace("NAME", "OTHER"))
    in_use = "Export topic cannot be updated as it is in use by user"
    assert any(in_use in event for event in events(aws, "base"))
    assert status(aws, "base") == "UPDATE_ROLLBACK_COMPLETE"
    client(aws, "cloudformation").delete_stack(StackName="base")
    aws.settle()
    assert status(aws, "base") == "DELETE_FAILED"
    assert client(aws, "cloudformation").list_imports(ExportName="topic")["Imports"] == ["user"]


def test_an_export_that_is_there_fails_the_nested_stack_that_wants_it(aws: Aws) -> None:
    aws.deploy("base", EXPORT)
    root = f"""
Resources:
  One: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {url("a")}}}}}
"""
    aws.deploy("root", root, files=(BUCKET, {"a": TOPIC}))
    nested = aws.stack("root").resources["One"].physical
    aws.deploy("root", root, files=(BUCKET, {"a": EXPORT.replace("NAME", "OTHER")}))
    assert status(aws, "root") == status(aws, nested) == "UPDATE_ROLLBACK_COMPLETE"
    said = "Export with name topic is already exported by stack base"
    assert any(event.endswith(said) for event in events(aws, nested))


def test_an_import_of_nothing_fails(aws: Aws) -> None:
    aws.deploy("user", IMPORT)
    assert status(aws, "user") == "ROLLBACK_COMPLETE"
    assert any("No export named topic found." in event for event in events(aws, "user"))
    with pytest.raises(ClientError) as error:
        client(aws, "cloudformation").update_stack(StackName="user", TemplateBody=TOPIC)
    assert "is in ROLLBACK_COMPLETE state and can not be updated." in message(error.value)


def test_a_resource_that_keeps_its_name_is_not_replaced(aws: Aws) -> None:
    group = """
Resources:
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {Name: lite, Port: 80, Protocol: HTTP, VpcId: vpc-1}
"""
    aws.deploy("one", group)
    aws.deploy("one", group.replace("80", "81"))
    arn = next(iter(aws.region.elb.groups))
    assert (
        "Group UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource "
        f"requires replacing. Rename {arn} and update the stack again."
    ) in events(aws, "one")
    assert status(aws, "one") == "UPDATE_ROLLBACK_COMPLETE"


def test_a_record_that_is_there_is_not_made_again(aws: Aws) -> None:
    aws.deploy("one", RECORD)
    aws.deploy("two", RECORD)
    assert status(aws, "two") == "ROLLBACK_COMPLETE"
    assert any("but it already exists" in event for event in events(aws, "two"))


def test_a_rollback_goes_on_without_what_is_skipped(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    aws.deploy("rules", rules(A=10))
    rule = aws.stack("rules").resources["A"].physical
    client(aws, "elbv2").delete_rule(RuleArn=rule)
    aws.deploy("rules", rules(A=11))
    assert status(aws, "rules") == "UPDATE_ROLLBACK_FAILED"
    client(aws, "cloudformation").continue_update_rollback(StackName="rules", ResourcesToSkip=["A"])
    aws.settle()
    assert status(aws, "rules") == "UPDATE_ROLLBACK_COMPLETE"


def test_an_update_can_be_cancelled(aws: Aws) -> None:
    aws.deploy("one", TOPIC)
    aws.trouble.hold("Other")
    client(aws, "cloudformation").update_stack(
        StackName="one", TemplateBody=TOPIC.replace("}}", "}, Other: {Type: AWS::SNS::Topic}}", 1)
    )
    aws.settle()
    client(aws, "cloudformation").cancel_update_stack(StackName="one")
    aws.trouble.release("Other")
    aws.settle()
    assert status(aws, "one") == "UPDATE_ROLLBACK_COMPLETE"
    assert "Other CREATE_FAILED Resource creation cancelled" in events(aws, "one")
    assert "one UPDATE_ROLLBACK_IN_PROGRESS User Initiated" in events(aws, "one")


def test_what_is_to_be_retained_stays(aws: Aws) -> None:
    kept = "Resources: {T: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}, U: {Type: A::B::C}}"
    aws.deploy("one", kept)
    identifier = aws.stack("one").id
    client(aws, "cloudformation").delete_stack(StackName="one")
    aws.settle()
    assert "T DELETE_SKIPPED" in events(aws, identifier)
    assert status(aws, identifier) == "DELETE_COMPLETE"


def test_only_ascii_comes_back_of_a_template(aws: Aws) -> None:
    text = f"# größe \N{SNOWMAN}\n{TOPIC}"
    aws.deploy("one", text)
    got = client(aws, "cloudformation").get_template(StackName="one", TemplateStage="Original")
    assert got["TemplateBody"] == f"# gr??e ?\n{TOPIC}"


@pytest.mark.parametrize("state", ["UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS"])
def test_a_stack_can_be_put_into_any_status(aws: Aws, state: str) -> None:
    aws.deploy("one", TOPIC)
    aws.set_status("one", state)
    with pytest.raises(ClientError) as error:
        client(aws, "cloudformation").update_stack(StackName="one", TemplateBody=IMPORT)
    assert f"is in {state} state and can not be updated." in message(error.value)
