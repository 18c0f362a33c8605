"""How far an update is, for a terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kayron.core.apply.event import StackEvent
from kayron.core.render.style import plain
from kayron.core.render.waiting import Steps, age, stepped, waiting_lines
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.tree import Ids

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ROOT = "arn:stack/acme"


def event(path: Ids, status: str, seconds: int = 0, type_: str = "AWS::ECS::Service") -> StackEvent:
    """Return an event so many seconds after noon."""
    return StackEvent(
        id=f"{'/'.join(path)} {seconds}",
        time=NOON + timedelta(seconds=seconds),
        stack=ROOT,
        resource=path[-1] if path else "acme",
        type=type_,
        physical="arn:service" if path else ROOT,
        status=status,
        reason="",
        token=None,
    )


def after(*events: tuple[Ids, StackEvent]) -> Steps:
    """Return the steps after events."""
    steps: Steps = {}
    for path, one in events:
        steps = stepped(steps, one, path)
    return steps


SHOP = ("Shop",)
SERVICE = ("Shop", "Service")
RULE = ("Shop", "Rule")

UNDER_WAY = after(
    ((), event((), "UPDATE_IN_PROGRESS")),
    (SHOP, event(SHOP, "UPDATE_IN_PROGRESS", 5, NESTED_STACK)),
    (("Bucket",), event(("Bucket",), "UPDATE_IN_PROGRESS", 5)),
    (("Bucket",), event(("Bucket",), "UPDATE_COMPLETE", 6)),
    (RULE, event(RULE, "CREATE_IN_PROGRESS", 10)),
    (RULE, event(RULE, "CREATE_COMPLETE", 12)),
    (SERVICE, event(SERVICE, "UPDATE_IN_PROGRESS", 20)),
)


def shown(steps: Steps, seconds: int, columns: int = 80, rows: int = 20) -> str:
    """Return what a terminal shows so many seconds after noon."""
    return plain(waiting_lines(steps, NOON + timedelta(seconds=seconds), columns, rows))


def test_what_is_in_progress_is_listed_and_what_is_done_counted_for_each_stack() -> None:
    assert shown(UNDER_WAY, 65) == (
        "the stack  UPDATE_IN_PROGRESS  1 min 05 s  1 done\n"
        "Shop  UPDATE_IN_PROGRESS  1 min 00 s  1 done\n"
        "   Service  UPDATE_IN_PROGRESS  45 s\n"
    )


def test_an_age_counts_from_the_first_event_of_what_goes_on() -> None:
    again = event(SERVICE, "UPDATE_IN_PROGRESS", 60)
    assert shown(stepped(UNDER_WAY, again, SERVICE), 65) == shown(UNDER_WAY, 65)


def test_what_goes_back_begins_anew() -> None:
    failed = stepped(UNDER_WAY, event(SERVICE, "UPDATE_FAILED", 60), SERVICE)
    assert "Service" not in shown(failed, 65)
    assert "2 done" in shown(failed, 65)
    back = stepped(failed, event(SERVICE, "UPDATE_IN_PROGRESS", 62), SERVICE)
    assert "   Service  UPDATE_IN_PROGRESS  3 s\n" in shown(back, 65)


def test_what_does_not_fit_is_counted() -> None:
    assert shown(UNDER_WAY, 65, rows=2).splitlines()[1:] == ["   2 lines more"]


def test_no_line_is_wider_than_the_terminal() -> None:
    lines = shown(UNDER_WAY, 65, columns=20).splitlines()
    assert lines == ["the stack  UPDATE_IN", "Shop  UPDATE_IN_PROG", "   Service  UPDATE_I"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (59.9, "59 s"), (60, "1 min 00 s"), (3599, "59 min 59 s"), (7320, "2 h 02 min")],
)
def test_ages(seconds: float, text: str) -> None:
    assert age(timedelta(seconds=seconds)) == text
