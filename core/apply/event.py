"""What CloudFormation tells of an update: its events, and the changes that a change set lists."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen


def in_progress(status: str) -> bool:
    """Tell whether a status of a stack or a resource is not its last."""
    return status.endswith("_IN_PROGRESS")


@frozen(kw_only=True)
class StackEvent:
    """An event of a stack or of a resource in it.

    `stack` is the id of the stack, `resource` the logical id, `physical` the physical one (the
    stack's own id where the event is of the stack itself). `token` is that of the operation.
    """

    id: str
    time: datetime
    stack: str
    resource: str
    type: str
    physical: str
    status: str
    reason: str
    token: str | None

    @property
    def is_of_stack(self) -> bool:
        """Tell whether it is an event of the stack itself."""
        return self.physical == self.stack


@frozen(kw_only=True)
class ChangeDetail:
    """Why a resource changes: the property, and what AWS says of replacement.

    `recreation` is `Never`, `Conditionally` or `Always`, `evaluation` `Static` or `Dynamic`.
    """

    target: str
    recreation: str
    evaluation: str


@frozen(kw_only=True)
class ResourceChange:
    """One change of a change set. `replacement` is `True`, `False`, `Conditional` or empty.

    `path` is that of the resource: logical ids of nested stacks, then its own, with slashes.
    """

    path: str
    type: str
    action: str
    replacement: str
    details: tuple[ChangeDetail, ...]
