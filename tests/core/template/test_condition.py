"""Conditions are true, false, or unknown, and never a reason to fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.template.intrinsic import Scope, holds
from kayron.core.template.source import parse_template
from tests.core.template.expressions import HEAD, SCOPE, expression


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("!Equals [a, a]", True),
        ("!Equals [a, A]", False),
        ("!Equals [1, '1']", True),
        ("!Equals ['true', True]", True),
        ("!Equals ['True', True]", False),
        ("!Equals [a, !Ref Unknown]", None),
        ("!Equals [a]", None),
        ("!Equals [!Ref Zones, !Ref Zones]", None),
        ("{Fn::Equals: [!Ref Name, lite]}", True),
        ("!And [!Equals [a, a], !Equals [b, b]]", True),
        ("!And [!Equals [a, !Ref Unknown], !Equals [b, c]]", False),
        ("!And [!Equals [a, !Ref Unknown], !Equals [b, b]]", None),
        ("!And []", None),
        ("!Or [!Equals [a, !Ref Unknown], !Equals [b, b]]", True),
        ("!Or [!Equals [a, !Ref Unknown], !Equals [b, c]]", None),
        ("!Or [!Equals [a, b], {Fn::Equals: [b, c]}]", False),
        ("!Not [!Equals [a, b]]", True),
        ("!Not [!Equals [a, !Ref Unknown]]", None),
        ("!Not []", None),
        ("!Condition Other", True),
        ("{Condition: Other}", True),
        ("!Condition [Other]", None),
        ("!Condition Nobody", None),
        ("!If [Other, a, b]", None),
        ("text", None),
        ("{a: b}", None),
    ],
)
def test_conditions_have_three_values(condition: str, expected: bool | None) -> None:  # noqa: FBT001
    other = f"  Tried: {condition}\n  Other: !Equals [a, a]\nResources:\n"
    template = parse_template(HEAD.replace("Resources:\n", other) + "x\n", "t.yaml")
    assert holds("Tried", template, SCOPE) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Yes", True), ("No", False), ("Maybe", None), ("Loop", None), ("LoopOrYes", True)],
)
def test_a_condition_that_names_itself_is_unknown(name: str, expected: bool | None) -> None:  # noqa: FBT001
    assert holds(name, expression("x")[1], SCOPE) is expected


@pytest.mark.parametrize("length", [90, 20_000])
def test_conditions_that_name_each_other_endlessly_are_unknown(length: int) -> None:
    chain = "".join(f"  C{n}: !Condition C{n + 1}\n" for n in range(length))
    text = f"Conditions:\n{chain}  C{length}: !Equals [a, a]\nResources: {{A: {{Type: B}}}}\n"
    assert holds("C0", parse_template(text, "f"), Scope()) is (True if length == 90 else None)


def test_each_condition_is_evaluated_once() -> None:
    doubling = "".join(
        f"  C{n}: !Or [!Condition C{n + 1}, !Condition C{n + 1}]\n" for n in range(40)
    )
    text = f"Conditions:\n{doubling}  C40: !Equals [a, b]\nResources: {{A: {{Type: B}}}}\n"
    assert holds("C0", parse_template(text, "f"), Scope()) is False


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=4))
def test_and_and_or_are_what_every_completion_of_the_unknown_agrees_on(
    parts: list[bool | None],
) -> None:
    spelled = {True: "!Equals [a, a]", False: "!Equals [a, b]", None: "!Equals [a, !Ref Unknown]"}
    items = ", ".join(spelled[part] for part in parts)
    text = (
        f"Conditions:\n  Every: !And [{items}]\n  Some: !Or [{items}]\n"
        "Resources: {A: {Type: B}}\n"
    )
    template = parse_template(text, "f")
    every = False if False in parts else None if None in parts else True
    some = True if True in parts else None if None in parts else False
    assert (holds("Every", template, SCOPE), holds("Some", template, SCOPE)) == (every, some)
