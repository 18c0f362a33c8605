"""What is deployed, and what of it could not be read."""

from __future__ import annotations

import pytest

from kayron.core.ground import file_stem
from kayron.core.plan import Change
from kayron.core.planner import plan
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, deployed, opened, released
from tests.world.aws import live, set_status
from tests.world.facts import snapshot
from tests.world.reading import absent, unknown
from tests.world.recorded import changes, moves, no_update, preview, stopped, verdict
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (("root", "template"), "the root stack (AccessDenied)"),
        (("root", "resources"), "the resources of the root stack (AccessDenied)"),
        (("root", "nested", "Lite"), "the stack Lite (AccessDenied)"),
        (("root", "nested", "Lite", "template"), "the stack Lite (AccessDenied)"),
        (("root", "nested", "Lite", "resources"), "the resources of the stack Lite (AccessDenied)"),
    ],
)
def test_unknown_facts_of_the_stacks_hold_the_update(path: tuple[str, ...], said: str) -> None:
    made = plan_of(unknown(released(opened(at_rest(7), 8)), "AccessDenied", *path))
    assert no_update(made)
    found = verdict(made, "unknown-facts", "stack")
    assert (found.outcome, said in found.reason) == (Outcome.HOLD, True)


def test_an_unknown_listener_holds_the_update() -> None:
    (arn,) = live(at_rest()).listeners
    made = plan_of(unknown(released(at_rest(7)), "AccessDenied", "listeners", arn))
    assert no_update(made)
    reason = f"Some facts could not be read: the listener {arn} (AccessDenied)."
    assert verdict(made, "unknown-facts", "stack").reason == reason


def test_an_unknown_ecs_service_holds_its_own_artifact_alone() -> None:
    world = released(opened(at_rest(7), 8))
    arn = next(arn for arn, one in live(world).services.items() if "preview" not in one.tags)
    made = plan_of(unknown(world, "ThrottlingException", "services", arn))
    assert (moves(made), changes(made)) == (set(), {7: Change.NONE, 8: Change.ADD})
    assert stopped(made) == {("unknown-facts", "lite", Outcome.HOLD)}


def test_a_stack_without_a_template_counts_as_unknown() -> None:
    made = plan_of(absent(released(at_rest()), "root", "nested", "Lite", "template"))
    assert "the stack has no template" in verdict(made, "unknown-facts", "stack").reason


@pytest.mark.parametrize(
    ("path", "stem"), [("lite.yaml", "lite"), ("apps/web.api.json", "web.api"), ("Makefile", "")]
)
def test_a_file_is_named_like_a_service_without_folder_and_ending(path: str, stem: str) -> None:
    assert file_stem(path) == stem


def test_nothing_is_ready_while_the_stack_is_updated() -> None:
    made = plan_of(set_status(at_rest(7), "UPDATE_IN_PROGRESS"))
    assert preview(made, 7).life.value == "deploying"


def test_the_same_stacks_are_not_read_again_and_say_the_same() -> None:
    _, memo = plan(snapshot(at_rest(7)))
    again, _ = plan(snapshot(released(at_rest(7))), memo)
    assert again == plan_of(released(at_rest(7)))


def test_no_character_of_a_template_that_aws_does_not_show_stops_anything() -> None:
    note = "Description: ✅ Runs the lite service\n"
    world = opened(deployed({"index.yaml": note + INDEX, "lite.yaml": note + LITE}), 7)
    assert stopped(plan_of(world)) == set()
    assert plan_of(settled(world)).actions == ()
