"""What each status of a CloudFormation stack means for an update.

The statuses are those of CloudFormation's `StackStatus`:
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
A test compares them with botocore's list, so that a new one is noticed.
"""

from __future__ import annotations

ALLOWED = frozenset(
    {
        "CREATE_COMPLETE",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
    }
)
"""Statuses in which CloudFormation accepts an update and nothing is amiss."""

BUSY = frozenset(
    {
        "CREATE_IN_PROGRESS",
        "DELETE_IN_PROGRESS",
        "IMPORT_IN_PROGRESS",
        "IMPORT_ROLLBACK_IN_PROGRESS",
        "ROLLBACK_IN_PROGRESS",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_IN_PROGRESS",
    }
)
"""Statuses that pass by themselves."""

RECOVERY = {
    "REVIEW_IN_PROGRESS": (
        "was only prepared by a change set: execute that change set, or delete the stack and "
        "create it"
    ),
    "CREATE_FAILED": (
        "could not be created: delete it, mend the cause that its events name, and create it again"
    ),
    "DELETE_FAILED": (
        "could not be deleted: delete it again, retaining the resources that its events name, and "
        "create it again"
    ),
    "DELETE_COMPLETE": "is deleted: create it again",
    "ROLLBACK_COMPLETE": (
        "could not be created and was rolled back: delete it, mend the cause that its events name, "
        "and create it again"
    ),
    "ROLLBACK_FAILED": (
        "could not be created nor rolled back: delete it, retaining the resources that its events "
        "name, and create it again"
    ),
    "IMPORT_ROLLBACK_FAILED": (
        "could not be rolled back after an import: mend the cause that its events name and "
        "continue the rollback"
    ),
    "UPDATE_FAILED": (
        "stands where an update without rollback failed: roll it back with "
        "`aws cloudformation rollback-stack`"
    ),
    "UPDATE_ROLLBACK_FAILED": (
        "could not be rolled back after an update: mend the cause that its events name, then "
        "`aws cloudformation continue-update-rollback`"
    ),
}
"""How a person gets a stack out of each status that a person must get it out of."""
