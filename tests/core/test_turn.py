"""Whose turn it is: releases and previews alternate, and what is stopped lets the other go."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.plan import Change
from kayron.core.snapshot import Outcomes
from kayron.core.turn import Pending, previews_go_next
from tests.core.lite import at_rest, next_world, opened, refused, released
from tests.world.aws import live
from tests.world.example import SUBMISSION
from tests.world.github import change_infrastructure, close_pull, get_pull
from tests.world.reading import absent
from tests.world.recorded import changes, moves, preview, update
from tests.world.settle import plan_of
from tests.world.small import INDEX, LITE
from tests.world.world import World

SECRET = "Parameters:\n  Secret: {Type: String, NoEcho: true, Default: swordfish}"

RELEASES, PREVIEWS = "releases", "previews"

RELEASE = Pending(releases=("lite moves.",), previews=())
PREVIEW = Pending(releases=(), previews=("A preview is added.",))
BOTH = Pending(releases=RELEASE.releases, previews=PREVIEW.previews)


def after(*turns: str) -> Outcomes:
    """Return the record of these updates."""
    return Outcomes(
        entries=[
            evolve(SUBMISSION, previews=turn == PREVIEWS, operation=str(number))
            for number, turn in enumerate(turns)
        ]
    )


@pytest.mark.parametrize(
    ("pending", "outcomes", "turn"),
    [
        (Pending(releases=(), previews=()), after(RELEASES), RELEASES),
        (RELEASE, after(RELEASES), RELEASES),
        (PREVIEW, after(PREVIEWS), PREVIEWS),
        (BOTH, Absent(), RELEASES),
        (BOTH, after(), RELEASES),
        (BOTH, after(PREVIEWS), RELEASES),
        (BOTH, after(RELEASES), PREVIEWS),
        (BOTH, after(RELEASES, PREVIEWS), RELEASES),
        (BOTH, after(PREVIEWS, RELEASES), PREVIEWS),
        (BOTH, Unknown("AccessDenied"), RELEASES),
    ],
)
def test_updates_of_previews_follow_those_of_releases(
    pending: Pending, outcomes: Outcomes | Absent | Unknown, turn: str
) -> None:
    chosen = PREVIEWS if previews_go_next(pending, outcomes) else RELEASES
    assert chosen == turn


def test_releases_and_previews_never_go_in_one_update() -> None:
    world = released(opened(at_rest(7), 8))
    first, second = plan_of(world), plan_of(next_world(world))
    assert (update(first).previews, moves(first)) == (False, {"lite"})
    assert (update(second).previews, set(update(second).pulls.values())) == (True, {8})
    assert first.waiting == (update(second).reason,)


def test_what_comes_meanwhile_does_not_overtake() -> None:
    world = next_world(released(opened(at_rest(), 7)))
    made = plan_of(released(world))
    assert (update(made).previews, moves(made)) == (True, set())


def test_refused_previews_let_the_next_release_go() -> None:
    world = next_world(released(refused(opened(at_rest(7), 8))))
    made = plan_of(released(world))
    assert (moves(made), len(made.waiting)) == ({"lite"}, 2)
    assert "Template format error" in made.waiting[1]


def test_a_refused_release_lets_the_next_previews_go() -> None:
    world = refused(released(at_rest()))
    shown = refused(next_world(opened(world, 7)))
    gone = next_world(close_pull(shown, "lite", 7))
    made = plan_of(opened(gone, 8))
    assert (update(made).previews, set(update(made).pulls.values())) == (True, {8})


def test_previews_that_cannot_be_rendered_let_the_infrastructure_that_mends_it_go() -> None:
    """The templates of the current version are not to be had any more."""
    world = next_world(released(opened(at_rest(), 7)))
    current = live(world).root.parameters["InfrastructureVersion"]
    changed = change_infrastructure(world, {"lite.yaml": LITE.replace("Port: 80", "Port: 81")})
    made = plan_of(absent(changed, "infrastructure", "trees", current))
    head = get_pull(changed, "lite", 7).commit
    assert (update(made).previews, moves(made)) == (False, {"infrastructure"})
    assert changes(made) == {7: Change.NONE}
    assert made.waiting == (f"The preview {preview(made, 7).subject} is added at {head}.",)


def test_a_broken_current_template_lets_the_one_that_mends_it_go() -> None:
    world = next_world(released(opened(at_rest(), 7)))
    broken = with_current(world, INDEX.replace("Parameters:", SECRET))
    made = plan_of(broken)
    assert (update(made).previews, moves(made)) == (False, {"infrastructure"})


def with_current(world: World, index: str) -> World:
    """Let the current version have had another root template than the desired one."""
    current = live(world).root.parameters["InfrastructureVersion"]
    tree = world.trees[current]
    changed = change_infrastructure(world, {"lite.yaml": LITE.replace("Port: 80", "Port: 81")})
    broken = tree.overlaid({"index.yaml": type(tree["index.yaml"])(index)})
    return evolve(changed, trees=changed.trees.overlaid({current: broken}))


def test_why_a_preview_is_removed_is_said() -> None:
    made = plan_of(close_pull(at_rest(7), "lite", 7))
    (removed,) = made.previews
    assert update(made).reason == (
        f"The preview {removed.subject} is removed: pull request #7 is closed."
    )
