"""What holds for an update that is followed, however deep its stacks are nested."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.aws.updates import StackStatus
from kayron.adapters.execute.eyes import Eyes, Keep
from kayron.adapters.execute.following import Following
from kayron.core.apply.event import StackEvent
from kayron.core.fact import Absent
from kayron.core.stack.link import NESTED_STACK

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

OURS, OTHER = "ours", "another's"

ROOT = "arn:0"


@define
class Journal:
    """The events of all stacks, and the stacks that were asked for last."""

    events: list[StackEvent]
    asked: tuple[str, ...] = ()

    def events_since(
        self, marks: Mapping[str, str | datetime], keep: Keep
    ) -> tuple[StackEvent, ...]:
        keep()
        self.asked = tuple(marks)
        found = self.events
        return tuple(event for event in found if _is_after(event, marks.get(event.stack), found))

    def status(self, stack: str) -> StackStatus | Absent:
        del stack
        return StackStatus(status="UPDATE_IN_PROGRESS", updated=NOON)


def _is_after(event: StackEvent, mark: str | datetime | None, found: list[StackEvent]) -> bool:
    if isinstance(mark, str):
        ids = [one.id for one in found if one.stack == event.stack]
        return mark not in ids or ids.index(event.id) > ids.index(mark)
    return mark is not None and event.time >= mark


PARENTS = st.lists(st.integers(0, 5), min_size=1, max_size=5)
"""The stack that holds each nested one, which is one before it."""

TURNS = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=20)
"""Whose resource has an event next, and whether that is read before the next one happens."""


@given(PARENTS, TURNS, st.integers(0, 20), st.sampled_from([None, "Console-CancelUpdateStack-1"]))
def test_every_event_of_every_stack_of_the_update_is_told_once_with_its_path(
    parents: list[int], turns: list[tuple[int, bool]], cancelled: int, cancelling: str | None
) -> None:
    holders = {at: parent % at for at, parent in enumerate(parents, 1)}
    journal = Journal([])
    eyes = Eyes(events=journal, keep=lambda: None, secrets={})
    following = Following(eyes, ROOT, OURS, NOON)
    _begins(journal, OTHER)
    _happens(journal, 0, "Queue", "queue", "AWS::SQS::Queue", OTHER)
    before = len(journal.events)
    _begins(journal, OURS)
    for at, holder in holders.items():
        _happens(journal, holder, f"Nested{at}", f"arn:{at}", NESTED_STACK)
    for number, (turn, looks) in enumerate(turns):
        stack = turn % (len(parents) + 1)
        token = OURS if number < cancelled else cancelling
        _happens(journal, stack, f"Queue{number}", f"queue {number}", "AWS::SQS::Queue", token)
        if looks:
            following.look()
    own = journal.events[before:]
    _begins(journal, OTHER)
    _happens(journal, 0, "Queue", "queue", "AWS::SQS::Queue", OTHER)
    following.look()
    following.look()
    assert sorted(event.id for event in following.seen) == sorted(event.id for event in own)
    paths = {0: ()} | {at: _path(at, holders) for at in holders}
    assert following.paths == {f"arn:{at}": path for at, path in paths.items()}


def test_stacks_are_asked_in_the_order_in_which_they_were_told_of() -> None:
    journal = Journal([])
    following = Following(Eyes(events=journal, keep=lambda: None, secrets={}), ROOT, OURS, NOON)
    _begins(journal, OURS)
    for at in range(1, 9):
        _happens(journal, 0, f"Nested{at}", f"arn:{at}", NESTED_STACK)
    following.look()
    assert journal.asked == (ROOT, *(f"arn:{at}" for at in range(1, 9)))


def _path(stack: int, holders: Mapping[int, int]) -> tuple[str, ...]:
    return () if stack == 0 else (*_path(holders[stack], holders), f"Nested{stack}")


def _begins(journal: Journal, token: str) -> None:
    _happens(journal, 0, "root", ROOT, NESTED_STACK, token)


def _happens(
    journal: Journal,
    stack: int,
    resource: str,
    physical: str,
    kind: str,
    token: str | None = OURS,
) -> None:
    number = len(journal.events)
    event = StackEvent(
        id=f"event {number}",
        time=NOON + timedelta(seconds=number),
        stack=f"arn:{stack}",
        resource=resource,
        type=kind,
        physical=physical,
        status="UPDATE_IN_PROGRESS",
        reason="",
        token=token,
    )
    journal.events.append(event)
