"""A status as a person reads it at night."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from kayron.core.fact import Absent
from kayron.core.plan import Life
from kayron.core.render.status import status_lines
from kayron.core.render.style import ansi, plain, width
from kayron.core.snapshot import Result, Submission
from kayron.core.status import Status, Tasks, status_of
from tests import hostile
from tests.world.recorded import recorded

SCENARIOS = (
    "a-failed-version-is-not-retried",
    "a-release-is-suspended",
    "an-ordinary-morning",
    "github-cannot-be-read",
    "nothing-has-changed",
    "somebody-changed-the-stack-by-hand",
    "the-stack-is-rolling-back",
)

MORNING = status_of(recorded("an-ordinary-morning"))


def shown(status: Status, room: int = 100) -> str:
    return plain(status_lines(status, room))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_says_what_runs_what_is_wanted_and_why_not(
    scenario: str, snapshot: SnapshotAssertion
) -> None:
    assert shown(status_of(recorded(scenario))) == snapshot


def test_it_has_colours(snapshot: SnapshotAssertion) -> None:
    assert ansi(status_lines(MORNING, 80)) == snapshot


@pytest.mark.parametrize("room", [72, 80, 200])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_line_fits(scenario: str, room: int) -> None:
    lines = shown(status_of(recorded(scenario)), room).splitlines()
    assert [line for line in lines if width(line) > room] == []


def test_without_a_stack_it_says_which_settings_to_look_at() -> None:
    text = shown(status_of(evolve(recorded("nothing-has-changed"), root=Absent())))
    assert "KAYRON_CLOUDFORMATION_STACK and AWS_REGION" in " ".join(text.split())
    assert text.splitlines()[-1] == "Nothing is known."


def rolling(task: Tasks) -> Tasks:
    return evolve(task, running=0, rollout="IN_PROGRESS")


def test_tasks_that_do_not_all_run_are_told() -> None:
    artifacts = tuple(
        evolve(one, tasks=tuple(rolling(task) for task in one.tasks)) for one in MORNING.artifacts
    )
    assert "0 of 1 running, IN_PROGRESS" in shown(evolve(MORNING, artifacts=artifacts))


def submitted(status: Status) -> Submission:
    assert isinstance(status.submission, Submission)
    return status.submission


def test_an_update_of_releases_that_was_refused_is_told_with_its_reason() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    last = evolve(
        submitted(MORNING), time=noon, previews=False, result=Result.REFUSED, reason="No role."
    )
    assert "   last update, of releases, refused 2026-11-20 12:00:00 UTC: No role.\n" in shown(
        evolve(MORNING, submission=last)
    )


def test_where_no_update_is_remembered_none_is_told() -> None:
    assert "last update," not in shown(evolve(MORNING, submission=Absent()))


def test_a_preview_that_nobody_knows_the_branch_of() -> None:
    (first, *_) = MORNING.previews
    alone = evolve(first, pull=None, branch=None, life=Life.READY, notes=())
    assert f"   {first.subject}  51f94fa9 -> none  ready" in shown(
        evolve(MORNING, previews=(alone,))
    )


@pytest.mark.parametrize("text", hostile.SAMPLES)
def test_hostile_names_cannot_forge_lines(text: str) -> None:
    (first, *_) = MORNING.previews
    forged = shown(evolve(MORNING, previews=(evolve(first, branch=text, notes=(text,)),)))
    assert all(char.isprintable() or char == "\n" for char in forged)
