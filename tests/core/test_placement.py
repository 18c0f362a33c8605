"""How a frame takes previews: as they are, as they shall be, or not at all."""

from __future__ import annotations

from kayron.core.action import UpdateComment
from kayron.core.plan import Change, Life, Plan
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, deployed, next_world, opened, released
from tests.world.aws import edit_by_hand, live, push_image
from tests.world.github import (
    change_infrastructure,
    change_pull,
    close_pull,
    get_pull,
    open_pull,
)
from tests.world.reading import unknown
from tests.world.recorded import (
    changes,
    moves,
    no_update,
    preview,
    priorities,
    stopped,
    update,
    verdict,
)
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE
from tests.world.world import World

DENY, HOLD = Outcome.DENY, Outcome.HOLD


def test_a_preview_goes_over_to_the_pull_request_that_has_its_branch_now() -> None:
    world = opened(close_pull(at_rest(7), "lite", 7), 9, "feature/7")
    made = plan_of(world)
    taken = preview(made, 9)
    assert (taken.change, taken.priorities) == (Change.CHANGE, Table({"Rule": 101}))
    assert update(made).pulls == Table({taken.subject: 9})
    assert preview(plan_of(next_world(world)), 9).life is Life.READY
    assert plan_of(settled(world)).actions == ()


def test_it_goes_over_at_the_version_that_it_has() -> None:
    closed = close_pull(at_rest(7), "lite", 7)
    same = get_pull(closed, "lite", 7).commit
    world = change_pull(opened(closed, 9, "feature/7"), "lite", 9, commit=same)
    made = plan_of(world)
    why = "goes over to pull request #9, which has its branch now"
    assert update(made).reason == f"The preview {preview(made, 9).subject} {why}."
    assert plan_of(settled(world)).actions == ()


def test_it_is_not_called_ready_while_the_new_pull_request_waits_for_its_image() -> None:
    world = open_pull(close_pull(at_rest(7), "lite", 7), "lite", 9, "feature/7")
    made = plan_of(world)
    assert (preview(made, 9).change, preview(made, 9).life) == (Change.CHANGE, Life.WAITING)
    edits = [a for a in made.actions if isinstance(a, UpdateComment) and a.pull == 9]
    assert edits == []
    assert plan_of(settled(world)).actions == ()


# Leaving, and coming back


RENAMED = LITE.replace("!Ref TaskDefinition", "!Ref Tasks").replace(
    "  TaskDefinition:\n    Type", "  Tasks:\n    Type"
)


def test_a_preview_whose_logical_ids_change_leaves_and_comes_back() -> None:
    world = change_infrastructure(at_rest(7), {"lite.yaml": RENAMED})
    made = plan_of(world)
    assert (moves(made), changes(made)) == ({"infrastructure"}, {7: Change.REMOVE})
    reason = (
        "It leaves in this update and comes back in the next, for its resources change: without "
        "TaskDefinition28967718 and with Tasks28967718."
    )
    assert verdict_on(made, "template") == (HOLD, reason)
    after = plan_of(next_world(world))
    assert (changes(after), priorities(after)) == ({7: Change.ADD}, {7: {"Rule": 101}})
    assert plan_of(settled(world)).actions == ()


def test_it_is_told_that_it_comes_back() -> None:
    made = plan_of(change_infrastructure(at_rest(7), {"lite.yaml": RENAMED}))
    bodies = [action.body for action in made.actions if isinstance(action, UpdateComment)]
    assert ["Removing" in bodies[0], "Queued" in bodies[1]] == [True, True]


def test_a_preview_that_keeps_its_name_where_aws_cannot_change_it_leaves_and_comes_back() -> None:
    named = LITE.replace("{Port: 80, Protocol", "{Name: lite, Port: 80, Protocol")
    world = settled(opened(deployed({"lite.yaml": named}), 7))
    name = "Name: lite-28967718, "
    by_hand = edit_by_hand(world, "Lite", f"{name}Port: 80", f"{name}Port: 81")
    made = plan_of(released(by_hand))
    assert (moves(made), changes(made)) == ({"lite"}, {7: Change.REMOVE})
    assert verdict_on(made, "template")[0] is HOLD
    after = plan_of(next_world(released(by_hand)))
    assert changes(after) == {7: Change.ADD}


def test_a_preview_that_was_changed_by_hand_is_made_anew() -> None:
    by_hand = edit_by_hand(at_rest(7), "Lite", "TargetGroup28967718", "Group28967718")
    made = plan_of(by_hand)
    assert changes(made) == {7: Change.REMOVE}
    assert any("has to be made anew" in drift.reason for drift in made.drift)
    assert "to be made anew, for its resources change" in update(made).reason
    assert plan_of(settled(by_hand)).actions == ()


LISTENER = INDEX[INDEX.index("  Listener:") : INDEX.index("  Lite:")]
TWO_LISTENERS = INDEX.replace(
    "  Lite:\n",
    LISTENER.replace("  Listener:", "  Listener2:").replace("443", "444") + "  Lite:\n",
)
MOVED = TWO_LISTENERS.replace("Listener: !Ref Listener\n", "Listener: !Ref Listener2\n")


