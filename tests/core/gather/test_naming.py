"""Which pull requests deployed previews name."""

from __future__ import annotations

from kayron.core.gather.naming import named_pulls
from kayron.core.snapshot import Outcomes
from kayron.core.stack.surroundings import surroundings_of
from kayron.core.template.library import Library
from tests.core.lite import deployed, opened
from tests.world.aws import live
from tests.world.facts import snapshot
from tests.world.settle import settled
from tests.world.small import LITE


def test_a_deployed_preview_names_its_pull_request_whatever_else_its_template_says() -> None:
    world = settled(opened(deployed({"lite.yaml": "Description: ✅ Runs it\n" + LITE}), 7))
    around = surroundings_of(snapshot(world))
    found = named_pulls(live(world).root, Outcomes(entries=()), around, Library())
    assert found == {"lite": frozenset({7})}
