"""The permissions that we ask for are those that captures and applies need: no more, no less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import pytest

from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Wishes
from kayron.core.action import Action, UpdateStack
from kayron.core.comment import marker
from kayron.core.decision import Options
from kayron.core.snapshot import Environment
from kayron.core.unread import unknown_facts
from tests.house.policy import DOCS, allowed, sources
from tests.sandbox.acme.applying import Listener, at_rest
from tests.sandbox.acme.morning import SEARCH, SHOP, an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.clocks import PassingClock
from tests.sandbox.github.permission import PERMISSIONS, Level
from tests.sandbox.served import BOT

PREFIXES = {"elbv2": "elasticloadbalancing"}
"""IAM's name of a service, where its client has another."""

UNCALLED = "checked without a call of ours"
FREE = "called without a permission"
UNRESTRICTED = "allowed for all resources or none"

COMMANDS = ["capture", "apply"]
Calls = Mapping[str, Mapping[str, frozenset[str]]]
"""What is called, by command and system."""


def permissions(command: str) -> dict[str, Level]:
    """Return the permissions that we ask GitHub for."""
    found: dict[str, Level] = json.loads((DOCS / f"github/{command}.json").read_text())
    return found


@pytest.fixture(scope="module")
def morning() -> Iterator[Organisation]:
    """Return an organisation with everything in it that a capture can meet."""
    with Organisation() as organisation:
        an_ordinary_morning(organisation)
        yield organisation


def called(organisation: Organisation) -> Mapping[str, frozenset[str]]:
    """Return what was called since the logs were cleared: IAM's actions, GitHub's operations."""
    github, aws = (traffic.calls for traffic in organisation.traffic)
    names = (f"{PREFIXES.get(call.service, call.service)}:{call.operation}" for call in aws)
    return {
        "github": frozenset(call.operation for call in github),
        "iam": frozenset(names),
    }


@pytest.fixture(scope="module")
def calls(morning: Organisation) -> Calls:
    """Return what a capture calls, and what applies call."""
    for traffic in morning.traffic:
        traffic.clear()
    morning.captured()
    capture = called(morning)
    applies_of_all_kinds(morning)
    return {"capture": capture, "apply": called(morning)}


def applies_of_all_kinds(morning: Organisation) -> None:
    """Apply what there is, then what somebody forestalls, then without change sets."""
    shop = morning.repositories[SHOP]
    # A conversation to be tidied up: another status comment of ours.
    shop.pulls[SEARCH].comment(marker(Environment.TESTING), author=BOT, time=morning.aws.now())
    shop.pulls[SEARCH].comment(marker(Environment.TESTING), author=BOT, time=morning.aws.now())
    at_rest(morning)
    deployed(morning, {}, Listener(on_begun=lambda action: updated_by_hand(morning, action)))
    deployed(morning, {"KAYRON_UPDATE_STACK": "true"}, Listener())


def updated_by_hand(morning: Organisation, action: Action) -> None:
    """Update the stack just before Kayron does, so that its change set is obsolete."""
    if isinstance(action, UpdateStack):
        client(morning.aws, "cloudformation").update_stack(
            StackName=action.stack,
            UsePreviousTemplate=True,
            Parameters=[
                {"ParameterKey": name, "UsePreviousValue": True} for name in action.parameters
            ],
            Tags=[{"Key": key, "Value": value} for key, value in action.tags.items()]
            + [{"Key": "by", "Value": "hand"}],
            Capabilities=list(action.capabilities),
        )
        morning.aws.settle()


def deployed(morning: Organisation, variables: Mapping[str, str], listener: Listener) -> None:
    """Update the stack, though nothing has drifted."""
    morning.wait(seconds=10)
    wishes = Wishes(options=Options(always=True), wait=True)
    with morning.live(clock=PassingClock(morning.aws), variables=variables) as live:
        apply(live, "aiko@desk", wishes, None, listener)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_policy_allows_what_is_called_and_what_is_checked_besides(
    calls: Calls, command: str
) -> None:
    said = sources("iam", command)
    needed = (calls[command]["iam"] - said[FREE].keys()) | said[UNCALLED].keys()
    assert sorted(action for action, _ in allowed(command)) == sorted(needed)


@pytest.mark.parametrize("command", COMMANDS)
def test_github_s_permissions_are_those_of_the_operations_that_are_called(
    calls: Calls, command: str
) -> None:
    said = sources("github", command)
    needed = [PERMISSIONS[name] for name in calls[command]["github"] - said[FREE].keys()]
    # `read` comes before `write`, which includes it.
    found = {one.name: one.level for one in sorted(needed, key=lambda one: one.level)}
    assert permissions(command) == found | dict.fromkeys(said[UNCALLED], "read")


def unread_with(morning: Organisation, granted: Mapping[str, Level]) -> set[str]:
    """Return the parts of a snapshot that are not read whole with a token of these permissions."""
    token = morning.github.token(BOT, permissions=granted)
    facts = unknown_facts(morning.captured(variables={"KAYRON_GITHUB_TOKEN": token}))
    return {re.split(r"[.[]", fact.path)[0] for fact in facts}


def test_with_github_s_permissions_everything_is_read(morning: Organisation) -> None:
    assert unread_with(morning, permissions("capture")) == set()


@pytest.mark.parametrize(
    ("permission", "unread"),
    [("contents", {"source"}), ("pull_requests", {"comments", "pulls"})],
)
def test_without_one_of_them_something_is_not_read(
    morning: Organisation, permission: str, unread: set[str]
) -> None:
    granted = permissions("capture")
    del granted[permission]
    assert unread_with(morning, granted) == unread


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_said_to_be_called_without_a_permission_needs_none(command: str) -> None:
    assert sources("github", command)[FREE].keys() & PERMISSIONS.keys() == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_checked_besides_is_checked_with_something_that_is_called(
    calls: Calls, command: str
) -> None:
    besides = sources("iam", command)[UNCALLED]
    assert {one["with"] for one in besides.values()} <= calls[command]["iam"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_resource_is_allowed_only_where_aws_knows_no_others(command: str) -> None:
    everywhere = {action for action, resources in allowed(command) if "*" in resources}
    assert everywhere == sources("iam", command)[UNRESTRICTED].keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_other_resource_is_of_one_account_in_one_region_or_of_one_bucket(
    command: str,
) -> None:
    resources = {one for _, found in allowed(command) for one in found if one != "*"}
    starts = ("REGION:ACCOUNT", ":BUCKET")
    assert [one for one in resources if not any(start in one for start in starts)] == []


@pytest.mark.parametrize("system", ["github", "iam"])
@pytest.mark.parametrize("command", COMMANDS)
def test_everything_has_its_source_and_its_reason(system: str, command: str) -> None:
    hosts = ("https://docs.aws.amazon.com/", "https://docs.github.com/")
    said = [one for table in sources(system, command).values() for one in table.values()]
    assert [one for one in said if not one["source"].startswith(hosts) or not one["why"]] == []
