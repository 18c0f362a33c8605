"""Live resources of previews that no deployed template holds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.hashing import branch_hash
from kayron.core.orphan import Orphan, find_orphans, judge_orphan
from kayron.core.policy.status import BUSY
from kayron.core.running import Owners
from kayron.core.snapshot import EcsService, Listener, Resource, Rule, Snapshot, Stack
from kayron.core.stack.ledger import Deployed
from kayron.core.template.reading import TARGET_GROUP
from kayron.core.verdict import deny, hold
from tests.core.builder import deployed, ecs_service, listener, resource, snapshot, stack

HASH = branch_hash("feature")
SUBJECT = f"lite/{HASH}"
GROUP = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup"
COPY = {"environment": "testing", "service": "lite", "preview": HASH}

MAIN = {
    "Service": resource("AWS::ECS::Service", "main"),
    "Group": resource(TARGET_GROUP, f"{GROUP}/lite/1"),
}


def world(
    resources: Mapping[str, Resource],
    services: Mapping[str, Fact[EcsService]] | None = None,
    listeners: Mapping[str, Fact[Listener]] | None = None,
) -> Snapshot:
    """Return a stack whose nested stack `Lite` has these resources besides the main ones."""
    nested: dict[str, Fact[Stack]] = {"Lite": stack({**MAIN, **resources}), "Lost": Unknown("403")}
    root = stack({}, nested)
    known = {"main": ecs_service(), **(services or {})}
    return snapshot(root=root, services=known, listeners=listeners)


def found(facts: Snapshot, *held: Deployed) -> tuple[Orphan, ...]:
    stacks: dict[tuple[str, ...], str] = {("Lite",): "lite"}
    return find_orphans(facts, Owners(environment="testing", stacks=stacks, deployed=held))


def orphan(name: str, *, leaving: bool = False, docker: str = "lite") -> Orphan:
    return Orphan(docker=docker, hash=HASH, name=name, leaving=leaving)


def test_nothing_is_left_behind_where_the_ledger_holds_every_preview() -> None:
    facts = world({"Copy": resource("AWS::ECS::Service", "copy")}, {"copy": ecs_service(tags=COPY)})
    assert found(facts, deployed("feature", 7)) == ()


@pytest.mark.parametrize(("status", "leaving"), [("ACTIVE", False), ("DRAINING", True)])
def test_an_ecs_service_that_is_tagged_as_a_preview_is_one(status: str, *, leaving: bool) -> None:
    service = ecs_service("copy", tags=COPY, status=status)
    facts = world({"Copy": resource("AWS::ECS::Service", "copy")}, {"copy": service})
    assert found(facts) == (orphan("the ECS service main/copy", leaving=leaving),)


@pytest.mark.parametrize(
    "service",
    [
        ecs_service("copy", tags=COPY, status="INACTIVE"),
        ecs_service("copy", tags={**COPY, "environment": "staging"}),
        Unknown("403"),
    ],
)
def test_an_ecs_service_that_is_gone_or_another_s_is_none(service: Fact[EcsService]) -> None:
    facts = world({"Copy": resource("AWS::ECS::Service", "copy")}, {"copy": service})
    assert found(facts) == ()


@pytest.mark.parametrize("status", sorted(BUSY))
def test_an_ecs_service_in_a_stack_whose_update_goes_on_may_yet_leave_with_it(status: str) -> None:
    resources = {**MAIN, "Copy": resource("AWS::ECS::Service", "copy")}
    root = evolve(stack({}, {"Lite": stack(resources)}), status=status)
    facts = snapshot(root=root, services={"copy": ecs_service("copy", tags=COPY)})
    assert found(facts) == (orphan("the ECS service main/copy", leaving=True),)


def test_an_ecs_service_without_a_service_tag_is_of_the_template_that_holds_it() -> None:
    service = ecs_service("copy", tags={"preview": HASH.lower()})
    facts = world({"Copy": resource("AWS::ECS::Service", "copy")}, {"copy": service})
    assert found(facts) == (orphan("the ECS service main/copy"),)


@pytest.mark.parametrize(
    ("status", "leaving"),
    [("DELETE_FAILED", False), ("DELETE_SKIPPED", False), ("DELETE_IN_PROGRESS", True)],
)
def test_what_cloudformation_did_not_delete_is_one(status: str, *, leaving: bool) -> None:
    facts = world({f"Group{HASH}": resource(TARGET_GROUP, "arn:copy", status)})
    name = f"{TARGET_GROUP} Lite/Group{HASH} ({status})"
    assert found(facts) == (orphan(name, leaving=leaving),)


def test_a_stack_s_previews_are_of_the_services_tagged_in_it_whatever_its_file_is_called() -> None:
    other = ecs_service("other", tags={"service": "other"})
    elsewhere = ecs_service("far", tags={"service": "far", "environment": "production"})
    facts = world(
        {
            f"Group{HASH}": resource(TARGET_GROUP, "arn:copy", "DELETE_FAILED"),
            "Other": resource("AWS::ECS::Service", "other"),
            "Far": resource("AWS::ECS::Service", "far"),
        },
        {"other": other, "far": elsewhere},
        forwarding(f"{GROUP}/lite-{HASH}/2"),
    )
    nameless = Owners(environment="testing", stacks={}, deployed=())
    left = f"{TARGET_GROUP} Lite/Group{HASH} (DELETE_FAILED)"
    assert find_orphans(facts, nameless) == tuple(
        orphan(name, docker=docker)
        for docker in ("lite", "other")
        for name in (left, f"the target group lite-{HASH}")
    )


@pytest.mark.parametrize(
    "resources",
    [
        {f"Group{HASH}": resource(TARGET_GROUP, "arn:copy")},
        {f"Group{HASH}": resource(TARGET_GROUP, "arn:copy", "DELETE_COMPLETE")},
        {f"Nobody{HASH}": resource(TARGET_GROUP, "arn:copy", "DELETE_FAILED")},
        {"GroupOfThings": resource(TARGET_GROUP, "arn:copy", "DELETE_FAILED")},
    ],
)
def test_what_the_author_named_is_none(resources: Mapping[str, Resource]) -> None:
    assert found(world(resources)) == ()


def forwarding(*groups: str) -> dict[str, Fact[Listener]]:
    rule = Rule(arn="arn:rule", priority=1, conditions=[], target_groups=groups)
    return {"arn:https": listener(rule), "arn:lost": Unknown("403")}


def test_a_target_group_of_nobody_s_with_a_preview_s_name_is_one() -> None:
    listeners = forwarding(f"{GROUP}/lite-{HASH}/2", f"{GROUP}/lite/1")
    assert found(world({}, listeners=listeners)) == (orphan(f"the target group lite-{HASH}"),)


@pytest.mark.parametrize(
    "name", [f"{GROUP}/other-{HASH}/2", f"{GROUP}/lite-blue/2", f"{GROUP}/{HASH}/2", "arn:odd"]
)
def test_a_target_group_of_another_tool_is_none(name: str) -> None:
    assert found(world({}, listeners=forwarding(name))) == ()


def test_a_target_group_of_the_stacks_is_none() -> None:
    arn = f"{GROUP}/lite-{HASH}/2"
    facts = world({"Hand": resource(TARGET_GROUP, arn)}, listeners=forwarding(arn))
    assert found(facts) == ()


def test_a_target_group_of_a_stack_that_is_no_service_s_counts_for_nobody() -> None:
    root = stack({"Group": resource(TARGET_GROUP, f"{GROUP}/lite/1")})
    facts = snapshot(root=root, listeners=forwarding(f"{GROUP}/lite-{HASH}/2"))
    assert found(facts) == ()


def test_without_a_stack_nothing_is_left_behind() -> None:
    assert found(snapshot(root=Absent())) == ()


def test_what_is_left_behind_stops_its_preview_until_a_person_deletes_it() -> None:
    left = [orphan("the target group b", leaving=True), orphan("the ECS service a")]
    assert judge_orphan(left) == deny(
        "orphans",
        SUBJECT,
        "No deployed template holds this preview, yet it has live resources: the ECS service a, "
        "the target group b. Delete them.",
        "root.resources",
    )


def test_what_is_being_deleted_stops_its_preview_until_it_is_gone() -> None:
    assert judge_orphan([orphan("the ECS service a", leaving=True)]) == hold(
        "orphans",
        SUBJECT,
        "AWS is still deleting what an earlier preview of this name had: the ECS service a.",
        "root.resources",
    )


STATUSES = st.sampled_from(
    [
        "CREATE_COMPLETE",
        "UPDATE_COMPLETE",
        "DELETE_COMPLETE",
        "DELETE_FAILED",
        "DELETE_IN_PROGRESS",
        "DELETE_SKIPPED",
    ]
)


@given(STATUSES, st.sampled_from(["ACTIVE", "DRAINING", "INACTIVE"]), st.booleans())
def test_whatever_of_a_preview_still_lives_and_is_in_no_template_is_told(
    status: str,
    service: str,
    held: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    copies = {
        f"Group{HASH}": resource(TARGET_GROUP, "arn:copy", status),
        "Copy": resource("AWS::ECS::Service", "copy"),
    }
    facts = world(copies, {"copy": ecs_service("copy", tags=COPY, status=service)})
    left = status.startswith("DELETE_") and status != "DELETE_COMPLETE"
    lives = [left, service != "INACTIVE"]
    told = found(facts, deployed("feature", 7)) if held else found(facts)
    assert len(told) == (0 if held else sum(lives))
    leaving = (status == "DELETE_IN_PROGRESS" or not left) and service != "ACTIVE"
    assert all(one.leaving for one in told) == (held or leaving)
