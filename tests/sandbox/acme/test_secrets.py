"""Nothing secret leaves a capture: not in the snapshot, the plan, a log line or an error."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from kayron.adapters.job import CaptureError
from kayron.core.document import canonical
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot, Stack
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.clocks import HurriedClock
from tests.sandbox.served import PASSWORD
from tests.sandbox.traffic import Fault

KEY, SESSION, OVERRIDE, WEBHOOK = "canary-key", "canary-session", "canary-override", "canary-hook"

VARIABLES = {
    "AWS_SECRET_ACCESS_KEY": KEY,
    "AWS_SESSION_TOKEN": SESSION,
    "KAYRON_CLOUDFORMATION_PARAMETERS": f"LogLevel:info,DatabasePassword:{OVERRIDE}",
    "KAYRON_WEBHOOK_SECRET": WEBHOOK,
}

OUTPUTS = """
    Url:
        Value: !Sub "postgres://orders:${Password}@orders"
        Export: {Name: !Sub "${AWS::StackName}-Url"}
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Organisation]:
    """Serve an Acme whose database tells its password to everybody, through an output."""
    with Organisation(check=False) as organisation:
        telling(organisation)
        yield organisation


def telling(organisation: Organisation) -> None:
    path = "cloudformation/database.yaml"
    organisation.change("infrastructure", path, "        NoEcho: true\n", "")
    text = organisation.text("infrastructure", path).rstrip() + OUTPUTS
    organisation.aws.put_files("acme-templates", {"testing/database.yaml": text})
    index = organisation.text("infrastructure", "cloudformation/index.yaml")
    organisation.aws.deploy("acme-testing", index)


@pytest.fixture
def acme(served: Organisation, caplog: pytest.LogCaptureFixture) -> Iterator[Organisation]:
    caplog.set_level(logging.INFO)
    yield served
    for traffic in served.traffic:
        traffic.clear()
    served.aws.access.clear()
    assert leaks(served, caplog.text) == []


def leaks(organisation: Organisation, text: str) -> list[str]:
    """Return the secrets that a text holds."""
    secrets = (KEY, SESSION, OVERRIDE, WEBHOOK, PASSWORD, organisation.token)
    return [secret for secret in secrets if secret in text]


def captured(acme: Organisation) -> Snapshot:
    return acme.captured(clock=HurriedClock(acme.aws), variables=VARIABLES)


def test_aws_itself_tells_the_password(acme: Organisation) -> None:
    stacks = client(acme.aws, "cloudformation").describe_stacks()["Stacks"]
    assert PASSWORD in str(stacks)
    assert PASSWORD in str(client(acme.aws, "cloudformation").list_exports())


def test_no_snapshot_and_no_plan_tells_a_secret(acme: Organisation) -> None:
    snapshot = captured(acme)
    assert isinstance(snapshot.root, Stack)
    assert leaks(acme, canonical(snapshot)) == []
    assert leaks(acme, canonical(plan(snapshot)[0])) == []
    assert snapshot.settings.redacted == ("DatabasePassword",)


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_no_error_tells_a_secret(acme: Organisation, fault: Fault) -> None:
    for traffic in acme.traffic:
        traffic.fail(fault, times=None, seconds=0.01)
    assert leaks(acme, canonical(captured(acme))) == []


def test_no_denial_tells_a_secret(acme: Organisation) -> None:
    acme.aws.access.deny("*")
    snapshot = captured(acme)
    assert "is denied" in canonical(snapshot)
    assert leaks(acme, canonical(snapshot)) == []


@pytest.mark.parametrize(
    "unread", ["DescribeStackEvents", "DescribeStacks", "ListStackResources", "GetTemplate"]
)
def test_no_export_tells_a_secret_of_a_stack_that_was_not_read(
    acme: Organisation, unread: str
) -> None:
    acme.aws.access.deny("cloudformation", unread)
    assert leaks(acme, canonical(captured(acme))) == []


@pytest.mark.parametrize("refusal", ["expired", "unknown"])
def test_no_refusal_of_credentials_tells_a_secret(acme: Organisation, refusal: str) -> None:
    setattr(acme.aws.access, refusal, True)
    with pytest.raises(CaptureError) as caught:
        captured(acme)
    assert leaks(acme, repr(caught.value) + str(caught.value)) == []


def test_no_refusal_of_a_token_tells_it(acme: Organisation) -> None:
    token = acme.token
    with pytest.raises(CaptureError) as caught:
        acme.captured(variables={**VARIABLES, "KAYRON_GITHUB_TOKEN": f"{token}-typo"})
    assert leaks(acme, repr(caught.value) + str(caught.value)) == []
