"""A plan knows what the capture before it worked out: it is faster for it, and no other."""

from __future__ import annotations

from attrs import evolve

from kayron.core.gather import memo as gather_memo
from kayron.core.planner import knowing, plan
from tests.world.recorded import recorded

MORNING = recorded("an-ordinary-morning")
REST = recorded("nothing-has-changed")


def test_what_a_capture_knows_changes_no_plan() -> None:
    made, memo = plan(MORNING)
    _, other = plan(REST)
    read = gather_memo.Memo(inputs=memo.inputs, shelves=memo.shelves)
    assert plan(MORNING, knowing(None, read))[0] == made
    assert plan(MORNING, knowing(other, read))[0] == made


def test_what_a_capture_knows_is_taken_in() -> None:
    _, memo = plan(MORNING)
    _, other = plan(REST)
    read = gather_memo.Memo(inputs=memo.inputs, shelves=memo.shelves)
    both = knowing(other, read)
    assert both.inputs.keys() == memo.inputs.keys() | other.inputs.keys()
    assert both.shelves.templates.keys() >= memo.shelves.templates.keys()


def test_where_both_know_the_same_nothing_is_taken_in() -> None:
    _, memo = plan(MORNING)
    read = gather_memo.Memo(inputs=memo.inputs, shelves=memo.shelves)
    assert knowing(memo, read) is memo
    assert knowing(memo, evolve(read, shelves=evolve(read.shelves))) is not memo
