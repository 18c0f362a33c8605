"""What is submitted, and what is said of it: the update of a plan as a whole."""

from __future__ import annotations

from attrs import evolve

from kayron.core.action import UpdateStack
from kayron.core.decision import Options
from kayron.core.operation import operation_name
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, carried_out_in_vain, opened, plan_with, refused, released
from tests.world.aws import live, set_status
from tests.world.github import change_infrastructure, close_pull, get_pull, head
from tests.world.reading import absent
from tests.world.recorded import moves, no_update, update, verdict
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.small import LITE
from tests.world.world import World

RENAMED = LITE.replace("!Ref TaskDefinition", "!Ref Tasks").replace(
    "  TaskDefinition:\n    Type", "  Tasks:\n    Type"
)


def submitted(world: World) -> UpdateStack:
    return update(plan_of(world))


def test_an_update_of_releases_carries_their_versions() -> None:
    world = released(at_rest(7))
    found = submitted(world)
    version = head(world, "lite", "main")
    assert (found.previews, found.versions, found.pulls) == (
        False,
        Table({"lite": version}),
        Table(),
    )
    assert {name: value for name, value in found.parameters.items() if value is not None} == {
        "LiteVersion": version
    }


def test_an_update_of_previews_carries_theirs_and_nothing_else_changes() -> None:
    world = opened(close_pull(at_rest(7), "lite", 7), 8)
    found = submitted(world)
    (subject,) = found.versions
    assert (found.previews, found.versions) == (
        True,
        Table({subject: get_pull(world, "lite", 8).commit}),
    )
    assert found.pulls[subject] == 8
    assert set(found.parameters.values()) == {None}


def test_an_update_names_the_pull_requests_of_previews_that_leave() -> None:
    world = close_pull(at_rest(7), "lite", 7)
    (left,) = [one.subject for one in plan_of(world).previews]
    found = submitted(world)
    assert (found.versions, found.pulls) == (Table(), Table({left: 7}))


def test_an_update_of_previews_sends_the_deployed_tags_alone() -> None:
    world = opened(at_rest(), 7)
    tags = Table({"environment": "testing", "owner": "maria"})
    given = tags.overlaid(Table({"aws:servicecatalog:provisioning": "x"}))
    root = evolve(live(world).root, tags=given)
    assert submitted(evolve(world, live=evolve(live(world), root=root))).tags == tags


def test_what_a_macro_rewrites_is_updated_without_a_change_set() -> None:
    expanded = f"Transform: AWS::LanguageExtensions\n{LITE}"
    assert submitted(change_infrastructure(at_rest(), {"lite.yaml": expanded})).direct
    assert not submitted(released(at_rest())).direct


def test_its_name_is_made_of_what_it_submits_and_when() -> None:
    world = released(at_rest())
    found = submitted(world)
    assert found.operation == operation_name(found.desired, live(world).root.event)


def test_the_same_is_submitted_however_long_it_waits() -> None:
    busy = set_status(released(at_rest()), "UPDATE_IN_PROGRESS")
    assert no_update(plan_of(busy))
    assert plan_of(busy).basis.desired == submitted(released(at_rest())).desired


def test_a_preview_that_leaves_is_told_of_by_the_templates_that_it_leaves_for() -> None:
    made = plan_of(change_infrastructure(at_rest(7), {"lite.yaml": RENAMED}))
    said = [v.outcome for v in made.verdicts if v.policy == "template"]
    assert said == [Outcome.HOLD]
    assert update(made).versions == Table(
        {"infrastructure": update(made).versions["infrastructure"]}
    )


def test_each_preview_that_leaves_is_told_of_once() -> None:
    made = plan_of(change_infrastructure(at_rest(7, 8), {"lite.yaml": RENAMED}))
    said = [v.outcome for v in made.verdicts if v.policy == "template"]
    assert said == [Outcome.HOLD, Outcome.HOLD]


def test_without_templates_there_is_nothing_to_submit() -> None:
    world = released(at_rest())
    current = live(world).root.parameters["InfrastructureVersion"]
    made = plan_of(absent(world, "infrastructure", "trees", current))
    assert (made.basis.desired, made.templates, made.parameters) == ("", (), ())


def test_where_both_turns_are_stopped_the_first_is_told() -> None:
    world = set_status(released(opened(at_rest(7), 8)), "UPDATE_IN_PROGRESS")
    made = plan_of(world)
    assert (no_update(made), made.waiting) == (True, ())


def test_why_the_first_turn_was_passed_over_is_told() -> None:
    world = settled(released(refused(opened(at_rest(7), 8))))
    made = plan_of(released(world))
    assert moves(made) == {"lite"}
    assert made.waiting[-1].startswith("CloudFormation refused this update")


def test_a_pause_is_of_everything_comments_too() -> None:
    waiting = opened(at_rest(), 4)
    paused = define(waiting, "kayron.yaml", "pause: {reason: the sale}\n")

    assert [type(one).__name__ for one in plan_of(waiting).actions] != []
    assert plan_of(paused).actions == ()


def test_an_update_in_which_there_was_nothing_to_change_is_not_tried_again() -> None:
    world = carried_out_in_vain(released(at_rest()))
    assert no_update(plan_of(world))
    assert verdict(plan_of(world), "failed-before", "stack").outcome is Outcome.HOLD
    for options in (Options(retry=True), Options(always=True)):
        assert not no_update(plan_with(world, options))
    assert update(plan_of(opened(world, 7))).previews


def test_where_nothing_is_wanted_it_does_not_matter_what_was_empty() -> None:
    world = at_rest()
    asked = plan_with(world, Options(always=True))
    empty = carried_out_in_vain(world, asked)
    assert verdict(plan_of(empty), "failed-before", "stack").outcome is Outcome.ALLOW


def test_it_is_tried_once_more_when_the_stack_was_updated_since() -> None:
    world = carried_out_in_vain(released(at_rest()))
    assert not no_update(plan_of(set_status(world, "UPDATE_COMPLETE")))