def test_a_preview_whose_main_rule_moves_to_another_listener_leaves_and_comes_back() -> None:
    world = settled(opened(deployed({"index.yaml": TWO_LISTENERS}), 7))
    made = plan_of(change_infrastructure(world, {"index.yaml": MOVED}))
    assert (moves(made), changes(made)) == ({"infrastructure"}, {7: Change.REMOVE})
    outcome, reason = verdict_on(made, "template")
    assert (outcome, "the copy of Rule moves from the listener" in reason) == (HOLD, True)
    moved = next_world(change_infrastructure(world, {"index.yaml": MOVED}))
    assert changes(plan_of(moved)) == {7: Change.ADD}
    assert plan_of(settled(moved)).actions == ()


def test_one_whose_rule_moves_to_a_listener_that_is_not_known_yet_stays() -> None:
    world = change_infrastructure(at_rest(7), {"index.yaml": MOVED})
    assert changes(plan_of(world)) == {7: Change.NONE}
    assert plan_of(settled(world)).actions == ()


def test_one_whose_template_only_spells_its_listener_otherwise_stays() -> None:
    spelled = INDEX.replace("Listener: !Ref Listener\n", 'Listener: !Sub "${Listener}"\n')
    world = change_infrastructure(at_rest(7), {"index.yaml": spelled})
    assert changes(plan_of(world)) == {7: Change.NONE}


# What cannot be rendered


def test_a_deployed_preview_that_has_no_template_any_more_stops_the_infrastructure() -> None:
    index = INDEX.replace("testing/lite.yaml", "testing/web.yaml")
    untagged = LITE.replace(", {Key: service, Value: lite}", "")
    files = {"index.yaml": index, "lite.yaml": None, "web.yaml": untagged}
    made = plan_of(change_infrastructure(at_rest(7), files))
    assert (moves(made), changes(made)) == (set(), {7: Change.NONE})
    (reason,) = (
        v.reason for v in made.verdicts if v.subject == "infrastructure" and v.policy == "template"
    )
    assert reason.startswith("The preview lite/28967718 could no longer be rendered: No template")


def versionless(world: World) -> World:
    """Let the template say no literal, and ECS not be read, of the preview of pull request 7."""
    tag = get_pull(world, "lite", 7).commit
    hand = edit_by_hand(world, "Lite", f"lite:{tag}", "lite:${Version}")
    arn = next(a for a, one in live(hand).services.items() if "28967718" in one.tags.values())
    return unknown(released(hand), "ThrottlingException", "services", arn)


def test_a_deployed_preview_of_unknown_version_stops_the_stack() -> None:
    made = plan_of(versionless(at_rest(7)))
    assert ("template", "stack", DENY) in stopped(made)
    assert no_update(made)


def test_one_that_is_to_go_stops_nobody_and_leaves_with_the_next_update() -> None:
    made = plan_of(versionless(close_pull(at_rest(7, 8), "lite", 7)))
    assert (moves(made), changes(made)) == ({"lite"}, {7: Change.REMOVE, 8: Change.NONE})
    assert verdict(made, "template", "lite/28967718").reason == (
        "It is to go, and leaves with any update, for it cannot be rendered as it is: the version "
        "that it runs (None) is no image tag or digest."
    )
    after = settled(versionless(close_pull(at_rest(7, 8), "lite", 7)))
    assert changes(plan_of(after)) == {8: Change.NONE}


def test_a_new_preview_whose_logical_ids_are_taken_is_denied() -> None:
    topic = "  TargetGroup28967718:\n    Type: AWS::SQS::Queue\n"
    made = plan_of(opened(deployed({"lite.yaml": LITE + topic}), 7))
    reason = "The logical id TargetGroup28967718 is taken in lite.yaml; rename one."
    assert verdict_on(made, "template") == (DENY, reason)
    assert changes(made) == {7: Change.NONE}


def test_what_is_stopped_by_its_template_is_left_out_and_others_go_on() -> None:
    topic = "  TargetGroup28967718:\n    Type: AWS::SQS::Queue\n"
    world = opened(opened(deployed({"lite.yaml": LITE + topic}), 7), 8)
    assert changes(plan_of(world)) == {7: Change.NONE, 8: Change.ADD}


def test_a_commit_that_no_image_can_have_for_a_tag_is_denied() -> None:
    reason = "The commit 'no tag' is no image tag or digest, so no image can have it."
    for world in (opened(deployed({}), 7), at_rest(7)):
        odd = change_pull(push_image(world, "lite", "no tag"), "lite", 7, commit="no tag")
        made = plan_of(odd)
        assert verdict_on(made, "template") == (DENY, reason)
        assert changes(made) == {7: Change.NONE}


def verdict_on(made: Plan, policy: str) -> tuple[Outcome, str]:
    """Return what a policy says of the preview of pull request 7 where it stops it."""
    (found,) = (
        v
        for v in made.verdicts
        if (v.policy, v.subject) == (policy, "lite/28967718") and v.outcome is not Outcome.ALLOW
    )
    return found.outcome, found.reason
