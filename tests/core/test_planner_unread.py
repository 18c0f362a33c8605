"""What could not be read never makes a plan do more than it would have done."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.plan import Change, Life, Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from kayron.core.verdict import STACK, Outcome
from tests.strategies.damage import damaged, unread
from tests.strategies.events import Misread
from tests.strategies.histories import histories
from tests.strategies.steps import Close, History, played
from tests.strategies.turns import update_of
from tests.strategies.worlds import Start, busy, starts
from tests.world.aws import live
from tests.world.facts import snapshot
from tests.world.recorded import verdict
from tests.world.settle import plan_of
from tests.world.world import World


def leaving(made: Plan) -> set[str]:
    return {one.subject for one in made.previews if one.change is Change.REMOVE}


def unwanted(made: Plan) -> set[str]:
    """Return the previews that are to leave, in this update or in a later one."""
    return {one.subject for one in made.previews if one.life is Life.REMOVING}


def versions(made: Plan) -> Mapping[str, str]:
    """Return the versions that a plan's update puts in place, by subject."""
    update = update_of(made)
    return update.versions if update else {}


def desired(made: Plan) -> set[tuple[str, object]]:
    """Return the desired versions by subject, of which two pull requests may share one."""
    artifacts = {(one.subject, one.desired) for one in made.artifacts}
    return artifacts | {(one.subject, one.desired) for one in made.previews}


def numbers(made: Plan, world: World) -> Mapping[str, Mapping[str, int]]:
    """Return the priorities of the deployed previews."""
    tags = [one.tags for one in live(world).services.values()]
    deployed = {f"{one.get('service')}/{one['preview']}" for one in tags if "preview" in one}
    told = [one for one in made.previews if one.priorities]
    return {one.subject: one.priorities for one in told if one.subject in deployed}


@given(start=starts, history=histories(most=6), data=st.data())
def test_an_unknown_fact_removes_nothing_and_moves_nothing(
    start: Start, history: History, data: st.DataObject
) -> None:
    world = played(history, start())
    facts = snapshot(world)
    known, memo = plan(facts)
    made, _ = plan(damaged(facts, data.draw(unread(facts, Snapshot))), memo)
    assert leaving(made) <= leaving(known) | unwanted(known)
    assert set(versions(made).items()) <= desired(known)
    assert numbers(made, world).items() <= numbers(known, world).items()


UNREADABLE = [
    ("root", "template"),
    ("root", "resources"),
    ("root", "nested", "Lite"),
    ("root", "nested", "Lite", "template"),
    ("root", "nested", "Lite", "resources"),
]


@pytest.mark.parametrize("path", UNREADABLE, ids="/".join)
def test_a_stack_that_cannot_be_read_holds_the_stack_and_says_nothing_else(
    path: tuple[str, ...],
) -> None:
    """Not that its previews are new, that their priorities are taken, or that they are gone."""
    made = plan_of(played((Close(2), Misread(*path)), busy()))
    denied = {one.policy for one in made.verdicts if one.outcome is Outcome.DENY}
    assert made.actions == ()
    assert verdict(made, "unknown-facts", STACK).outcome is Outcome.HOLD
    assert denied <= {"require-labels", "open", "closed"}
