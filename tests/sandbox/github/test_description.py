"""What GitHub's description says is asked of answers, and filled in where they are short."""

from __future__ import annotations

import json

import pytest

from scripts.openapi import subset
from tests.sandbox.github.completion import Completion
from tests.sandbox.github.description import SOURCE, Schema, description, parsed


def described(schema: Schema) -> Schema:
    """Return a description of one operation that answers by a schema."""
    content = {"application/json": {"schema": schema}}
    operation = {
        "operationId": "a/b",
        "externalDocs": {"url": "https://docs.github.com"},
        "responses": {"200": {"content": content}},
    }
    known = json.loads(SOURCE.read_text())["components"]
    return {"paths": {"/a": {"get": operation}}, "components": known}


def violations(schema: Schema, body: object) -> list[str]:
    return parsed(described(schema)).violations("a/b", 200, body)


def test_the_file_is_what_the_script_makes() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    again = json.dumps(subset(json.loads(text)), separators=(",", ":"), ensure_ascii=False)
    assert text == f"{again}\n"


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer"}, 1, "1"),
        ({"type": "string", "nullable": True}, None, 1),
        ({"type": "string", "enum": ["a"], "nullable": True}, None, "b"),
        ({"oneOf": [{"type": "string"}], "nullable": True}, None, 1),
        ({"$ref": "#/components/schemas/nullable-simple-user"}, None, 1),
        ({"type": "string", "format": "date-time"}, "2026-01-05T09:00:00Z", "2026-01-05"),
        ({"type": "string", "format": "uri"}, "https://example.org", "example.org"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, {"a": "b"}, {"a": 1}),
    ],
)
def test_openapi_is_understood(schema: Schema, good: object, bad: object) -> None:
    assert violations(schema, good) == []
    assert len(violations(schema, bad)) == 1


def test_a_status_that_is_not_described_is_told() -> None:
    known = description()
    assert known.violations("repos/get", 201, {}) == ["repos/get never answers 201"]
    assert known.violations("repos/get", 429, {}) == []
    assert known.violations("issues/delete-comment", 204, {}) == [
        "issues/delete-comment 204: nothing is described"
    ]


def completed(schema: Schema, value: object) -> object:
    answer = parsed(described(schema)).operations["a/b"].answers[200]
    assert answer is not None
    return Completion().completed(answer, value)


def test_what_is_required_is_filled_in_with_the_smallest_value() -> None:
    properties: Schema = {
        "text": {"type": "string"},
        "kind": {"type": "string", "enum": ["x", "y"]},
        "none": {"type": "integer", "nullable": True},
        "list": {"type": "array", "items": {}},
        "inside": {
            "type": "object",
            "required": ["flag"],
            "properties": {"flag": {"type": "boolean"}},
        },
        "optional": {"type": "string"},
        "time": {"type": "string", "format": "date-time"},
    }
    required = [name for name in properties if name != "optional"]
    schema: Schema = {"type": "object", "required": required, "properties": properties}
    whole = completed(schema, {"text": "given", "inside": {}})
    assert whole == {
        "text": "given",
        "kind": "x",
        "none": None,
        "list": [],
        "inside": {"flag": False},
        "time": "2008-02-08T00:00:00Z",
    }
    assert violations(schema, whole) == []


def test_links_follow_the_things_own() -> None:
    schema: Schema = {"$ref": "#/components/schemas/simple-user"}
    own = {"url": "http://127.0.0.1/users/ada", "login": "ada"}
    whole = completed(schema, own)
    assert isinstance(whole, dict)
    assert whole["repos_url"] == "http://127.0.0.1/users/ada/repos"
    assert violations(schema, whole) == []


def test_of_several_forms_the_one_that_fits_is_completed() -> None:
    known: Schema = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}}
    other: Schema = {"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}}
    form = {**known, "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    assert completed({"anyOf": [other, form]}, {"a": "1"}) == {"a": "1", "b": ""}


def test_a_field_that_github_has_not_is_told() -> None:
    answer = description().operations["repos/get-branch"].answers[200]
    assert answer is not None
    completion = Completion()
    completion.completed(answer, {"name": "main", "nmae": "main"})
    assert completion.unknown == {"nmae"}
