"""What an update of releases leaves for the previews after it."""

from __future__ import annotations

import pytest

from kayron.core.plan import Plan
from kayron.core.snapshot import Rule
from tests.core.lite import at_rest, deployed, next_world, opened
from tests.core.test_allotment import API, ranged
from tests.core.test_arrival import CATCH_ALL
from tests.core.test_placement import MOVED, RENAMED, TWO_LISTENERS
from tests.world.aws import add_foreign_rule, live
from tests.world.github import change_infrastructure, close_pull, push
from tests.world.recorded import priorities, update
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE
from tests.world.world import World

ALIASED = LITE.replace("  Rule:\n", "  Rule: &rule\n").replace("Family: lite", "Family: &f lite")
CUT = LITE + API.replace("Priority: 100", "Priority: 101")


def promised(before: World, template: str) -> tuple[Plan, Plan]:
    """Return the plan that brings a template, and the next one, which does what that left."""
    world = change_infrastructure(before, {"lite.yaml": template})
    made = plan_of(world)
    assert not update(made).previews
    return made, plan_of(next_world(world))


def previews_of(made: Plan) -> tuple[str, ...]:
    updates = [action.reason for action in made.actions if action.id == "update-stack"]
    return tuple(line for text in updates for line in text.split("\n"))


@pytest.mark.parametrize("template", [ALIASED, CUT, LITE + CATCH_ALL])
def test_a_preview_that_the_new_templates_do_not_take_is_not_promised(template: str) -> None:
    made, following = promised(opened(settled(at_rest()), 7), template)
    assert (made.waiting, previews_of(following)) == ((), ())


@pytest.mark.parametrize("template", [ALIASED, CUT, LITE + CATCH_ALL])
def test_one_that_only_the_old_ones_did_not_take_is(template: str) -> None:
    made, following = promised(opened(deployed({"lite.yaml": template}), 7), LITE)
    assert len(made.waiting) == 1
    assert made.waiting == previews_of(following)


def test_one_that_leaves_with_the_update_is_not_left_for_the_next() -> None:
    made, following = promised(close_pull(at_rest(7, 8), "lite", 7), RENAMED)
    assert made.waiting == ()
    assert [line for line in previews_of(following) if "is removed" in line] == []


def test_one_that_has_to_come_back_does_not_move_too() -> None:
    made, following = promised(push(at_rest(7), "lite", "feature/7"), RENAMED)
    assert made.waiting == ()
    assert previews_of(following) == ()


def test_those_that_come_back_are_served_in_their_order() -> None:
    before = opened(settled(opened(deployed({}, ranged("500-501")), 7)), 8)
    made, following = promised(before, RENAMED)
    assert priorities(made) == {7: {"Rule": 500}, 8: {"Rule": 501}}
    assert priorities(following) == {7: {"Rule": 500}, 8: {"Rule": 501}}
    assert made.waiting == previews_of(following)[1:]


def test_numbers_that_main_rules_give_back_are_free() -> None:
    before = opened(deployed({"lite.yaml": CUT}, ranged("101-101")), 7)
    made, following = promised(before, LITE)
    assert made.waiting == previews_of(following)
    assert priorities(made) == priorities(following) == {7: {"Rule": 101}}


def test_what_was_there_before_is_as_it_was() -> None:
    made, _ = promised(opened(at_rest(7), 8), LITE.replace("Priority: 100", "Priority: 90"))
    rules: list[Rule] = [rule for one in live(at_rest(7)).listeners.values() for rule in one.rules]
    assert {rule.priority for rule in rules} == {100, 101}
    assert priorities(made) == {7: {"Rule": 101}, 8: {"Rule": 91}}


def test_previews_of_a_rule_that_moves_get_numbers_of_its_new_listener() -> None:
    before = settled(opened(deployed({"index.yaml": MOVED}), 7))
    held = add_foreign_rule(before, 101, "status.example.org")
    world = change_infrastructure(opened(held, 8), {"index.yaml": TWO_LISTENERS})
    made, following = plan_of(world), plan_of(next_world(world))
    assert priorities(made)[8] == priorities(following)[8] == {"Rule": 103}
    assert made.waiting == previews_of(following)[1:]


def test_the_root_template_counts_too() -> None:
    gone = INDEX[: INDEX.index("  Lite:\n")] + "Outputs: {Cluster: {Value: !Ref Cluster}}\n"
    world = change_infrastructure(opened(at_rest(), 7), {"index.yaml": gone})
    made = plan_of(world)
    assert made.waiting == ()
    assert previews_of(plan_of(next_world(world))) == ()
