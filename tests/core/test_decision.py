"""What is decided about an environment, and what a person may add to the facts."""

from __future__ import annotations

from attrs import evolve

from kayron.core.decision import Options
from kayron.core.plan import Change
from kayron.core.planner import plan
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import (
    at_rest,
    deployed,
    next_world,
    opened,
    plan_with,
    refused,
    released,
)
from tests.world.apply import rolled_back
from tests.world.aws import add_foreign_rule, edit_by_hand, live
from tests.world.facts import snapshot
from tests.world.github import close_pull, open_pull
from tests.world.recorded import changes, moves, no_update, preview, stopped, update, verdict
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.world import World, wait

DENY, HOLD = Outcome.DENY, Outcome.HOLD

ALWAYS, RETRY, FORCE = Options(always=True), Options(retry=True), Options(force=True)


def failed_release() -> World:
    """Return a world whose newest release was rolled back."""
    world = wait(released(at_rest(7)), minutes=1)
    return rolled_back(
        world, plan_of(world), cause="lite", resource="Lite/Service", reason="It does not start."
    )


def failed_preview() -> World:
    """Return a world whose newest preview was rolled back."""
    world = opened(at_rest(7), 8)
    made = plan_of(world)
    subject = preview(made, 8).subject
    return rolled_back(world, made, cause=subject, resource="Lite/Service", reason="It is broken.")


def test_a_world_at_rest_needs_nothing() -> None:
    made = plan_of(at_rest(7))
    assert (made.actions, made.drift, made.waiting, stopped(made)) == ((), (), (), set())


def test_an_update_may_be_asked_for_without_drift() -> None:
    made = plan_with(at_rest(7), ALWAYS)
    assert (update(made).reason, changes(made)) == (
        "It is asked for without drift.",
        {7: Change.NONE},
    )


def test_a_version_that_failed_is_left_alone_until_it_changes() -> None:
    assert no_update(plan_of(failed_release()))
    assert moves(plan_of(released(failed_release()))) == {"lite"}


def test_a_preview_that_failed_is_left_alone_and_others_go_on() -> None:
    made = plan_of(opened(failed_preview(), 9))
    assert changes(made) == {7: Change.NONE, 8: Change.NONE, 9: Change.ADD}
    assert stopped(made) == {("failed-before", preview(made, 8).subject, HOLD)}


def test_what_failed_is_tried_again_on_request() -> None:
    assert moves(plan_with(failed_release(), RETRY)) == {"lite"}
    assert changes(plan_with(failed_preview(), RETRY))[8] is Change.ADD


def test_what_was_refused_is_tried_again_on_request() -> None:
    world = refused(released(at_rest()))
    assert (no_update(plan_of(world)), moves(plan_with(world, RETRY))) == (True, {"lite"})


def crowded() -> World:
    """Return a world with eleven previews, of which four may not be any more."""
    world = at_rest()
    for pull in range(11, 22):
        world = opened(world, pull)
    world = settled(world)
    for pull in range(11, 15):
        world = close_pull(world, "lite", pull)
    return world


def test_many_previews_leave_at_once_by_force_alone() -> None:
    world = crowded()
    kept, gone = changes(plan_of(world)), changes(plan_with(world, FORCE))
    assert {pull for pull, change in kept.items() if change is Change.REMOVE} == set()
    assert {pull for pull, change in gone.items() if change is Change.REMOVE} == set(range(11, 15))


def test_template_drift_is_told_and_reconciled_where_that_is_asked_for() -> None:
    by_hand = edit_by_hand(at_rest(7), "Lite", "Family: lite\n", "Family: light\n")
    told = plan_of(by_hand)
    assert (no_update(told), [one.subject for one in told.drift]) == (True, ["Lite"])
    asked = define(by_hand, "kayron.yaml", "template_drift: reconcile\n")
    assert "was changed in AWS" in update(plan_of(asked)).reason
    assert plan_of(settled(asked)).drift == ()


def test_template_drift_of_the_root_speaks_of_the_stack() -> None:
    world = at_rest()
    root = live(world).root
    assert isinstance(root.template, str)
    text = type(root.template)(root.template + "Outputs: {A: {Value: b}}\n")
    changed = evolve(world, live=evolve(live(world), root=evolve(root, template=text)))
    assert [one.subject for one in plan_of(changed).drift] == ["stack"]


def test_orphans_are_told_of_where_nobody_wants_their_preview() -> None:
    world = at_rest(7)
    (arn,) = (arn for arn, one in live(world).services.items() if "preview" not in one.tags)
    main = live(world).services[arn]
    stray = evolve(main, name="stray", tags=main.tags.overlaid({"preview": "1D0FD508"}))
    services = live(world).services.overlaid({arn: stray})
    made = plan_of(evolve(world, live=evolve(live(world), services=services)))
    assert ("orphans", "lite/1D0FD508", DENY) in stopped(made)


def test_a_list_of_pull_requests_that_is_not_whole_is_told_of() -> None:
    world = at_rest(7)
    pulls = snapshot(world).pulls["lite"]
    facts = evolve(snapshot(world), pulls=Table({"lite": evolve(pulls, complete=False)}))
    made, _ = plan(facts)
    (found,) = (v for v in made.verdicts if v.facts == ("pulls.lite.complete",))
    assert (found.outcome, found.subject) == (Outcome.ALLOW, "lite")


def test_settings_tags_and_parameters_go_with_releases() -> None:
    world = opened(at_rest(), 7)
    tags = world.settings.tags.overlaid({"team": "shop"})
    made = plan_of(evolve(world, settings=evolve(world.settings, tags=tags)))
    assert (update(made).previews, dict(update(made).tags)) == (
        False,
        {"environment": "testing", "team": "shop"},
    )
    assert len(made.waiting) == 1


def test_what_the_previews_need_is_judged_on_the_current_templates() -> None:
    world = add_foreign_rule(open_pull(deployed({}), "lite", 7, "feature/7"), 101, "x.example.org")
    made = plan_of(world)
    assert stopped(made) == {("image", preview(made, 7).subject, HOLD)}


def test_a_version_parameter_that_a_setting_claims_denies_the_stack() -> None:
    world = released(at_rest())
    given = evolve(world.settings, parameters=Table({"LiteVersion": "v9"}))
    made = plan_of(evolve(world, settings=given))
    assert no_update(made)
    assert verdict(made, "parameters", "stack").outcome is DENY


def test_after_an_update_the_next_turn_is_as_it_was_told() -> None:
    world = released(opened(at_rest(7), 8))
    waiting = plan_of(world).waiting
    assert update(plan_of(next_world(world))).reason == "\n".join(waiting)
