"""What pull requests are told of their previews, now and when the update is through."""

from __future__ import annotations

import re

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.action import Action, CreateComment, DeleteComment, UpdateComment
from kayron.core.conversion import Text
from kayron.core.fact import Unknown
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Comment, Comments, Pulls
from kayron.core.table import Table
from tests.core.lite import at_rest, next_world, opened, refused, released
from tests.world.aws import edit_by_hand, set_status
from tests.world.facts import snapshot
from tests.world.github import change_pull, close_pull, open_fork, open_pull
from tests.world.reading import unknown
from tests.world.recorded import preview
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.world import World

TOLD = re.compile(r"^\| (?:`\S+` \| )?([A-Z][a-z]+(?: [a-z]+)*) \|", re.MULTILINE)

HEADER = ("Service", "Status")


def told(made: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, status and prerequisites of each action on a comment."""
    return [_told(action) for action in made.actions if "comment" in action.id]


def _told(action: Action) -> tuple[str, str, tuple[str, ...]]:
    match action:
        case CreateComment() | UpdateComment():
            kind = "create" if isinstance(action, CreateComment) else "edit"
            statuses = [status for status in TOLD.findall(action.body) if status not in HEADER]
            return kind, ", ".join(statuses), action.needs
        case _:
            return "delete", "", action.needs


NUMBER = "comment lite#7"


def test_a_new_preview_is_told_of_before_and_after() -> None:
    assert told(plan_of(opened(at_rest(), 7))) == [
        ("create", "Deploying", ()),
        ("edit", "Ready", (NUMBER, "update-stack")),
    ]


def test_ready_is_said_of_what_will_run_by_then() -> None:
    made = plan_of(opened(at_rest(), 7))
    (edit,) = (action for action in made.actions if isinstance(action, UpdateComment))
    found = preview(made, 7)
    assert (edit.comment, edit.ready) == (None, Table({found.subject: found.desired}))


def test_a_preview_that_waits_for_its_image_is_told_of() -> None:
    world = open_pull(at_rest(), "lite", 7, "feature/7")
    assert told(plan_of(world)) == [("create", "Waiting for image", ())]


def test_a_preview_that_waits_for_its_turn_is_told_of() -> None:
    assert told(plan_of(released(opened(at_rest(), 7)))) == [("create", "Queued", ())]


def test_a_preview_that_is_held_with_its_stack_is_told_of() -> None:
    world = set_status(opened(at_rest(), 7), "UPDATE_IN_PROGRESS")
    assert told(plan_of(world)) == [("create", "Queued", ())]


def test_what_is_unchanged_is_not_told_again() -> None:
    assert told(plan_of(at_rest(7))) == []


def test_what_was_told_otherwise_is_put_right() -> None:
    world = with_comments(at_rest(7), "It is all fine.")
    assert told(plan_of(world)) == [("edit", "Ready", ())]


def test_a_preview_of_a_closed_pull_request_is_told_of_before_and_after() -> None:
    assert told(plan_of(close_pull(at_rest(7), "lite", 7))) == [
        ("edit", "Removing", ()),
        ("edit", "Removed", (NUMBER, "update-stack")),
    ]


def test_a_preview_that_may_be_no_more_is_told_why() -> None:
    assert told(plan_of(change_pull(at_rest(7), "lite", 7, draft=True))) == [
        ("edit", "Removing", ()),
        ("edit", "Blocked", (NUMBER, "update-stack")),
    ]


def test_a_pull_request_that_gets_none_is_not_bothered() -> None:
    assert told(plan_of(open_fork(at_rest(), "lite", 7, "patch-1", "visitor"))) == []


def test_a_pull_request_that_gets_none_any_more_is_told_why() -> None:
    world = settled(change_pull(at_rest(7), "lite", 7, draft=True))
    stale = with_comments(world, "| Status |\n| Ready |")
    assert told(plan_of(stale)) == [("edit", "Blocked", ())]


def test_the_last_word_is_said_once() -> None:
    world = settled(close_pull(at_rest(7), "lite", 7))
    assert told(plan_of(world)) == []


def test_the_last_word_is_said_though_the_first_attempt_was_lost() -> None:
    world = settled(close_pull(at_rest(7), "lite", 7))
    lost = with_comments(world, "| Status |\n| Removing |")
    assert told(plan_of(lost)) == [("edit", "Removed", ())]


def test_it_is_said_too_where_the_service_asks_for_no_previews_any_more() -> None:
    world = settled(close_pull(at_rest(7), "lite", 7))
    lost = with_comments(world, "| Status |\n| Removing |")
    text = "- docker: lite\n  github: lite\n  deploy: {branch: main}\n"
    known = unasked(define(lost, "service/lite.yaml", text))
    assert told(known) == [("edit", "Removed", ())]


OTHER = "- docker: light\n  github: light\n  deploy: {branch: main}\n"


def test_a_service_that_nobody_declares_any_more_is_no_longer_called_ready() -> None:
    world = define(at_rest(7), "service/lite.yaml", OTHER)
    assert told(plan_of(world)) == [
        ("edit", "Removing", ()),
        ("edit", "Removed", (NUMBER, "update-stack")),
    ]


def test_the_last_word_is_said_too_where_nobody_declares_the_service_any_more() -> None:
    world = settled(close_pull(at_rest(7), "lite", 7))
    lost = with_comments(world, "| Status |\n| Removing |")
    made = unasked(define(lost, "service/lite.yaml", OTHER))
    assert told(made) == [("edit", "Removed", ())]


def test_a_repository_that_is_only_taken_to_be_the_one_gets_no_comment() -> None:
    world = evolve(at_rest(7), comments=Table())
    assert told(plan_of(define(world, "service/lite.yaml", OTHER))) == []


def test_a_pull_request_that_was_not_read_is_told_nothing() -> None:
    facts = snapshot(settled(open_pull(at_rest(), "lite", 7, "feature/7")))
    assert facts.comments["lite"]["7"] != Comments(own=())
    unread = Pulls(complete=True, requests=(), unread=Table({"7": Unknown("502 Bad Gateway")}))
    made, _ = plan(evolve(facts, pulls=Table({**facts.pulls, "lite": unread})))
    assert made.actions == ()


def test_of_several_comments_the_oldest_is_kept() -> None:
    world = with_comments(at_rest(7), "one", "two", "three")
    assert told(plan_of(world)) == [("edit", "Ready", ()), ("delete", "", ()), ("delete", "", ())]
    assert [
        action.comment for action in plan_of(world).actions if isinstance(action, DeleteComment)
    ] == [2, 3]


@given(st.integers(0, 5), st.booleans())
def test_however_many_comments_there_are_the_oldest_alone_stays(
    count: int,
    closed: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    world = settled(close_pull(at_rest(7), "lite", 7)) if closed else at_rest(7)
    world = with_comments(world, *map(str, range(count)))
    gone = [one.comment for one in plan_of(world).actions if isinstance(one, DeleteComment)]
    assert gone == list(range(2, count + 1))


def test_of_several_comments_on_a_closed_pull_request_one_is_kept_too() -> None:
    closed = settled(close_pull(at_rest(7), "lite", 7))
    world = with_comments(closed, "| Removed |", "| Removed |")
    assert told(plan_of(world)) == [("delete", "", ())]


def test_nothing_is_said_where_it_is_not_known_what_was_said() -> None:
    world = unknown(opened(at_rest(), 7), "502", "comments", "lite", "7")
    assert told(plan_of(world)) == []


def test_a_key_that_is_no_number_is_no_pull_request() -> None:
    known = snapshot(at_rest(7))
    odd = Table({"seven": own("one"), "1" * 5_000: own("two")})
    comments = Table({"lite": known.comments["lite"].overlaid(odd)})
    made, _ = plan(evolve(known, comments=comments))
    assert told(made) == []


def test_two_services_of_a_repository_share_a_comment() -> None:
    both = define(
        open_pull(at_rest(), "lite", 7, "feature/7"),
        "service/lite.yaml",
        "".join(
            f"- docker: {docker}\n  github: lite\n  deploy: {{branch: main, preview: true}}\n"
            for docker in ("lite", "heavy")
        ),
    )
    assert told(plan_of(both)) == [("create", "Blocked, Waiting for image", ())]


def test_a_preview_that_leaves_for_a_refused_update_stays_told() -> None:
    world = refused(close_pull(at_rest(7), "lite", 7))
    assert told(plan_of(world)) == [("edit", "Removing", ())]


def test_the_new_pull_request_of_a_branch_is_told_and_the_old_one_bid_farewell() -> None:
    world = opened(close_pull(at_rest(7), "lite", 7), 9, "feature/7")
    assert told(plan_of(world)) == [
        ("create", "Deploying", ()),
        ("edit", "Ready", ("comment lite#9", "update-stack")),
        ("edit", "Removed", ()),
    ]
    assert told(plan_of(next_world(world))) == []


def own(*bodies: str) -> Comments:
    return Comments(
        own=[Comment(id=number, body=Text(body)) for number, body in enumerate(bodies, 1)]
    )


def with_comments(world: World, *bodies: str) -> World:
    """Let these be the comments of ours on pull request 7."""
    return evolve(world, comments=Table({"lite": Table({"7": own(*bodies)})}))


def unasked(world: World) -> Plan:
    """Return the plan where the comments are read of a repository without previews."""
    made, _ = plan(evolve(snapshot(world), comments=world.comments))
    return made


def test_why_a_comment_is_written_is_said_in_words() -> None:
    made = plan_of(opened(at_rest(), 7))
    assert [action.reason for action in made.actions if "comment" in action.id] == [
        "It has no status comment yet: its preview of lite is being deployed.",
        "When the update is through, its preview of lite is ready.",
    ]
    gone = plan_of(close_pull(at_rest(7), "lite", 7))
    assert [action.reason for action in gone.actions if "comment" in action.id] == [
        "Its preview of lite is being removed.",
        "When the update is through, its preview of lite is removed.",
    ]


def test_a_preview_without_a_number_has_no_pull_request_to_tell() -> None:
    unnumbered = edit_by_hand(at_rest(7), "Lite", "pull: 7", "other: 7")
    made = plan_of(evolve(unnumbered, pulls=Table()))
    assert [row.pull for row in made.previews] == [None]
    assert told(made) == []
