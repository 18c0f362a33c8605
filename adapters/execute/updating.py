"""Carries out one update of the stack: on record, fenced, and followed to its end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime

from attrs import frozen

from kayron.adapters.aws.change_set import ChangeSet, Obstacle, Stopped
from kayron.adapters.aws.updates import Started, Updates
from kayron.adapters.clock import Clock
from kayron.adapters.execute.eyes import Eyes
from kayron.adapters.execute.following import Following, Watch, follow
from kayron.adapters.execute.recorder import Recorder, resulting
from kayron.adapters.execute.witness import Messages, Witness
from kayron.core.action import OverwriteTemplate, UpdateStack
from kayron.core.apply.cause import Failure
from kayron.core.apply.evidence import judge_changes
from kayron.core.apply.outcomes import begun
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.apply.settled import Settled
from kayron.core.fact import Absent
from kayron.core.snapshot import Result
from kayron.core.verdict import Outcome

OVERTAKEN = ActionOutcome(
    effect=Effect.SKIPPED, reason="The stack was updated by somebody else since this plan was made."
)

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

EMPTY = "CloudFormation finds nothing to change."

GOES_ON = "The update goes on, and nobody waits for it."


@frozen(kw_only=True)
class Halt:
    """Why an update is not begun; `resource` is the path of what it would lose, if that is why."""

    outcome: ActionOutcome
    resource: str = ""

    @property
    def failure(self) -> Failure | None:
        """Why the update would be refused again, None where it would not."""
        if self.outcome.effect is not Effect.REFUSED:
            return None
        return Failure(resource=self.resource, reason=self.outcome.reason, subject=None)


@frozen(kw_only=True)
class Judgement:
    """What evidence is judged by: stateful resources that may go, and the previews' hashes."""

    allowed: Collection[str]
    previews: Collection[str]


