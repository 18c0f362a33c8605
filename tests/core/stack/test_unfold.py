from __future__ import annotations

import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Unknown
from kayron.core.problem import Place, Problem
from kayron.core.stack.link import Link, Spot
from kayron.core.stack.tree import StackTree, resource_path, stack_path, with_texts
from kayron.core.stack.unfold import DEEPEST, MOST_STACKS, Terms, unfold
from kayron.core.table import Table
from kayron.core.template.library import Library
from kayron.core.template.source import parse_template
from tests.core.stack.builders import (
    HERE,
    LEAF,
    TOPIC,
    URL,
    deployed,
    nested_stack,
    parent,
    unfolded,
)


def shape(tree: StackTree) -> list[tuple[str, str]]:
    return [(stack_path(node.ids), node.file) for node in tree.nodes]


def test_stacks_come_parents_first_and_in_their_templates_order() -> None:
    tree = unfolded(
        {
            "index.yaml": parent(B="b.yaml", A="a.yaml"),
            "a.yaml": LEAF,
            "b.yaml": parent(A="a.yaml"),
        }
    )
    assert shape(tree) == [("", "index.yaml"), ("B", "b.yaml"), ("B/A", "a.yaml"), ("A", "a.yaml")]
    assert [child.ids for child in tree.nodes[0].children] == [("B",), ("A",)]
    assert (tree.problems, tree.invalid, tree.opaque) == ((), (), ())


def test_a_tree_is_found_by_ids_and_by_file() -> None:
    files = {
        "index.yaml": parent(A="a.yaml", B="a.yaml"),
        "a.yaml": LEAF,
    }
    tree = unfolded(files)
    assert tree.by_ids()["B",] == (tree.nodes[2],)
    assert tree.by_file() == {"index.yaml": tree.nodes[:1], "a.yaml": tree.nodes[1:]}


def test_a_known_stack_is_the_very_node_where_its_values_are_the_same() -> None:
    files = {
        "index.yaml": parent(a="a.yaml", b="b.yaml"),
        "a.yaml": "Parameters: {Size: {Type: String, Default: s}}\n" + LEAF,
        "b.yaml": LEAF,
    }
    root = deployed(files["index.yaml"], nested={"a": deployed(LEAF), "b": deployed(LEAF)})
    moved = evolve(root, nested=root.nested.overlaid({"b": deployed(LEAF, outputs={"X": "1"})}))
    parse = Library().template

    before = unfold(files, HERE, root, Table(), parse, Terms())
    same = unfold(files, HERE, root, Table(), parse, Terms(known=before.nodes))
    after = unfold(files, HERE, moved, Table(), parse, Terms(known=before.nodes))

    assert same.nodes == before.nodes
    assert [one is other for one, other in zip(before.nodes, after.nodes, strict=True)] == [
        False,
        True,
        False,
    ]
    assert [node.scope for node in after.nodes] == [
        node.scope for node in unfold(files, HERE, moved, Table(), parse, Terms()).nodes
    ]


def test_a_url_is_evaluated_with_the_values_of_its_stack() -> None:
    url = '!Sub "https://${Bucket}.s3.${AWS::Region}.${AWS::URLSuffix}/${Env}/lite.yaml"'
    head = "Parameters:\n  Bucket: {Type: String}\n  Env: {Type: String, Default: testing}\n"
    files = {"index.yaml": head + "Resources:\n" + nested_stack("Lite", url), "lite.yaml": LEAF}
    tree = unfolded(files, None, {"Bucket": "templates"})
    assert shape(tree) == [("", "index.yaml"), ("Lite", "lite.yaml")]
    assert tree.links == Table({"index.yaml": (Link(Spot("Lite", ()), "lite.yaml"),)})


def test_a_url_of_a_content_addressed_key_is_of_the_file_that_it_was_made_from() -> None:
    url = f"{URL}/lite.{'0a' * 32}.yaml"
    files = {"index.yaml": "Resources:\n" + nested_stack("Lite", url), "lite.yaml": LEAF}
    assert shape(unfolded(files))[1:] == [("Lite", "lite.yaml")]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/lite.yaml",
        "https://other.s3.amazonaws.com/testing/lite.yaml",
        "https://templates.s3.amazonaws.com/production/lite.yaml",
    ],
)
def test_a_foreign_url_stays_and_its_stack_is_opaque(url: str) -> None:
    tree = unfolded({"index.yaml": "Resources:\n" + nested_stack("Lite", url), "lite.yaml": LEAF})
    assert (shape(tree), tree.opaque) == ([("", "index.yaml")], (("Lite",),))
    assert (tree.problems, tree.links) == ((), Table())


