"""The record of an apply: one document, read strictly, whose parts belong together."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import FORMAT, ActionOutcome, Applied, Effect, checked
from kayron.core.document import canonical, parse, structure
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.problem import InvalidInput
from kayron.core.schema import applied_schema
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.world.recorded import planned, recorded

MORNING = "an-ordinary-morning"

DONE = ActionOutcome(effect=Effect.DONE, reason="")

VALIDATOR = Draft202012Validator(json.loads(applied_schema()))


def applied(after: Fact[Snapshot] | None = None) -> Applied:
    plan = planned(MORNING)
    return Applied(
        format=FORMAT,
        plan=plan,
        ending=Ending.DONE,
        outcomes=Table({action.id: DONE for action in plan.actions}),
        before=recorded(MORNING),
        after=recorded("nothing-has-changed") if after is None else after,
    )


def problems(record: Applied) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        checked(record, "applied.json")
    return str(caught.value).split("\n")


@pytest.mark.parametrize("after", [None, Absent(), Unknown("Nobody waited for it.")])
def test_what_is_written_is_read_back_and_is_as_the_schema_says(
    after: Fact[Snapshot] | None,
) -> None:
    record = applied(after)
    document = parse(canonical(record), "applied.json")
    assert structure(document, Applied, "applied.json") == record
    assert checked(record, "applied.json") is record
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"surprise": 1}, {"ending": "well"}, {"outcomes": {"a": {}}}]
)
def test_what_is_no_record_is_refused(change: dict[str, object]) -> None:
    document = json.loads(canonical(applied()))
    assert not VALIDATOR.is_valid(document | change)


def test_a_changed_plan_is_not_what_was_applied() -> None:
    record = applied()
    (problem,) = problems(evolve(record, plan=evolve(record.plan, waiting=("x",))))
    assert problem == (
        "applied.json: $.plan.digest: is not the digest of this plan: it was changed after it was "
        "made."
    )


def test_another_snapshot_is_not_what_was_there_before() -> None:
    (problem,) = problems(evolve(applied(), before=recorded("nothing-has-changed")))
    assert problem == ("applied.json: $.before: is not the snapshot that the plan was made from.")


def test_each_action_has_an_outcome_and_nothing_else_has() -> None:
    record = applied()
    rest = {id_: one for id_, one in record.outcomes.items() if id_ != "update-stack"}
    assert problems(evolve(record, outcomes=Table({**rest, "dance": DONE}))) == [
        "applied.json: $.outcomes: lacks that of the action update-stack.",
        'applied.json: $.outcomes["dance"]: is that of no action of the plan.',
    ]
