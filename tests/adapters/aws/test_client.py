"""The real clients against AWS on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from random import Random

import pytest

from kayron.adapters.aws.client import AwsClients, aws_systems
from kayron.adapters.aws.cloudformation import LAG
from kayron.adapters.job import CaptureError
from kayron.adapters.patience import patience
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import (
    AllStacks,
    AwsNeed,
    ImageDigest,
    NewestEvent,
    OutcomesRecord,
    RunningService,
    StackNamed,
    StackResources,
    StackTemplate,
)
from kayron.core.gather.seen import ListenerList, StackList, StackSeen
from kayron.core.snapshot import EcsService, Event, Names, Outcomes, Resources
from tests.adapters.aws.live import CANARY, KEY, OPERATIONS, TEMPLATE, Live, live, read_all
from tests.adapters.aws.reading import still
from tests.adapters.clocks import StillClock
from tests.sandbox.aws.sandbox import REGION

REFUSABLE = [one for one in OPERATIONS if one[0] not in ("s3", "sts")]
"""What the sandbox can deny: STS lets everybody ask, and what S3 says is in `test_s3`."""


@pytest.fixture(scope="module")
def world() -> Iterator[Live]:
    with live() as started:
        yield started


@pytest.fixture
def aws(world: Live) -> Iterator[Live]:
    world.aws.traffic.clear()
    yield world
    world.aws.access.clear()
    world.aws.pace.page = None


@pytest.fixture(scope="module")
def clients(world: Live) -> AwsClients:
    del world
    return AwsClients(REGION, 16)


def deployed(aws: Live, name: str, template: str) -> AwsNeed:
    stack = aws.aws.deploy(name, template)
    return StackResources(stack=stack.id, status=stack.status, updated=stack.created)


def topics(count: int) -> str:
    names = [f"Topic{number:03}" for number in range(count)]
    return json.dumps({"Resources": {name: {"Type": "AWS::SNS::Topic"} for name in names}})


def test_every_operation_gives_a_value(aws: Live, clients: AwsClients) -> None:
    answers = aws.read(clients, *aws.needs.values())
    assert [need for need, one in answers.items() if isinstance(one, Absent | Unknown)] == []
    assert set(aws.needs) == set(OPERATIONS)
    assert {call.operation for call in aws.aws.traffic.calls} == {name for _, name in OPERATIONS}


def test_answers_mean_what_is_there(aws: Live, clients: AwsClients) -> None:
    answers = {name: aws.read(clients, need)[need] for (_, name), need in aws.needs.items()}
    service, stack = answers["DescribeServices"], answers["DescribeStacks"]
    event, listeners = answers["DescribeStackEvents"], answers["DescribeListeners"]
    assert isinstance(service, EcsService)
    assert [one.rollout for one in service.deployments] == ["COMPLETED"]
    assert isinstance(stack, StackSeen)
    assert dict(stack.tags) == {"environment": "testing"}
    assert isinstance(event, Event)
    assert isinstance(listeners, ListenerList)
    assert [(one.port, one.protocol) for one in listeners.listeners] == [(443, "HTTPS")]
    assert answers["DescribeCertificate"] == Names(values=["example.org"])
    assert answers["GetObject"] == Outcomes(entries=())
    assert answers["GetCallerIdentity"] == "123456789012"


def test_times_are_in_utc(aws: Live, clients: AwsClients) -> None:
    stack = aws.read(clients, StackNamed(name="acme"))[StackNamed(name="acme")]
    need = aws.needs["ecs", "DescribeServices"]
    service = aws.read(clients, need)[need]
    assert isinstance(stack, StackSeen)
    assert isinstance(service, EcsService)
    assert stack.updated.tzinfo is UTC
    assert service.deployments[0].created.tzinfo is UTC
    assert abs(service.deployments[0].created - stack.updated) < timedelta(hours=1)


def test_the_text_of_a_json_template_is_kept(aws: Live, clients: AwsClients) -> None:
    need = aws.needs["cloudformation", "GetTemplate"]
    assert isinstance(need, StackTemplate)
    assert aws.read(clients, need)[need] == TEMPLATE


def test_300_tagged_resources_are_read_over_pages(aws: Live, clients: AwsClients) -> None:
    need = deployed(aws, "many", topics(300))
    aws.aws.pace.page = 70
    found = aws.read(clients, need)[need]
    assert isinstance(found, Resources)
    assert len(found.by_id) == 300
    assert len(aws.aws.traffic.calls) == 5


def test_all_stacks_are_read_over_pages(aws: Live, clients: AwsClients) -> None:
    for number in range(7):
        deployed(aws, f"other-{number}", topics(1))
    aws.aws.pace.page = 2
    found = aws.read(clients, AllStacks())[AllStacks()]
    assert isinstance(found, StackList)
    assert {f"other-{number}" for number in range(7)} < {one.name for one in found.stacks}


def test_150_images_of_one_repository_are_read_in_two_calls(aws: Live, clients: AwsClients) -> None:
    digests = {
        ImageDigest(repository="busy", tag=f"v{n}"): aws.aws.push_image("busy", f"v{n}")
        for n in range(150)
    }
    gone = ImageDigest(repository="busy", tag="v150")
    assert aws.read(clients, *digests, gone) == {**digests, gone: Absent()}
    assert len(aws.aws.traffic.calls) == 2


def test_the_digest_of_an_index_is_its_own(aws: Live, clients: AwsClients) -> None:
    digest = aws.aws.push_index("multi", "v1", {"amd64": "a", "arm64": "b"})
    need = ImageDigest(repository="multi", tag="v1")
    assert aws.read(clients, need) == {need: digest}


def test_25_services_of_two_clusters_are_read_in_three_calls(
    aws: Live, clients: AwsClients
) -> None:
    ecs, needs = aws.aws.region.ecs, []
    for cluster, count in (("one", 15), ("two", 10)):
        ecs.create_cluster({"clusterName": cluster})
        for number in range(count):
            tags = [{"key": "service", "value": f"s{number}"}]
            data = {"serviceName": f"s{number}", "taskDefinition": "lite", "tags": tags}
            made = ecs.create_service({"cluster": cluster, **data})["service"]
            needs.append(RunningService(arn=made["serviceArn"]))
    answers = aws.read(clients, *needs)
    told = [one for one in answers.values() if isinstance(one, EcsService)]
    assert len(told) == 25
    assert {one.tags["service"] for one in told} == {f"s{number}" for number in range(15)}
    assert len(aws.aws.traffic.calls) == 3


def test_what_does_not_exist_is_absent(aws: Live, clients: AwsClients) -> None:
    home = aws.needs["ecs", "DescribeServices"]
    assert isinstance(home, RunningService)
    needs: list[AwsNeed] = [
        StackNamed(name="gone"),
        NewestEvent(stack=f"arn:aws:cloudformation:{REGION}:123456789012:stack/gone/1"),
        ImageDigest(repository="gone", tag="v1"),
        OutcomesRecord(bucket="acme-templates", key="gone"),
        RunningService(arn=f"{home.arn}-gone"),
    ]
    assert aws.read(clients, *needs) == dict.fromkeys(needs, Absent())


def test_a_bucket_that_does_not_exist_is_a_setting_to_look_at(
    aws: Live, clients: AwsClients
) -> None:
    with pytest.raises(CaptureError, match=r"There is no bucket gone. Look at KAYRON_S3_BUCKET."):
        aws.read(clients, OutcomesRecord(bucket="gone", key=KEY))


def test_in_another_region_nothing_is_there_but_buckets(aws: Live) -> None:
    elsewhere = AwsClients("eu-central-1", 1)
    stack, record = StackNamed(name="acme"), aws.needs["s3", "GetObject"]
    answers = aws.read(elsewhere, stack, record)
    assert answers == {stack: Absent(), record: Outcomes(entries=())}


@pytest.mark.parametrize(("prefix", "operation"), OPERATIONS)
def test_expired_and_unknown_credentials_end_the_capture(
    aws: Live, clients: AwsClients, prefix: str, operation: str
) -> None:
    need = aws.needs[prefix, operation]
    aws.aws.access.expired = True
    with pytest.raises(CaptureError, match=r"have expired. Look at .*AWS_PROFILE"):
        aws.read(clients, need)
    aws.aws.access.clear()
    aws.aws.access.unknown = True
    with pytest.raises(CaptureError, match=r"does not know the credentials"):
        aws.read(clients, need)
    assert len(aws.aws.traffic.calls) == 2


@pytest.mark.parametrize(("prefix", "operation"), REFUSABLE)
def test_a_denied_call_names_the_action(
    aws: Live, clients: AwsClients, prefix: str, operation: str
) -> None:
    need = aws.needs[prefix, operation]
    aws.aws.access.deny("*", operation)
    fact: Fact[object] = aws.read(clients, need)[need]
    assert isinstance(fact, Unknown)
    assert fact.error == f"{prefix}:{operation} is denied"
    assert len(aws.aws.traffic.calls) == 1


def test_no_credentials_are_told(aws: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    with pytest.raises(CaptureError, match=r"No AWS credentials were found. Look at the AWS cred"):
        aws.read(AwsClients(REGION, 1), aws.needs["sts", "GetCallerIdentity"])


def test_credentials_that_come_later_are_used(aws: Live) -> None:
    need, clients = aws.needs["sts", "GetCallerIdentity"], AwsClients(REGION, 1)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            patch.delenv(name)
        with pytest.raises(CaptureError, match=r"No AWS credentials were found"):
            aws.read(clients, need)
    assert not isinstance(aws.read(clients, need)[need], Unknown)


def test_a_profile_that_does_not_exist_is_told(aws: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(CaptureError, match=r"There is no AWS profile nobody. Look at"):
        aws.read(AwsClients(REGION, 1), aws.needs["sts", "GetCallerIdentity"])


def test_a_region_that_is_none_is_told(aws: Live) -> None:
    with pytest.raises(CaptureError, match=r"Look at AWS_REGION"):
        aws.read(AwsClients("us west", 1), aws.needs["sts", "GetCallerIdentity"])


@pytest.mark.parametrize(
    ("name", "value"),
    [("AWS_ENDPOINT_URL", "ada:canary@localhost"), ("AWS_METADATA_SERVICE_TIMEOUT", "canary")],
)
def test_a_variable_of_aws_that_is_malformed_is_told_and_not_repeated(
    aws: Live, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CaptureError) as caught:
        aws.read(AwsClients(REGION, 1), aws.needs["sts", "GetCallerIdentity"])
    assert str(caught.value) == (
        "The AWS configuration cannot be used (ValueError). Look at the AWS configuration: the "
        "variables AWS_..., such as AWS_ENDPOINT_URL, and the file of AWS_CONFIG_FILE."
    )


def test_a_warm_capture_asks_only_for_what_may_have_changed(aws: Live, clients: AwsClients) -> None:
    systems, needs = aws_systems(clients), [*aws.needs.values(), AllStacks()]
    clock = StillClock()
    within = patience(2 * LAG, clock, Random(1))
    cold = read_all(systems, needs, within)
    clock.sleep(LAG)
    assert read_all(systems, needs, within) == cold
    aws.aws.traffic.forget()
    assert read_all(systems, needs, within) == cold
    assert sorted(call.operation for call in aws.aws.traffic.calls) == [
        "DescribeAccountLimits",
        "DescribeListenerCertificates",
        "DescribeListeners",
        "DescribeRules",
        "DescribeServices",
        "DescribeStackEvents",
        "DescribeStacks",
        "DescribeStacks",
        "GetCallerIdentity",
        "GetObject",
        "ListExports",
    ]


def test_sixteen_threads_get_their_own_answers(aws: Live, clients: AwsClients) -> None:
    expected = aws.read(clients, *aws.needs.values())
    aws.aws.traffic.delay((0, 0.02))
    jobs = [
        job
        for _ in range(20)
        for system in aws_systems(clients)
        for job in system.jobs(list(aws.needs.values()), still())
    ]
    with ThreadPoolExecutor(16) as pool:
        for results in pool.map(lambda job: job.run(), jobs):
            assert results.items() <= expected.items()


def test_nothing_says_a_secret(aws: Live, clients: AwsClients) -> None:
    assert CANARY not in repr(clients)
    assert CANARY not in repr(aws.read(clients, *aws.needs.values()))
