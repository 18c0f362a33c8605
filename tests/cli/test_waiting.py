"""An update that is waited for is shown in place: what is said of it stays above its state."""

from __future__ import annotations

import os
import pty
import re
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta

import pytest

from kayron.cli.terminal import Color
from kayron.cli.waiting import EVERY, SOON, Waiting, is_in_place
from kayron.core.apply.event import StackEvent
from kayron.core.render.style import Line, line
from kayron.core.stack.tree import Ids

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
STACK = "acme-testing"
BACK = re.compile(r"\x1b\[(\d+)A\r\x1b\[J")
"""Up by so many rows, to the first column, and away with all below."""


def event(resource: str, status: str, after: float = 0) -> StackEvent:
    """Return an event of the root stack, or of a resource in it, so many seconds after noon."""
    of_stack = resource == STACK
    return StackEvent(
        id=f"{resource} {status}",
        time=NOON + timedelta(seconds=after),
        stack="arn:acme",
        resource=resource,
        type="AWS::CloudFormation::Stack" if of_stack else "AWS::SQS::Queue",
        physical="arn:acme" if of_stack else f"{resource}-1",
        status=status,
        reason="",
        token=None,
    )


BEGUN = event(STACK, "UPDATE_IN_PROGRESS")


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Waiting]:
    """Wait on a terminal of 60 columns and 5 rows."""
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "5")
    begun = Waiting(Color.NEVER)
    yield begun
    begun.end()


def happen(waiting: Waiting, told: StackEvent, *said: Line) -> None:
    """Let something happen, a moment after what happened before."""
    time.sleep(SOON)
    path: Ids = () if told.resource == STACK else (told.resource,)
    waiting.happened(told, path, list(said))


def states(shown: str) -> list[list[str]]:
    """Return what was drawn each time, by line; each goes back over the state before it."""
    first, *later = BACK.split(shown)
    return [one.splitlines() for one in (first, *later[1::2])]


def test_nothing_is_shown_before_something_happens(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting.end()
    assert capsys.readouterr().out == ""


def test_the_state_takes_the_place_of_the_one_before(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    happen(waiting, BEGUN)
    happen(waiting, event("Queue", "UPDATE_IN_PROGRESS"))
    happen(waiting, event("Queue", "UPDATE_COMPLETE", after=4))
    shown = capsys.readouterr().out
    first, second, third = states(shown)
    assert [len(one) for one in (first, second, third)] == [1, 2, 1]
    assert [int(rows) for rows in BACK.findall(shown)] == [1, 2]
    assert "Queue" in second[1]
    assert third[0].endswith("1 done")


def test_what_is_said_stays_above(waiting: Waiting, capsys: pytest.CaptureFixture[str]) -> None:
    happen(waiting, BEGUN)
    happen(waiting, event("Queue", "UPDATE_FAILED"), line("Queue failed."))
    happen(waiting, event(STACK, "UPDATE_ROLLBACK_IN_PROGRESS", after=1))
    shown = capsys.readouterr().out
    _, second, third = states(shown)
    assert second[0] == "Queue failed."
    # The next state goes back over the lines of the state, and not over what was said.
    assert int(BACK.findall(shown)[1]) == len(second) - 1
    assert "Queue failed." not in third


def test_what_happens_all_at_once_is_drawn_once_and_the_end_shows_all(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    happen(waiting, BEGUN)
    for number in range(50):
        name = f"Queue{number}"
        waiting.happened(event(name, "UPDATE_COMPLETE"), (name,), [])
    before = states(capsys.readouterr().out)
    waiting.end()
    (last,) = states(capsys.readouterr().out)[1:]
    assert len(before) <= 2
    assert last[0].endswith("50 done")


def test_what_is_said_never_waits(waiting: Waiting, capsys: pytest.CaptureFixture[str]) -> None:
    happen(waiting, BEGUN)
    waiting.happened(event("Queue", "UPDATE_FAILED"), ("Queue",), [line("Queue failed.")])
    assert "Queue failed.\n" in capsys.readouterr().out


def test_ages_go_on_by_cloudformations_clock(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    happen(waiting, BEGUN)
    happen(waiting, event("Queue", "UPDATE_IN_PROGRESS", after=100))
    time.sleep(EVERY * 2.5)
    *_, last = states(capsys.readouterr().out)
    # 100 s have passed there, and two or three here since.
    assert re.search(r"  1 min 4[1-3] s  ", last[0])


def test_no_state_is_higher_or_wider_than_the_terminal(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    happen(waiting, BEGUN)
    for number in range(9):
        name = f"{'Very' * 20}LongName{number}"
        waiting.happened(event(name, "UPDATE_IN_PROGRESS"), (name,), [])
    waiting.end()
    *_, last = states(capsys.readouterr().out)
    assert len(last) <= 4
    assert max(len(one) for one in last) <= 59


@pytest.mark.parametrize(("term", "able"), [("xterm", True), ("dumb", False)])
def test_only_a_terminal_that_can_go_back_shows_in_place(
    monkeypatch: pytest.MonkeyPatch, term: str, *, able: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as screen, redirect_stdout(screen):
        assert is_in_place() == able
    os.close(ours)


def test_what_is_piped_is_not_shown_in_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del capsys
    monkeypatch.setenv("TERM", "xterm")
    assert not is_in_place()
