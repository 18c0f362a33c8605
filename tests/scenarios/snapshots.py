"""Where the recorded snapshots come from: models of the world, and one capture of the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kayron.core.snapshot import Snapshot
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation
from tests.world.facts import snapshot
from tests.world.scenario.table import SCENARIOS, Situation


def morning() -> Snapshot:
    """Capture Acme's morning in the sandbox, with the real clients."""
    with Organisation() as organisation:
        an_ordinary_morning(organisation)
        return organisation.captured()


def _modelled(situation: Situation) -> Callable[[], Snapshot]:
    return lambda: snapshot(situation())


SNAPSHOTS: Mapping[str, Callable[[], Snapshot]] = {
    "an-ordinary-morning": morning,
    **{name: _modelled(situation) for name, situation in SCENARIOS.items()},
}
"""What makes each snapshot, by the name of its folder."""
