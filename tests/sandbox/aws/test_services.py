from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code, message, status
from tests.sandbox.aws.rollout import Course
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import LOAD_BALANCER, SERVICE, rules


def described(aws: Aws, *names: str) -> dict[str, Any]:
    answer: dict[str, Any] = client(aws, "ecs").describe_services(
        cluster="main", services=list(names), include=["TAGS"]
    )
    return answer


def test_a_service_says_its_tags_and_who_is_missing(aws: Aws) -> None:
    aws.deploy("lite", SERVICE, {"Version": "v1"}, {"environment": "testing"})
    answer = described(aws, "lite", "other")
    tags = {one["key"]: one["value"] for one in answer["services"][0]["tags"]}
    assert (tags["service"], tags["environment"]) == ("lite", "testing")
    assert tags["aws:cloudformation:logical-id"] == "Service"
    assert answer["failures"] == [
        {"arn": "arn:aws:ecs:us-west-2:123456789012:service/other", "reason": "MISSING"}
    ]


def test_a_missing_service_has_the_arn_that_it_was_asked_for_by(aws: Aws) -> None:
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    arn = "arn:aws:ecs:us-west-2:123456789012:service/main/other"
    assert described(aws, arn)["failures"] == [{"arn": arn, "reason": "MISSING"}]


def test_at_most_ten_services_are_described_of_a_cluster_that_is_there(aws: Aws) -> None:
    with pytest.raises(ClientError) as missing:
        described(aws, "lite")
    assert code(missing.value) == "ClusterNotFoundException"
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    with pytest.raises(ClientError) as refused:
        described(aws, *(f"s{number}" for number in range(11)))
    assert message(refused.value) == "Services cannot have more than 10 elements."


def deployments(aws: Aws) -> list[tuple[str, str, str, int]]:
    found = client(aws, "ecs").describe_services(cluster="main", services=["lite"])
    return [
        (one["status"], one["taskDefinition"][-1], one["rolloutState"], one["runningCount"])
        for one in found["services"][0]["deployments"]
    ]


def update(aws: Aws, version: str) -> None:
    client(aws, "cloudformation").update_stack(
        StackName="lite",
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Version", "ParameterValue": version}],
    )
    aws.settle()


def test_a_rollout_that_is_held_goes_on_when_it_may(aws: Aws) -> None:
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    aws.rollouts(Course.HOLD, images="*:v2")
    update(aws, "v2")
    assert deployments(aws) == [("PRIMARY", "2", "IN_PROGRESS", 0), ("ACTIVE", "1", "COMPLETED", 2)]
    aws.rollouts(Course.COMPLETE)
    aws.settle()
    assert deployments(aws) == [("PRIMARY", "2", "COMPLETED", 2)]


def test_a_service_that_is_scaled_during_a_rollout_ends_with_so_many_tasks() -> None:
    with Aws(clock=datetime(2026, 11, 20, 12, tzinfo=UTC)) as aws:
        aws.deploy("lite", SERVICE, {"Version": "v1"})
        ecs = client(aws, "ecs")
        ecs.update_service(cluster="main", service="lite", forceNewDeployment=True)
        aws.advance(aws.pace.rollout * 0.75)
        assert deployments(aws)[0] == ("PRIMARY", "1", "IN_PROGRESS", 2)
        ecs.update_service(cluster="main", service="lite", desiredCount=1)
        aws.settle()
        assert deployments(aws) == [("PRIMARY", "1", "COMPLETED", 1)]


