"""Applies a plan: under the lease, on facts captured afresh, and no other than the reviewed one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from attrs import frozen

from kayron.adapters.capture import Progress
from kayron.adapters.execute import carrying
from kayron.adapters.execute.carrying import Carrying
from kayron.adapters.execute.commenting import Commenting
from kayron.adapters.execute.executor import Executor
from kayron.adapters.execute.eyes import Eyes, Keep
from kayron.adapters.execute.hands import Hands
from kayron.adapters.execute.settling import settle
from kayron.adapters.execute.updating import Judgement, Updating
from kayron.core.action import COMMENTING, Action
from kayron.core.apply.conclusion import conclusion
from kayron.core.apply.ending import Ending, ending_of
from kayron.core.apply.event import StackEvent
from kayron.core.apply.record import FORMAT, ActionOutcome, Applied, Effect
from kayron.core.apply.stages import Stages, stages
from kayron.core.apply.stale import changed_facts, is_own_success
from kayron.core.decision import Options
from kayron.core.error import KayronError
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.inputs import Inputs, read_inputs
from kayron.core.plan import Change, Life, Plan
from kayron.core.planner import Memo, plan
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.tree import Ids
from kayron.core.table import Table


class Teller(carrying.Teller, Protocol):
    """Is told how an apply goes on."""

    def reading(self, progress: Progress) -> None:
        """Hear how far a capture is."""

    def planned(self, made: Plan) -> None:
        """Hear what is about to be carried out."""

    def stale(self, facts: tuple[str, ...]) -> None:
        """Hear which facts changed since the plan was reviewed."""

    def happened(self, event: StackEvent, path: Ids) -> None:
        """Hear what happens in the stacks."""


@frozen(kw_only=True)
class Wishes:
    """What a person asks for: options of the plan, and whether to wait for the update."""

    options: Options
    wait: bool


@frozen(kw_only=True, eq=False)
class Applying:
    """One apply, under a lease that `renew` renews and `keep` keeps; they raise when that is lost.

    `memo` makes the plan faster that it makes.
    """

    capture: Callable[[], Snapshot]
    hands: Hands
    wishes: Wishes
    teller: Teller
    renew: Callable[[], datetime]
    keep: Keep
    memo: Memo | None

    def run(self, reviewed: Plan | None) -> Applied:
        """Capture, plan, compare with what was reviewed, and carry out what is planned."""
        captured = self._captured()
        before = settle(captured, self._eyes(captured), self.hands.recorder, self.renew)
        made, _ = plan(before, self.memo, self.wishes.options)
        if reviewed is not None:
            if is_own_success(reviewed, before.root):
                return untouched(made, before, Ending.UNCHANGED, "It was applied before.")
            facts = changed_facts(reviewed, made)
            if facts:
                self.teller.stale(facts)
                return untouched(made, before, Ending.STALE, "The plan is stale.")
        if not made.actions or not isinstance(before.root, Stack):
            return untouched(made, before, ending_of(made), "There is nothing to carry out on.")
        return self._carried_out(made, before, before.root)

    def _captured(self) -> Snapshot:
        """Capture, which may take half of the lease's term."""
        self.keep()
        snapshot = self.capture()
        self.keep()
        return snapshot

    def _carried_out(self, made: Plan, before: Snapshot, root: Stack) -> Applied:
        self.teller.planned(made)
        later = Later(capture=self._captured, memo=self.memo)
        executor = self._executor(made, before, root, later)
        carried = self._carrying(executor)
        self._in_stages(stages(made.actions), carried)
        ending = conclusion(made, carried.outcomes, lost=carried.lost)
        if ending in DEFEATS:
            self._carrying(executor).run(later.comments())
        return Applied(
            format=FORMAT,
            plan=made,
            ending=ending,
            outcomes=Table(carried.outcomes),
            before=before,
            after=UNSEEN if ending in UNWATCHED else later.fact(),
        )

    def _in_stages(self, staged: Stages, carried: Carrying) -> None:
        """Begin the update, tell of it, wait for it if that is wished, and tell how it ended."""
        update = staged.update
        carried.run(staged.opening)
        effect = carried.outcomes[update.id].effect if update else Effect.UNCHANGED
        if effect not in BEGUN:
            carried.skip((*staged.meanwhile, *staged.afterwards), NOT_BEGUN)
            return
        carried.run(staged.meanwhile)
        if update and effect is Effect.LEFT and self.wishes.wait:
            carried.finish(update)
        carried.run(staged.afterwards)

    def _eyes(self, snapshot: Snapshot) -> Eyes:
        redacted, secrets = snapshot.settings.redacted, self.hands.secrets
        return Eyes(
            events=self.hands.updates,
            keep=self.keep,
            secrets={name: secrets[name] for name in redacted if name in secrets},
        )

    def _carrying(self, executor: Executor) -> Carrying:
        return Carrying(executor, self.teller, self.hands.workers, waits=self.wishes.wait)

    def _executor(self, made: Plan, before: Snapshot, root: Stack, later: Later) -> Executor:
        hands = self.hands
        updating = Updating(
            stack=root.id,
            updated=root.updated,
            updates=hands.updates,
            recorder=hands.recorder,
            renew=self.renew,
            eyes=self._eyes(before),
            clock=hands.clock,
            services=hands.services,
            judgement=_judgement(made, before, self.memo),
            watch=self.teller.happened,
        )
        return Executor(
            plan=made,
            bucket=hands.bucket,
            updating=updating,
            commenting=Commenting(comments=hands.comments, runs=later.runs),
            renew=self.renew,
        )