def test_a_stack_with_a_false_condition_is_as_if_it_were_not_there() -> None:
    head = "Conditions:\n  Never: !Equals [a, b]\nResources:\n" + TOPIC
    files = {"index.yaml": head + nested_stack("Lite", "nonsense", "    Condition: Never\n")}
    tree = unfolded(files)
    assert (shape(tree), tree.opaque, tree.problems) == ([("", "index.yaml")], (), ())


IF = "!If [IsBig, !If [IsBig, {big}, x], {small}]"

CHOICE = "Parameters:\n  Size: {Type: String}\nConditions:\n  IsBig: !Equals [!Ref Size, big]\n"


@pytest.mark.parametrize(("size", "file"), [("big", "big.yaml"), ("tiny", "small.yaml")])
def test_of_an_if_the_arm_that_holds_is_followed(size: str, file: str) -> None:
    url = IF.format(big=f'"{URL}/big.yaml"', small=f'"{URL}/small.yaml"')
    files = {"index.yaml": CHOICE + "Resources:\n" + nested_stack("Lite", url)}
    files |= {"big.yaml": LEAF, "small.yaml": LEAF}
    tree = unfolded(files, None, {"Size": size})
    assert shape(tree)[1:] == [("Lite", file)]
    assert not any(node.alternative for node in tree.nodes)


def test_both_arms_of_an_unknown_if_are_followed_and_rewritten() -> None:
    url = f'!If [IsBig, "{URL}/big.yaml", "{URL}/small.yaml"]'
    files = {
        "index.yaml": CHOICE + "Resources:\n" + nested_stack("Lite", url),
        "big.yaml": parent(Leaf="leaf.yaml"),
        "small.yaml": LEAF,
        "leaf.yaml": LEAF,
    }
    tree = unfolded(files)
    assert [(stack_path(node.ids), node.file, node.alternative) for node in tree.nodes] == [
        ("", "index.yaml", False),
        ("Lite", "big.yaml", True),
        ("Lite/Leaf", "leaf.yaml", True),
        ("Lite", "small.yaml", True),
    ]
    assert tree.links["index.yaml"] == (
        Link(Spot("Lite", (1,)), "big.yaml"),
        Link(Spot("Lite", (2,)), "small.yaml"),
    )


