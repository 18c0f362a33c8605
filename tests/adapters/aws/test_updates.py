"""Updates of a stack in the sandbox: by change set, directly, and as they are told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import cast

import pytest
from attrs import evolve

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.change_set import ChangeSet, Obstacle, Stopped
from kayron.adapters.aws.client import AwsClients
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.aws.updates import (
    CREATION,
    CloudFormationWriteClient,
    StackStatus,
    Started,
    Updates,
)
from kayron.adapters.job import CaptureError
from kayron.adapters.lease import LeaseLost
from kayron.core.action import UpdateStack
from kayron.core.apply.event import ChangeDetail, StackEvent
from kayron.core.fact import Absent
from kayron.core.table import Table
from tests.adapters.aws.fakes import refused
from tests.adapters.aws.writing import HANGS, READ_TIMEOUT, clients, minute, sandbox
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, ROOT, SERVICE, TOPIC, url
from tests.sandbox.traffic import Fault

OPERATION = f"kayron-{'0a' * 16}-{'1b' * 8}"
OTHER = f"kayron-{'2c' * 16}-{'3d' * 8}"

MORE = f"{ROOT.partition('Outputs:')[0]}  More: {{Type: AWS::SNS::Topic}}\n"

NOTHING: dict[str, str] = {}


@pytest.fixture(scope="module")
def served() -> Iterator[Aws]:
    with sandbox() as aws:
        yield aws


@pytest.fixture
def aws(served: Aws) -> Aws:
    """Return AWS with a root stack that has one service in a nested stack."""
    served.reset()
    served.pace.step = served.pace.rollout = 0
    files = {"lite.yaml": SERVICE, "root.yaml": ROOT, "more.yaml": MORE}
    served.deploy("root", ROOT, {"Version": "v1"}, {"environment": "testing"}, (BUCKET, files))
    served.traffic.clear()
    return served


@pytest.fixture(scope="module")
def made(served: Aws) -> AwsClients:
    del served
    return clients(READ_TIMEOUT)


@pytest.fixture
def updates(aws: Aws, made: AwsClients) -> Updates:
    del aws
    return Updates(made.cloudformation, minute)


def update(version: str | None = "v2", key: str = "root.yaml") -> UpdateStack:
    """Return the action that brings the root stack to a version of its service."""
    return UpdateStack(
        id="update",
        reason="a test wants it.",
        needs=(),
        stack="root",
        operation=OPERATION,
        desired="",
        event=None,
        direct=False,
        template_url=url(key),
        parameters=Table({"Version": version, "Secret": None}),
        redacted=(),
        tags=Table({"environment": "testing", "team": "payments"}),
        capabilities=("CAPABILITY_NAMED_IAM",),
        previews=False,
        versions=Table(),
        pulls=Table(),
    )


def untimed() -> None:
    """Keep nothing while something lasts."""


def created(updates: Updates, action: UpdateStack | None = None) -> ChangeSet:
    found = updates.create_change_set(action or update(), NOTHING, untimed)
    assert isinstance(found, ChangeSet)
    return found


def names(aws: Aws) -> list[str]:
    found = client(aws, "cloudformation").list_change_sets(StackName="root")["Summaries"]
    return [one["ChangeSetName"] for one in found]


def begun(aws: Aws) -> int:
    """Return how many updates of the root stack were begun."""
    return aws.stack("root").updates


# By change set.


def test_a_change_set_says_what_would_change(updates: Updates) -> None:
    change_set = created(updates)
    changes = change_set.changes or ()
    assert change_set.is_ready
    assert [(one.path, one.action, one.replacement) for one in changes] == [
        ("Lite", "Modify", "False"),
        ("Topic", "Modify", "False"),
    ]
    assert changes[0].type == "AWS::CloudFormation::Stack"
    expected = ChangeDetail(target="Parameters", recreation="Never", evaluation="Static")
    assert expected in changes[0].details
    assert ChangeDetail(target="Tags", recreation="Never", evaluation="Static") in (
        changes[1].details
    )


def test_changes_of_all_pages_are_read(aws: Aws, updates: Updates) -> None:
    aws.pace.page = 1
    changes = created(updates, update(key="more.yaml")).changes
    assert [change.path for change in changes or ()] == ["Lite", "Topic", "More"]


def test_a_change_set_that_takes_its_time_is_waited_for(aws: Aws, updates: Updates) -> None:
    aws.pace.step = 0.1
    assert created(updates).is_ready


def test_what_keeps_the_lease_is_called_at_every_look_at_a_change_set(
    aws: Aws, updates: Updates
) -> None:
    aws.pace.step = 0.1
    looks = count()
    updates.create_change_set(update(), NOTHING, lambda: next(looks))
    described = [one for one in aws.traffic.calls if one.operation == "DescribeChangeSet"]
    assert next(looks) == len(described) > 1


def test_a_lease_that_is_lost_ends_the_waiting_for_a_change_set(updates: Updates) -> None:
    def lose() -> None:
        raise LeaseLost("key", "another process took it over")

    with pytest.raises(LeaseLost):
        updates.create_change_set(update(), NOTHING, lose)


def test_a_change_set_that_is_never_done_is_not_waited_for_for_ever(
    aws: Aws, updates: Updates
) -> None:
    aws.pace.step = 60
    with pytest.raises(AwsRefusal, match=f"did not end within {CREATION:.0f} s"):
        updates.create_change_set(update(), NOTHING, untimed)


def test_executing_a_change_set_updates_the_stack_with_its_tags(aws: Aws, updates: Updates) -> None:
    assert updates.execute(created(updates), OPERATION) == Started(stack=aws.stack("root").id)
    aws.settle()
    assert aws.region.ecs.service("main", "lite").primary.task_definition.endswith("lite:2")
    assert aws.stack("root").definition.tags == {"environment": "testing", "team": "payments"}


@pytest.mark.parametrize("template", [TOPIC, f"# a comment\n{TOPIC}"])
def test_an_empty_change_set_is_told_from_one_that_failed(
    aws: Aws, updates: Updates, template: str
) -> None:
    aws.deploy("plain", TOPIC, tags={"environment": "testing"}, files=(BUCKET, {"t": template}))
    plain = evolve(
        update(key="t"),
        stack="plain",
        parameters=Table(),
        tags=Table({"environment": "testing"}),
    )
    empty = created(updates, plain)
    assert (empty.changes, empty.status, empty.is_ready) == (None, "FAILED", False)
    tagged = created(updates, evolve(plain, operation=OTHER, tags=Table({"team": "payments"})))
    assert tagged.changes is not None


def test_creating_a_change_set_again_finds_it(aws: Aws, updates: Updates) -> None:
    assert created(updates).id == created(updates).id
    assert names(aws) == [OPERATION]


def test_a_change_set_that_was_left_with_another_secret_is_replaced(
    aws: Aws, updates: Updates
) -> None:
    action = evolve(update(), redacted=("Secret",))
    updates.create_change_set(action, {"Secret": "first"}, untimed)
    change_set = updates.create_change_set(action, {"Secret": "second"}, untimed)
    assert isinstance(change_set, ChangeSet)
    assert names(aws) == [OPERATION]
    updates.execute(change_set, OPERATION)
    aws.settle()
    assert aws.stack("root").definition.parameters["Secret"] == "second"


def test_one_that_is_replaced_may_be_gone_before_its_deletion_is_heard_of(
    aws: Aws, updates: Updates
) -> None:
    action = evolve(update(), redacted=("Secret",))
    updates.create_change_set(action, {"Secret": "first"}, untimed)
    aws.traffic.fail(Fault.RESET_AFTER, "cloudformation", "DeleteChangeSet")
    assert isinstance(updates.create_change_set(action, {"Secret": "second"}, untimed), ChangeSet)
    assert names(aws) == [OPERATION]


def test_a_redacted_parameter_without_a_value_is_a_setting_to_look_at(updates: Updates) -> None:
    with pytest.raises(CaptureError, match="There is no value for Secret"):
        updates.create_change_set(evolve(update(), redacted=("Secret",)), NOTHING, untimed)


def test_a_parameter_that_is_not_given_keeps_its_value(aws: Aws, updates: Updates) -> None:
    updates.execute(created(updates, update(None)), OPERATION)
    aws.settle()
    assert aws.stack("root").definition.parameters["Version"] == "v1"


def test_another_update_makes_a_change_set_obsolete(aws: Aws, updates: Updates) -> None:
    change_set = created(updates)
    aws.deploy("root", ROOT, {"Version": "v3"})
    stopped = updates.execute(change_set, OPERATION)
    assert isinstance(stopped, Stopped)
    assert stopped.by is Obstacle.OBSOLETE
    assert "OBSOLETE" in stopped.reason
    assert begun(aws) == 1


def test_a_change_set_that_is_gone_is_obsolete(updates: Updates) -> None:
    change_set = created(updates)
    assert updates.delete(change_set.stack, change_set.id)
    stopped = updates.execute(change_set, OPERATION)
    assert isinstance(stopped, Stopped)
    assert stopped.by is Obstacle.OBSOLETE


def test_deleting_what_is_gone_is_no_error(updates: Updates) -> None:
    change_set = created(updates)
    assert updates.delete(change_set.stack, change_set.id)
    assert updates.delete(change_set.stack, change_set.id)


def test_what_may_not_be_deleted_is_said_not_to_be(aws: Aws, updates: Updates) -> None:
    change_set = created(updates)
    aws.access.deny("cloudformation", "DeleteChangeSet")
    with pytest.raises(AwsRefusal, match="cloudformation:DeleteChangeSet is denied"):
        updates.delete(change_set.stack, change_set.id)


def test_a_change_set_that_is_at_work_stays(made: AwsClients, aws: Aws) -> None:
    del aws

    class AtWork:
        """CloudFormation, which deletes no change set while it creates it."""

        def __getattr__(self, name: str) -> Callable[..., Data]:
            method: Callable[..., Data] = getattr(made.cloudformation(), name)
            return method

        def delete_change_set(self, **parameters: object) -> Data:
            del parameters
            raise refused("InvalidChangeSetStatus", "it is in status CREATE_IN_PROGRESS")

    assert not Updates(lambda: cast("CloudFormationWriteClient", AtWork()), minute).delete("s", "x")


def test_a_change_set_is_named_by_its_stack_too_on_which_permissions_are(
    made: AwsClients, aws: Aws
) -> None:
    del aws
    named: dict[str, bool] = {}

    class Heard:
        """CloudFormation; hears whether a stack is named."""

        def __getattr__(self, name: str) -> Callable[..., Data]:
            method: Callable[..., Data] = getattr(made.cloudformation(), name)

            def call(**parameters: object) -> Data:
                named[name] = named.get(name, True) and "StackName" in parameters
                return method(**parameters)

            return call

    heard = Updates(lambda: cast("CloudFormationWriteClient", Heard()), minute)
    other = created(heard, evolve(update("v3"), operation=OTHER))
    heard.delete(other.stack, other.id)
    heard.execute(created(heard), OPERATION)
    operations = ("create", "delete", "describe", "execute")
    assert {one: named[f"{one}_change_set"] for one in operations} == dict.fromkeys(
        operations, True
    )


def test_debris_is_what_we_left_and_nobody_elses(aws: Aws, updates: Updates) -> None:
    change_set = created(updates)
    left = created(updates, evolve(update("v3"), operation=OTHER))
    for name in ("kayron-by-hand", "release-42"):
        client(aws, "cloudformation").create_change_set(
            StackName="root", ChangeSetName=name, UsePreviousTemplate=True, Parameters=VERSION
        )
    aws.settle()
    updates.execute(change_set, OPERATION)
    aws.pace.page = 1
    assert updates.own_debris("root") == (left.id,)


VERSION = [{"ParameterKey": "Version", "ParameterValue": "v9"}]


# Directly.


def test_a_stack_is_updated_without_a_change_set(aws: Aws, updates: Updates) -> None:
    assert updates.update_stack(update(), NOTHING) == Started(stack="root")
    aws.settle()
    assert aws.region.ecs.service("main", "lite").primary.task_definition.endswith("lite:2")
    assert aws.stack("root").token == OPERATION


def test_an_update_that_changes_nothing_is_no_error(updates: Updates) -> None:
    same = evolve(update(None), tags=Table({"environment": "testing"}))
    stopped = updates.update_stack(same, NOTHING)
    assert isinstance(stopped, Stopped)
    assert stopped.by is Obstacle.UNCHANGED


# Both ways.

Way = Callable[[Updates, UpdateStack], object]


def _by_change_set(updates: Updates, action: UpdateStack) -> object:
    return updates.create_change_set(action, NOTHING, untimed)


def _directly(updates: Updates, action: UpdateStack) -> object:
    return updates.update_stack(action, NOTHING)


both_ways = pytest.mark.parametrize("way", [_by_change_set, _directly])


@both_ways
@pytest.mark.parametrize(
    ("status", "obstacle"),
    [
        ("UPDATE_IN_PROGRESS", Obstacle.BUSY),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", Obstacle.BUSY),
        ("ROLLBACK_COMPLETE", Obstacle.CLOSED),
        ("UPDATE_ROLLBACK_FAILED", Obstacle.CLOSED),
    ],
)
def test_a_stack_that_cannot_be_updated_stops_it(
    aws: Aws, updates: Updates, way: Way, status: str, obstacle: Obstacle
) -> None:
    aws.set_status("root", status)
    stopped = way(updates, update())
    assert isinstance(stopped, Stopped)
    assert stopped.by is obstacle
    assert status in stopped.reason


@both_ways
def test_a_stack_that_does_not_exist_stops_it(updates: Updates, way: Way) -> None:
    stopped = way(updates, evolve(update(), stack="none"))
    assert isinstance(stopped, Stopped)
    assert stopped.by is Obstacle.GONE


@both_ways
def test_a_template_that_does_not_exist_is_refused(updates: Updates, way: Way) -> None:
    stopped = way(updates, update(key="none.yaml"))
    assert isinstance(stopped, Stopped)
    assert stopped.by is Obstacle.REFUSED
    assert stopped.reason.startswith("S3 error: The specified key does not exist.")


def test_what_cloudformation_does_not_accept_is_refused_without_the_secrets_in_it(
    updates: Updates,
) -> None:
    action = evolve(update(), parameters=Table({"canary": "x"}), redacted=("Secret",))
    for stopped in (
        updates.create_change_set(action, {"Secret": "canary"}, untimed),
        updates.update_stack(action, {"Secret": "canary"}),
    ):
        assert isinstance(stopped, Stopped)
        assert stopped.by is Obstacle.REFUSED
        assert "***" in stopped.reason
        assert "canary" not in stopped.reason


@both_ways
def test_a_denied_call_is_no_judgement_of_the_update(aws: Aws, updates: Updates, way: Way) -> None:
    for operation in ("CreateChangeSet", "UpdateStack"):
        aws.access.deny("cloudformation", operation)
    with pytest.raises(AwsRefusal, match="is denied"):
        way(updates, update())


# Faults.


@pytest.mark.parametrize("fault", Fault)
def test_by_change_set_nothing_is_done_twice(aws: Aws, updates: Updates, fault: Fault) -> None:
    for operation in ("Create", "Describe", "Execute"):
        aws.traffic.fail(fault, operation=f"{operation}ChangeSet", seconds=HANGS)
    change_set = created(updates)
    assert isinstance(updates.execute(change_set, OPERATION), Started)
    aws.settle()
    assert begun(aws) == 1
    assert names(aws) == [OPERATION]


@pytest.mark.parametrize("fault", Fault)
def test_directly_nothing_is_done_twice(aws: Aws, updates: Updates, fault: Fault) -> None:
    aws.traffic.fail(fault, operation="UpdateStack", seconds=HANGS)
    assert isinstance(updates.update_stack(update(), NOTHING), Started)
    aws.settle()
    assert begun(aws) == 1


@pytest.mark.parametrize("fault", Fault)
def test_a_change_set_is_deleted_whatever_goes_wrong_once(
    aws: Aws, updates: Updates, fault: Fault
) -> None:
    change_set = created(updates)
    for operation in ("ListChangeSets", "DeleteChangeSet"):
        aws.traffic.fail(fault, operation=operation, seconds=HANGS)
    assert updates.own_debris("root") == (change_set.id,)
    assert updates.delete(change_set.stack, change_set.id)
    assert names(aws) == []


HEARD_LATE = {Fault.RESET_AFTER, Fault.TRUNCATED}
"""The faults after which an update has begun, and nobody hears of it."""

BEGINNING: dict[str, Callable[[Updates, ChangeSet], Started | Stopped]] = {
    "ExecuteChangeSet": lambda updates, made: updates.execute(made, OPERATION),
    "UpdateStack": lambda updates, _: updates.update_stack(update(), NOTHING),
}


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("operation", BEGINNING)
def test_what_is_never_heard_of_is_begun_if_and_only_if_it_has_begun(
    aws: Aws, updates: Updates, operation: str, fault: Fault
) -> None:
    change_set = created(updates)
    aws.traffic.fail(fault, operation=operation, times=None, seconds=HANGS)
    if fault in HEARD_LATE:
        assert isinstance(BEGINNING[operation](updates, change_set), Started)
    else:
        with pytest.raises(AwsRefusal, match=f"cloudformation:{operation} (failed|did not answer)"):
            BEGINNING[operation](updates, change_set)
    aws.settle()
    assert begun(aws) == (fault in HEARD_LATE)


# What is told of an update.


def told(events: tuple[StackEvent, ...]) -> list[tuple[str, str]]:
    return [(event.resource, event.status) for event in events]


def test_the_newest_event_is_the_stacks_own(aws: Aws, updates: Updates) -> None:
    stack = aws.stack("root").id
    before = updates.newest_event(stack)
    updates.execute(created(updates), OPERATION)
    aws.settle()
    after = updates.newest_event(stack)
    assert not isinstance(before, Absent)
    assert not isinstance(after, Absent)
    assert (before.token, after.token) == (None, OPERATION)
    assert updates.newest_event(stack.replace("root", "none")) == Absent()


def test_events_after_another_are_those_of_the_operation(aws: Aws, updates: Updates) -> None:
    stack = aws.stack("root").id
    before = updates.newest_event(stack)
    assert not isinstance(before, Absent)
    updates.execute(created(updates), OPERATION)
    aws.settle()
    aws.pace.page = 2
    events = updates.events_since({stack: before.id}, untimed)
    assert told(events) == [
        ("root", "UPDATE_IN_PROGRESS"),
        ("Lite", "UPDATE_IN_PROGRESS"),
        ("Lite", "UPDATE_COMPLETE"),
        ("Topic", "UPDATE_IN_PROGRESS"),
        ("Topic", "UPDATE_COMPLETE"),
        ("root", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
        ("root", "UPDATE_COMPLETE"),
    ]
    assert {event.token for event in events} == {OPERATION}
    assert [event.is_of_stack for event in events] == [True, *[False] * 4, True, True]


def test_events_of_nested_stacks_are_told_in_between(aws: Aws, updates: Updates) -> None:
    root, nested = aws.stack("root"), aws.stack("root").resources["Lite"].physical
    before = updates.newest_event(root.id)
    assert not isinstance(before, Absent)
    updates.execute(created(updates), OPERATION)
    aws.settle()
    first = updates.events_since({root.id: before.id}, untimed)[0]
    events = updates.events_since({root.id: before.id, nested: first.time}, untimed)
    of_nested = [event for event in events if event.stack == nested]
    assert ("Service", "UPDATE_COMPLETE") in told(tuple(of_nested))
    assert list(events) == sorted(events, key=lambda event: event.time)
    assert updates.events_since({nested: events[-1].time + timedelta(seconds=1)}, untimed) == ()


def test_a_stack_that_never_was_has_no_events_and_no_status(aws: Aws, updates: Updates) -> None:
    none = aws.stack("root").id.replace("root", "none")
    assert updates.events_since({none: "x"}, untimed) == ()
    assert updates.status(none) == Absent()
    created = aws.stack("root").created
    assert updates.status("root") == StackStatus(status="CREATE_COMPLETE", updated=created)


@pytest.mark.parametrize("fault", Fault)
def test_what_is_told_comes_whatever_goes_wrong_once(
    aws: Aws, updates: Updates, fault: Fault
) -> None:
    stack = aws.stack("root").id
    expected = (updates.newest_event(stack), updates.status(stack))
    aws.traffic.fail(fault, operation="Describe*", times=1, seconds=HANGS)
    assert (updates.newest_event(stack), updates.status(stack)) == expected
