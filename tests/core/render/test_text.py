"""A plan as a person reads it, in a terminal of any width."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from kayron.core.plan import Plan
from kayron.core.render.effect import NOT_SENT, runs
from kayron.core.render.judgement import SET_BACK
from kayron.core.render.standing import QUIET as FEW
from kayron.core.render.style import ansi, columns, plain
from kayron.core.render.text import text
from kayron.core.verdict import deny
from tests import hostile
from tests.plans import QUIET, READY, RICH, UNREAD, artifact


def shown(plan: Plan, room: int = 120) -> str:
    return plain(text(plan, room))


@pytest.mark.parametrize("room", [80, 120, 160])
def test_a_rich_plan(room: int, snapshot: SnapshotAssertion) -> None:
    assert shown(RICH, room) == snapshot


def test_a_rich_plan_in_colour(snapshot: SnapshotAssertion) -> None:
    assert ansi(text(RICH, 80)) == snapshot


def test_a_quiet_plan(snapshot: SnapshotAssertion) -> None:
    assert shown(QUIET) == snapshot


def test_a_plan_of_what_could_not_be_read(snapshot: SnapshotAssertion) -> None:
    assert shown(UNREAD) == snapshot


def test_the_last_line_is_the_summary() -> None:
    assert shown(RICH).splitlines()[-1].startswith("Plan 88888888: 6 actions; ")
    assert len(shown(RICH, 80).splitlines()[-1]) <= 80


def test_an_action_names_those_that_it_waits_for() -> None:
    assert "[3] <- [1-2] update stack splits-testing\n" in shown(RICH)


def test_verdicts_that_allow_are_not_shown() -> None:
    assert "stack-status" not in shown(RICH)


def test_all_is_folded_that_is_as_desired_among_many() -> None:
    many = tuple(artifact(f"service-{number}", "v1", "v1") for number in range(FEW + 1))
    plan = evolve(QUIET, artifacts=(*many, artifact("lite", "v1", "v2")))
    assert shown(plan).split("Artifacts\n")[1].splitlines()[:2] == [
        "~  lite  v1 -> v2  moves  release v2",
        "   21 artifacts more as desired",
    ]


def test_parameters_are_shown_only_where_they_are_sent() -> None:
    assert "\nParameters\n" not in shown(evolve(RICH, actions=()))


def test_diffs_are_shown_only_where_they_are_submitted_or_were_made_by_hand() -> None:
    assert "\nTemplates\n" in shown(evolve(RICH, actions=()))
    assert "\nTemplates\n" in shown(evolve(RICH, drift=()))
    assert "\nTemplates\n" not in shown(evolve(RICH, actions=(), drift=()))


def test_a_stack_that_does_not_exist_has_no_status() -> None:
    assert shown(evolve(QUIET, status="")).splitlines()[0].endswith("account 123456789012")


def test_no_parameter_is_left_as_deployed() -> None:
    plan = evolve(RICH, parameters=RICH.parameters[1:])
    assert "as deployed" not in shown(plan)


def test_several_priorities_are_several() -> None:
    table = type(READY.priorities)({"A": 1, "B": 2})
    preview = evolve(READY, pull=None, branch=None, priorities=table)
    assert "priorities 1 2" in shown(evolve(RICH, previews=(preview,)), 160)


def test_a_preview_of_which_nothing_is_known_is_one_row() -> None:
    bare = evolve(READY, pull=None, branch=None, domain="", priorities=type(READY.priorities)())
    plan = evolve(QUIET, previews=(bare, READY))
    assert shown(plan, 60).split("Previews\n")[1].splitlines()[:2] == [
        "   splits-lite/1D0FD508       a0123456  ready",
        "   splits-lite/1D0FD508  #12  a0123456  ready",
    ]


def test_a_reason_that_several_verdicts_share_is_said_once() -> None:
    verdicts = (
        deny("fork", "lite/A", "A is a fork."),
        deny("removals", "lite/A", "Too many."),
        deny("fork", "lite/B", "B is a fork."),
        deny("removals", "lite/B", "Too many."),
    )
    plan = evolve(QUIET, verdicts=verdicts)
    assert shown(plan).split("Held and denied\n")[1].splitlines()[:4] == [
        "!  deny  lite/A  fork      A is a fork.",
        "!  deny  lite/B  fork      B is a fork.",
        "!  deny  lite/A  removals  Too many.",
        "!  deny  lite/B  removals",
    ]


def test_problems_of_one_verdict_are_a_line_each() -> None:
    plan = evolve(QUIET, verdicts=(deny("inputs", "stack", "Two:\na is odd.\nb is odd."),))
    assert shown(plan).split("Held and denied\n")[1].splitlines()[:3] == [
        "!  deny  stack  inputs  Two:",
        "                        a is odd.",
        "                        b is odd.",
    ]


def test_an_update_that_sets_templates_back_says_so() -> None:
    assert SET_BACK in shown(RICH)
    assert SET_BACK not in shown(evolve(RICH, actions=()))


def test_templates_that_are_not_submitted_say_so() -> None:
    assert NOT_SENT in shown(evolve(RICH, actions=()))
    assert NOT_SENT not in shown(RICH)


@given(hostile.texts, st.integers(60, 200))
def test_hostile_texts_neither_act_nor_break_the_width(name: str, room: int) -> None:
    preview = evolve(READY, branch=name, domain=name, notes=(name,))
    plan = evolve(
        RICH,
        previews=(preview,),
        verdicts=(deny("eligibility", preview.subject, name),),
        waiting=(name,),
    )
    lines = list(text(plan, room))
    assert plain(lines).replace("\n", "").isprintable()
    assert all(columns(line) <= room + 2 for line in lines)


@given(st.sets(st.integers(1, 30)))
def test_runs_name_every_number_once(numbers: set[int]) -> None:
    found: list[int] = []
    for run in runs(numbers):
        first, _, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    assert found == sorted(numbers)
