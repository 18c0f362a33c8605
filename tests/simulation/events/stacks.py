"""CloudFormation: failures, and what people do to the stack by hand."""

from __future__ import annotations

import re
from random import Random

from tests.sandbox.aws.cloudformation.trouble import Phase
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.motion import Steps, Wait
from tests.sandbox.aws.wire import Data
from tests.simulation.company import PARAMETERS, Company
from tests.simulation.event import Events, one_of

event = Events()

FAILING = (
    "Service",
    "Service*",
    "Tasks*",
    "Rule*",
    "Group*",
    "*-Web-*/*",
    "Jobs",
    "Web",
    "*????????",
)
"""Resources, nested stacks among them, and those of previews."""

PASSING = (
    "CREATE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "IMPORT_ROLLBACK_IN_PROGRESS",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
)  # fmt: skip
STUCK = (
    "CREATE_FAILED", "DELETE_FAILED", "IMPORT_ROLLBACK_FAILED", "REVIEW_IN_PROGRESS",
    "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED",
)  # fmt: skip
RESTING = ("CREATE_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE", "UPDATE_COMPLETE")

TO_BE = "REVIEW_IN_PROGRESS"
"""The status of a stack that is not there yet; one that is deleted then leaves what it has."""

CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]

HAND = re.compile(r"^  Hand\d: .*\n", re.MULTILINE)
"""What people add to the root template by hand, and take away again."""


def call(company: Company, operation: str, data: Data) -> str:
    """Let a person call an operation on the stack; return what AWS refuses it with, or nothing."""
    try:
        full = {"StackName": company.stack, **data}
        company.aws.region.operation("cloudformation", operation)(full)
    except AwsError as error:
        return error.message
    return ""


def done(line: str, refusal: str) -> str | None:
    """Return the line of what was done, None where it was refused."""
    return None if refusal else line


def quiet(company: Company) -> bool:
    """Tell whether there is a stack and nothing is under way in it."""
    return company.root is not None and not company.root.busy


@event(weight=6)
def a_resource_fails_next(company: Company, random: Random) -> str | None:
    name, times = random.choice(FAILING), random.choice((1, 1, 1, 2, None))
    company.aws.trouble.fail(name, "the sandbox was told so", times=times)
    how = "for good" if times is None else f"the next {times} times"
    return f"resources {name} fail, {how}"


@event(weight=2)
def a_rollback_fails_next(company: Company, random: Random) -> str | None:
    name = random.choice(FAILING)
    company.aws.trouble.fail(name)
    company.aws.trouble.fail(name, "the way back is blocked", phase=Phase.ROLLBACK, times=1)
    return f"resources {name} fail next, and when they are rolled back"


@event(weight=3)
def a_deletion_fails_next(company: Company, random: Random) -> str | None:
    name = random.choice(("Service*", "Group*", "Rule*", "*????????"))
    company.aws.trouble.fail(
        name, "something holds on to it", phase=Phase.DELETE, times=random.choice((1, 3))
    )
    return f"resources {name} fail when they are deleted next"


@event(weight=2)
def resources_take_long(company: Company, random: Random) -> str | None:
    name = random.choice(FAILING)
    company.aws.trouble.hold(name)
    return f"resources {name} take for ever"


@event(weight=8, kept=True)
def trouble_ends(company: Company, random: Random) -> str | None:
    del random
    if company.aws.trouble.quiet:
        return None
    company.aws.trouble.clear()
    company.aws.advance(company.aws.pace.look)
    return "nothing in stacks fails or takes long any more"


@event(weight=3)
def cancel_the_update(company: Company, random: Random) -> str | None:
    del random
    return done("somebody cancels the update of the stack", call(company, "CancelUpdateStack", {}))


@event(weight=6, kept=True)
def continue_the_rollback(company: Company, random: Random) -> str | None:
    del random
    refusal = call(company, "ContinueUpdateRollback", {})
    return done("somebody continues the rollback", refusal)


def by_hand(company: Company, **changes: str) -> Data:
    """Return an update that changes parameters, and nothing else."""
    root = company.root
    names = root.definition.parameters if root else {}
    kept = [{"ParameterKey": one, "UsePreviousValue": True} for one in names if one not in changes]
    new = [{"ParameterKey": one, "ParameterValue": value} for one, value in changes.items()]
    return {"UsePreviousTemplate": True, "Parameters": kept + new, "Capabilities": CAPABILITIES}


