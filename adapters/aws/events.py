"""Reads what happened to a stack, newest first, as far back as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from kayron.adapters.aws.call import Caller, Data, Pages
from kayron.core.apply.event import StackEvent
from kayron.core.fact import Absent
from kayron.core.snapshot import Event

EVENTS = Pages(items="StackEvents", given="NextToken", sent="NextToken")


class EventsClient(Protocol):
    """The call that is used."""

    def describe_stack_events(self, **parameters: object) -> Data:
        """List what happened to a stack, newest first."""


def newest_event(client: EventsClient, caller: Caller, stack: str) -> Event | Absent:
    """Return the newest event of the stack itself: events of its resources come between."""
    for event in _newest_first(client, caller, stack):
        if event.get("PhysicalResourceId") == stack:
            return Event(
                id=event["EventId"],
                token=event.get("ClientRequestToken"),
                time=event["Timestamp"],
            )
    return Absent()


def events_since(
    client: EventsClient, caller: Caller, stack: str, mark: str | datetime
) -> tuple[StackEvent, ...]:
    """Return the events of a stack and its resources after a mark, oldest first.

    A mark is the id of an event, or a time, of which the events are included.
    """
    found: list[StackEvent] = []
    for data in _newest_first(client, caller, stack):
        event = _event(data)
        if event.id == mark or (isinstance(mark, datetime) and event.time < mark):
            break
        found.append(event)
    return tuple(reversed(found))


def has_begun(client: EventsClient, caller: Caller, stack: str, token: str) -> bool:
    """Tell whether an operation with this token is the newest of a stack."""
    newest = next(_newest_first(client, caller, stack), None)
    return newest is not None and newest.get("ClientRequestToken") == token


def _newest_first(client: EventsClient, caller: Caller, stack: str) -> Iterator[Data]:
    method = client.describe_stack_events
    return caller.items("DescribeStackEvents", method, EVENTS, StackName=stack)


def _event(data: Data) -> StackEvent:
    return StackEvent(
        id=data["EventId"],
        time=data["Timestamp"],
        stack=data["StackId"],
        resource=data.get("LogicalResourceId", ""),
        type=data.get("ResourceType", ""),
        physical=data.get("PhysicalResourceId", ""),
        status=data.get("ResourceStatus", ""),
        reason=data.get("ResourceStatusReason", ""),
        token=data.get("ClientRequestToken"),
    )
