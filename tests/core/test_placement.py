"""How a frame takes previews: as they are, as they shall be, or not at all."""

from __future__ import annotations

from kayron.core.action import UpdateComment
from kayron.core.plan import Change, Life
from kayron.core.table import Table
from tests.core.lite import at_rest, next_world, opened
from tests.world.github import change_pull, close_pull, get_pull, open_pull
from tests.world.recorded import preview, update
from tests.world.settle import plan_of, settled


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
