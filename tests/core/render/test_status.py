"""A status as a person reads it at night."""

from __future__ import annotations

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from kayron.core.fact import Absent
from kayron.core.render.status import status_lines
from kayron.core.render.style import ansi, plain, width
from kayron.core.snapshot import Result
from kayron.core.status import Status, status_of
from tests import hostile
from tests.statuses import QUIET, RICH, SUBMISSION
from tests.world.recorded import recorded

MORNING = status_of(recorded("an-ordinary-morning"))


def shown(status: Status, room: int = 100) -> str:
    return plain(status_lines(status, room))


@pytest.mark.parametrize("room", [80, 120])
def test_it_says_what_runs_what_is_wanted_and_why_not(
    room: int, snapshot: SnapshotAssertion
) -> None:
    assert shown(RICH, room) == snapshot


def test_it_has_colours(snapshot: SnapshotAssertion) -> None:
    assert ansi(status_lines(RICH, 100)) == snapshot


def test_a_quiet_night(snapshot: SnapshotAssertion) -> None:
    assert shown(QUIET) == snapshot


@pytest.mark.parametrize("room", [72, 80, 200])
@pytest.mark.parametrize("status", [RICH, QUIET, MORNING], ids=["rich", "quiet", "morning"])
def test_every_line_fits(status: Status, room: int) -> None:
    assert [line for line in shown(status, room).splitlines() if width(line) > room] == []


def test_without_a_stack_it_says_which_settings_to_look_at() -> None:
    text = shown(status_of(evolve(recorded("nothing-has-changed"), root=Absent())))
    assert "KAYRON_CLOUDFORMATION_STACK and AWS_REGION" in " ".join(text.split())
    assert text.splitlines()[-1] == "Nothing is known."


def test_an_update_of_releases_that_was_refused_is_told_with_its_reason() -> None:
    last = evolve(
        SUBMISSION,
        previews=False,
        result=Result.REFUSED,
        cause=None,
        resource=None,
        reason="No role.",
    )
    assert "   last update, of releases, refused 2026-11-20 12:00:00 UTC: No role.\n" in shown(
        evolve(RICH, submission=last)
    )


def test_a_preview_of_which_only_the_deployed_template_knows() -> None:
    alone = evolve(QUIET.previews[0], pull=None, branch=None)
    assert "   lite/1D0FD508  01234567  ready  2 of 2 running  https://1d0fd508.lite" in shown(
        evolve(QUIET, previews=(alone,))
    )


@pytest.mark.parametrize("text", hostile.SAMPLES)
def test_hostile_names_cannot_forge_lines(text: str) -> None:
    forged = shown(evolve(QUIET, previews=(evolve(QUIET.previews[0], branch=text, notes=(text,)),)))
    assert all(char.isprintable() or char == "\n" for char in forged)
