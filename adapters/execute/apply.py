"""One apply from end to end: who writes, what with, and for how long."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from attrs import frozen

from kayron.adapters.execute.applying import Applying, Teller, Wishes
from kayron.adapters.execute.hands import Hands
from kayron.adapters.lease import Holder, take
from kayron.adapters.live import Live
from kayron.core.apply.record import Applied
from kayron.core.conversion import moment_text
from kayron.core.error import KayronError
from kayron.core.plan import Plan
from kayron.core.planner import Memo
from kayron.core.stack.location import lease_key

TERM = 60
"""Seconds. A writer that hangs for longer is taken for dead."""

CAPTURE = TERM / 2
"""Seconds for a capture under the lease, which cannot be renewed meanwhile: a system that hangs
may keep a fact unknown, and must not cost the lease."""


@frozen
class Busy(KayronError):
    """Somebody else applies to this stack right now."""

    holder: Holder

    def __str__(self) -> str:
        until = moment_text(self.holder.until)
        since = moment_text(self.holder.since)
        return (
            f"{self.holder.owner} applies to this stack since {since}; its lease ends {until} "
            "unless it is renewed. Try again then."
        )


def apply(
    live: Live,
    owner: str,
    wishes: Wishes,
    reviewed: Plan | None,
    teller: Teller,
    memo: Memo | None = None,
) -> Applied:
    """Apply the plan of this moment, which must be the reviewed one if there is one.

    `owner` tells others who holds the lease. `memo` is one that an earlier plan returned. Raises
    `Busy`, `CaptureError`, and `LeaseLost` where the lease is lost before anything is carried out.
    """
    hands: Hands = live.hands()
    key = lease_key(live.settings.environment.value, live.settings.stack)
    lease = take(hands.bucket, key, owner, TERM, hands.clock, live.outside.random)
    if isinstance(lease, Holder):
        raise Busy(lease)
    try:
        applying = Applying(
            capture=partial(live.capture, seconds=CAPTURE, watch=teller.reading, afresh=True),
            hands=hands,
            wishes=wishes,
            teller=teller,
            renew=lease.renew,
            keep=lease.keep,
            memo=memo,
        )
        return applying.run(reviewed)
    finally:
        # One that cannot be given up ends by itself, and what was done must be told.
        with suppress(KayronError):
            lease.release()
