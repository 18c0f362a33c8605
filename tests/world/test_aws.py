"""The model of what happens in AWS besides our own updates."""

from __future__ import annotations

import pytest

from tests.core.lite import at_rest, next_world, released
from tests.strategies.events import Sicken
from tests.world.aws import edit_by_hand, live
from tests.world.world import World


def running(world: World) -> dict[str, int]:
    """Return how many tasks run of each preview, by its hash, and of the main service."""
    return {one.tags.get("preview", ""): one.running for one in live(world).services.values()}


def test_an_edit_that_changes_nothing_is_an_error() -> None:
    with pytest.raises(LookupError, match="'Family: heavy' is not in the template of Lite"):
        edit_by_hand(at_rest(), "Lite", "Family: heavy", "Family: light")


def test_an_update_heals_only_what_it_deploys_anew() -> None:
    sick = Sicken("28967718")(Sicken()(at_rest(7)))
    assert running(sick) == {"": 0, "28967718": 0}
    assert running(next_world(released(sick))) == {"": 1, "28967718": 0}
