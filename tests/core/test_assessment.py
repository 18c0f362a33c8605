"""What is to become of an artifact: its versions, and what the policies say of them."""

from __future__ import annotations

import pytest

from kayron.core.assessment import strategy_text
from kayron.core.plan import Artifact, Kind
from kayron.core.release import Branch, Release, Strategy, Suspend
from tests.core.builder import definition
from tests.core.lite import at_rest, released
from tests.world.aws import live
from tests.world.github import head
from tests.world.recorded import artifact, verdict
from tests.world.settle import plan_of


@pytest.mark.parametrize(
    ("strategy", "text"),
    [
        (Release(tag="v1.2.3"), "release v1.2.3"),
        (Branch(name="main"), "branch main"),
        (Suspend(reason="", until=None), "suspended"),
    ],
)
def test_a_strategy_is_told_in_two_words(strategy: Strategy, text: str) -> None:
    assert strategy_text(definition(strategy=strategy)) == text


def test_a_service_is_at_what_ecs_runs_and_moves_to_what_is_declared() -> None:
    world = released(at_rest())
    now = live(world).root.parameters["LiteVersion"]
    assert artifact(plan_of(world), "lite") == Artifact(
        subject="lite",
        kind=Kind.SERVICE,
        repository="lite",
        strategy="branch main",
        parameter="LiteVersion",
        current=now,
        desired=head(world, "lite", "main"),
        effective=head(world, "lite", "main"),
        moves=True,
    )


def test_the_infrastructure_is_at_what_its_parameter_says() -> None:
    world = at_rest()
    now = live(world).root.parameters["InfrastructureVersion"]
    assert artifact(plan_of(world), "infrastructure") == Artifact(
        subject="infrastructure",
        kind=Kind.INFRASTRUCTURE,
        repository="infrastructure",
        strategy="branch main",
        parameter="InfrastructureVersion",
        current=now,
        desired=now,
        effective=now,
        moves=False,
    )


def test_the_image_of_a_service_is_looked_up_by_its_desired_version() -> None:
    world = released(at_rest())
    wanted = head(world, "lite", "main")
    assert verdict(plan_of(world), "image", "lite").facts == (f"images.lite.{wanted}",)
