from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code, message, status
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, LOAD_BALANCER, ROOT, SERVICE, TOPIC, rules

NAMED = """
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1, FifoQueue: false}}
  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !GetAtt Queue.Arn}}
"""


def created(aws: Aws, stack: str, name: str = "change", **request: object) -> dict[str, Any]:
    """Create a change set and return it when it's done."""
    made = client(aws, "cloudformation").create_change_set(
        StackName=stack, ChangeSetName=name, **request
    )
    aws.settle()
    described: dict[str, Any] = client(aws, "cloudformation").describe_change_set(
        ChangeSetName=made["Id"]
    )
    return described


def executed(aws: Aws, identifier: str) -> None:
    client(aws, "cloudformation").execute_change_set(
        ChangeSetName=identifier, ClientRequestToken="go"
    )
    aws.settle()


def version(text: str) -> list[dict[str, str]]:
    return [{"ParameterKey": "Version", "ParameterValue": text}]


def shown(change_set: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    changes = [one["ResourceChange"] for one in change_set["Changes"]]
    return [(one["Action"], one["LogicalResourceId"], one.get("Replacement")) for one in changes]


def deploy_root(aws: Aws) -> None:
    aws.deploy("root", ROOT, {"Version": "v1"}, files=(BUCKET, {"lite.yaml": SERVICE}))


def test_a_change_set_says_what_would_happen_and_does_it(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    after = NAMED.replace("DelaySeconds: 1, FifoQueue: false", "DelaySeconds: 2, FifoQueue: true")
    change_set = created(aws, "one", TemplateBody=f"{after}  Other: {{Type: AWS::SNS::Topic}}\n")
    assert change_set["ExecutionStatus"] == "AVAILABLE"
    assert shown(change_set) == [
        ("Modify", "Queue", "True"),
        ("Modify", "Topic", "False"),
        ("Add", "Other", None),
    ]
    executed(aws, change_set["ChangeSetId"])
    assert status(aws, "one") == "UPDATE_COMPLETE"
    assert set(aws.stack("one").resources) == {"Queue", "Topic", "Other"}


def test_what_depends_on_a_replaced_resource_is_known_only_afterwards(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    change_set = created(aws, "one", TemplateBody=NAMED.replace("FifoQueue: false", "FifoQueue: 1"))
    topic = change_set["Changes"][1]["ResourceChange"]
    assert topic["Details"] == [
        {
            "Target": {
                "Attribute": "Properties",
                "Name": "DisplayName",
                "RequiresRecreation": "Never",
            },
            "Evaluation": "Dynamic",
            "ChangeSource": "ResourceAttribute",
            "CausingEntity": "Queue.Arn",
        }
    ]


def test_a_listener_rule_that_moves_to_an_unknown_listener_may_be_replaced(aws: Aws) -> None:
    both = LOAD_BALANCER + rules(A=10).removeprefix("Resources:").replace(
        "!ImportValue listener", "!Ref Listener"
    )
    outputs = both.index("Outputs:")
    template = both[:outputs] + both[both.index("  A:\n") :]
    aws.deploy("one", template)
    change_set = created(aws, "one", TemplateBody=template.replace("{Name: main}", "{Name: other}"))
    assert shown(change_set) == [
        ("Modify", "LoadBalancer", "True"),
        ("Modify", "Listener", "Conditional"),
        ("Modify", "A", "Conditional"),
    ]


def test_values_before_and_after_are_shown_where_asked_for(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    created(aws, "one", TemplateBody=NAMED.replace("DelaySeconds: 1", "DelaySeconds: 2"))
    described = client(aws, "cloudformation").describe_change_set(
        StackName="one", ChangeSetName="change", IncludePropertyValues=True
    )
    target = described["Changes"][0]["ResourceChange"]["Details"][0]["Target"]
    assert (target["Path"], target["BeforeValue"], target["AfterValue"]) == (
        "/Properties/DelaySeconds",
        "1",
        "2",
    )


def test_without_nested_stacks_each_of_them_may_change(aws: Aws) -> None:
    deploy_root(aws)
    change_set = created(aws, "root", UsePreviousTemplate=True, Parameters=version("v1"))
    change = change_set["Changes"][0]["ResourceChange"]
    assert shown(change_set) == [("Modify", "Lite", "False")]
    assert change["Details"][0]["ChangeSource"] == "Automatic"


def test_nested_stacks_have_change_sets_of_their_own(aws: Aws) -> None:
    deploy_root(aws)
    change_set = created(
        aws,
        "root",
        UsePreviousTemplate=True,
        Parameters=version("v2"),
        IncludeNestedStacks=True,
    )
    nested = client(aws, "cloudformation").describe_change_set(
        ChangeSetName=change_set["Changes"][0]["ResourceChange"]["ChangeSetId"]
    )
    assert nested["RootChangeSetId"] == change_set["ChangeSetId"]
    assert shown(nested) == [("Modify", "Task", "True"), ("Modify", "Service", "False")]
    executed(aws, change_set["ChangeSetId"])
    assert aws.region.ecs.service("main", "lite").primary.task_definition.endswith("lite:2")


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (TOPIC, "The submitted information didn't contain changes. Submit different information"),
        (f"# a comment\n{TOPIC}", "No updates are to be performed."),
    ],
)
def test_an_empty_change_set_fails_and_says_so(aws: Aws, template: str, reason: str) -> None:
    aws.deploy("one", TOPIC)
    change_set = created(aws, "one", TemplateBody=template)
    assert (change_set["Status"], change_set["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")
    assert change_set["StatusReason"].startswith(reason)
    with pytest.raises(ClientError) as refused:
        executed(aws, change_set["ChangeSetId"])
    assert code(refused.value) == "InvalidChangeSetStatus"


def test_any_other_update_makes_a_change_set_obsolete(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    change_set = created(
        aws, "one", TemplateBody=NAMED.replace("DelaySeconds: 1", "DelaySeconds: 2")
    )
    aws.deploy("one", NAMED.replace("DelaySeconds: 1", "DelaySeconds: 3"))
    with pytest.raises(ClientError) as refused:
        executed(aws, change_set["ChangeSetId"])
    assert message(refused.value) == (
        f"ChangeSet [{change_set['ChangeSetId']}] cannot be executed in its current execution "
        "status of [OBSOLETE]"
    )


def test_executing_twice_with_one_token_updates_once(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    change_set = created(
        aws, "one", TemplateBody=NAMED.replace("DelaySeconds: 1", "DelaySeconds: 2")
    )
    executed(aws, change_set["ChangeSetId"])
    count = len(aws.stack("one").events)
    executed(aws, change_set["ChangeSetId"])
    assert len(aws.stack("one").events) == count


def test_a_name_is_taken_and_the_same_token_gives_the_same_change_set(aws: Aws) -> None:
    aws.deploy("one", NAMED)
    changed = NAMED.replace("DelaySeconds: 1", "DelaySeconds: 2")
    first = created(aws, "one", TemplateBody=changed, ClientToken="once")
    again = created(aws, "one", TemplateBody=changed, ClientToken="once")
    assert first["ChangeSetId"] == again["ChangeSetId"]
    with pytest.raises(ClientError) as refused:
        created(aws, "one", TemplateBody=NAMED)
    assert code(refused.value) == "AlreadyExistsException"


def test_a_change_set_can_create_a_stack(aws: Aws) -> None:
    change_set = created(aws, "one", TemplateBody=TOPIC, ChangeSetType="CREATE")
    assert status(aws, "one") == "REVIEW_IN_PROGRESS"
    assert shown(change_set) == [("Add", "Topic", None)]
    executed(aws, change_set["ChangeSetId"])
    assert status(aws, "one") == "CREATE_COMPLETE"


def test_changes_come_in_pages_and_change_sets_are_listed_and_deleted(aws: Aws) -> None:
    aws.deploy("one", TOPIC)
    many = "".join(f"  T{number}: {{Type: AWS::SNS::Topic}}\n" for number in range(5))
    aws.pace.page = 2
    created(aws, "one", TemplateBody=f"Resources:\n{many}")
    cfn = client(aws, "cloudformation")
    pages = [
        shown(page)
        for page in cfn.get_paginator("describe_change_set").paginate(
            StackName="one", ChangeSetName="change"
        )
    ]
    assert [len(page) for page in pages] == [2, 2, 2]
    assert pages[-1][-1] == ("Remove", "Topic", None)
    assert [one["ChangeSetName"] for one in cfn.list_change_sets(StackName="one")["Summaries"]] == [
        "change"
    ]
    cfn.delete_change_set(StackName="one", ChangeSetName="change")
    with pytest.raises(ClientError) as missing:
        cfn.describe_change_set(StackName="one", ChangeSetName="change")
    assert code(missing.value) == "ChangeSetNotFound"
