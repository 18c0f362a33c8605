"""The wire in memory is as good as HTTP: the same answers, the same refusals, the same effects."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from random import Random

import pytest
from attrs import evolve, frozen

from kayron.adapters.aws.client import AwsClients, Clients
from kayron.adapters.aws.error import FAILURES, refusal, wait_of
from kayron.adapters.github import refusal as github_refusal
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.transport import Disconnected, Response, Transport
from kayron.adapters.live import Live, outside
from kayron.core.settings import parse_settings
from tests.house.program import run
from tests.sandbox.acme.morning import SHOP, an_ordinary_morning
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.sandbox.clocks import SandboxClock
from tests.sandbox.served import environ
from tests.sandbox.traffic import Fault as HttpFault
from tests.simulation.acme import Acme
from tests.simulation.aws_clients import SimulatedClients
from tests.simulation.fault import Fault
from tests.simulation.github_transport import SimulatedTransport
from tests.simulation.process import Process
from tests.simulation.wire import Wire
from tests.world.recorded import recorded

SHORT = 0.3
"""Seconds until a real client gives up here."""

HTTP = {
    Fault.THROTTLED: HttpFault.THROTTLED,
    Fault.TOO_MANY_REQUESTS: HttpFault.TOO_MANY_REQUESTS,
    Fault.SERVER_ERROR: HttpFault.SERVER_ERROR,
    Fault.UNAVAILABLE: HttpFault.UNAVAILABLE,
    Fault.RESET_BEFORE: HttpFault.RESET_BEFORE,
    Fault.RESET_AFTER: HttpFault.RESET_AFTER,
    Fault.TIMEOUT_BEFORE: HttpFault.TIMEOUT,
    Fault.TRUNCATED: HttpFault.TRUNCATED,
}
"""The faults that a connection can have, as the sandboxes call them."""

Act = Callable[[Clients], object]

AWS: Mapping[tuple[str, str], Act] = {
    ("acm", "DescribeCertificate"): lambda to: to.acm().describe_certificate(CertificateArn="a"),
    ("cloudformation", "DescribeStacks"): lambda to: to.cloudformation().describe_stacks(
        StackName=STACK
    ),
    ("cloudformation", "DeleteChangeSet"): lambda to: to.cloudformation().delete_change_set(
        StackName=STACK, ChangeSetName="none"
    ),
    ("ecr", "BatchGetImage"): lambda to: to.ecr().batch_get_image(
        repositoryName=SHOP, imageIds=[{"imageTag": "none"}]
    ),
    ("ecs", "DescribeServices"): lambda to: to.ecs().describe_services(
        cluster="none", services=["none"]
    ),
    ("elbv2", "DescribeAccountLimits"): lambda to: to.elb().describe_account_limits(),
    ("s3", "DeleteObject"): lambda to: to.s3().delete_object(Bucket=BUCKET, Key="none"),
    ("s3", "GetObject"): lambda to: to.s3().get_object(Bucket=BUCKET, Key="here")["Body"].read(),
    ("s3", "PutObject"): lambda to: to.s3().put_object(Bucket=BUCKET, Key="there", Body=b"there"),
    ("sts", "GetCallerIdentity"): lambda to: to.sts().get_caller_identity(),
}

PATHS = {
    "pulls/list": f"/repos/acme/{SHOP}/pulls",
    "repos/get": f"/repos/acme/{SHOP}",
}
"""A path for some of GitHub's operations."""

each_fault = pytest.mark.parametrize("fault", HTTP, ids=lambda fault: fault.value)


@frozen
class Both:
    """One organisation, met over HTTP and over the wire."""

    organisation: Organisation
    wire: Wire
    process: Process


@pytest.fixture(scope="module")
def morning() -> Iterator[Both]:
    with Organisation(check=False) as organisation, environ(organisation.environment()):
        an_ordinary_morning(organisation)
        wire = Wire(organisation.aws, Random(1))
        yield Both(organisation, wire, Process("kayron", Acme(organisation), wire, Random(2)))


@pytest.fixture
def both(morning: Both) -> Both:
    """Return both ways, with nothing wrong on either."""
    for traffic in morning.organisation.traffic:
        traffic.clear()
    morning.wire.clear()
    morning.organisation.aws.put_files(BUCKET, {"here": "I am here."})
    return morning


def test_a_capture_over_the_wire_is_the_one_that_was_recorded_over_http(both: Both) -> None:
    expected = recorded("an-ordinary-morning")
    found = both.process.live.capture()
    assert evolve(found, captured=expected.captured) == expected


def test_what_kayron_wrote_over_the_wire_reads_the_same_both_ways() -> None:
    with Organisation(check=False) as organisation, environ(organisation.environment()):
        process = Process(
            "kayron", Acme(organisation), Wire(organisation.aws, Random(1)), Random(2)
        )
        organisation.open_pull(SHOP, 10, "gift-cards", "aiko")
        for _ in range(4):
            assert process.reconciler.once().error is None
            organisation.wait(seconds=10)
        settings = parse_settings(organisation.environment())
        real = outside(settings, clock=SandboxClock(organisation.aws))
        with Live(settings, real) as live:
            expected = live.capture()
        found = process.live.capture()
        assert evolve(found, captured=expected.captured) == expected
        assert "comment" in str(organisation.repositories[SHOP].pulls[10].comments).lower()


def said(act: Act, clients: Clients) -> tuple[float | None, str]:
    """Return what an error of AWS's clients means: whether to try again, and the reason."""
    try:
        act(clients)
    except FAILURES as error:
        return wait_of(error), str(refusal("aws:Action", error))
    return None, "answered"


