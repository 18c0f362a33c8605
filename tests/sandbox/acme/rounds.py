"""Acme in rounds: a change that takes every kind of write, an apply, and a look at everything."""

from __future__ import annotations

from attrs import define, field

from kayron.core.apply.ending import Ending
from tests.sandbox.acme.aftermath import assert_at_rest, operations
from tests.sandbox.acme.applying import Listener, applied, at_rest
from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import STACK, Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.served import BOT

TERM = 61
"""Seconds after which the lease of a dead program is free."""

LEFT = f"kayron-{'0' * 32}-{'0' * 16}"
"""The name of a change set that some earlier program of ours never executed."""


@define
class Rounds:
    """Acme at rest, with one preview; each round opens a pull request and closes the one before.

    `updates` is how many there must have been, `listener` hears the applies of a round.
    """

    organisation: Organisation
    newest: int = 100
    updates: int = 1
    listener: Listener = field(factory=Listener)

    @classmethod
    def begun(cls, organisation: Organisation) -> Rounds:
        """Bring an organisation to where rounds begin."""
        rounds = cls(organisation)
        rounds._open()
        at_rest(organisation)
        rounds.updates = len(operations(organisation))
        return rounds

    def change(self) -> None:
        """Let people change something that takes one update, and forget what was heard so far.

        A change set and a second comment of ours were left, so that there is something to delete.
        """
        before = self.organisation.repositories[SHOP].pulls[self.newest]
        (comment,) = [one for one in before.comments.values() if one.author == BOT]
        before.comment(comment.body, author=BOT, time=self.organisation.aws.now())
        before.close(self.organisation.aws.now())
        self._open()
        cloudformation = client(self.organisation.aws, "cloudformation")
        tags = [{"Key": "left", "Value": "behind"}]
        cloudformation.create_change_set(
            StackName=STACK,
            ChangeSetName=LEFT,
            UsePreviousTemplate=True,
            Parameters=self._kept(),
            Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            Tags=tags,
        )
        self.organisation.aws.settle()
        self.updates += 1
        self.listener = Listener()
        for traffic in self.organisation.traffic:
            traffic.clear()

    def _open(self) -> None:
        self.newest += 1
        self.organisation.open_pull(SHOP, self.newest, f"topic-{self.newest}", "aiko")

    def _kept(self) -> list[dict[str, object]]:
        parameters = self.organisation.aws.stack(STACK).definition.parameters
        return [{"ParameterKey": name, "UsePreviousValue": True} for name in parameters]

    def assert_that_the_next_apply_completes(self) -> None:
        """Apply once more when the lease has ended, and look at everything."""
        self.organisation.wait(seconds=TERM)
        done = applied(self.organisation, listener=self.listener)
        assert done.ending in {Ending.DONE, Ending.UNCHANGED}, done.outcomes
        self.assert_at_rest()

    def assert_at_rest(self) -> None:
        """Assert that everything of this round is done, and nothing twice."""
        assert_at_rest(self.organisation, self.listener.plans, updates=self.updates)
