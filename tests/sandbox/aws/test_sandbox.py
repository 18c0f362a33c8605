from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ResponseStreamingError
from botocore.parsers import ResponseParserError

from tests.sandbox.aws.clients import client, code, message, status
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, ROOT, SERVICE, TOPIC
from tests.sandbox.traffic import Fault

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
READINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("cloudformation", "describe_stacks", {"StackName": "one"}),
    ("ecs", "describe_services", {"cluster": "main", "services": ["lite"]}),
    ("ecr", "batch_get_image", {"repositoryName": "lite", "imageIds": [{"imageTag": "v1"}]}),
    ("elbv2", "describe_account_limits", {}),
    ("s3", "get_object", {"Bucket": "files", "Key": "a"}),
    ("sts", "get_caller_identity", {}),
]


@pytest.fixture
def world(aws: Aws) -> Iterator[Aws]:
    """Something to read in each service; calls of its making are not logged."""
    aws.deploy("one", TOPIC)
    aws.deploy("lite", SERVICE, {"Version": "v1"})
    aws.push_image("lite", "v1")
    aws.put_files("files", {"a": "text"})
    yield aws
    aws.traffic.clear()
    aws.access.clear()


def called(aws: Aws, service: str, operation: str, given: dict[str, Any]) -> None:
    answer = getattr(client(aws, service), operation)(**given)
    if "Body" in answer:
        answer["Body"].read()


@pytest.mark.parametrize(("service", "operation", "given"), READINGS)
def test_every_service_is_throttled_in_its_own_words(
    world: Aws, service: str, operation: str, given: dict[str, Any]
) -> None:
    world.traffic.fail(Fault.THROTTLED, service)
    with pytest.raises(ClientError) as throttled:
        called(world, service, operation, given)
    expected = {"s3": "SlowDown", "ecs": "ThrottlingException", "ecr": "ThrottlingException"}
    assert code(throttled.value) == expected.get(service, "Throttling")
    called(world, service, operation, given)


@pytest.mark.parametrize(("service", "operation", "given"), READINGS)
@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER])
def test_every_service_can_lose_its_connection(
    world: Aws, fault: Fault, service: str, operation: str, given: dict[str, Any]
) -> None:
    world.traffic.fail(fault, service)
    with pytest.raises(ConnectionClosedError):
        called(world, service, operation, given)
    called(world, service, operation, given)
    assert [call.fault for call in world.traffic.calls] == [fault, None]


def test_half_an_xml_answer_is_an_error_and_half_a_json_one_an_empty_answer(world: Aws) -> None:
    world.traffic.fail(Fault.TRUNCATED, times=None)
    with pytest.raises(ResponseParserError):
        status(world, "one")
    with pytest.raises(ResponseStreamingError):
        called(world, *READINGS[4])
    answer = client(world, "ecs").describe_services(cluster="main", services=["lite"])
    assert "services" not in answer


@pytest.mark.parametrize(("service", "operation", "given"), READINGS)
def test_expired_and_unknown_credentials_are_refused_everywhere(
    world: Aws, service: str, operation: str, given: dict[str, Any]
) -> None:
    world.access.expired = True
    with pytest.raises(ClientError) as expired:
        called(world, service, operation, given)
    assert code(expired.value).startswith("ExpiredToken")
    world.access.clear()
    world.access.unknown = True
    with pytest.raises(ClientError) as unknown:
        called(world, service, operation, given)
    assert code(unknown.value) in {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "InvalidAccessKeyId",
    }


def test_one_operation_may_be_denied(world: Aws) -> None:
    world.access.deny("cloudformation", "Describe*")
    with pytest.raises(ClientError) as denied:
        status(world, "one")
    assert code(denied.value) == "AccessDenied"
    assert "is not authorized to perform: cloudformation:DescribeStacks" in message(denied.value)
    assert client(world, "cloudformation").list_stacks()["StackSummaries"]


@pytest.mark.parametrize(
    ("operation", "given", "action"),
    [
        ("get_object", {"Bucket": "files", "Key": "a"}, "s3:GetObject"),
        ("list_objects_v2", {"Bucket": "files"}, "s3:ListBucket"),
        ("delete_object", {"Bucket": "files", "Key": "a"}, "s3:DeleteObject"),
    ],
)
def test_an_operation_of_s3_may_be_denied_by_its_name(
    world: Aws, operation: str, given: dict[str, Any], action: str
) -> None:
    s3 = client(world, "s3")
    world.access.deny("s3", s3.meta.method_to_api_mapping[operation])
    with pytest.raises(ClientError) as denied:
        called(world, "s3", operation, given)
    assert code(denied.value) == "AccessDenied"
    assert f"is not authorized to perform: {action} because" in message(denied.value)
    assert s3.head_object(Bucket="files", Key="a")["ContentLength"] == 4


