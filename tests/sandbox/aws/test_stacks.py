from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code, events, message, status
from tests.sandbox.aws.cloudformation.trouble import Phase
from tests.sandbox.aws.rollout import Course
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, LOAD_BALANCER, ROOT, SERVICE, TOPIC, rules

FILES = (BUCKET, {"lite.yaml": SERVICE})


def deploy_root(aws: Aws, version: str, template: str = ROOT) -> None:
    aws.deploy("root", template, {"Version": version}, {"environment": "testing"}, FILES)


def child(aws: Aws) -> str:
    return aws.stack("root").resources["Lite"].physical


def test_a_stack_is_created_with_events_in_order(aws: Aws) -> None:
    created = client(aws, "cloudformation").create_stack(StackName="one", TemplateBody=TOPIC)
    aws.settle()
    assert created["StackId"].startswith("arn:aws:cloudformation:us-west-2:123456789012:stack/one/")
    assert events(aws, "one") == [
        "one CREATE_IN_PROGRESS User Initiated",
        "Topic CREATE_IN_PROGRESS",
        "Topic CREATE_IN_PROGRESS Resource creation Initiated",
        "Topic CREATE_COMPLETE",
        "one CREATE_COMPLETE",
    ]


def test_a_nested_stack_is_updated_in_place_and_cleaned_up_with_its_root(aws: Aws) -> None:
    deploy_root(aws, "v1")
    nested, before = child(aws), len(events(aws, child(aws)))
    client(aws, "cloudformation").update_stack(
        StackName="root",
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Version", "ParameterValue": "v2"}],
        ClientRequestToken="bump",
    )
    aws.settle()
    assert child(aws) == nested
    assert events(aws, "root")[-5:] == [
        "root UPDATE_IN_PROGRESS User Initiated",
        "Lite UPDATE_IN_PROGRESS",
        "Lite UPDATE_COMPLETE",
        "root UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "root UPDATE_COMPLETE",
    ]
    replacing = "Requested update requires the creation of a new physical resource; hence creating"
    name = aws.stack(nested).name
    assert events(aws, nested)[before:] == [
        f"{name} UPDATE_IN_PROGRESS",
        f"Task UPDATE_IN_PROGRESS {replacing} one.",
        "Task UPDATE_IN_PROGRESS Resource creation Initiated",
        "Task UPDATE_COMPLETE",
        "Service UPDATE_IN_PROGRESS",
        "Service UPDATE_COMPLETE",
        f"{name} UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "Task DELETE_IN_PROGRESS",
        "Task DELETE_COMPLETE",
        f"{name} UPDATE_COMPLETE",
    ]


def test_a_nested_stack_says_whose_it_is(aws: Aws) -> None:
    deploy_root(aws, "v1")
    described = client(aws, "cloudformation").describe_stacks(StackName=child(aws))["Stacks"][0]
    root = aws.stack("root").id
    assert (described["ParentId"], described["RootId"]) == (root, root)
    assert described["Tags"] == [{"Key": "environment", "Value": "testing"}]
    assert described["Parameters"] == [{"ParameterKey": "Version", "ParameterValue": "v1"}]


def test_a_hidden_parameter_is_never_shown(aws: Aws) -> None:
    deploy_root(aws, "v1")
    described = client(aws, "cloudformation").describe_stacks(StackName="root")["Stacks"][0]
    assert {"ParameterKey": "Secret", "ParameterValue": "****"} in described["Parameters"]


def test_an_update_can_be_watched_while_it_goes_on(aws: Aws) -> None:
    deploy_root(aws, "v1")
    aws.trouble.hold("root-Lite-*/Service")
    client(aws, "cloudformation").update_stack(
        StackName="root",
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Version", "ParameterValue": "v2"}],
    )
    aws.settle()
    assert (status(aws, "root"), status(aws, child(aws))) == ("UPDATE_IN_PROGRESS",) * 2
    with pytest.raises(ClientError) as refused:
        client(aws, "cloudformation").update_stack(StackName="root", TemplateBody=TOPIC)
    assert message(refused.value) == (
        f"Stack:{aws.stack('root').id} is in UPDATE_IN_PROGRESS state and can not be updated."
    )
    aws.trouble.release("root-Lite-*/Service")
    aws.settle()
    assert (status(aws, "root"), status(aws, child(aws))) == ("UPDATE_COMPLETE",) * 2


def test_an_update_that_changes_nothing_is_refused(aws: Aws) -> None:
    deploy_root(aws, "v1")
    unused = ROOT.replace("  Secret:", "  Unused: {Type: String, Default: more}\n  Secret:")
    with pytest.raises(ClientError) as refused:
        client(aws, "cloudformation").update_stack(
            StackName="root",
            TemplateBody=f"# a comment\n{unused}",
            Parameters=[{"ParameterKey": "Version", "UsePreviousValue": True}],
        )
    assert (code(refused.value), message(refused.value)) == (
        "ValidationError",
        "No updates are to be performed.",
    )


def test_a_changed_file_behind_the_same_url_is_an_update(aws: Aws) -> None:
    deploy_root(aws, "v1")
    aws.put_files(BUCKET, {"lite.yaml": SERVICE.replace('"2"', '"3"')})
    client(aws, "cloudformation").update_stack(
        StackName="root",
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Version", "UsePreviousValue": True}],
    )
    aws.settle()
    assert aws.region.ecs.service("main", "lite").given["desiredCount"] == 3


