"""The loop: look, and bring about what is wanted where policies allow it, again and again.

It waits for nothing that takes long: an update is begun, and the next round looks how it goes.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Teller, Wishes
from kayron.adapters.live import Live
from kayron.core.action import COMMENTING, Action
from kayron.core.apply.due import is_due
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied, Effect
from kayron.core.decision import Options
from kayron.core.error import KayronError
from kayron.core.plan import Plan
from kayron.core.planner import Memo, knowing, plan
from kayron.core.snapshot import Snapshot

INTERVAL = 10.0
"""Seconds from the end of a round to the next one."""

JITTER = 0.1
"""The share of the interval by which it is longer or shorter: several loops drift apart."""

DOUBLINGS = 4
"""How often the interval is doubled at most: once after each round that failed."""

WISHES = Wishes(options=Options(), wait=False)


@frozen(kw_only=True)
class Round:
    """What one round saw and did.

    `snapshot` and `plan` are what it saw first, None where nothing could be read. `applied` is None
    where there was nothing to do. `error` ended the round.
    """

    snapshot: Snapshot | None = None
    plan: Plan | None = None
    applied: Applied | None = None
    error: KayronError | None = None


Hear = Callable[[Round], None]


class Reconciler:
    """Runs rounds in one environment. `owner` tells others who holds the lease.

    `memo` is that of the last plan, and makes the next one faster.
    """

    def __init__(self, live: Live, owner: str, teller: Teller) -> None:
        self._live = live
        self._owner = owner
        self._teller = teller
        self.memo: Memo | None = None
        self._failures = 0

    def once(self) -> Round:
        """Run one round; errors that are no defect of ours end it, and are told in it.

        The lease is taken only where there is something to do; everything is captured again under
        it.
        """
        done = self._looked()
        if done.snapshot and done.plan and is_due(self._worthwhile(done.plan), done.snapshot):
            done = self._acted(done.snapshot, done.plan)
        self._failures = self._failures + 1 if _has_failed(done) else 0
        return done

    def forever(self, pause: Callable[[float], bool], hear: Hear = lambda _: None) -> None:
        """Run rounds until `pause`, which waits for so many seconds or less, returns false."""
        going = True
        while going:
            hear(self.once())
            going = pause(self.interval)

    @property
    def interval(self) -> float:
        """The seconds until the next round, drawn anew each time; longer after failures."""
        seconds = INTERVAL * 2.0 ** min(self._failures, DOUBLINGS)
        return seconds * self._live.outside.random.uniform(1 - JITTER, 1 + JITTER)

    def _worthwhile(self, made: Plan) -> list[Action]:
        return [one for one in made.actions if self._live.is_worthwhile(one)]

    def _looked(self) -> Round:
        try:
            snapshot = self._live.capture()
        except KayronError as error:
            return Round(error=error)
        made, self.memo = plan(snapshot, knowing(self.memo, self._live.memo))
        return Round(snapshot=snapshot, plan=made)

    def _acted(self, snapshot: Snapshot, made: Plan) -> Round:
        try:
            applied = apply(self._live, self._owner, WISHES, None, self._teller, self.memo)
        except KayronError as error:
            return Round(snapshot=snapshot, plan=made, error=error)
        return Round(snapshot=snapshot, plan=made, applied=applied)


def _has_failed(done: Round) -> bool:
    """Tell whether a round failed, comments aside: of these one may fail for ever."""
    if done.error is not None or done.applied is None:
        return done.error is not None
    failed = {one for one, what in done.applied.outcomes.items() if what.effect is Effect.FAILED}
    actions = (one for one in done.applied.plan.actions if not isinstance(one, COMMENTING))
    return done.applied.ending is Ending.LOST or any(one.id in failed for one in actions)
