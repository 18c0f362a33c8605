"""The same facts give the same plan, in whatever order they come and whatever is remembered."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given

from kayron.core.document import canonical
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.strategies.damage import backwards
from tests.strategies.histories import histories
from tests.strategies.steps import History, Open, played
from tests.strategies.worlds import Start, busy, starts, two
from tests.world.facts import snapshot


def planned(facts: Snapshot) -> str:
    made, _ = plan(facts)
    return canonical(made)


@given(start=starts, history=histories(most=6))
def test_no_order_of_facts_and_no_memo_changes_a_plan(start: Start, history: History) -> None:
    facts = snapshot(played(history, start()))
    expected, memo = plan(facts)
    _, other = plan(snapshot(start()), memo)
    again, _ = plan(backwards(facts), other)
    assert canonical(again) == canonical(expected)


@given(start=starts, history=histories(most=6))
def test_the_memos_of_all_that_came_before_change_no_plan(start: Start, history: History) -> None:
    memo = None
    for steps in range(len(history) + 1):
        facts = snapshot(played(history[:steps], start()))
        again, memo = plan(facts, memo)
        assert canonical(again) == planned(facts)


def test_a_pull_request_that_was_read_twice_counts_once_whatever_came_first() -> None:
    facts = snapshot(played((Open(1, "first"),), two()))
    (pull,) = facts.pulls["lite"].requests
    twice = [
        evolve(facts.pulls["lite"], requests=pair)
        for pair in ([pull, evolve(pull, commit="0" * 40)], [evolve(pull, commit="0" * 40), pull])
    ]
    one, other = (evolve(facts, pulls=Table({"lite": pulls})) for pulls in twice)
    assert planned(one) == planned(other)


def test_a_plan_names_the_snapshot_and_not_the_moment_of_planning() -> None:
    facts = snapshot(busy())
    assert planned(facts) == planned(facts)
