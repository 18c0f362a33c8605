"""What holds for previews whose own resources cannot change in place, however many they are."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.hashing import branch_hash
from kayron.core.plan import Change
from kayron.core.snapshot import Stack
from tests.core.lite import deployed, next_world, opened, released
from tests.world.aws import edit_by_hand, live
from tests.world.recorded import changes
from tests.world.settle import plan_of, settled
from tests.world.small import LITE
from tests.world.world import World

PULLS = (7, 8)

PROPERTIES = "Port: 80, Protocol: HTTP, TargetType: ip, VpcId: vpc-1"

CREATE_ONLY = {
    "Port": ("Port: 80", "Port: 81"),
    "TargetType": ("TargetType: ip", "TargetType: instance"),
}
"""Some of what a target group cannot change in place, by the registry, and a change of it."""

INNOCENT = ("VpcId: vpc-1", "VpcId: vpc-1, HealthCheckPath: /up")

CHANGES = st.fixed_dictionaries(
    {pull: st.sampled_from([None, INNOCENT, *CREATE_ONLY.values()]) for pull in PULLS}
)


@cache
def with_previews() -> World:
    """Return a world at rest with previews whose target groups have names."""
    world = deployed({"lite.yaml": LITE.replace("{Port: 80", "{Name: lite, Port: 80")})
    for pull in PULLS:
        world = opened(world, pull)
    return settled(world)


def template_of(world: World) -> str:
    """Return the template of the service's stack, which holds its previews."""
    stack = live(world).root.nested["Lite"]
    assert isinstance(stack, Stack)
    return str(stack.template)


@given(CHANGES)
def test_those_leave_first_and_come_back_whose_named_resource_cannot_change_in_place(
    done: dict[int, tuple[str, str] | None],
) -> None:
    world = with_previews()
    text = edited = template_of(world)
    for pull, change in done.items():
        own = f"Name: lite-{branch_hash(f'feature/{pull}')}, {PROPERTIES}"
        assert own in text
        edited = edited.replace(own, own.replace(*change) if change else own)
    world = edit_by_hand(world, "Lite", text, edited) if edited != text else world
    stuck = {pull for pull, change in done.items() if change not in (None, INNOCENT)}
    found = changes(plan_of(released(world)))
    assert {pull for pull, change in found.items() if change is Change.REMOVE} == stuck
    after = changes(plan_of(next_world(released(world))))
    assert {pull for pull, change in after.items() if change is Change.ADD} == stuck
