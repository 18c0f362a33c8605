"""The events of stacks and of their resources, and the statuses that they tell of."""

from __future__ import annotations

from tests.sandbox.aws.cloudformation.stack import NESTED, Resource, Stack
from tests.sandbox.aws.place import Place


class Journal:
    """Give stacks and resources their statuses, with an event each."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def stack(self, stack: Stack, status: str, reason: str | None = None) -> None:
        """Let a stack have a status."""
        stack.status, stack.reason = status, reason
        if status in {"UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"}:
            stack.updated = self._place.now()
        self._event(stack, stack.name, NESTED, stack.id, status, reason)

    def resource(
        self, stack: Stack, resource: Resource, status: str, reason: str | None = None
    ) -> None:
        """Let a resource have a status."""
        resource.status, resource.reason = status, reason
        resource.updated = self._place.now()
        self._event(stack, resource.logical, resource.state.kind, resource.physical, status, reason)

    def _event(
        self,
        stack: Stack,
        logical: str,
        kind: str,
        physical: str,
        status: str,
        reason: str | None,
    ) -> None:
        stack.events.append(
            {
                "StackId": stack.id,
                "EventId": self._place.ids.uuid(f"event {stack.name}"),
                "StackName": stack.name,
                "LogicalResourceId": logical,
                "PhysicalResourceId": physical,
                "ResourceType": kind,
                "Timestamp": self._place.now(),
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
                "ClientRequestToken": stack.token,
            }
        )
