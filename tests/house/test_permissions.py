"""The permissions that we ask for are those that a capture needs: none missing, none too many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import pytest

from kayron.adapters.live import Live
from kayron.core.settings import parse_settings
from kayron.core.unread import unknown_facts
from tests.house.layout import ROOT
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import BOT, Organisation, environ
from tests.sandbox.github.permission import PERMISSIONS, Level

DOCS = ROOT / "docs"

PREFIXES = {"elbv2": "elasticloadbalancing"}
"""IAM's name of a service, where its client has another."""

UNCALLED = "checked without a call of ours"
FREE = "called without a permission"
UNRESTRICTED = "allowed for all resources or none"

Table = Mapping[str, Mapping[str, str]]


def sources(system: str) -> Mapping[str, Table]:
    """Return what is said of permissions, each with its source."""
    found: dict[str, Table] = json.loads((DOCS / system / "capture.sources.json").read_text())
    return found


def allowed() -> Iterator[tuple[str, list[str]]]:
    """Yield each action of the policy with the resources on which it is allowed."""
    policy = json.loads((DOCS / "iam/capture.json").read_text())
    for statement in policy["Statement"]:
        assert statement["Effect"] == "Allow"
        for action in listed(statement["Action"]):
            yield action, listed(statement["Resource"])


def listed(value: str | list[str]) -> list[str]:
    """Return what IAM takes as one text or as a list."""
    return [value] if isinstance(value, str) else value


@pytest.fixture(scope="module")
def morning() -> Iterator[Organisation]:
    """Return an organisation with everything in it that a capture can meet."""
    with Organisation() as organisation:
        an_ordinary_morning(organisation)
        yield organisation


@pytest.fixture(scope="module")
def calls(morning: Organisation) -> Mapping[str, frozenset[str]]:
    """Return what a capture calls: IAM's actions, and GitHub's operations."""
    for traffic in morning.traffic:
        traffic.clear()
    morning.captured()
    github, aws = (traffic.calls for traffic in morning.traffic)
    return {
        "github": frozenset(call.operation for call in github),
        "iam": frozenset(
            f"{PREFIXES.get(call.service, call.service)}:{call.operation}" for call in aws
        ),
    }


def test_the_policy_allows_what_is_called_and_what_is_checked_besides(
    calls: Mapping[str, frozenset[str]],
) -> None:
    said = sources("iam")
    needed = (calls["iam"] - said[FREE].keys()) | said[UNCALLED].keys()
    assert sorted(action for action, _ in allowed()) == sorted(needed)


def test_github_s_permissions_are_those_of_the_operations_that_are_called(
    calls: Mapping[str, frozenset[str]],
) -> None:
    said = sources("github")
    needed = [PERMISSIONS[name] for name in calls["github"] - said[FREE].keys()]
    permissions = {one.name: one.level for one in needed} | dict.fromkeys(said[UNCALLED], "read")
    assert json.loads((DOCS / "github/capture.json").read_text()) == permissions


def unread_with(morning: Organisation, permissions: Mapping[str, Level]) -> set[str]:
    """Return the parts of a snapshot that are not read whole with a token of these permissions."""
    token = morning.github.token(BOT, permissions=permissions)
    variables = {**morning.environment(), "KAYRON_GITHUB_TOKEN": token}
    with environ(variables), Live(parse_settings(variables)) as live:
        facts = unknown_facts(live.capture())
    return {re.split(r"[.[]", fact.path)[0] for fact in facts}


def test_with_github_s_permissions_everything_is_read(morning: Organisation) -> None:
    permissions = json.loads((DOCS / "github/capture.json").read_text())
    assert unread_with(morning, permissions) == set()


@pytest.mark.parametrize(
    ("permission", "unread"),
    [("contents", {"source"}), ("pull_requests", {"comments", "pulls"})],
)
def test_without_one_of_them_something_is_not_read(
    morning: Organisation, permission: str, unread: set[str]
) -> None:
    permissions = json.loads((DOCS / "github/capture.json").read_text())
    del permissions[permission]
    assert unread_with(morning, permissions) == unread


def test_what_is_said_to_be_called_without_a_permission_needs_none() -> None:
    assert sources("github")[FREE].keys() & PERMISSIONS.keys() == set()


def test_what_is_checked_besides_is_checked_with_something_that_is_called(
    calls: Mapping[str, frozenset[str]],
) -> None:
    assert {one["with"] for one in sources("iam")[UNCALLED].values()} <= calls["iam"]


def test_every_resource_is_allowed_only_where_aws_knows_no_others() -> None:
    everywhere = {action for action, resources in allowed() if "*" in resources}
    assert everywhere == sources("iam")[UNRESTRICTED].keys()


def test_every_other_resource_is_of_one_account_in_one_region_or_of_one_bucket() -> None:
    resources = {one for _, found in allowed() for one in found if one != "*"}
    starts = ("REGION:ACCOUNT", ":BUCKET")
    assert [one for one in resources if not any(start in one for start in starts)] == []


@pytest.mark.parametrize("system", ["github", "iam"])
def test_everything_has_its_source_and_its_reason(system: str) -> None:
    hosts = ("https://docs.aws.amazon.com/", "https://docs.github.com/")
    said = [one for table in sources(system).values() for one in table.values()]
    assert [one for one in said if not one["source"].startswith(hosts) or not one["why"]] == []
