"""Change sets as CloudFormation describes them, and what it means when it does not do as asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum

from attrs import frozen

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.error import AwsRefusal
from kayron.core.apply.event import ChangeDetail, ResourceChange
from kayron.core.apply.secret import without_secrets

COMPLETE = "CREATE_COMPLETE"
UNFINISHED = frozenset({"CREATE_PENDING", "CREATE_IN_PROGRESS"})
EXECUTABLE, OBSOLETE = "AVAILABLE", "OBSOLETE"

NO_UPDATES = "No updates are to be performed"

EMPTY = (NO_UPDATES, "The submitted information didn't contain changes")
"""How a status reason begins when a change set failed for having no changes: of equal templates
the second, else the first. There is no code for it.
Source: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cloudformation/deployer.py"""

TAKEN = "AlreadyExistsException"
"""A change set has this name, and another client token or other content."""

NOT_FOUND = "ChangeSetNotFound"
NOT_NOW = "InvalidChangeSetStatus"
INVALID = frozenset({"ValidationError", "InsufficientCapabilitiesException"})

_NO_STACK = re.compile(r"Stack (with id \S+|\[.*\]) does not exist")
"""Of a template that is not in S3 it says that it does not exist, too."""

_IN_PROGRESS = re.compile(r"\b[A-Z_]+_IN_PROGRESS\b")

_NO_UPDATE = re.compile(r"Stack:\S+ is in [A-Z_]+ state and can not be updated")


class Obstacle(Enum):
    """Why CloudFormation did not begin what it was asked for.

    `REFUSED` is about what was submitted: it would be refused again.
    """

    BUSY = "another operation of the stack is under way"
    CLOSED = "no update is possible in the stack's status"
    GONE = "the stack does not exist"
    OBSOLETE = "the stack was updated meanwhile"
    REFUSED = "CloudFormation does not accept it"
    UNCHANGED = "there is nothing to update"


@frozen(kw_only=True)
class Stopped:
    """Nothing was begun; `reason` is in CloudFormation's words."""

    by: Obstacle
    reason: str


@frozen(kw_only=True)
class ChangeSet:
    """A change set whose creation has ended.

    `stack` is the stack's id. `changes` is None where it is empty, which CloudFormation calls a
    failure; a change of tags or outputs alone has no changes and is not empty.
    """

    id: str
    stack: str
    status: str
    execution: str
    reason: str
    changes: tuple[ResourceChange, ...] | None

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be executed."""
        return self.status == COMPLETE and self.execution == EXECUTABLE

    @property
    def is_obsolete(self) -> bool:
        """Tell whether the stack was updated meanwhile."""
        return self.execution == OBSOLETE


def stopped(refused: AwsRefusal, secrets: Mapping[str, str]) -> Stopped | None:
    """Return what a refused call means, None where it says nothing of the stack or the submission.

    No value of a secret is repeated.
    """
    obstacle = _obstacle(refused)
    if obstacle is None:
        return None
    return Stopped(by=obstacle, reason=without_secrets(refused.message, secrets))


def _obstacle(refused: AwsRefusal) -> Obstacle | None:
    code, message = refused.code, refused.message
    if code == NOT_FOUND:
        # Executing a change set deletes all others of the stack.
        return Obstacle.OBSOLETE
    if code == NOT_NOW:
        return Obstacle.BUSY if _IN_PROGRESS.search(message) else Obstacle.OBSOLETE
    if code not in INVALID:
        return None
    if message.startswith(NO_UPDATES):
        return Obstacle.UNCHANGED
    if _NO_STACK.match(message):
        return Obstacle.GONE
    if _NO_UPDATE.match(message):
        return Obstacle.BUSY if _IN_PROGRESS.search(message) else Obstacle.CLOSED
    return Obstacle.REFUSED


def described(pages: Iterable[Data], secrets: Mapping[str, str]) -> ChangeSet:
    """Return a change set from the pages of its description."""
    all_pages = tuple(pages)
    first = all_pages[0]
    reason = first.get("StatusReason", "")
    changes = (change for page in all_pages for change in page.get("Changes", ()))
    found = tuple(_change(one["ResourceChange"]) for one in changes if "ResourceChange" in one)
    return ChangeSet(
        id=first["ChangeSetId"],
        stack=first["StackId"],
        status=first["Status"],
        execution=first.get("ExecutionStatus", ""),
        reason=without_secrets(reason, secrets),
        changes=None if reason.startswith(EMPTY) else found,
    )


def _change(data: Data) -> ResourceChange:
    return ResourceChange(
        path=data["LogicalResourceId"],
        type=data.get("ResourceType", ""),
        action=data.get("Action", ""),
        replacement=data.get("Replacement", ""),
        details=tuple(map(_detail, data.get("Details", ()))),
    )


def _detail(data: Data) -> ChangeDetail:
    """Return a detail; what is not a property, tags say, is named by its attribute."""
    target = data.get("Target", {})
    return ChangeDetail(
        target=target.get("Name") or target.get("Attribute", ""),
        recreation=target.get("RequiresRecreation", ""),
        evaluation=data.get("Evaluation", ""),
    )
