"""The permissions that we ask for are those that a capture needs: none missing, none too many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest

from tests.house.layout import ROOT
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.github.permission import PERMISSIONS

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
def calls() -> Mapping[str, frozenset[str]]:
    """Return what a capture of everything that there can be calls: IAM's actions, operations."""
    with Organisation() as organisation:
        an_ordinary_morning(organisation)
        for traffic in organisation.traffic:
            traffic.clear()
        organisation.captured()
        github, aws = (traffic.calls for traffic in organisation.traffic)
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