@given(st.sampled_from(["Ref", "true", "false"]), st.booleans())
def test_every_arm_that_may_hold_is_rewritten_and_no_other(
    truth: str,
    swapped: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    """A condition over a parameter without a value is not known."""
    names = ["big.yaml", "small.yaml"][:: -1 if swapped else 1]
    url = f'!If [Chosen, "{URL}/{names[0]}", "{URL}/{names[1]}"]'
    value = "!Ref Size" if truth == "Ref" else truth
    head = "Parameters: {Size: {Type: String}}\nConditions:\n"
    text = f"{head}  Chosen: !Equals [{value}, 'true']\nResources:\n{nested_stack('Lite', url)}"
    tree = unfolded({"index.yaml": text, "big.yaml": LEAF, "small.yaml": LEAF})
    wanted = {"Ref": names, "true": names[:1], "false": names[1:]}[truth]
    assert {link.path for link in tree.links["index.yaml"]} == set(wanted)


def test_an_arm_that_is_foreign_stays_and_the_other_is_followed() -> None:
    url = f'!If [IsBig, "https://example.org/x", "{URL}/small.yaml"]'
    files = {"index.yaml": CHOICE + "Resources:\n" + nested_stack("Lite", url), "small.yaml": LEAF}
    tree = unfolded(files)
    assert (shape(tree)[1:], tree.opaque) == ([("Lite", "small.yaml")], (("Lite",),))
    assert tree.nodes[1].alternative


def test_an_if_without_three_parts_is_no_choice() -> None:
    url = f'!If [IsBig, "{URL}/x.yaml"]'
    index = CHOICE + "Resources:\n" + nested_stack("Lite", url)
    (problem,) = unfolded({"index.yaml": index}).problems
    assert "the TemplateURL of Lite cannot be evaluated" in problem.message


def test_a_nested_parameter_has_the_value_that_the_parent_passes() -> None:
    passes = "      Parameters:\n        Port: !ImportValue Port\n        Subnets: [a, b]\n"
    files = {
        "index.yaml": parent(Lite="lite.yaml") + passes,
        "lite.yaml": "Parameters:\n  Port: {Type: Number, Default: 1}\n  Subnets: {Type: String}\n"
        + LEAF,
    }
    assert unfolded(files).nodes[1].scope.parameters == Table({"Port": "8080", "Subnets": "a,b"})


def test_a_value_that_cannot_be_evaluated_is_the_deployed_one() -> None:
    passes = "      Parameters: {Db: !GetAtt Database.Arn, New: !GetAtt Database.Arn}\n"
    files = {
        "index.yaml": parent(Lite="lite.yaml") + passes,
        "lite.yaml": "Parameters:\n  Db: {Type: String, Default: none}\n  New: {Type: String}\n"
        + LEAF,
    }
    nested = deployed(parameters={"Db": "arn:db"}, name="main-Lite-1")
    tree = unfolded(files, deployed(nested={"Lite": nested}))
    assert tree.nodes[1].scope.parameters == Table({"Db": "arn:db"})
    assert unfolded(files).nodes[1].scope.parameters == Table()


def test_a_default_counts_only_where_nothing_is_passed() -> None:
    files = {
        "index.yaml": parent(Lite="lite.yaml"),
        "lite.yaml": "Parameters:\n  Port: {Type: Number, Default: 80}\n" + LEAF,
    }
    nested = deployed(parameters={"Port": "8080"}, name="main-Lite-1")
    tree = unfolded(files, deployed(nested={"Lite": nested}))
    assert tree.nodes[1].scope.parameters == Table({"Port": "80"})


def test_a_default_that_is_a_boolean_is_true_or_false_however_it_is_spelled() -> None:
    parameters = "Parameters:\n  Debug: {Type: String, Default: Yes}\n"
    (node,) = unfolded({"index.yaml": parameters + LEAF}).nodes
    assert node.scope.parameters == Table({"Debug": "true"})


def test_a_parameter_that_is_passed_no_value_has_its_default() -> None:
    passes = (
        "      Parameters:\n"
        "        Surely: !Ref AWS::NoValue\n"
        "        Chosen: !If [No, other, !Ref AWS::NoValue]\n"
        "        Perhaps: !If [Maybe, other, !Ref AWS::NoValue]\n"
    )
    conditions = "Conditions: {No: !Equals [a, b], Maybe: !Equals [!ImportValue X, b]}\n"
    names = ("Surely", "Chosen", "Perhaps")
    parameters = "".join(f"  {name}: {{Type: String, Default: new}}\n" for name in names)
    files = {
        "index.yaml": conditions + parent(Lite="lite.yaml") + passes,
        "lite.yaml": f"Parameters:\n{parameters}{LEAF}",
    }
    nested = deployed(parameters=dict.fromkeys(names, "old"), name="main-Lite-1")
    tree = unfolded(files, deployed(nested={"Lite": nested}))
    expected = {"Surely": "new", "Chosen": "new", "Perhaps": "old"}
    assert tree.nodes[1].scope.parameters == Table(expected)


@pytest.mark.parametrize(
    ("passes", "expected"),
    [
        ("!If [Yes, {Port: 1, Size: 2}, {Port: 3}]", {"Port": "1", "Size": "2", "Zone": "new"}),
        ("!If [No, {Port: 1}, !Ref AWS::NoValue]", dict.fromkeys(("Port", "Size", "Zone"), "new")),
        (
            "!If [Maybe, {Port: 1, Size: 2}, {Port: 1, Size: 3}]",
            {"Port": "1", "Size": "old", "Zone": "new"},
        ),
        ("!If [Maybe, {Port: 1}, {Size: 2}]", {"Port": "old", "Size": "old", "Zone": "new"}),
        ("!FindInMap [A, b, c]", dict.fromkeys(("Port", "Size", "Zone"), "old")),
    ],
)
def test_parameters_as_a_whole_are_those_of_the_arm_that_holds_else_what_the_arms_agree_on(
    passes: str, expected: dict[str, str]
) -> None:
    conditions = "Yes: !Equals [a, a], No: !Equals [a, b], Maybe: !Equals [!ImportValue X, b]"
    parameters = "".join(f"  {name}: {{Type: String, Default: new}}\n" for name in expected)
    files = {
        "index.yaml": f"Conditions: {{{conditions}}}\n{parent(Lite='lite.yaml')}"
        f"      Parameters: {passes}\n",
        "lite.yaml": f"Parameters:\n{parameters}{LEAF}",
    }
    nested = deployed(parameters=dict.fromkeys(expected, "old"), name="main-Lite-1")
    tree = unfolded(files, deployed(nested={"Lite": nested}))
    assert tree.nodes[1].scope.parameters == Table(expected)


def test_a_root_parameter_that_the_stack_has_and_nobody_knows_is_unknown() -> None:
    head = "Parameters:\n  Old: {Type: String, Default: x}\n  New: {Type: String, Default: y}\n"
    tree = unfolded({"index.yaml": head + LEAF}, deployed(parameters={"Old": "****"}))
    assert tree.nodes[0].scope.parameters == Table({"New": "y"})


def test_a_scope_has_the_ids_outputs_and_names_of_the_deployed_stacks() -> None:
    files = {
        "index.yaml": parent(Lite="lite.yaml"),
        "lite.yaml": LEAF,
    }
    nested = deployed(name="main-Lite-1", outputs={"Port": "80"})
    root = deployed(nested={"Lite": nested, "Gone": Unknown("?")}, physical={"Lite": "x", "No": ""})
    scope = unfolded(files, root).nodes[0].scope
    assert scope.physical == Table({"Lite": "x"})
    assert scope.outputs == Table({"Lite": Table({"Port": "80"})})
    assert scope.pseudo == Table(
        {
            "AWS::AccountId": "123456789012",
            "AWS::Partition": "aws",
            "AWS::Region": "us-west-2",
            "AWS::StackId": "arn:main",
            "AWS::StackName": "main",
            "AWS::URLSuffix": "amazonaws.com",
        }
    )


def test_a_stack_that_is_not_deployed_has_no_name_and_no_ids_yet() -> None:
    files = {
        "index.yaml": parent(Lite="lite.yaml"),
        "lite.yaml": LEAF,
    }
    root = deployed(nested={"Lite": Unknown("denied")}, physical=Unknown("denied"))
    tree = unfolded(files, root)
    assert (tree.nodes[0].scope.physical, tree.nodes[1].deployed) == (Table(), None)
    assert "AWS::StackName" not in tree.nodes[1].scope.pseudo


def test_every_wrong_url_is_a_problem_where_it_stands() -> None:
    text = (
        "Resources:\n"
        + nested_stack("Unknown", "!Ref Where")
        + nested_stack("Path", "./lite.yaml")
        + nested_stack("Missing", f"{URL}/missing.yaml")
        + "  None: {Type: AWS::CloudFormation::Stack}\n"
    )
    tree = unfolded({"index.yaml": text})
    assert [str(problem) for problem in tree.problems] == [
        (
            "index.yaml:5:20: the TemplateURL of Unknown cannot be evaluated: the template has no "
            "parameter or resource Where."
        ),
        "index.yaml:9:20: the TemplateURL of Path is './lite.yaml', which is no https URL.",
        (
            "index.yaml:13:20: the TemplateURL of Missing names missing.yaml, which is not among "
            "the files below cloudformation/."
        ),
        "index.yaml:14:3: None has no TemplateURL.",
    ]
    assert tree.opaque == (("Unknown",), ("Path",), ("Missing",), ("None",))


def test_with_plain_keys_a_url_that_cannot_be_evaluated_stays() -> None:
    tree = unfolded({"index.yaml": "Resources:\n" + nested_stack("A", "!Ref B")}, plain_keys=True)
    assert (tree.problems, tree.opaque, tree.links) == ((), (("A",),), Table())


def looped(body: str, condition: str = "Yes") -> dict[str, str]:
    """Return templates with a loop that makes what a body says, beside a stack of its own."""
    stack = "{Type: AWS::CloudFormation::Stack, Condition: %s, Properties: {TemplateURL: x}}"
    loop = body.replace("STACK", stack % condition)
    return {
        "index.yaml": "Transform: AWS::LanguageExtensions\n"
        "Conditions: {Yes: !Equals [a, a], No: !Equals [a, b]}\n"
        f"{parent(Lite='lite.yaml')}  Fn::ForEach::Each: [Name, [a, b], {loop}]\n",
        "lite.yaml": LEAF,
    }


LOOPS = ("{'Of${Name}': STACK}", "{'Fn::ForEach::Inner': [Other, [c], {'Of${Other}': STACK}]}")


@pytest.mark.parametrize("body", LOOPS)
def test_a_stack_inside_a_loop_is_a_problem(body: str) -> None:
    tree = unfolded(looped(body))
    assert [str(problem) for problem in tree.problems] == [
        "index.yaml:8:22: the TemplateURL of a stack inside Fn::ForEach::Each cannot be evaluated."
    ]
    assert (shape(tree)[1:], tree.opaque) == ([("Lite", "lite.yaml")], (("Fn::ForEach::Each",),))


def test_a_known_stack_has_the_problem_of_its_loop_too() -> None:
    files, parse = looped(LOOPS[0]), Library().template
    before = unfold(files, HERE, None, Table(), parse, Terms())
    same = unfold(files, HERE, None, Table(), parse, Terms(known=before.nodes))
    assert (same.nodes, same.problems) == (before.nodes, before.problems)


def test_with_plain_keys_a_loop_of_stacks_stays() -> None:
    tree = unfolded(looped(LOOPS[0]), plain_keys=True)
    assert (tree.problems, tree.plain) == ((), ((),))


@pytest.mark.parametrize("body", ["{'Of${Name}': {Type: AWS::SNS::Topic}}", LOOPS[0]])
def test_a_loop_that_makes_no_stack_here_is_none(body: str) -> None:
    tree = unfolded(looped(body, condition="No"))
    assert (tree.problems, tree.opaque) == ((), ())


def test_a_template_that_holds_itself_is_a_problem() -> None:
    files = {
        "index.yaml": parent(A="a.yaml"),
        "a.yaml": parent(B="b.yaml"),
        "b.yaml": parent(A="a.yaml"),
    }
    message = "A holds itself: a.yaml -> b.yaml -> a.yaml."
    assert unfolded(files).problems == (Problem(Place("b.yaml", 2, 3), message),)


def test_nesting_without_end_is_a_problem() -> None:
    files = {"index.yaml": parent(N="1.yaml")}
    for level in range(1, DEEPEST + 2):
        files[f"{level}.yaml"] = "Resources:\n" + nested_stack("N", f"{URL}/{level + 1}.yaml")
    (problem,) = unfolded(files).problems
    assert problem == Problem(
        Place(f"{DEEPEST}.yaml", 2, 3), "lies more than 50 nested stacks deep."
    )


def test_templates_that_nest_each_other_endlessly_many_times_are_a_problem() -> None:
    files = {"index.yaml": parent(A="1.yaml"), "15.yaml": LEAF}
    for level in range(1, 15):
        url = f"{URL}/{level + 1}.yaml"
        files[f"{level}.yaml"] = "Resources:\n" + nested_stack("A", url) + nested_stack("B", url)
    tree = unfolded(files)
    assert len(tree.nodes) == MOST_STACKS
    message = "has more than 20,000 nested stacks."
    assert tree.problems == (Problem(Place("index.yaml"), message),)


def test_a_missing_root_template_is_a_problem() -> None:
    tree = unfolded({"lite.yaml": LEAF})
    assert tree.nodes == ()
    assert tree.invalid == (Problem(Place("index.yaml"), "is missing; it is the root template."),)


def test_an_invalid_template_is_reported_once_and_the_others_go_on() -> None:
    files = {
        "index.yaml": parent(A="bad.yaml", B="bad.yaml", C="c.yaml"),
        "bad.yaml": "Resources: [",
        "c.yaml": LEAF,
    }
    tree = unfolded(files)
    assert shape(tree) == [("", "index.yaml"), ("C", "c.yaml")]
    assert [problem.place.file for problem in tree.invalid] == ["bad.yaml"]


VARIANT = "Parameters:\n  Kind: {Type: String}\nResources:\n" + nested_stack(
    "Leaf", f'!Sub "{URL}/${{Kind}}.yaml"'
)


def variants(*kinds: str) -> dict[str, str]:
    stacks = [
        nested_stack(f"S{index}", f"{URL}/variant.yaml") + f"      Parameters: {{Kind: {kind}}}\n"
        for index, kind in enumerate(kinds)
    ]
    return {
        "index.yaml": "Resources:\n" + "".join(stacks),
        "variant.yaml": VARIANT,
        "a.yaml": LEAF,
        "b.yaml": LEAF,
    }


def test_a_url_that_names_the_same_template_in_every_stack_is_rewritten() -> None:
    tree = unfolded(variants("a", "a"))
    assert tree.links["variant.yaml"] == (Link(Spot("Leaf", ()), "a.yaml"),)


def test_a_url_that_names_different_templates_in_stacks_of_one_text_is_a_problem() -> None:
    tree = unfolded(variants("a", "b"))
    message = (
        "the TemplateURL of Leaf names a.yaml in S0 and b.yaml in S1, so that no single text would "
        "do for both."
    )
    assert tree.problems == (Problem(Place("variant.yaml", 7, 20), message),)
    assert "variant.yaml" not in tree.links


def test_with_plain_keys_it_stays() -> None:
    tree = unfolded(variants("a", "b"), plain_keys=True)
    assert (tree.problems, "variant.yaml" in tree.links) == ((), False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"      TemplateURL: &url {URL}/a.yaml\n", "anchor"),
        (f"      TemplateURL: !If [No, x, &url {URL}/a.yaml]\n", "anchor"),
        ("      TemplateURL: *url\n", "alias"),
        ("      TemplateURL: *url\n      TimeoutInMinutes: 5\n", "alias"),
    ],
)
def test_an_anchor_or_alias_cannot_be_rewritten(text: str, kind: str) -> None:
    head = f"Metadata: {{Url: &url {URL}/a.yaml}}\n" if kind == "alias" else ""
    index = (
        f"{head}Conditions: {{No: !Equals [a, b]}}\nResources:\n"
        f"  A:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n{text}"
    )
    tree = unfolded({"index.yaml": index, "a.yaml": LEAF})
    (problem,) = tree.problems
    assert problem.message == f"the TemplateURL of A is written with an {kind}; write it out."
    assert problem.place.line == index[: index.index("TemplateURL")].count("\n") + 1
    assert tree.links == Table()