def test_another_region_has_nothing(world: Aws) -> None:
    elsewhere = client(world, "cloudformation", "eu-central-1")
    with pytest.raises(ClientError) as missing:
        elsewhere.describe_stacks(StackName="one")
    assert message(missing.value) == "Stack with id one does not exist"


def test_the_log_names_what_was_asked(world: Aws) -> None:
    for service, operation, given in READINGS:
        called(world, service, operation, given)
    assert [(call.service, call.operation, call.status) for call in world.traffic.calls] == [
        ("cloudformation", "DescribeStacks", 200),
        ("ecs", "DescribeServices", 200),
        ("ecr", "BatchGetImage", 200),
        ("elbv2", "DescribeAccountLimits", 200),
        ("s3", "GetObject", 200),
        ("sts", "GetCallerIdentity", 200),
    ]


def told(aws: Aws) -> list[object]:
    """Everything that a stack's history shows, but for what belongs to one answer."""
    cfn = client(aws, "cloudformation")
    stacks = cfn.describe_stacks()["Stacks"]
    return [
        stacks,
        *(cfn.describe_stack_events(StackName=one["StackId"])["StackEvents"] for one in stacks),
        *(cfn.list_stack_resources(StackName=one["StackId"])["StackResourceSummaries"]
          for one in stacks),
    ]  # fmt: skip


def test_the_same_seed_and_the_same_steps_give_the_same_everything() -> None:
    seen = []
    for _ in range(2):
        with Aws(seed=7, clock=START) as aws:
            for version in ("v1", "v2"):
                aws.deploy(
                    "root", ROOT, {"Version": version}, files=(BUCKET, {"lite.yaml": SERVICE})
                )
                aws.advance(60)
            seen.append(told(aws))
    assert seen[0] == seen[1]
    with Aws(seed=8, clock=START) as other:
        other.deploy("root", ROOT, {"Version": "v1"}, files=(BUCKET, {"lite.yaml": SERVICE}))
        assert other.stack("root").id not in str(seen[0])


def test_on_a_clock_that_is_set_nothing_moves_until_time_passes() -> None:
    with Aws(clock=START) as aws:
        aws.pace.step = 10
        client(aws, "cloudformation").create_stack(StackName="one", TemplateBody=TOPIC)
        assert status(aws, "one") == "CREATE_IN_PROGRESS"
        aws.advance(19)
        assert status(aws, "one") == "CREATE_IN_PROGRESS"
        aws.advance(1)
        assert status(aws, "one") == "CREATE_COMPLETE"
        last = client(aws, "cloudformation").describe_stack_events(StackName="one")["StackEvents"][
            0
        ]
        assert (last["Timestamp"] - START).total_seconds() == 20


def test_a_lost_answer_leaves_its_effect(aws: Aws) -> None:
    aws.traffic.fail(Fault.RESET_AFTER, "cloudformation", "CreateStack")
    with pytest.raises(ConnectionClosedError):
        client(aws, "cloudformation").create_stack(StackName="one", TemplateBody=TOPIC)
    aws.settle()
    assert status(aws, "one") == "CREATE_COMPLETE"


def test_many_clients_at_once_are_all_answered(world: Aws) -> None:
    clients = [(client(world, service), operation, given) for service, operation, given in READINGS]

    def ask(number: int) -> None:
        asked, operation, given = clients[number % 4]
        getattr(asked, operation)(**given)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(400)))
    assert [call.status for call in world.traffic.calls] == [200] * 400


def test_a_call_costs_the_server_little(world: Aws) -> None:
    for _ in range(50):
        status(world, "one")
    assert min(call.seconds for call in world.traffic.calls) < 0.004


def test_the_environment_is_all_that_a_client_needs(world: Aws) -> None:
    program = (
        "import boto3; print(boto3.client('cloudformation').describe_stacks(StackName='one')"
        "['Stacks'][0]['StackStatus'])"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=kept | world.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "CREATE_COMPLETE\n"


def test_it_starts_in_no_time() -> None:
    def seconds() -> float:
        started = time.monotonic()
        with Aws() as aws:
            client(aws, "sts").get_caller_identity()
        return time.monotonic() - started

    assert min(seconds() for _ in range(3)) < 2
