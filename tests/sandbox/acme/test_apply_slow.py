"""An apply under a lease of a minute, whose captures take all the time that they may."""

from __future__ import annotations

from collections.abc import Callable

from kayron.adapters.capture import Progress
from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Wishes
from kayron.adapters.live import DEADLINE, Live
from kayron.core.apply.ending import Ending
from kayron.core.decision import Options
from kayron.core.snapshot import Files, Snapshot
from tests.sandbox.acme.applying import Listener, comment, living
from tests.sandbox.acme.organisation import Organisation

SHOP, NUMBER = "storefront", 36


class Slow(Live):
    """An environment in which some call hangs for good, so that captures end at their deadline."""

    def capture(
        self,
        *,
        seconds: float = DEADLINE,
        source: Files | None = None,
        watch: Callable[[Progress], None] = lambda _: None,
        afresh: bool = False,
    ) -> Snapshot:
        found = super().capture(seconds=seconds, source=source, watch=watch, afresh=afresh)
        self.outside.clock.sleep(seconds)
        return found


def test_captures_that_take_as_long_as_they_may_cost_no_lease(acme: Organisation) -> None:
    acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    acme.wait(seconds=10)
    wishes = Wishes(options=Options(), wait=True)
    with living(acme) as live:
        done = apply(Slow(live.settings, live.outside), "aiko@desk", wishes, None, Listener())
    assert done.ending is Ending.DONE
    assert "| Ready |" in comment(acme, SHOP, NUMBER)