@each_fault
def test_a_fault_of_aws_means_what_it_means_over_http(both: Both, fault: Fault) -> None:
    real = AwsClients("us-west-2", 1, read_timeout=SHORT)
    simulated = SimulatedClients(both.process.line, both.organisation.aws)
    for (service, operation), act in AWS.items():
        both.organisation.aws.traffic.fail(HTTP[fault], service, operation, seconds=2 * SHORT)
        both.wire.fail(fault, service, operation)
        assert said(act, simulated) == said(act, real), (service, operation)
    assert {call.fault for call in both.wire.calls} == {fault}


def test_without_a_fault_aws_answers_the_same(both: Both) -> None:
    real = AwsClients("us-west-2", 1)
    simulated = SimulatedClients(both.process.line, both.organisation.aws)
    for name, act in AWS.items():
        assert said(act, simulated) == said(act, real), name


def heard(transport: Transport, both: Both, path: str) -> str:
    """Return what a request comes to, in the words of refusals."""
    headers = {"Authorization": f"Bearer {both.organisation.token}"}
    try:
        response = transport.request("GET", path, headers, {})
    except Disconnected as error:
        return str(error)
    return words(path, response, both)


def words(path: str, response: Response, both: Both) -> str:
    if response.status == 200:
        return "answered"
    refused = github_refusal.refusal(path, response, both.organisation.aws.now())
    return f"{refused.reason.replace(' 5 s', ' 1 s')} {refused.said} {refused.limited}"


@each_fault
@pytest.mark.parametrize("operation", PATHS)
def test_a_fault_of_github_means_what_it_means_over_http(
    both: Both, fault: Fault, operation: str
) -> None:
    github = both.organisation.github
    real = PyGithubTransport(github.url, timeout=1)
    simulated = SimulatedTransport(both.process.line, github)
    github.traffic.fail(HTTP[fault], "github", operation, seconds=1.5)
    both.wire.fail(fault, "github", operation)
    found = heard(simulated, both, PATHS[operation])
    assert found == heard(real, both, PATHS[operation])
    assert found != "answered"
    real.close()


def test_what_is_written_on_github_is_answered_the_same() -> None:
    with Organisation(check=False) as organisation:
        process = Process("one", Acme(organisation), Wire(organisation.aws, Random(1)), Random(2))
        organisation.open_pull(SHOP, 10, "gift-cards", "aiko")
        headers = {"Authorization": f"Bearer {organisation.token}"}
        github, issue = organisation.github, f"/repos/acme/{SHOP}/issues/10/comments"
        transports = (PyGithubTransport(github.url), SimulatedTransport(process.line, github))
        shapes = []
        for transport in transports:
            made = transport.request("POST", issue, headers, {}, {"body": "one"})
            assert isinstance(made.data, dict)
            there = f"/repos/acme/{SHOP}/issues/comments/{made.data['id']}"
            edited = transport.request("PATCH", there, headers, {}, {"body": "two"})
            gone = transport.request("DELETE", there, headers, {})
            shapes.append([(one.status, shape(one.data)) for one in (made, edited, gone)])
        assert shapes[0] == shapes[1]
        organisation.repositories[SHOP].rename("shop")
        moved = [one.request("POST", issue, headers, {}, {"body": "one"}) for one in transports]
        assert moved[0] == moved[1]
        transports[0].close()


def shape(data: object) -> object:
    """Return which fields an answer has."""
    return sorted(data) if isinstance(data, dict) else data


@pytest.mark.parametrize("service", ["ecs", "cloudformation", "s3"])
def test_what_is_denied_is_denied_in_the_same_words(both: Both, service: str) -> None:
    real = AwsClients("us-west-2", 1)
    simulated = SimulatedClients(both.process.line, both.organisation.aws)
    both.organisation.aws.access.deny(service)
    for name, act in AWS.items():
        assert said(act, simulated) == said(act, real), name
    both.organisation.aws.access.clear()


PROGRAM = """
from random import Random
from tests.sandbox.acme.organisation import Organisation
from tests.simulation.acme import Acme
from tests.simulation.process import Process
from tests.simulation.wire import Wire
organisation = Organisation(check=False)
organisation.open_pull("storefront", 10, "gift-cards", "aiko")
wire = Wire(organisation.aws, Random(7), rate=0.05)
process = Process("kayron", Acme(organisation), wire, Random(8))
for _ in range(6):
    if process.dead:
        process = Process("kayron", Acme(organisation), wire, Random(9))
    process.loop()
    organisation.wait(seconds=60)
for call in wire.calls:
    print(call)
for key, item in sorted(organisation.aws.region.s3.bucket("acme-templates").objects.items()):
    print(key, item.etag)
"""


def test_the_same_seed_makes_the_same_calls_under_any_hash_seed() -> None:
    told = {run(sys.executable, "-c", PROGRAM, PYTHONHASHSEED=seed) for seed in ("0", "1", "2")}
    assert len(told) == 1
    assert "Fault." in told.pop()


def test_time_passes_with_every_call_and_with_sleep(both: Both) -> None:
    clock, before = both.process.clock, both.organisation.aws.now()
    seconds = clock.monotonic()
    SimulatedClients(both.process.line, both.organisation.aws).sts().get_caller_identity()
    assert both.organisation.aws.now() > before
    clock.sleep(60)
    clock.jump(timedelta(days=-1))
    assert clock.monotonic() - seconds > 60
    assert clock.now() < before
    clock.jump(timedelta())
