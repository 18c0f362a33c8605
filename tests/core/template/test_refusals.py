"""What is no template is refused with all its problems, each with its place, and quickly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.problem import InvalidInput
from kayron.core.template.node import SHORT_TAGS
from kayron.core.template.source import parse_template

LITTLE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


def problems(text: str) -> list[str]:
    """Return the problems of a text, as people see them."""
    try:
        parse_template(text, "f")
    except InvalidInput as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "text"], ids=repr)
def test_what_is_no_mapping_is_no_template(text: str) -> None:
    assert problems(text) == ["f: is no template: it must be a mapping that has Resources."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Parameters: {}\n", "f:1:1: has no Resources, so it is no template."),
        ("Resources:\n", "f:1:11: must be a mapping: Resources has names and their values."),
        ("Resources: {}\n", "f:1:12: has no resource; CloudFormation asks for at least one."),
        (
            f"{LITTLE}Outputs: []\n",
            "f:4:10: must be a mapping: Outputs has names and their values.",
        ),
    ],
)
def test_a_section_of_the_wrong_shape_is_named(text: str, problem: str) -> None:
    assert problems(text) == [problem]


def test_every_wrong_resource_is_named_at_once() -> None:
    text = (
        "<<: {}\n"
        "Resources:\n"
        "  <<: {}\n"
        "  A: {Type: !Ref X, Properties: [a], Condition: []}\n"
        "  B-C: x\n"
        "  D: {Properties: }\n"
    )
    assert problems(text) == [
        "f:1:1: is a merge key among the sections, which CloudFormation does not read.",
        "f:3:3: is a merge key among the resources, which CloudFormation does not read.",
        "f:4:13: must be a text: the Type of the resource A.",
        "f:4:33: must be a mapping: the Properties of the resource A.",
        "f:4:49: must be a text: the Condition of the resource A.",
        "f:5:3: is no logical id: 'B-C' must be 1 to 255 letters and digits.",
        "f:5:8: must be a mapping: the resource B-C has a Type and Properties.",
        "f:6:3: has no Type: the resource D needs one, such as AWS::ECS::Service.",
        "f:6:19: must be a mapping: the Properties of the resource D.",
    ]


def test_loops_and_macros_among_the_resources_need_no_type() -> None:
    assert problems(f"{LITTLE}  Fn::ForEach::Each: [Name, [a], {{}}]\n") == []


def test_every_repeated_key_is_named_at_any_depth() -> None:
    text = f"{LITTLE}    Type: B\n    Properties: {{a: [{{b: 1, b: 2}}]}}\nResources: {{}}\n"
    assert problems(text) == [
        "f:4:5: repeats the key 'Type' of the same mapping.",
        "f:5:29: repeats the key 'b' of the same mapping.",
        "f:6:1: repeats the key 'Resources' of the same mapping.",
    ]


def test_a_key_that_is_no_text_is_named() -> None:
    assert problems(f"{LITTLE}    ? [a]\n    : b\n    ? {{c: d}}\n    : e\n") == [
        "f:4:7: is a key that is no text.",
        "f:6:7: is a key that is no text.",
    ]


def test_every_unknown_tag_is_named_with_the_nearest_known_one() -> None:
    text = f"{LITTLE}    A: !Reff x\n    B: !Foo::Bar [a]\n    ? !Baz C\n    : !!binary aGk=\n"
    known = "which CloudFormation does not know."
    assert problems(text) == [
        f"f:4:8: has the tag !Reff, {known} Did you mean !Ref?",
        f"f:5:8: has the tag !Foo::Bar, {known}",
        f"f:6:7: has the tag !Baz, {known}",
        f"f:7:7: has the tag tag:yaml.org,2002:binary, {known}",
    ]


def test_every_short_tag_of_cloudformation_is_known() -> None:
    calls = "".join(f"    K{n}: {tag} x\n" for n, tag in enumerate(SHORT_TAGS))
    assert problems(LITTLE + calls) == []


def test_the_directives_of_the_packaging_tool_rain_stay() -> None:
    assert problems(f"{LITTLE}    Metadata: !Rain::Embed file.txt\n") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b: c\n", "f:1:5: is not YAML: mapping values are not allowed here."),
        (f"{LITTLE}---\n{LITTLE}", "f:4:1: is not YAML: expected a single document in the stream"),
        (f"{LITTLE}    P: *a\n", "f:4:8: is not YAML: found undefined alias 'a'."),
        (f"{LITTLE}    P: [&a x, &a y]\n", "f:4:15: is not YAML: found duplicate anchor 'a'"),
        ('{"Resources": {"A": ', "f:1:21: is not YAML: while parsing a flow node"),
        ('a: "\\UFFFFFFFF"\n', "f:1:7: is not YAML: while parsing a quoted scalar"),
        (f"\ufeff{LITTLE}a: b: c\n", "f:4:5: is not YAML: mapping values are not allowed here."),
        ('{\n\t"a": "b"\n\t"c": 1}', "f:3:2: is not YAML: while parsing a flow mapping"),
        ('["\\ud83d\\ude00", a b: c: d]', "f:1:24: is not YAML: "),
        ("a:\n  b\x00", "f:2:4: holds the character U+0000, which YAML does not allow."),
        ("a: b: c\x7f", "f:1:8: holds the character U+007F, which YAML does not allow."),
        ("a:\n  b\ud83d", "f:2:4: holds the character U+D83D, which YAML does not allow."),
        ('a: "\\ud83d"', "f:1:4: holds half of a surrogate pair, which is no character."),
    ],
)
def test_what_is_not_yaml_is_said_with_its_place(text: str, problem: str) -> None:
    assert [each[: len(problem)] for each in problems(text)] == [problem]


def test_a_template_that_is_too_large_is_refused_at_once() -> None:
    told = "CloudFormation takes templates of at most 1,000,000. Split it into nested stacks."
    assert problems("\0" * 100_000_000) == [f"f: has 100,000,000 bytes or more; {told}"]
    assert problems("é" * 500_001) == [f"f: has 1,000,002 bytes or more; {told}"]


def test_a_template_of_the_largest_size_is_read() -> None:
    assert problems(LITTLE + "#" * (1_000_000 - len(LITTLE))) == []


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "- " * 50_000, "{a: " * 50_000, "? " * 50_000, '["\\ud83d\\ude00", ' * 101],
    ids=lambda text: text[:4],
)
def test_endless_nesting_is_refused(text: str) -> None:
    assert problems(text) == ["f: is nested more than 100 levels deep."]


def test_an_anchor_bomb_is_refused() -> None:
    bomb = "".join(f"  a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 3000))
    assert problems(f"Metadata:\n  a0: &a0 [x]\n{bomb}{LITTLE}") == [
        "f:1:1: has aliases that expand to more than 500,000 values."
    ]


def test_aliases_may_not_nest_endlessly() -> None:
    chain = "".join(f"  a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100))
    assert problems(f"Metadata:\n  a0: &a0 [x]\n{chain}{LITTLE}") == [
        "f:1:1: has aliases that nest more than 100 levels deep."
    ]


def test_an_anchor_right_behind_its_colon_may_not_hold_itself() -> None:
    assert problems('{"Resources":&a {"A":*a}}') == [
        "f:1:14: holds an alias of an anchor that holds it."
    ]


def test_an_anchor_that_holds_itself_is_refused() -> None:
    assert problems(f"{LITTLE}    Metadata: &a [[*a]]\n") == [
        "f:4:19: holds an alias of an anchor that holds it."
    ]


def test_a_problem_in_an_anchor_is_named_once() -> None:
    text = f"{LITTLE}    Metadata: [&a {{b: !Foo c, b: d}}, *a, *a]\n"
    assert problems(text) == [
        "f:4:23: has the tag !Foo, which CloudFormation does not know.",
        "f:4:31: repeats the key 'b' of the same mapping.",
    ]


WORDS = 'a b: - ? : [ ] { } , &a *a ! !Ref !! > % --- ... # <<: Resources: Type: x | " \\ \\U9'
CHARACTERS = "😀\ufeff\x85\u2028\x00\ud800\t\n '"
FRAGMENTS = st.sampled_from([*WORDS.split(" "), *CHARACTERS, "\\ud83d", "\\ude00", "%YAML 1.9"])


@given(st.one_of(st.lists(FRAGMENTS, max_size=30).map("".join), st.text(max_size=30)))
def test_any_text_is_a_template_or_has_problems(text: str) -> None:
    problems(text)
