"""The policy for a service role: what CloudFormation's handlers call, on resources of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import cfnlint.data.AdditionalSpecs
import pytest
from cfnlint.helpers import load_resource
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from kayron.core.stack.link import NESTED_STACK
from kayron.core.template.reading import (
    LISTENER_RULE,
    RECORD_SET,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
)
from tests.house.policy import allowed, sources, statements
from tests.sandbox.acme.applying import applied
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation

ROLE = "service-role"
BESIDES = "needed besides what handlers call"
UNNEEDED = "called only for what no preview's copy needs"

REGION = "us-east-1"
KINDS = frozenset({NESTED_STACK, SERVICE, TASK_DEFINITION, TARGET_GROUP, LISTENER_RULE, RECORD_SET})
"""What updates of versions and previews make, change and delete."""

LISTING = "list"
"""The one handler that no stack uses."""


def handlers(kind: str) -> Iterator[str]:
    """Yield what the handlers of a resource type call, by the registry's schema."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    for name, handler in schema["handlers"].items():
        if name != LISTING:
            yield from handler["permissions"]
    yield from schema["tagging"].get("permissions", [])


@cache
def policies() -> dict[str, Any]:
    """Return what AWS's service authorization reference says of each service's actions."""
    found: dict[str, Any] = load_resource(cfnlint.data.AdditionalSpecs, "Policies.json")
    return found


def known(action: str) -> list[str]:
    """Return patterns of the resources that an action may be allowed on; none is all or nothing."""
    service, _, name = action.partition(":")
    specification = policies()[service]
    kinds = specification["Actions"][name.lower()].get("Resources", [])
    formats = [form for kind in kinds for form in specification["Resources"][kind]["ARNFormats"]]
    return [
        form.replace("${Partition}", "aws")
        .replace("${Region}", "REGION")
        .replace("${Account}", "ACCOUNT")
        for form in formats
    ]


def suits(action: str, resource: str) -> bool:
    """Tell whether an action can be allowed on a resource."""
    return any(re.fullmatch(pattern, resource) for pattern in known(action))


def test_it_allows_what_the_handlers_call_and_what_is_needed_besides() -> None:
    said = sources("iam", ROLE)
    called = {action for kind in KINDS for action in handlers(kind)}
    assert said[UNNEEDED].keys() <= called
    assert said[BESIDES].keys() & called == set()
    needed = (called - said[UNNEEDED].keys()) | said[BESIDES].keys()
    assert sorted(action for action, _ in allowed(ROLE)) == sorted(needed)


def test_it_is_for_the_resource_types_that_releases_and_previews_touch() -> None:
    with Organisation(check=False) as acme:
        an_ordinary_morning(acme)
        begun = acme.aws.now()
        applied(acme)
        applied(acme)
        events = [
            event for stack in acme.aws.region.cloudformation.stacks for event in stack.events
        ]
    touched = {event["ResourceType"] for event in events if event["Timestamp"] > begun}
    assert touched == KINDS


@pytest.mark.parametrize("policy", ["apply", "capture", ROLE])
def test_every_action_is_allowed_on_resources_that_it_knows(policy: str) -> None:
    for statement in statements(policy):
        for resource in statement.resources:
            assert resource == "*" or any(suits(one, resource) for one in statement.actions)
        for action in statement.actions:
            everywhere = statement.resources == ("*",)
            assert everywhere or any(suits(action, one) for one in statement.resources), action


def test_all_resources_are_allowed_only_where_an_action_knows_none() -> None:
    everywhere = {action for action, resources in allowed(ROLE) if resources == ("*",)}
    assert everywhere == {action for action, _ in allowed(ROLE) if not known(action)}


def test_everything_has_its_source_and_its_reason() -> None:
    hosts = ("https://docs.aws.amazon.com/", "https://repost.aws/")
    said = [one for table in sources("iam", ROLE).values() for one in table.values()]
    assert [one for one in said if not one["source"].startswith(hosts) or not one["why"]] == []