@event(weight=4)
def update_the_stack_by_hand(company: Company, random: Random) -> str | None:
    level = random.choice(("info", "error", "debug"))
    refusal = call(company, "UpdateStack", by_hand(company, LogLevel=level))
    return done(f"somebody updates the stack by hand: LogLevel {level}", refusal)


@event(weight=2)
def change_a_version_by_hand(company: Company, random: Random) -> str | None:
    subject = random.choice(("infrastructure", "web", "api"))
    tags = sorted(company.images(subject).tags) if subject != "infrastructure" else ["0" * 40]
    tag = one_of(random, tags)
    if tag is None:
        return None
    name = PARAMETERS[subject]
    # Of the infrastructure's version no resource makes use, and that alone would be no update.
    changes = {name: tag, "LogLevel": random.choice(("error", "debug"))}
    refusal = call(company, "UpdateStack", by_hand(company, **changes))
    return done(f"somebody updates the stack by hand: {name} {tag[:12]}", refusal)


@event(weight=3)
def change_the_template_by_hand(company: Company, random: Random) -> str | None:
    if company.root is None:
        return None
    text = company.root.definition.template.text
    name = f"Hand{random.randrange(3)}"
    line = f"Resources:\n  {name}: {{ Type: AWS::SNS::Topic }}\n"
    changed = (
        text.replace("Resources:\n", line, 1)
        if name not in text
        else text.replace(line, "Resources:\n")
    )
    data = {**by_hand(company), "TemplateBody": changed}
    del data["UsePreviousTemplate"]
    return done(
        f"somebody changes the root template by hand: {name}", call(company, "UpdateStack", data)
    )


def without_hands(text: str) -> str:
    """Return a template without what people added to it by hand."""
    return HAND.sub("", text)


@event(weight=2)
def prepare_a_change_set_by_hand(company: Company, random: Random) -> str | None:
    name = f"by-hand-{company.number()}"
    data = {**by_hand(company, LogLevel=f"l{random.randrange(9)}"), "ChangeSetName": name}
    return done(f"somebody prepares the change set {name}", call(company, "CreateChangeSet", data))


@event(weight=2)
def change_the_tags_of_the_stack_by_hand(company: Company, random: Random) -> str | None:
    if company.root is None:
        return None
    tags = dict(company.root.definition.tags)
    tags.update(random.choice(({"team": "other"}, {"cost": "7"}, {"environment": "elsewhere"})))
    data = {**by_hand(company), "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]}
    return done(f"somebody tags the stack by hand: {tags}", call(company, "UpdateStack", data))


@event(weight=2)
def the_stack_gets_another_status(company: Company, random: Random) -> str | None:
    if not quiet(company):
        return None
    status = random.choice((*STUCK, *RESTING))
    company.aws.set_status(company.stack, status)
    return f"the stack is {status}, however it came to be"


@event(weight=2)
def another_operation_is_under_way(company: Company, random: Random) -> str | None:
    root = company.root
    if root is None or not quiet(company):
        return None
    before, status = root.status, random.choice(PASSING)

    def operation() -> Steps:
        company.aws.set_status(root.id, status)
        yield Wait(60)
        if root.status == status:
            company.aws.set_status(root.id, before if before in RESTING else "UPDATE_COMPLETE")

    company.aws.move(operation())
    return f"the stack is {status} for a minute"


@event(weight=4, kept=True)
def the_status_is_recovered(company: Company, random: Random) -> str | None:
    del random
    root = company.root
    if root is None or root.busy or root.status not in STUCK:
        return None
    if root.status == "UPDATE_ROLLBACK_FAILED" and root.before is not None:
        return None
    company.aws.set_status(root.id, "UPDATE_COMPLETE")
    return "somebody gets the stack out of its status"


@event(weight=1)
def delete_the_stack(company: Company, random: Random) -> str | None:
    del random
    if not quiet(company) or company.root is None or company.root.status == TO_BE:
        return None
    return done("somebody deletes the stack", call(company, "DeleteStack", {}))


@event(weight=12, kept=True)
def create_the_stack_again(company: Company, random: Random) -> str | None:
    del random
    if company.root is not None:
        return None
    company.recreate()
    return "somebody creates the stack again, with the templates that there are"