def test_the_same_request_with_its_token_starts_nothing_again(aws: Aws) -> None:
    deploy_root(aws, "v1")
    request = {
        "StackName": "root",
        "UsePreviousTemplate": True,
        "Parameters": [{"ParameterKey": "Version", "ParameterValue": "v2"}],
        "ClientRequestToken": "once",
    }
    first = client(aws, "cloudformation").update_stack(**request)
    aws.settle()
    before = events(aws, "root")
    assert client(aws, "cloudformation").update_stack(**request)["StackId"] == first["StackId"]
    aws.settle()
    assert events(aws, "root") == before
    newest = client(aws, "cloudformation").describe_stack_events(StackName="root")["StackEvents"][0]
    assert newest["ClientRequestToken"] == "once"


def test_a_failure_deep_down_rolls_everything_back(aws: Aws) -> None:
    deploy_root(aws, "v1")
    aws.rollouts(Course.FAIL, images="*:v2")
    before = len(events(aws, child(aws)))
    deploy_root(aws, "v2")
    nested = child(aws)
    embedded = (
        f"Embedded stack {nested} was not successfully updated. Currently in "
        "UPDATE_ROLLBACK_IN_PROGRESS with reason: "
    )
    failed = "The following resource(s) failed to update: [Service]. "
    assert events(aws, "root")[-8:] == [
        "root UPDATE_IN_PROGRESS User Initiated",
        "Lite UPDATE_IN_PROGRESS",
        f"Lite UPDATE_FAILED {embedded}{failed}",
        "root UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Lite]. ",
        "Lite UPDATE_IN_PROGRESS",
        "Lite UPDATE_COMPLETE",
        "root UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "root UPDATE_ROLLBACK_COMPLETE",
    ]
    assert any("ECS Deployment Circuit Breaker" in event for event in events(aws, nested)[before:])
    assert status(aws, nested) == "UPDATE_ROLLBACK_COMPLETE"
    assert aws.region.ecs.service("main", "lite").primary.task_definition.endswith("lite:1")


def test_others_are_cancelled_when_one_fails(aws: Aws) -> None:
    two = "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::SNS::Topic}}"
    aws.deploy("one", two)
    aws.trouble.hold("B")
    aws.trouble.fail("A", "no room")
    changed = two.replace("Topic}", "Topic, Properties: {DisplayName: x}}")
    client(aws, "cloudformation").update_stack(StackName="one", TemplateBody=changed)
    aws.settle()
    seen = events(aws, "one")
    first = "A UPDATE_FAILED no room"
    assert first in seen
    assert "B UPDATE_FAILED Resource update cancelled" in seen[seen.index(first) :]
    aws.trouble.release("B")
    aws.settle()
    assert status(aws, "one") == "UPDATE_ROLLBACK_COMPLETE"


def test_a_failed_creation_is_rolled_back(aws: Aws) -> None:
    aws.trouble.fail("Topic", "no room")
    aws.deploy("one", TOPIC)
    failed = "The following resource(s) failed to create: [Topic]. "
    assert events(aws, "one") == [
        "one CREATE_IN_PROGRESS User Initiated",
        "Topic CREATE_IN_PROGRESS",
        "Topic CREATE_FAILED no room",
        f"one ROLLBACK_IN_PROGRESS {failed}Rollback requested by user.",
        "Topic DELETE_IN_PROGRESS",
        "Topic DELETE_COMPLETE",
        "one ROLLBACK_COMPLETE",
    ]


@pytest.mark.parametrize("after", [rules(A=20, B=10), rules(C=10)])
def test_a_swapped_or_reused_priority_is_rolled_back(aws: Aws, after: str) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    aws.deploy("rules", rules(A=10, B=20))
    aws.deploy("rules", after)
    assert status(aws, "rules") == "UPDATE_ROLLBACK_COMPLETE"
    assert any("is currently in use" in event for event in events(aws, "rules"))
    listener = next(iter(aws.region.elb.listeners.values()))
    assert [rule.priority for rule in listener.in_order()] == [10, 20, None]


def test_a_rollback_that_fails_can_be_continued(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    aws.deploy("rules", rules(A=10))
    aws.trouble.fail("A", "no room")
    aws.trouble.fail("A", "still none", phase=Phase.ROLLBACK)
    aws.deploy("rules", rules(A=11))
    assert status(aws, "rules") == "UPDATE_ROLLBACK_FAILED"
    client(aws, "cloudformation").continue_update_rollback(StackName="rules")
    aws.settle()
    assert status(aws, "rules") == "UPDATE_ROLLBACK_COMPLETE"


def test_a_continued_rollback_keeps_what_it_has_taken_back(aws: Aws) -> None:
    both = """
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: false}}
  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Queue}}
"""
    aws.deploy("one", both)
    first = aws.stack("one").resources["Queue"].physical
    aws.trouble.fail("Topic", "no room")
    aws.trouble.fail("Topic", "still none", phase=Phase.ROLLBACK)
    aws.deploy("one", both.replace("false", "true"))
    assert status(aws, "one") == "UPDATE_ROLLBACK_FAILED"
    client(aws, "cloudformation").continue_update_rollback(StackName="one")
    aws.settle()
    assert status(aws, "one") == "UPDATE_ROLLBACK_COMPLETE"
    assert aws.stack("one").resources["Queue"].physical == first


def test_a_service_that_never_ran_is_deleted_before_its_cluster(aws: Aws) -> None:
    aws.rollouts(Course.FAIL)
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    assert status(aws, "lite") == "ROLLBACK_COMPLETE"
    assert aws.stack("lite").resources == {}


def test_a_stack_is_deleted_and_can_still_be_described_by_id(aws: Aws) -> None:
    aws.deploy("one", TOPIC)
    identifier = aws.stack("one").id
    client(aws, "cloudformation").delete_stack(StackName="one")
    aws.settle()
    assert status(aws, identifier) == "DELETE_COMPLETE"
    with pytest.raises(ClientError) as missing:
        status(aws, "one")
    assert message(missing.value) == "Stack with id one does not exist"
