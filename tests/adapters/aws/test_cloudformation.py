"""Stacks as CloudFormation tells them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from attrs import evolve

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.cloudformation import LAG, CloudFormation
from kayron.adapters.patience import patience
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import (
    AllStacks,
    CloudFormationNeed,
    ListedExports,
    NewestEvent,
    StackNamed,
    StackResources,
    StackTemplate,
)
from kayron.core.gather.seen import StackList, StackSeen
from kayron.core.snapshot import Event, Exports, Resource, Resources
from kayron.core.table import Table
from tests.adapters.aws.fakes import FakeCloudFormation, refused
from tests.adapters.aws.reading import answer, read
from tests.adapters.clocks import StillClock

CREATED = datetime(2026, 11, 1, tzinfo=UTC)
UPDATED = CREATED + timedelta(days=3)

ACME = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme/1"
LITE = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme-Lite/2"


def stack(name: str, id_: str, **more: object) -> Data:
    return {
        "StackName": name,
        "StackId": id_,
        "StackStatus": "UPDATE_COMPLETE",
        "CreationTime": CREATED,
        **more,
    }


def world() -> tuple[CloudFormation, FakeCloudFormation]:
    fake = FakeCloudFormation(
        stack(
            "acme",
            ACME,
            LastUpdatedTime=UPDATED,
            StackStatusReason="because",
            Parameters=[
                {"ParameterKey": "LiteVersion", "ParameterValue": "v1"},
                {"ParameterKey": "Password", "ParameterValue": "****"},
            ],
            Tags=[{"Key": "environment", "Value": "testing"}],
            Outputs=[{"OutputKey": "Url", "OutputValue": "x", "ExportName": "acme-url"}],
            RoleARN="arn:aws:iam::123456789012:role/deploy",
        ),
        stack("acme-Lite", LITE, ParentId=ACME, RootId=ACME),
    )
    return CloudFormation(lambda: fake), fake


def event(number: int, physical: str, **more: object) -> Data:
    time = CREATED + timedelta(seconds=number)
    return {"EventId": f"e{number}", "PhysicalResourceId": physical, "Timestamp": time, **more}


def resource(name: str, status: str = "CREATE_COMPLETE", physical: str = "p") -> Data:
    return {
        "LogicalResourceId": name,
        "ResourceType": "AWS::ECS::Service",
        "PhysicalResourceId": physical,
        "ResourceStatus": status,
    }


RESOURCES = StackResources(stack=ACME, status="UPDATE_COMPLETE", updated=UPDATED)
TEMPLATE = StackTemplate(stack=ACME, status="UPDATE_COMPLETE", updated=UPDATED)
MISSING = "arn:aws:cloudformation:us-west-2:123456789012:stack/gone/9"


def test_a_stack_is_told_as_it_is_described() -> None:
    system, _ = world()
    assert answer(system, StackNamed(name="acme")) == StackSeen(
        name="acme",
        id=ACME,
        status="UPDATE_COMPLETE",
        status_reason="because",
        parameters=Table({"LiteVersion": "v1", "Password": "****"}),
        tags=Table({"environment": "testing"}),
        outputs=Table({"Url": "x"}),
        role="arn:aws:iam::123456789012:role/deploy",
        updated=UPDATED,
        parent=None,
        root=None,
    )


def test_a_stack_that_was_never_updated_was_last_updated_when_it_was_made() -> None:
    system, _ = world()
    found = answer(system, StackNamed(name=LITE))
    assert isinstance(found, StackSeen)
    assert (found.updated, found.parent, found.root) == (CREATED, ACME, ACME)


def test_all_stacks_are_listed_to_the_last_page_but_for_deleted_ones() -> None:
    system, fake = world()
    fake.stacks += [stack(f"other{n}", f"id{n}") for n in range(4)]
    fake.stacks += [{**stack("old", "id"), "StackStatus": "DELETE_COMPLETE"}]
    found = answer(system, AllStacks())
    assert isinstance(found, StackList)
    names = [one.name for one in found.stacks]
    assert names == ["acme", "acme-Lite", "other0", "other1", "other2", "other3"]


def test_the_newest_event_of_a_stack_itself_comes_after_those_of_its_resources() -> None:
    system, fake = world()
    fake.events = [
        *(event(n, LITE) for n in range(9, 4, -1)),
        event(4, ACME, ClientRequestToken="kayron-1"),
        *(event(n, ACME) for n in range(3, 0, -1)),
    ]
    found = answer(system, NewestEvent(stack=ACME))
    assert isinstance(found, Event)
    assert (found.id, found.token) == ("e4", "kayron-1")
    assert found.time == CREATED + timedelta(seconds=4)
    assert len(fake.calls) == 3


def test_an_event_may_have_no_token_and_a_stack_no_event() -> None:
    system, fake = world()
    assert answer(system, NewestEvent(stack=ACME)) == Absent()
    fake.events = [event(1, ACME)]
    time = CREATED + timedelta(seconds=1)
    assert answer(system, NewestEvent(stack=ACME)) == Event(id="e1", token=None, time=time)


def test_resources_are_listed_to_the_last_page() -> None:
    system, fake = world()
    fake.resources = [resource(f"Service{n:03}") for n in range(300)]
    found = answer(system, RESOURCES)
    assert isinstance(found, Resources)
    assert list(found.by_id) == [f"Service{n:03}" for n in range(300)]


def test_a_resource_that_does_not_exist_yet_has_no_physical_id() -> None:
    system, fake = world()
    fake.resources = [
        {
            "LogicalResourceId": "Service",
            "ResourceType": "AWS::ECS::Service",
            "ResourceStatus": "CREATE_IN_PROGRESS",
        }
    ]
    expected = Resource(type="AWS::ECS::Service", physical="", status="CREATE_IN_PROGRESS")
    assert answer(system, RESOURCES) == Resources(by_id=Table({"Service": expected}))


def test_templates_are_read_as_they_were_submitted() -> None:
    system, fake = world()
    fake.template = '{"Resources": {}}\r\n'
    assert answer(system, TEMPLATE) == '{"Resources": {}}\r\n'
    assert fake.calls == [("GetTemplate", {"StackName": ACME, "TemplateStage": "Original"})]


def test_exports_are_listed_to_the_last_page() -> None:
    system, fake = world()
    fake.exports = [{"Name": f"n{n}", "Value": f"v{n}"} for n in range(5)]
    expected = Table({f"n{n}": f"v{n}" for n in range(5)})
    assert answer(system, ListedExports()) == Exports(by_name=expected)


def test_what_a_stack_at_rest_holds_is_read_once() -> None:
    system, fake = world()
    first = read(system, RESOURCES, TEMPLATE)
    assert read(system, RESOURCES, TEMPLATE) == first
    assert sorted(fake.operations) == ["GetTemplate", "ListStackResources"]


def test_what_may_be_from_before_an_update_is_not_remembered_as_what_came_of_it() -> None:
    system, fake = world()
    clock = StillClock()
    lately = clock.now() - timedelta(hours=1)
    template, resources = (evolve(one, updated=lately) for one in (TEMPLATE, RESOURCES))
    found = []
    for number, seconds in enumerate((0, 30, LAG - 1, LAG, 1000)):
        clock.passed = seconds
        fake.template, fake.resources = f"{number}", [resource(f"Service{number}")]
        within = patience(10, clock, Random(1))
        found.append(read(system, template, resources, within=within)[template])
    assert found == ["0", "1", "2", "3", "3"]
    assert sorted(fake.operations) == ["GetTemplate"] * 4 + ["ListStackResources"] * 4


@pytest.mark.parametrize(
    "needs",
    [
        [evolve(one, status="UPDATE_IN_PROGRESS") for one in (RESOURCES, TEMPLATE)],
        [
            evolve(one, status="UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
            for one in (RESOURCES, TEMPLATE)
        ],
    ],
)
def test_what_a_moving_stack_holds_is_read_every_time(
    needs: list[StackResources | StackTemplate],
) -> None:
    system, fake = world()
    assert read(system, *needs) == read(system, *needs)
    assert len(fake.calls) == 4


def test_resources_that_began_to_move_after_their_stack_was_described_are_not_remembered() -> None:
    system, fake = world()
    fake.resources = [resource("Service", "UPDATE_IN_PROGRESS")]
    read(system, RESOURCES)
    fake.resources = [resource("Service", "UPDATE_COMPLETE")]
    found = answer(system, RESOURCES)
    assert isinstance(found, Resources)
    assert found.by_id["Service"].status == "UPDATE_COMPLETE"


def test_another_update_is_read_anew() -> None:
    system, fake = world()
    read(system, RESOURCES)
    read(system, evolve(RESOURCES, updated=UPDATED + timedelta(seconds=1)))
    assert len(fake.calls) == 2


@pytest.mark.parametrize(
    "need",
    [
        StackNamed(name="gone"),
        NewestEvent(stack=MISSING),
        evolve(RESOURCES, stack=MISSING),
        evolve(TEMPLATE, stack=MISSING),
    ],
)
def test_only_what_does_not_exist_is_absent(need: CloudFormationNeed) -> None:
    system, fake = world()
    assert answer(system, need) == Absent()
    fake.fail(refused("ValidationError", "1 validation error detected"))
    assert isinstance(answer(system, need), Unknown)


def test_a_failure_is_not_remembered() -> None:
    system, fake = world()
    fake.fail(refused("AccessDenied"))
    assert answer(system, RESOURCES) == Unknown("cloudformation:ListStackResources is denied")
    assert answer(system, RESOURCES) == Resources(by_id=Table())


def test_a_list_whose_second_page_fails_is_not_known() -> None:
    system, fake = world()
    fake.resources = [resource(f"Service{n}") for n in range(5)]
    fake.fail(None, refused("AccessDenied"))
    assert answer(system, RESOURCES) == Unknown("cloudformation:ListStackResources is denied")
