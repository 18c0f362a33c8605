from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code, message
from tests.sandbox.aws.rollout import Course
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import LOAD_BALANCER, SERVICE, rules


def test_an_image_has_the_digest_of_its_manifest(aws: Aws) -> None:
    digest = aws.push_image("lite", "v1", "content")
    assert aws.push_image("lite", "v2", "content") == digest
    assert aws.push_image("lite", "v3", "other") != digest
    image = client(aws, "ecr").batch_get_image(
        repositoryName="lite", imageIds=[{"imageTag": "v2"}]
    )["images"][0]
    text = image["imageManifest"].encode()
    assert image["imageId"] == {"imageDigest": digest, "imageTag": "v2"}
    assert digest == "sha256:" + hashlib.sha256(text).hexdigest()


def test_an_index_names_an_image_for_each_platform(aws: Aws) -> None:
    aws.push_index("lite", "v1", {"amd64": "a", "arm64": "b"})
    ecr = client(aws, "ecr")
    index = ecr.batch_get_image(repositoryName="lite", imageIds=[{"imageTag": "v1"}])["images"][0]
    children = [one["digest"] for one in json.loads(index["imageManifest"])["manifests"]]
    found = ecr.batch_get_image(
        repositoryName="lite", imageIds=[{"imageDigest": digest} for digest in children]
    )
    assert (len(found["images"]), found["failures"]) == (2, [])
    deleted = ecr.batch_delete_image(repositoryName="lite", imageIds=[{"imageDigest": children[0]}])
    assert deleted["failures"][0]["failureCode"] == "ImageReferencedByManifestList"


def test_a_missing_image_and_a_missing_repository_are_told_apart(aws: Aws) -> None:
    aws.push_image("lite", "v1")
    ecr = client(aws, "ecr")
    found = ecr.batch_get_image(
        repositoryName="lite", imageIds=[{"imageTag": "v1"}, {"imageTag": "v2"}]
    )
    assert [one["imageId"]["imageTag"] for one in found["images"]] == ["v1"]
    assert [one["failureCode"] for one in found["failures"]] == ["ImageNotFound"]
    with pytest.raises(ClientError) as missing:
        ecr.batch_get_image(repositoryName="other", imageIds=[{"imageTag": "v1"}])
    assert code(missing.value) == "RepositoryNotFoundException"
    with pytest.raises(ClientError) as absent:
        ecr.describe_images(repositoryName="lite", imageIds=[{"imageTag": "v2"}])
    assert code(absent.value) == "ImageNotFoundException"


def test_images_come_in_pages_and_at_most_a_hundred_are_asked_for(aws: Aws) -> None:
    for number in range(150):
        aws.push_image("lite", f"v{number}")
    ecr = client(aws, "ecr")
    pages = list(ecr.get_paginator("describe_images").paginate(repositoryName="lite"))
    assert [len(page["imageDetails"]) for page in pages] == [100, 50]
    listed = list(ecr.get_paginator("list_images").paginate(repositoryName="lite"))
    assert sum(len(page["imageIds"]) for page in listed) == 150
    with pytest.raises(ClientError) as refused:
        ecr.batch_get_image(
            repositoryName="lite", imageIds=[{"imageTag": f"v{n}"} for n in range(101)]
        )
    assert code(refused.value) == "InvalidParameterException"


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
        {"arn": "arn:aws:ecs:us-west-2:123456789012:service/main/other", "reason": "MISSING"}
    ]


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
        Conditions=[{"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^a.*"]}}],
        Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}],
    )
    rule = elb.describe_rules(ListenerArn=listener)["Rules"][0]
    assert rule["Conditions"] == [
        {"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^a.*"]}}
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


def test_objects_are_written_under_conditions(aws: Aws) -> None:
    s3 = client(aws, "s3")
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    first = s3.put_object(Bucket="files", Key="a/b.txt", Body=b"one", IfNoneMatch="*")
    with pytest.raises(ClientError) as taken:
        s3.put_object(Bucket="files", Key="a/b.txt", Body=b"two", IfNoneMatch="*")
    assert code(taken.value) == "PreconditionFailed"
    second = s3.put_object(Bucket="files", Key="a/b.txt", Body=b"two", IfMatch=first["ETag"])
    with pytest.raises(ClientError) as stale:
        s3.delete_object(Bucket="files", Key="a/b.txt", IfMatch=first["ETag"])
    assert code(stale.value) == "PreconditionFailed"
    got = s3.get_object(Bucket="files", Key="a/b.txt")
    assert (got["Body"].read(), got["ETag"]) == (b"two", second["ETag"])
    assert got["LastModified"].isoformat()[:10] == aws.now().isoformat()[:10]
    assert "date" in got["ResponseMetadata"]["HTTPHeaders"]


def test_what_is_not_there_is_said_as_s3_says_it(aws: Aws) -> None:
    s3 = client(aws, "s3")
    with pytest.raises(ClientError) as no_bucket:
        s3.get_object(Bucket="files", Key="a")
    aws.put_files("files", {"b": "b"})
    with pytest.raises(ClientError) as no_key:
        s3.get_object(Bucket="files", Key="a")
    with pytest.raises(ClientError) as no_head:
        s3.head_object(Bucket="files", Key="a")
    assert [code(one.value) for one in (no_bucket, no_key, no_head)] == [
        "NoSuchBucket",
        "NoSuchKey",
        "404",
    ]


def test_keys_are_listed_in_pages(aws: Aws) -> None:
    aws.put_files("files", {f"a/{number}": "" for number in range(5)} | {"b": ""})
    pages = list(
        client(aws, "s3")
        .get_paginator("list_objects_v2")
        .paginate(Bucket="files", Prefix="a/", PaginationConfig={"PageSize": 2})
    )
    keys = [one["Key"] for page in pages for one in page["Contents"]]
    assert (len(pages), keys) == (3, [f"a/{number}" for number in range(5)])
