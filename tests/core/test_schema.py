"""The JSON Schema of a plan, as it is published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kayron.core.document import Json, canonical
from kayron.core.plan import Plan
from kayron.core.schema import applied_schema, plan_schema, schema_of, status_schema
from kayron.core.seal import seal
from kayron.core.snapshot import Stack
from kayron.core.status import status_of
from tests.plans import QUIET, RICH, UNREAD
from tests.world.recorded import folders, recorded

DOCS = Path(__file__).parents[2] / "docs"

STATUS = json.loads(status_schema())

VALIDATOR = Draft202012Validator(json.loads(plan_schema()))


def problems(plan: object) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(plan)]


def document(plan: Plan = RICH) -> dict[str, object]:
    found: dict[str, object] = json.loads(canonical(seal(plan)))
    return found


def test_the_published_schema_is_that_of_the_classes() -> None:
    """Made by `kayron schema > docs/plan.schema.json`."""
    assert (DOCS / "plan.schema.json").read_text() == plan_schema()


def test_the_published_schema_of_a_status_is_that_of_its_classes() -> None:
    """Made by `kayron schema status > docs/status.schema.json`."""
    assert (DOCS / "status.schema.json").read_text() == status_schema()


def test_the_published_schema_of_the_record_of_an_apply_is_that_of_its_classes() -> None:
    """Made by `kayron schema applied > docs/applied.schema.json`."""
    assert (DOCS / "applied.schema.json").read_text() == applied_schema()


SCHEMAS = {"plan": plan_schema(), "status": status_schema(), "applied": applied_schema()}


@pytest.mark.parametrize("text", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schema_is_one(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("scenario", sorted(folders()))
def test_the_status_of_every_scenario_is_valid(scenario: str) -> None:
    status = json.loads(canonical(status_of(recorded(scenario))))
    assert list(Draft202012Validator(STATUS).iter_errors(status)) == []


@pytest.mark.parametrize("change", [{"format": 2}, {"surprise": 1}, {"submission": None}])
def test_another_status_is_invalid(change: dict[str, object]) -> None:
    status = json.loads(canonical(status_of(recorded("an-ordinary-morning"))))
    assert not Draft202012Validator(STATUS).is_valid(status | change)


@pytest.mark.parametrize("plan", [RICH, QUIET, UNREAD])
def test_plans_are_valid(plan: Plan) -> None:
    assert problems(document(plan)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"digest": None},
        {"surprise": 1},
        {"captured": "yesterday"},
        {"commit": {"absent": False}},
        {"commit": {"unknown": 1}},
        {"environment": "moon"},
        {"actions": [{"type": "Explode"}]},
        {"tags": {"a": 1}},
        {"templates": [{}]},
    ],
)
def test_what_the_strict_reader_refuses_is_invalid(change: dict[str, object]) -> None:
    assert problems(document() | change) != []


def test_a_missing_field_is_invalid() -> None:
    plan = document()
    del plan["digest"]
    assert problems(plan) == ["$"]


def test_a_class_that_holds_itself_is_described_once() -> None:
    definitions: dict[str, Json] = {}
    schema_of(Stack, definitions)
    assert '"$ref": "#/$defs/Stack"' in json.dumps(definitions["Stack"])


@pytest.mark.parametrize("kind", [float, list[str], bytes, object()])
def test_what_no_document_holds_has_no_schema(kind: object) -> None:
    with pytest.raises(TypeError, match="no document holds a"):
        schema_of(kind, {})
