"""The tree of deployed stacks is put together from one list, and nothing is left out of it."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import (
    AllStacks,
    ListedExports,
    NewestEvent,
    StackNamed,
    StackResources,
    StackTemplate,
)
from kayron.core.gather.need import Need
from kayron.core.gather.seen import StackList, StackSeen
from kayron.core.gather.stacks import Stacks, read_stacks
from kayron.core.snapshot import Event, Exports, Resource, Resources, Stack
from kayron.core.table import Table
from tests.core.gather.answering import drive, said

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DENIED = Unknown("cloudformation:DescribeStacks is denied")
EVENT = Event(id="e1", token=None, time=NOON)

ROOT = StackSeen(
    name="acme",
    id="arn:root",
    status="UPDATE_COMPLETE",
    status_reason="",
    parameters=Table({"Size": "1"}),
    tags=Table(),
    outputs=Table(),
    role=None,
    updated=NOON,
    parent=None,
    root=None,
)


def below(id_: str, parent: StackSeen) -> StackSeen:
    return evolve(ROOT, name=id_, id=f"arn:{id_}", parent=parent.id, root=ROOT.id)


LITE = below("lite", ROOT)
DEEP = below("deep", LITE)
FOREIGN = evolve(ROOT, name="other", id="arn:other")


def holds(nested: dict[str, str], status: str = "UPDATE_COMPLETE") -> Resources:
    made = {
        name: Resource(type="AWS::CloudFormation::Stack", physical=id_, status=status)
        for name, id_ in nested.items()
    }
    queue = Resource(type="AWS::SQS::Queue", physical="arn:queue", status=status)
    return Resources(by_id=Table({**made, "Queue": queue}))


def about(stack: StackSeen, resources: Fact[Resources]) -> dict[Need[object], object]:
    details = {"stack": stack.id, "status": stack.status, "updated": stack.updated}
    return {
        StackResources(**details): resources,  # type: ignore[arg-type]
        StackTemplate(**details): Text("{}"),  # type: ignore[arg-type]
    }


def read(*known: dict[Need[object], object], listed: object, root: object = ROOT) -> Stacks:
    first: dict[Need[object], object] = {
        StackNamed(name="acme"): root,
        AllStacks(): listed,
        ListedExports(): Exports(by_name=Table()),
        NewestEvent(stack=ROOT.id): EVENT,
    }
    answers = {key: value for each in (first, *known) for key, value in each.items()}
    return drive(read_stacks("acme"), said(answers))[0]


def root_of(stacks: Stacks) -> Stack:
    assert isinstance(stacks.root, Stack)
    return stacks.root


def test_nested_stacks_stand_in_their_places_and_foreign_ones_nowhere() -> None:
    stacks = read(
        about(ROOT, holds({"Lite": LITE.id})),
        about(LITE, holds({"Deep": DEEP.id})),
        about(DEEP, holds({})),
        listed=StackList(stacks=(DEEP, FOREIGN, LITE, ROOT)),
    )
    lite = root_of(stacks).nested["Lite"]
    assert isinstance(lite, Stack)
    deep = lite.nested["Deep"]
    assert isinstance(deep, Stack)
    assert (lite.id, deep.id, deep.parent, dict(deep.nested)) == (LITE.id, DEEP.id, LITE.id, {})


def test_the_root_has_its_newest_event() -> None:
    assert root_of(read(about(ROOT, holds({})), listed=StackList(stacks=()))).event == EVENT


def test_without_its_newest_event_the_root_is_unknown() -> None:
    event: dict[Need[object], object] = {NewestEvent(stack=ROOT.id): Unknown("throttled")}
    stacks = read(about(ROOT, holds({})), event, listed=StackList(stacks=()))
    assert stacks.root == Unknown("its newest event: throttled")


def test_a_root_that_does_not_exist_is_absent() -> None:
    assert read(listed=StackList(stacks=(FOREIGN,)), root=Absent()).root == Absent()


def test_a_nested_stack_that_was_made_since_the_list_is_read_by_its_id() -> None:
    late: dict[Need[object], object] = {
        StackNamed(name=LITE.id): LITE,
        StackNamed(name=DEEP.id): DEEP,
    }
    stacks = read(
        about(ROOT, holds({"Lite": LITE.id})),
        about(LITE, holds({"Deep": DEEP.id})),
        about(DEEP, holds({})),
        late,
        listed=StackList(stacks=(ROOT,)),
    )
    lite = root_of(stacks).nested["Lite"]
    assert isinstance(lite, Stack)
    assert isinstance(lite.nested["Deep"], Stack)


def test_a_nested_stack_that_was_deleted_by_hand_is_absent() -> None:
    deleted: dict[Need[object], object] = {
        StackNamed(name=LITE.id): evolve(LITE, status="DELETE_COMPLETE")
    }
    stacks = read(about(ROOT, holds({"Lite": LITE.id})), deleted, listed=StackList(stacks=(ROOT,)))
    assert root_of(stacks).nested["Lite"] == Absent()


def test_a_nested_stack_that_cannot_be_read_is_unknown() -> None:
    unread: dict[Need[object], object] = {StackNamed(name=LITE.id): DENIED}
    stacks = read(about(ROOT, holds({"Lite": LITE.id})), unread, listed=StackList(stacks=(ROOT,)))
    assert root_of(stacks).nested["Lite"] == DENIED


def test_without_the_list_every_nested_stack_is_unknown() -> None:
    stacks = read(about(ROOT, holds({"Lite": LITE.id})), listed=DENIED)
    assert root_of(stacks).nested["Lite"] == Unknown(f"the list of stacks: {DENIED.error}")


def test_a_resource_that_is_deleted_is_no_nested_stack() -> None:
    gone = holds({"Lite": LITE.id}, status="DELETE_COMPLETE")
    assert not root_of(read(about(ROOT, gone), listed=StackList(stacks=(ROOT,)))).nested


def test_without_its_resources_nothing_below_a_stack_is_known() -> None:
    stacks = read(about(ROOT, DENIED), listed=StackList(stacks=(ROOT,)))
    assert (root_of(stacks).resources, dict(root_of(stacks).nested)) == (DENIED, {})
