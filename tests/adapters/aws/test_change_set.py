"""What CloudFormation's refusals mean, and what is read from the description of a change set."""

from __future__ import annotations

import pytest

from kayron.adapters.aws.change_set import Obstacle, Stopped, described, stopped
from kayron.adapters.aws.error import AwsRefusal
from kayron.core.apply.event import ChangeDetail, ResourceChange

ARN = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme/1"
SET = "arn:aws:cloudformation:us-west-2:123456789012:changeSet/x/1"


def meaning(code: str, message: str) -> Obstacle | None:
    result = stopped(AwsRefusal("cloudformation:X", "failed", code, message), {})
    assert result is None or result.reason == message
    return result.by if result else None


@pytest.mark.parametrize(
    ("code", "message", "obstacle"),
    [
        ("ValidationError", "No updates are to be performed.", Obstacle.UNCHANGED),
        (
            "ValidationError",
            f"Stack:{ARN} is in UPDATE_IN_PROGRESS state and can not be updated.",
            Obstacle.BUSY,
        ),
        (
            "ValidationError",
            f"Stack:{ARN} is in ROLLBACK_COMPLETE state and can not be updated.",
            Obstacle.CLOSED,
        ),
        ("ValidationError", "Stack [acme] does not exist", Obstacle.GONE),
        ("ValidationError", f"Stack with id {ARN} does not exist", Obstacle.GONE),
        (
            "ValidationError",
            "S3 error: The specified key does not exist.\nFor more information check ...",
            Obstacle.REFUSED,
        ),
        ("ValidationError", "Parameters: [Version] must have values", Obstacle.REFUSED),
        (
            "InsufficientCapabilitiesException",
            "Requires capabilities : [CAPABILITY_NAMED_IAM]",
            Obstacle.REFUSED,
        ),
        ("ChangeSetNotFound", f"ChangeSet [{SET}] does not exist", Obstacle.OBSOLETE),
        (
            "InvalidChangeSetStatus",
            f"ChangeSet [{SET}] cannot be executed in its current execution status of [OBSOLETE]",
            Obstacle.OBSOLETE,
        ),
        (
            "InvalidChangeSetStatus",
            f"ChangeSet [{SET}] cannot be executed: stack status [UPDATE_IN_PROGRESS]",
            Obstacle.BUSY,
        ),
        ("LimitExceededException", "ChangeSet limit exceeded: 1000", None),
        ("TokenAlreadyExistsException", "Token x already exists", None),
        ("AccessDenied", "User is not authorized", None),
        ("", "", None),
    ],
)
def test_a_refusal_is_about_the_stack_or_the_submission_or_neither(
    code: str, message: str, obstacle: Obstacle | None
) -> None:
    assert meaning(code, message) is obstacle


def test_a_reason_repeats_no_secret() -> None:
    refused = AwsRefusal("cloudformation:X", "failed", "ValidationError", "hush-hush is not 'hush'")
    secrets = {"A": "hush", "B": "hush-hush", "C": ""}
    assert stopped(refused, secrets) == Stopped(by=Obstacle.REFUSED, reason="*** is not '***'")


def test_what_a_description_leaves_out_is_empty() -> None:
    details = [{"Target": {"Attribute": "Tags"}, "Evaluation": "Static"}, {}]
    changes = [
        {"Type": "Resource", "ResourceChange": {"LogicalResourceId": "A", "Details": details}},
        {"Type": "Hook"},
    ]
    page = {"ChangeSetId": SET, "StackId": ARN, "Status": "CREATE_COMPLETE", "Changes": changes}
    assert described([page, {}], {}).changes == (
        ResourceChange(
            path="A",
            type="",
            action="",
            replacement="",
            details=(
                ChangeDetail(target="Tags", recreation="", evaluation="Static"),
                ChangeDetail(target="", recreation="", evaluation=""),
            ),
        ),
    )


def test_a_change_set_that_failed_otherwise_is_not_empty() -> None:
    page = {
        "ChangeSetId": SET,
        "StackId": ARN,
        "Status": "FAILED",
        "StatusReason": "Requires capabilities: [CAPABILITY_AUTO_EXPAND] for hush",
    }
    failed = described([page], {"Secret": "hush"})
    assert (failed.changes, failed.is_ready) == ((), False)
    assert failed.reason == "Requires capabilities: [CAPABILITY_AUTO_EXPAND] for ***"