def test_a_rollout_may_complete_after_so_many_looks(aws: Aws) -> None:
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    aws.rollouts(Course.COMPLETE, looks=2)
    update(aws, "v2")
    states = []
    for _ in range(3):
        states.append(deployments(aws)[0][2])
        aws.settle()
    assert states == ["IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]


def test_a_failing_rollout_opens_the_circuit_breaker_and_says_so(aws: Aws) -> None:
    template = SERVICE.replace("Rollback: false", "Rollback: true")
    aws.deploy("lite", template, {"Version": "v1"})
    aws.rollouts(Course.FAIL, images="*:v2")
    update(aws, "v2")
    service = client(aws, "ecs").describe_services(cluster="main", services=["lite"])["services"][0]
    assert service["deployments"][0]["taskDefinition"].endswith(":1")
    said = [event["message"] for event in service["events"]]
    assert any("tasks failed to start" in one for one in said)
    assert any("rolling back to (deployment" in one for one in said)


def test_without_a_circuit_breaker_a_failing_rollout_is_waited_for_three_hours() -> None:
    with Aws(clock=datetime(2026, 11, 20, 12, tzinfo=UTC)) as aws:
        aws.deploy("lite", SERVICE.replace('Enable: "true"', "Enable: false"), {"Version": "v1"})
        aws.rollouts(Course.FAIL, images="*:v2")
        begun = aws.now()
        client(aws, "cloudformation").update_stack(
            StackName="lite",
            UsePreviousTemplate=True,
            Parameters=[{"ParameterKey": "Version", "ParameterValue": "v2"}],
        )
        aws.advance(timedelta(hours=2, minutes=59).total_seconds())
        assert status(aws, "lite") == "UPDATE_IN_PROGRESS"
        aws.settle()
        assert status(aws, "lite") == "UPDATE_ROLLBACK_COMPLETE"
        (failure,) = (one for one in aws.stack("lite").events if "FAILED" in one["ResourceStatus"])
        assert timedelta(hours=3) <= failure["Timestamp"] - begun < timedelta(hours=3, minutes=1)
        assert failure["LogicalResourceId"] == "Service"
        said = 'Resource handler returned message: "Exceeded attempts to wait" (RequestToken: '
        assert failure["ResourceStatusReason"].startswith(said)
        assert failure["ResourceStatusReason"].endswith(", HandlerErrorCode: NotStabilized)")
        assert deployments(aws) == [("PRIMARY", "1", "COMPLETED", 2)]


def test_the_circuit_breaker_rolls_back_once(aws: Aws) -> None:
    template = SERVICE.replace("Rollback: false", "Rollback: true")
    aws.deploy("lite", template, {"Version": "v1"})
    aws.rollouts(Course.FAIL)
    update(aws, "v2")
    back = "ECS deployment circuit breaker: rolling back to deploymentId"
    service = client(aws, "ecs").describe_services(cluster="main", services=["lite"])["services"][0]
    said = [event["message"] for event in service["events"]]
    assert [one for one in said if "rolling back" in one]
    assert not service["deployments"][0]["rolloutStateReason"].startswith(back)


def test_a_deleted_service_is_inactive(aws: Aws) -> None:
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    client(aws, "cloudformation").delete_stack(StackName="lite")
    aws.settle()
    aws.region.ecs.create_cluster({"clusterName": "main"})
    assert described(aws, "lite")["failures"][0]["reason"] == "MISSING"


def test_rules_come_in_pages_in_the_order_in_which_they_count(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    aws.deploy("rules", rules(A=30, B=10, C=20))
    aws.pace.page = 2
    listener = next(iter(aws.region.elb.listeners))
    pages = list(
        client(aws, "elbv2").get_paginator("describe_rules").paginate(ListenerArn=listener)
    )
    assert [[rule["Priority"] for rule in page["Rules"]] for page in pages] == [
        ["10", "20"],
        ["30", "default"],
    ]
    assert pages[0]["Rules"][0]["Conditions"] == [
        {
            "Field": "host-header",
            "Values": ["B.example.org"],
            "HostHeaderConfig": {"Values": ["B.example.org"]},
        }
    ]


def test_a_rule_may_match_regular_expressions(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    listener = next(iter(aws.region.elb.listeners))
    elb = client(aws, "elbv2")
    elb.create_rule(
        ListenerArn=listener,
        Priority=5,
        Conditions=[
            {"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^(?:a*)?(?:b*)?.*$"]}}
        ],
        Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}],
    )
    rule = elb.describe_rules(ListenerArn=listener)["Rules"][0]
    assert rule["Conditions"] == [
        {"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^(?:a*)?(?:b*)?.*$"]}}
    ]


def test_certificates_and_limits_can_be_read(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    listener = next(iter(aws.region.elb.listeners))
    elb, acm = client(aws, "elbv2"), client(aws, "acm")
    arn = acm.request_certificate(DomainName="a.org", SubjectAlternativeNames=["*.a.org"])[
        "CertificateArn"
    ]
    elb.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": arn}])
    certificates = elb.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    assert [(one["CertificateArn"] == arn, one["IsDefault"]) for one in certificates] == [
        (False, True),
        (True, False),
    ]
    names = acm.describe_certificate(CertificateArn=arn)["Certificate"]["SubjectAlternativeNames"]
    assert names == ["a.org", "*.a.org"]
    limits = {one["Name"]: one["Max"] for one in elb.describe_account_limits()["Limits"]}
    assert limits["rules-per-application-load-balancer"] == "100"


def test_a_target_group_in_use_is_not_deleted(aws: Aws) -> None:
    aws.deploy("balancer", LOAD_BALANCER)
    listener = next(iter(aws.region.elb.listeners))
    elb = client(aws, "elbv2")
    group = elb.create_target_group(Name="lite", Port=80, Protocol="HTTP", VpcId="vpc-1")
    arn = group["TargetGroups"][0]["TargetGroupArn"]
    elb.create_rule(
        ListenerArn=listener,
        Priority=5,
        Conditions=[{"Field": "path-pattern", "Values": ["/lite"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": arn}],
    )
    with pytest.raises(ClientError) as refused:
        elb.delete_target_group(TargetGroupArn=arn)
    assert code(refused.value) == "ResourceInUse"
    with pytest.raises(ClientError) as missing:
        elb.describe_rules(ListenerArn=listener[:-1])
    assert code(missing.value) == "ListenerNotFound"
