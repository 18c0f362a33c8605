from __future__ import annotations

import pytest

from kayron.core.stack.capability import capabilities
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
