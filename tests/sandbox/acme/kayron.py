"""Kayron at work in a sandbox: captures with the real clients, and plans carried out by hand."""

from __future__ import annotations

from typing import Protocol, assert_never

from kayron.core.action import (
    Action,
    CreateComment,
    DeleteComment,
    OverwriteTemplate,
    PutTemplate,
    UpdateComment,
    UpdateStack,
)
from kayron.core.document import canonical
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Outcomes, Result, Snapshot, Submission
from kayron.core.stack.location import outcomes_key
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.repository import Repository
from tests.sandbox.served import BOT

PATIENCE = 10
"""Plans until nothing is left to do."""


class Organisation(Protocol):
    """What Kayron works for: Acme, or a crowd."""

    aws: Aws
    repositories: dict[str, Repository]

    def captured(self) -> Snapshot:
        """Return what Kayron reads of it."""

    def wait(self, **duration: float) -> None:
        """Let time pass."""


def settle(organisation: Organisation) -> Snapshot:
    """Plan and carry out until there is nothing left to do; return the last snapshot."""
    for _ in range(PATIENCE):
        snapshot = organisation.captured()
        made, _ = plan(snapshot)
        if not made.actions:
            return snapshot
        Carrying(organisation, snapshot, made).run()
    raise AssertionError("the organisation does not come to rest")


class Carrying:
    """One plan being carried out, every action in turn, without a look at what it expects."""

    def __init__(self, organisation: Organisation, snapshot: Snapshot, made: Plan) -> None:
        self.organisation = organisation
        self.snapshot = snapshot
        self.plan = made

    def run(self) -> None:
        """Carry out every action."""
        for action in self.plan.actions:
            self.organisation.wait(seconds=10)
            self.carry_out(action)

    def carry_out(self, action: Action) -> None:
        """Carry out one action."""
        match action:
            case PutTemplate() | OverwriteTemplate():
                text = next(t.text for t in self.plan.templates if t.path == action.path)
                self.put(action.key, text)
            case UpdateStack():
                self.update(action)
            case CreateComment():
                self.pull(action).comment(action.body, author=BOT, time=self.organisation.aws.now())
            case UpdateComment():
                pull = self.pull(action)
                ours = [one for one in pull.comments.values() if one.author == BOT]
                pull.edit(ours[0], action.body, time=self.organisation.aws.now())
            case DeleteComment():
                pull = self.pull(action)
                pull.remove(pull.comments[action.comment])
            case _:
                assert_never(action)

    def pull(self, action: CreateComment | UpdateComment | DeleteComment) -> Pull:
        """Return the pull request of an action."""
        return self.organisation.repositories[action.repository].pulls[action.pull]

    def update(self, action: UpdateStack) -> None:
        """Update the stack, wait until it is through, and record the outcome."""
        cloudformation = client(self.organisation.aws, "cloudformation")
        cloudformation.update_stack(
            StackName=action.stack,
            TemplateURL=action.template_url,
            Parameters=[
                {"ParameterKey": name, "UsePreviousValue": True}
                if value is None
                else {"ParameterKey": name, "ParameterValue": value}
                for name, value in action.parameters.items()
            ],
            Tags=[{"Key": key, "Value": value} for key, value in action.tags.items()],
            Capabilities=list(action.capabilities),
            ClientRequestToken=action.operation,
        )
        self.organisation.aws.settle()
        self.record(action)

    def record(self, action: UpdateStack) -> None:
        """Write the outcomes record; the update succeeded, or nothing here would go on."""
        status = self.organisation.aws.stack(action.stack).status
        assert status == "UPDATE_COMPLETE", status
        known = self.snapshot.outcomes
        entries = known.entries if isinstance(known, Outcomes) else ()
        submission = Submission(
            operation=action.operation,
            desired=action.desired,
            time=self.organisation.aws.now(),
            previews=action.previews,
            versions=action.versions,
            pulls=action.pulls,
            result=Result.SUCCEEDED,
            cause=None,
            resource=None,
            reason=None,
        )
        text = canonical(Outcomes(entries=(*entries, submission)))
        self.put(outcomes_key(self.snapshot.environment.value, action.stack), text)

    def put(self, key: str, text: str) -> None:
        """Put a text into the bucket of the templates."""
        self.organisation.aws.put_files(self.snapshot.settings.bucket, {key: text})
