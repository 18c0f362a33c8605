from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.stack.drift import TemplateDrift, template_drift
from kayron.core.stack.readback import as_read_back, document_as_read_back
from tests.core.stack.builders import (
    LEAF,
    URL,
    as_deployed,
    deployed,
    nested_stack,
    parent,
    unfolded,
)


def drift(before: str, after: str) -> list[str]:
    root = deployed(before)
    found = template_drift(as_deployed(root), unfolded({"index.yaml": after}, root))
    return [one.reason for one in found]


def topic(properties: str) -> str:
    return f"Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties: {properties}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LEAF, LEAF),
        (LEAF, LEAF + "# a comment\n"),
        (topic("{A: 1, B: !Ref X}"), topic('{"B": {"Ref": "X"}, "A": "1"}')),
        (topic("{A: M?nchen}"), topic("{A: München}")),
        (topic("{A: '????'}"), topic("{A: 😀}")),
        (topic("{A: ??x}  # ?"), topic("{A: üx}  # ä")),
        (topic("{A?: x}"), topic("{Aü: x}")),
        (topic("{A: }"), topic("{A: null}")),
    ],
)
def test_what_means_the_same_is_no_drift(before: str, after: str) -> None:
    assert drift(before, after) == []


def test_template_urls_are_no_drift() -> None:
    before = "Resources:\n" + nested_stack("A", f"{URL}/a.{'0' * 64}.yaml")
    assert drift(before, parent(A="a.yaml")) == []
    bare = "Resources:\n  A: {Type: AWS::CloudFormation::Stack}\n"
    assert drift(bare, bare + "# x\n") == []


def test_every_difference_is_named() -> None:
    before = topic("{Same: 1, Gone: 1, List: [a], Text: a}")
    after = topic("{Same: 1, New: 1, List: [b], Text: b}") + "Outputs: {}\n"
    assert drift(before, after) == [
        (
            "The template of the root stack was changed in AWS: Outputs is not deployed; "
            "Resources.Topic.Properties.Gone is only deployed; "
            "Resources.Topic.Properties.List differs; "
            "Resources.Topic.Properties.New is not deployed; "
            "Resources.Topic.Properties.Text differs."
        )
    ]


def test_more_than_a_few_differences_are_counted() -> None:
    (reason,) = drift(topic("{A: 1, B: 1, C: 1, D: 1, E: 1, F: 1, G: 1}"), topic("{}"))
    assert reason.endswith("Resources.Topic.Properties.E is only deployed; and 2 more.")


def test_a_nested_stack_is_named_and_one_that_is_gone_shows_in_its_parent() -> None:
    nested = {"A": deployed(topic("{A: 1}")), "B": deployed(topic("{A: 1}"))}
    root = deployed(parent(A="a.yaml", B="a.yaml"), nested=nested)
    files = {"index.yaml": parent(A="a.yaml"), "a.yaml": topic("{A: 2}")}
    assert template_drift(as_deployed(root), unfolded(files, root)) == (
        TemplateDrift(
            stack=(),
            reason="The template of the root stack was changed in AWS: "
            "Resources.B is only deployed.",
        ),
        TemplateDrift(
            stack=("A",),
            reason="The template of A was changed in AWS: Resources.Topic.Properties.A differs.",
        ),
    )


def test_a_stack_with_several_possible_templates_is_one_of_them() -> None:
    index = (
        "Parameters: {Size: {Type: String}}\nConditions: {Big: !Equals [!Ref Size, big]}\n"
        "Resources:\n" + nested_stack("A", f'!If [Big, "{URL}/a.yaml", "{URL}/b.yaml"]')
    )
    files = {"index.yaml": index, "a.yaml": topic("{A: 1, B: 1}"), "b.yaml": LEAF}
    same = deployed(index, nested={"A": deployed(LEAF)})
    assert template_drift(as_deployed(same), unfolded(files, same)) == ()
    other = deployed(index, nested={"A": deployed(topic("{A: 2, B: 1}"))})
    (found,) = template_drift(as_deployed(other), unfolded(files, other))
    assert found.reason.endswith("Resources.Topic.Properties.A differs.")


@given(st.text(), st.sampled_from(["?", "??"]))
def test_what_aws_gives_back_compares_equal(text: str, mark: str) -> None:
    given_back = "".join(character if character.isascii() else mark for character in text)
    assert as_read_back(given_back) == as_read_back(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)).filter(lambda text: "??" not in text))
def test_ascii_compares_as_it_is(text: str) -> None:
    assert document_as_read_back({text: [text, None]}) == {text: [text, None]}
