from __future__ import annotations

import pytest

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.snapshot import Stack
from kayron.core.stack.tree import stack_path
from kayron.core.table import Table
from kayron.core.template.source import Plain, plain
from tests.core.stack.builders import LEAF, URL, as_deployed, deployed, nested_stack, only


def test_the_tree_is_that_of_the_stacks_that_run() -> None:
    index = "Resources:\n" + nested_stack("A", f"{URL}/apps/a.{'0' * 64}.yaml")
    b = deployed(name="b", parameters={"Port": "80", "Secret": "****"})
    root = deployed(index, nested={"A": deployed(name="a", nested={"B": b}), "Gone": Absent()})
    tree = as_deployed(root)
    assert [(stack_path(node.ids), node.file) for node in tree.nodes] == [
        ("", "index.yaml"),
        ("A", "apps/a.yaml"),
        ("A/B", "A/B"),
    ]
    assert tree.nodes[2].scope.parameters == b.parameters
    assert tree.by_ids()["A", "B"].deployed is b
    assert tree.unknown == Table()


def test_a_stack_of_a_foreign_template_is_named_after_itself() -> None:
    stacks = nested_stack("A", "https://example.org/a.yaml") + nested_stack("B", "!Ref Unknown")
    nested = {name: deployed(name=name) for name in "ABC"}
    tree = as_deployed(deployed("Resources:\n" + stacks, nested=nested))
    assert [node.file for node in tree.nodes] == ["index.yaml", "A", "B", "C"]


def test_what_cannot_be_read_is_unknown_and_so_is_all_below_it() -> None:
    lost = deployed(Unknown("denied"), nested={"Below": deployed()})
    nested: dict[str, Fact[Stack]] = {
        "Fine": deployed(),
        "Gone": deployed(Absent()),
        "Lost": lost,
        "Odd": deployed("["),
        "Unread": Unknown("throttled"),
    }
    tree = as_deployed(deployed(LEAF, nested=nested))
    assert [stack_path(node.ids) for node in tree.nodes] == ["", "Fine"]
    odd = tree.unknown["Odd"]
    assert tree.unknown == Table(
        {
            "Gone": "the stack has no template",
            "Lost": "denied",
            "Odd": odd,
            "Unread": "throttled",
        }
    )
    assert odd.startswith("its deployed template is invalid: Odd:")


def test_a_root_template_that_is_unknown_leaves_nothing() -> None:
    tree = as_deployed(deployed(Unknown("denied")))
    assert (tree.nodes, tree.unknown) == ((), Table({"": "denied"}))


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("Note: ? Runs it\n", {"Note": "? Runs it"}),
        ("Note: !Sub ? Runs it\n", {"Note": {"Fn::Sub": "? Runs it"}}),
        ("Note: {Text: ?ber x}\n", {"Note": {"Text": "?ber x"}}),
        ("Note: [?ber, a ? b]\n", {"Note": ["?ber", "a ? b"]}),
        ("Note:\n- ? one\n- ? two: x\n", {"Note": ["? one", {"? two": "x"}]}),
        ("Note:\n  ? one: x\n", {"Note": {"? one": "x"}}),
        ("Note: |\n  ? one\n", {"Note": "? one\n"}),
        ("Note: [{?: a, ??: b}]\n", {"Note": [{"?": "a", "??": "b"}]}),
        ("Note: {?: a, ?: a}\n", {"Note": {"?": "a"}}),
    ],
)
def test_a_mark_for_a_character_that_was_lost_is_no_sign_of_yaml(shown: str, meant: Plain) -> None:
    (node,) = as_deployed(deployed(shown + LEAF)).nodes
    assert isinstance(meant, dict)
    assert plain(node.template.root) == {**meant, **leaf()}
    assert node.template.text == shown + LEAF


def test_a_key_that_is_written_with_the_sign_stays_one() -> None:
    (node,) = as_deployed(deployed("? Note\n: a ? b\n" + LEAF)).nodes
    assert plain(node.template.root) == {"Note": "a ? b", **leaf()}


def leaf() -> dict[str, Plain]:
    found = plain(only(as_deployed(deployed(LEAF))).template.root)
    assert isinstance(found, dict)
    return found
