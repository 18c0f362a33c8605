from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.stack.capability import capabilities, has_macro
from tests.core.stack.builders import LEAF, nested_stack, parent, unfolded

BOTH = ("CAPABILITY_AUTO_EXPAND", "CAPABILITY_NAMED_IAM")

ROLE = "Resources:\n  Role: {Type: AWS::IAM::Role}\n"


def test_without_iam_and_macros_nothing_is_acknowledged() -> None:
    assert capabilities(unfolded({"index.yaml": LEAF})) == ()


def test_an_iam_resource_anywhere_needs_named_iam() -> None:
    tree = unfolded({"index.yaml": parent(A="a.yaml"), "a.yaml": ROLE})
    assert capabilities(tree) == ("CAPABILITY_NAMED_IAM",)


@pytest.mark.parametrize(
    "text",
    [
        "Transform: AWS::Serverless-2016-10-31\n" + LEAF,
        LEAF + "  Fn::Transform: {Name: AWS::Include}\n",
        "Resources:\n" + nested_stack("A", "https://example.org/a.yaml"),
        parent(A="bad.yaml"),
    ],
)
def test_a_macro_or_a_template_that_cannot_be_read_needs_both(text: str) -> None:
    assert capabilities(unfolded({"index.yaml": text, "bad.yaml": "["})) == BOTH


MACRO = "Transform: AWS::Serverless-2016-10-31\n" + LEAF

FOREIGN = "Resources:\n" + nested_stack("X", "https://example.org/x.yaml")

TEXTS = st.sampled_from([LEAF, ROLE, MACRO, FOREIGN, "["])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"index.yaml": LEAF}, False),
        ({"index.yaml": MACRO}, True),
        ({"index.yaml": parent(A="a.yaml"), "a.yaml": MACRO}, True),
        ({"index.yaml": parent(A="a.yaml"), "a.yaml": "["}, False),
    ],
)
def test_a_macro_is_found_wherever_it_is(texts: dict[str, str], *, expected: bool) -> None:
    assert has_macro(unfolded(texts)) is expected


@given(st.dictionaries(st.sampled_from("abc"), TEXTS, min_size=1))
def test_every_template_of_the_tree_counts_and_one_that_cannot_be_read_counts_as_both(
    texts: dict[str, str],
) -> None:
    root = parent(**{name.upper(): f"{name}.yaml" for name in texts})
    files = {"index.yaml": root, **{f"{name}.yaml": text for name, text in texts.items()}}
    either = {MACRO, FOREIGN, "["} & set(texts.values())
    named = ("CAPABILITY_NAMED_IAM",) if ROLE in texts.values() else ()
    assert capabilities(unfolded(files)) == (BOTH if either else named)