def test_anchors_elsewhere_do_not_matter() -> None:
    index = (
        "Metadata: {Tags: &tags [{Key: a, Value: b}]}\nResources:\n"
        + nested_stack("A", f"{URL}/a.yaml")
        + "      Tags: *tags\n"
        + nested_stack("B", f"{URL}/a.yaml")
    )
    tree = unfolded({"index.yaml": index, "a.yaml": LEAF})
    assert (tree.problems, len(tree.links["index.yaml"])) == ((), 2)


def test_properties_that_lie_elsewhere_cannot_be_rewritten() -> None:
    index = (
        f"Metadata: {{P: &p {{TemplateURL: {URL}/a.yaml}}}}\nResources:\n"
        "  A:\n    Type: AWS::CloudFormation::Stack\n    Properties: *p\n"
    )
    (problem,) = unfolded({"index.yaml": index, "a.yaml": LEAF}).problems
    assert problem.place == Place("index.yaml", 5, 17)


def test_other_texts_take_the_place_of_templates() -> None:
    tree = unfolded({"index.yaml": LEAF})
    text = "Resources:\n  Other: {Type: AWS::SNS::Topic}\n"
    changed = with_texts(tree, {"index.yaml": text, "unused.yaml": text}, parse_template)
    assert [node.template.text for node in changed.nodes] == [text]
    assert with_texts(tree, {}, parse_template).nodes == tree.nodes


def test_a_resource_is_named_by_the_way_to_it() -> None:
    assert (stack_path(()), resource_path(("A", "B"), "C")) == ("", "A/B/C")


NAMES = st.sampled_from(["A", "B", "C", "D"])


@given(st.dictionaries(NAMES, st.lists(NAMES, unique=True), min_size=1), st.randoms())
def test_the_tree_does_not_depend_on_the_order_of_files(
    edges: dict[str, list[str]], shuffler: random.Random
) -> None:
    files = {
        f"{name}.yaml": "Resources:\n"
        + TOPIC
        + "".join(nested_stack(to, f"{URL}/{to}.yaml") for to in tos)
        for name, tos in edges.items()
    }
    files["index.yaml"] = "Resources:\n" + TOPIC + nested_stack("A", f"{URL}/A.yaml")
    paths = list(files)
    shuffler.shuffle(paths)
    one, two = unfolded(files), unfolded({path: files[path] for path in paths})
    assert (shape(one), one.problems, one.opaque) == (shape(two), two.problems, two.opaque)
    assert one.links == two.links
