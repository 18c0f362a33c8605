"""The values of expressions: what a scope tells, and why the rest is unknown."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from yaml.nodes import Node

from kayron.core.problem import Place
from kayron.core.template.intrinsic import Scope, Unresolved, arms, resolve, resolve_all
from kayron.core.template.node import entries
from kayron.core.template.source import Plain, parse_template, plain
from tests.core.template.expressions import SCOPE, expression
from tests.strategies.templates import TEMPLATES, Written


def value(text: str) -> str | Unresolved:
    return resolve(*expression(text), SCOPE)


def values(text: str) -> tuple[str, ...] | Unresolved:
    return resolve_all(*expression(text), SCOPE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text", "text"),
        ("0755", "0755"),
        ("!Ref Name", "lite"),
        ("{Ref: Name}", "lite"),
        ("!Ref AWS::Region", "us-west-2"),
        ("!Ref Queue", "https://queue"),
        ("!Ref Looped", "id"),
        ("!Sub '${Name}.${AWS::Region}.${ Queue }'", "lite.us-west-2.https://queue"),
        ("!Sub '${!Name} $Name ${Name'", "${Name} $Name ${Name"),
        ("!Sub '${Nested.Outputs.Url}/x'", "https://nested/x"),
        ("!Sub ['${A}-${Name}', {A: !Ref AWS::Region}]", "us-west-2-lite"),
        ("{Fn::Sub: ['${Name}', {Name: other}]}", "other"),
        ("!Sub [plain]", "plain"),
        ("!Join ['-', [a, !Ref Name, !Ref AWS::NoValue]]", "a-lite"),
        ("!Join [',', !Ref Zones]", "a,b"),
        ("!Select [1, !Ref Ports]", "443"),
        ("!Select [0, [a, !Ref Unknown]]", "a"),
        ("!Select [1, !Split ['-', x-y-z]]", "y"),
        ("!FindInMap [Sizes, small, cpu]", "256"),
        ("!FindInMap [Sizes, large, cpu, {DefaultValue: !Ref Name}]", "lite"),
        ("!GetAtt Nested.Outputs.Url", "https://nested"),
        ("{Fn::GetAtt: [Nested, Outputs.Url]}", "https://nested"),
        ("!ImportValue shared-bucket", "bucket"),
        ("{Fn::ImportValue: !Sub shared-bucket}", "bucket"),
        ("!If [Yes, a, b]", "a"),
        ("!If [No, a, b]", "b"),
        ("!If [Maybe, a, !Sub a]", "a"),
    ],
)
def test_what_the_scope_tells_is_known(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((word, "true") for word in ("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On")),
        *((word, "false") for word in ("false", "False", "no", "No", "NO", "off", "Off", "OFF")),
        ("!!bool Yes", "true"),
        ("!Join [',', [On, No]]", "true,false"),
        *((word, word) for word in ("y", "N", "tRUE", "oN")),
        *((f"{quote}True{quote}", "True") for quote in "\"'"),
        ("|-\n    True", "True"),
        ("!Sub True", "True"),
    ],
)
def test_a_boolean_without_quotes_is_true_or_false_however_it_is_spelled(
    text: str, expected: str
) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a text or a list belongs here"),
        ("{a: b}", "a text or a list belongs here"),
        ("[a]", "a list stands where a text belongs"),
        ("!Ref Zones", "a list stands where a text belongs"),
        ("!Ref AWS::NoValue", "AWS::NoValue stands where a text belongs"),
        ("!Ref [a]", "Ref needs a name"),
        ("!Ref Unknown", "the value of the parameter Unknown is not known"),
        ("!Ref Secret", "the value of the NoEcho parameter Secret is hidden"),
        ("!Ref Hidden", "the value of the NoEcho parameter Hidden is hidden"),
        ("!Ref Stored", "the parameter Stored is read from SSM by AWS alone"),
        ("!Ref Topic", "the id of the resource Topic is not known"),
        ("!Ref AWS::StackId", "AWS::StackId is not known"),
        ("!Ref Nobody", "the template has no parameter or resource Nobody"),
        ("!Ref Reference", "a dynamic reference is read only when the stack is updated"),
        ("'{{resolve:ssm:x}}'", "a dynamic reference is read only when the stack is updated"),
        ("!Sub '${Unknown}'", "the value of the parameter Unknown is not known"),
        ("!Sub '${Queue.Arn}'", "the attribute Queue.Arn is not known"),
        ("!Sub '${Zones}'", "Zones is no text that Sub could insert"),
        ("!Sub '${AWS::NoValue}'", "AWS::NoValue is no text that Sub could insert"),
        ("!Sub ['${A}', {A: [b]}]", "a list stands where a text belongs"),
        ("!Sub []", "Sub needs a text"),
        ("!Join a", "Join needs a delimiter and a list"),
        ("!Join ['-', a]", "a list belongs here"),
        ("!Join ['-', [a, [b]]]", "a list stands within a list"),
        ("!Join [!Ref Unknown, [a]]", "the value of the parameter Unknown is not known"),
        ("!Join ['-', !Ref Topic]", "the id of the resource Topic is not known"),
        ("!Join ['-', [!Ref Topic]]", "the id of the resource Topic is not known"),
        ("!Select [0]", "Select needs an index and a list"),
        ("!Select [2, [a, b]]", "there is no item 2 of 2"),
        ("!Select [-1, [a, b]]", "there is no item -1 of 2"),
        ("!Select [!Ref Unknown, [a]]", "the value of the parameter Unknown is not known"),
        ("!Select [0, a]", "a list belongs here"),
        ("!Select [0, [!Ref Unknown]]", "the value of the parameter Unknown is not known"),
        ("!Split [a, b]", "a list stands where a text belongs"),
        ("!FindInMap [Sizes, small]", "FindInMap needs a map and two keys"),
        ("!FindInMap [Sizes, large, cpu]", "the map Sizes has no entry large that has cpu"),
        ("!FindInMap [Sizes, !Ref Unknown, x]", "the value of the parameter Unknown is not known"),
        ("!GetAtt Queue.Arn", "the attribute Queue.Arn is not known"),
        ("!GetAtt Nested.Outputs.Arn", "the attribute Nested.Outputs.Arn is not known"),
        ("!GetAtt [Queue, !Ref Unknown]", "the value of the parameter Unknown is not known"),
        ("!ImportValue nothing", "the export nothing is not known"),
        ("!ImportValue [a]", "a list stands where a text belongs"),
        ("!If [Maybe, a, b]", "the condition Maybe cannot be evaluated"),
        ("!If [Maybe, !Ref Unknown, !Ref Unknown]", "the condition Maybe cannot be evaluated"),
        ("!If [Yes, a]", "If needs the name of a condition and two values"),
        ("!If [!Ref Yes, a, b]", "If needs the name of a condition and two values"),
        ("!Base64 a", "Fn::Base64 is evaluated only when the stack is updated"),
        ("!Rain::Embed a", "Rain::Embed is evaluated only when the stack is updated"),
        ("{Fn::Transform: {Name: M}}", "Fn::Transform is evaluated only when the stack is updated"),
        ("{Condition: Yes}", "Condition is evaluated only when the stack is updated"),
    ],
)
def test_what_is_unknown_says_why(text: str, reason: str) -> None:
    found = value(text)
    assert isinstance(found, Unresolved)
    assert found.reason == reason


def test_what_is_unknown_says_where_its_cause_stands() -> None:
    assert value("!Join [a, [b, !Ref Unknown]]") == Unresolved(
        "the value of the parameter Unknown is not known", Place("t.yaml", 25, 24)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a, !Ref Name, !Ref AWS::NoValue, !If [No, b, !Ref AWS::NoValue]]", ("a", "lite")),
        ("!Ref Zones", ("a", "b")),
        ("!Ref Ports", ("80", "443")),
        ("!Split [',', 'a,b']", ("a", "b")),
        ("!If [No, [a], []]", ()),
        ("!FindInMap [Sizes, small, zones]", ("a", "b")),
    ],
)
def test_lists_have_their_items_without_those_that_have_no_value(
    text: str, expected: tuple[str, ...]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a", "a list belongs here"),
        ("!Ref AWS::NoValue", "a list belongs here"),
        ("[a, !Ref Unknown]", "the value of the parameter Unknown is not known"),
        ("!Split ['', a]", "Split needs a delimiter and a text"),
        ("!Split [a]", "Split needs a delimiter and a text"),
        ("!Split [a, !Ref Unknown]", "the value of the parameter Unknown is not known"),
    ],
)
def test_a_list_that_is_not_known_says_why(text: str, reason: str) -> None:
    found = values(text)
    assert isinstance(found, Unresolved)
    assert found.reason == reason


def test_an_expression_nested_through_maps_endlessly_is_unknown() -> None:
    maps = "".join(f"  M{n}: {{a: {{b: !FindInMap [M{n + 1}, a, b]}}}}\n" for n in range(200))
    text = f"Mappings:\n{maps}Resources: {{A: {{Type: B, DependsOn: !FindInMap [M0, a, b]}}}}\n"
    template = parse_template(text, "f")
    found = resolve(template.resources["A"].attributes["DependsOn"], template, Scope())
    assert isinstance(found, Unresolved)
    assert found.reason == "the expression is nested too deeply"


def test_a_variable_that_stands_twice_at_each_level_comes_to_an_end() -> None:
    text = "x"
    for _ in range(25):
        text = f'{{"Fn::Sub": ["${{a}}${{a}}", {{"a": {text}}}]}}'
    found = value(text)
    assert isinstance(found, Unresolved)
    assert found.reason == "the expression comes to too many values"


@pytest.mark.parametrize(
    "text",
    [
        "!Join [!Ref Name, [{}]]".format(", ".join(["''"] * 9)),
        "!Sub ['${Name}${Name}', {Name: !Ref Name}]",
    ],
)
def test_a_text_that_is_too_long_for_any_template_is_unknown(text: str) -> None:
    long = evolve(SCOPE, parameters=SCOPE.parameters.overlaid({"Name": "x" * 600_000}))
    found = resolve(*expression(text), long)
    assert isinstance(found, Unresolved)
    assert found.reason == "the text is longer than a template may be"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("!Ref Name", [{"Ref": "Name"}]),
        ("!Ref AWS::NoValue", []),
        ("!If [Yes, a, b]", ["a"]),
        ("!If [No, a, b]", ["b"]),
        ("!If [Maybe, a, b]", ["a", "b"]),
        ("{Fn::If: [Maybe, !If [Yes, a, b], !Ref AWS::NoValue]}", ["a"]),
        ("!If [Nobody, [a], {b: c}]", [["a"], {"b": "c"}]),
        ("!If [Yes, a]", [{"Fn::If": ["Yes", "a"]}]),
        ("!If [[], a, b]", ["a", "b"]),
    ],
)
def test_arms_are_what_may_stand_there(text: str, expected: list[Plain]) -> None:
    assert [plain(node) for node in arms(*expression(text), SCOPE)] == expected


def below(node: Node) -> list[Node]:
    """Return a node's values and all below them."""
    return [each for _, value in entries(node) for each in (value, *below(value))]


@given(TEMPLATES)
def test_any_node_has_a_value_or_a_reason(written: Written) -> None:
    template = parse_template(written.text, "t.yaml")
    for node in below(template.root):
        assert isinstance(resolve(node, template, SCOPE), str | Unresolved)
        assert isinstance(resolve_all(node, template, SCOPE), tuple | Unresolved)
        assert all(isinstance(arm, Node) for arm in arms(node, template, SCOPE))