@frozen(kw_only=True, eq=False)
class Updating:
    """One update; `stack` is the id of the root stack, `updated` when that was last updated.

    `renew` returns the time by S3's clock, and raises when the lease is lost. `eyes` watch, and
    know the values of redacted parameters. `services` tells what ECS says of a service that fails.
    `watch` is told what happens.
    """

    stack: str
    updated: datetime
    updates: Updates
    recorder: Recorder
    renew: Callable[[], datetime]
    eyes: Eyes
    clock: Clock
    services: Messages
    judgement: Judgement
    watch: Watch

    def begin(self, action: UpdateStack) -> ActionOutcome:
        """Submit the update and leave it to itself; write down why where it is not begun.

        It is on record before it begins, so that whoever comes after a crash knows of it.
        """
        self._note(action)
        self._clear()
        started = self._started_directly(action) if action.direct else self._started(action)
        if isinstance(started, Halt):
            self._write_down(action, started.outcome, started.failure)
            return started.outcome
        return ActionOutcome(effect=Effect.LEFT, reason=GOES_ON)

    def finish(self, action: UpdateStack) -> ActionOutcome:
        """Wait for the update that was begun, write down how it ended, and return that."""
        mark = action.event or BEFORE_ALL
        witness = Witness(self.services, self.watch)
        following = Following(self.eyes, self.stack, action.operation, mark, witness)
        end = follow(following, action.versions, self.clock)
        return self._ended(action, end, witness)

    def _note(self, action: UpdateStack) -> None:
        """Put on record that the update begins now."""
        time = self.renew()
        self.recorder.change(lambda known: begun(known, action, time))

    def _clear(self) -> None:
        """Delete the change sets that we left: the lease says that nobody needs them any more."""
        for left in self.updates.own_debris(self.stack):
            self.renew()
            self.updates.delete(self.stack, left)

    def _started_directly(self, action: UpdateStack) -> Started | Halt:
        obsolete = self.obsolete(action)
        if obsolete is not None:
            return Halt(outcome=obsolete)
        self.renew()
        result = self.updates.update_stack(action, self.eyes.secrets)
        return result if isinstance(result, Started) else _halt(result)

    def _started(self, action: UpdateStack) -> Started | Halt:
        """Begin through a change set, which any other update of the stack makes obsolete."""
        made = self.updates.create_change_set(action, self.eyes.secrets, self.eyes.keep)
        if isinstance(made, Stopped):
            return _halt(made)
        # One that somebody's update overtook says nothing of what was submitted.
        stopped = _pointless(made) or self.obsolete(action)
        halt = self._refused(made) if stopped is None else Halt(outcome=stopped)
        if halt is not None:
            self.updates.delete(made.stack, made.id)
            return halt
        # A change set takes a while to be made, and from now on it may have been executed.
        self._note(action)
        self.renew()
        result = self.updates.execute(made, action.operation)
        return result if isinstance(result, Started) else _halt(result)

    def _refused(self, made: ChangeSet) -> Halt | None:
        """Return why a change set is not executed, None where it may be."""
        if not made.is_ready:
            return Halt(outcome=ActionOutcome(effect=Effect.REFUSED, reason=made.reason))
        denials = dict(self._denials(made))
        if denials:
            reason = " ".join(denials.values())
            refused = ActionOutcome(effect=Effect.REFUSED, reason=reason)
            return Halt(outcome=refused, resource=next(iter(denials)))
        return None

    def _denials(self, made: ChangeSet) -> Iterator[tuple[str, str]]:
        """Yield the paths of stateful resources that a change set would lose, and why not."""
        for change in sorted(made.changes or (), key=lambda one: one.path):
            for one in judge_changes([change], self.judgement.allowed, self.judgement.previews):
                if one.outcome is Outcome.DENY:
                    yield change.path, one.reason

    def obsolete(self, action: UpdateStack | OverwriteTemplate) -> ActionOutcome | None:
        """Return None while the stack's newest event is the one that the plan rests on.

        That event was read after the stack itself, so the time of its last update counts, too.
        """
        status = self.updates.status(self.stack)
        newest = self.updates.newest_event(self.stack)
        event = None if isinstance(newest, Absent) else newest.id
        updated = None if isinstance(status, Absent) else status.updated
        if (updated, event) == (self.updated, action.event):
            return None
        return OVERTAKEN

    def _ended(self, action: UpdateStack, end: Settled, witness: Witness) -> ActionOutcome:
        failure = end.failure
        if failure is None:
            outcome = ActionOutcome(effect=Effect.DONE, reason="")
        else:
            said = map(self.eyes.safe, witness.heard(failure.resource))
            reason = "\n".join((_told(failure), *said))
            outcome = ActionOutcome(effect=Effect.FAILED, reason=reason)
        self._write_down(action, outcome, failure)
        return outcome

    def _write_down(
        self, action: UpdateStack, outcome: ActionOutcome, failure: Failure | None = None
    ) -> None:
        """Record the result; what was not begun is no submission."""
        self.renew()
        end = Settled(result=RESULTS.get(outcome.effect), failure=failure)
        self.recorder.change(lambda known: resulting(known, action.operation, end))


RESULTS = {
    Effect.DONE: Result.SUCCEEDED,
    Effect.UNCHANGED: Result.SUCCEEDED,
    Effect.FAILED: Result.FAILED,
    Effect.REFUSED: Result.REFUSED,
}
"""The result of a submission by what became of its action; others were never begun."""

EFFECTS = {
    Obstacle.BUSY: Effect.SKIPPED,
    Obstacle.CLOSED: Effect.SKIPPED,
    Obstacle.GONE: Effect.SKIPPED,
    Obstacle.OBSOLETE: Effect.SKIPPED,
    Obstacle.REFUSED: Effect.REFUSED,
    Obstacle.UNCHANGED: Effect.UNCHANGED,
}


def _pointless(made: ChangeSet) -> ActionOutcome | None:
    """Return why there is no point in executing a change set, None where there may be."""
    if made.changes is None:
        return ActionOutcome(effect=Effect.UNCHANGED, reason=EMPTY)
    return OVERTAKEN if made.is_obsolete else None


def _halt(stopped: Stopped) -> Halt:
    return Halt(outcome=ActionOutcome(effect=EFFECTS[stopped.by], reason=stopped.reason))


def _told(failure: Failure) -> str:
    where = f"{failure.resource}: " if failure.resource else ""
    return f"{where}{failure.reason}"