BEGUN = frozenset({Effect.LEFT, Effect.UNCHANGED})
"""What has become of an update of which pull requests may be told as planned."""

NOT_BEGUN = "The update was not begun."

DEFEATS = frozenset({Ending.FAILED, Ending.REFUSED})
"""The endings after which comments that were planned may not be true."""

UNSEEN = Unknown("nobody waited for it")

UNWATCHED = frozenset({Ending.INTERRUPTED, Ending.LEFT})


class Later:
    """What is there once the update is through, captured and planned when it is first asked for."""

    def __init__(self, capture: Callable[[], Snapshot], memo: Memo | None) -> None:
        self._capture = capture
        self._memo = memo
        self._fact: Fact[Snapshot] | None = None
        self._plan: Plan | None = None

    def snapshot(self) -> Snapshot:
        """Return the snapshot, or raise what capturing raises."""
        if not isinstance(self._fact, Snapshot):
            self._fact = self._capture()
        return self._fact

    def fact(self) -> Fact[Snapshot]:
        """Return the snapshot, or why there is none: what was done is told all the same.

        It is tried once; whoever presses Ctrl-C then waits for nothing any more.
        """
        if self._fact is None:
            try:
                return self.snapshot()
            except KayronError as error:
                self._fact = Unknown(str(error))
            except KeyboardInterrupt:
                self._fact = UNSEEN
        return self._fact

    def comments(self) -> tuple[Action, ...]:
        """Return what tells pull requests the truth now; none where that could not be read.

        Of a further update they are told when that has begun.
        """
        if not isinstance(self.fact(), Snapshot):
            return ()
        made = self._planned()
        later = {
            (one.repository, one.pull) for one in made.previews if one.change is not Change.NONE
        }
        said = (one for one in made.actions if isinstance(one, COMMENTING))
        return tuple(one for one in said if (one.repository, one.pull) not in later)

    def runs(self) -> Mapping[str, str]:
        """Return the versions of the previews that are ready, by subject."""
        ready = (one for one in self._planned().previews if one.life is Life.READY)
        return {one.subject: one.current for one in ready if isinstance(one.current, str)}

    def _planned(self) -> Plan:
        """Return the plan of the snapshot, made once however many comments ask for it."""
        if self._plan is None:
            self._plan, _ = plan(self.snapshot(), self._memo)
        return self._plan


def _judgement(made: Plan, before: Snapshot, memo: Memo | None) -> Judgement:
    inputs = read_inputs(before.source, memo.inputs if memo else None)
    allowed = inputs.configuration.allow_stateful if isinstance(inputs, Inputs) else ()
    return Judgement(allowed=allowed, previews=tuple(one.hash for one in made.previews))


def untouched(made: Plan, before: Snapshot, ending: Ending, why: str) -> Applied:
    """Return an apply that did nothing, and why."""
    skipped = ActionOutcome(effect=Effect.SKIPPED, reason=why)
    return Applied(
        format=FORMAT,
        plan=made,
        ending=ending,
        outcomes=Table({action.id: skipped for action in made.actions}),
        before=before,
        after=Absent(),
    )
