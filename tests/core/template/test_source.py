"""Templates: every style of text gives its document, its resources, and exact marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from yaml.nodes import MappingNode

from kayron.core.problem import Place
from kayron.core.template.node import child
from kayron.core.template.sharing import Share
from kayron.core.template.source import (
    Plain,
    Template,
    first_share,
    last_leaf_end,
    parse_template,
    place,
    plain,
)
from tests.shared import SHARED, needs_shared
from tests.strategies.templates import TEMPLATES, Written

LITTLE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


def template(text: str) -> Template:
    return parse_template(text, "t.yaml")


def metadata(text: str) -> Plain:
    found = child(template(f"{LITTLE}Metadata: {text}\n").root, "Metadata")
    assert found
    return plain(found)


def resource_cut_out(parsed: Template, name: str) -> Plain:
    """Return what the text from a resource's key to its last leaf spells by itself."""
    key, node = parsed.resources[name].key, parsed.resources[name].node
    cut = parsed.text[key.start_mark.index : last_leaf_end(parsed, node)]
    resources = child(parsed.root, "Resources")
    assert isinstance(resources, MappingNode)
    if resources.flow_style:
        alone = "{Resources: {" + cut + "}}"
    else:
        alone = "Resources:\n" + " " * key.start_mark.column + cut + "\n"
    return plain(template(alone).resources[name].node)


@given(TEMPLATES)
def test_a_template_in_any_style_is_its_document(written: Written) -> None:
    assert plain(template(written.text).root) == written.document


@given(TEMPLATES)
def test_marks_cut_each_resource_exactly_out_of_the_text(written: Written) -> None:
    parsed = template(written.text)
    alone = {name: resource_cut_out(parsed, name) for name in parsed.resources}
    assert alone == written.document["Resources"]


CORPUS = sorted(
    str(path.relative_to(SHARED))
    for folder in ("corpus/general", "corpus/services")
    for path in (SHARED / folder).rglob("*.*")
    if path.suffix in (".json", ".yaml", ".yml")
)


def as_text(value: object) -> Plain:
    """Return a JSON value with every scalar as its JSON text, as `plain` has it."""
    match value:
        case dict():
            return {str(key): as_text(item) for key, item in value.items()}
        case list():
            return [as_text(item) for item in value]
        case None | str():
            return value
        case _:
            return json.dumps(value)


@needs_shared
@pytest.mark.parametrize("path", CORPUS)
def test_every_template_of_the_corpus_parses(path: str) -> None:
    text = (SHARED / path).read_bytes().decode()
    parsed = parse_template(text, path)
    assert parsed.text == text
    assert parsed.json == Path(path).match("*.json")
    if parsed.json:
        assert plain(parsed.root) == as_text(json.loads(text))


def test_short_and_long_forms_are_one_document() -> None:
    short = "[!GetAtt X.Arn.B, !Sub [x, {}], !Condition D, !Ref F, !Base64 {Ref: A}]"
    long = (
        "[{Fn::GetAtt: [X, Arn.B]}, {Fn::Sub: [x, {}]}, {Condition: D}, {Ref: F},"
        " {Fn::Base64: {Ref: A}}]"
    )
    assert metadata(short) == metadata(long)


def test_scalars_keep_their_text_and_only_null_is_none() -> None:
    assert metadata(
        "[0755, yes, 12:30:45, 529E8759, 2026-11-20, '', 'null', ~, null, !!null x]"
    ) == [*["0755", "yes", "12:30:45", "529E8759", "2026-11-20", "", "null", None, None, None]]


def test_resources_come_with_their_parts_in_the_texts_order() -> None:
    parsed = template(
        "Resources:\n"
        "  Zeta: {Type: A, Condition: C, DependsOn: Alpha, Properties: {P: 1}}\n"
        "  Alpha: {Type: B}\n"
    )
    zeta, alpha = parsed.resources.values()
    assert (zeta.id, zeta.type, zeta.condition) == ("Zeta", "A", "C")
    assert (list(zeta.properties), list(zeta.attributes)) == (["P"], ["Condition", "DependsOn"])
    assert (alpha.id, alpha.condition, alpha.properties) == ("Alpha", None, {})


def test_a_section_that_is_absent_has_no_entries() -> None:
    assert template(LITTLE).section("Parameters") == {}


def test_loops_and_macros_among_the_resources_are_no_resources() -> None:
    text = (
        "Transform: AWS::LanguageExtensions\n"
        f"{LITTLE}  Fn::ForEach::Each: [Name, [a], {{}}]\n  Fn::Transform: {{Name: M}}\n"
    )
    parsed = template(text)
    assert (list(parsed.resources), list(parsed.loops)) == (["Queue"], ["Fn::ForEach::Each"])


@pytest.mark.parametrize(
    ("text", "transform"),
    [
        ("", False),
        ("Transform: AWS::Serverless-2016-10-31\n", True),
        ("Metadata: [{Fn::Transform: {Name: M}}]\n", True),
        ("Metadata: !Transform {Name: M}\n", True),
    ],
)
def test_a_macro_anywhere_makes_a_transform(text: str, transform: bool) -> None:  # noqa: FBT001
    assert template(LITTLE + text).transform is transform


def test_a_macro_may_give_resources_their_shape() -> None:
    parsed = template("Transform: M\nResources: {Queue: {Count: 3}, Text: x}\nOutputs: x\n")
    queue = parsed.resources["Queue"]
    assert (list(parsed.resources), queue.type, queue.properties) == (["Queue"], "", {})


def test_a_byte_order_mark_moves_no_place_and_no_offset() -> None:
    parsed = template("\ufeff" + LITTLE)
    key = parsed.resources["Queue"].key
    assert parsed.text[key.start_mark.index :].startswith("Queue:")
    assert (place(parsed, parsed.root), place(parsed, key)) == (
        Place("t.yaml", 1, 1),
        Place("t.yaml", 2, 3),
    )


def test_what_libyaml_refuses_is_tried_once_more() -> None:
    text = f'{LITTLE}Metadata: "\\ud83d\\ude00 \\u00e9"\n# \\ud83d\\ude00\n'
    assert plain(template(text).root) == plain(template(text.replace("\\ud83d\\ude00", "😀")).root)


def test_aliases_beside_what_libyaml_refuses_keep_their_value() -> None:
    assert metadata('[&a "\\ud83d\\ude00", *a, b:]') == ["😀", "😀", {"b": None}]


def test_anchors_aliases_and_merge_keys_have_their_places() -> None:
    text = f"Metadata:\n  a: &a {{b: c}}\n  <<: *a\n  '<<': no\n{LITTLE}"
    parsed = template(text.replace("  '<<': no\n", ""))
    assert [(share.kind, share.place.line, share.place.column) for share in parsed.shares] == [
        ("anchor", 2, 6),
        ("merge key", 3, 3),
        ("alias", 3, 7),
    ]
    assert [parsed.text[share.start : share.end] for share in parsed.shares] == ["&a", "<<", "*a"]


@pytest.mark.parametrize(
    "text",
    [
        '{"Resources":&a {"A": {"Type": B}}}',
        "{?&a Resources: {A: {Type: B}}}",
        "\ufeff&a {Resources: {A: {Type: B}}}",
    ],
    ids=repr,
)
def test_an_anchor_may_follow_a_sign_at_once(text: str) -> None:
    assert [share.kind for share in template(text).shares] == ["anchor"]


@pytest.mark.parametrize(
    "text", ["cat <<EOF && a", "'a &b *b'", "a &b *b", "|\n  cat <<E\n  &b"], ids=repr
)
def test_what_only_looks_like_sharing_is_none(text: str) -> None:
    assert template(f"{LITTLE}Metadata: {text}\n").shares == ()


def test_the_first_share_of_a_stretch_of_text_is_found() -> None:
    parsed = template(f"Metadata: [&a x, *a]\n{LITTLE}")
    anchor, alias = parsed.shares
    assert [
        first_share(parsed, *ends)
        for ends in [(0, 999), (anchor.start + 1, 999), (0, anchor.start), (alias.end, 999)]
    ] == [anchor, alias, None, None]


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("    Type: A\n\n  # comment\n", "A"),
        ("    Type: A # comment\n", "A"),
        ("    Type: A\n    Description: |+\n      text\n\n\n", "text"),
        ("    Type: A\n    Metadata:\n", "Metadata:"),
        ("    Type: A\n    DependsOn:\n    - B\n    - C\n", "- C"),
        ("    Type: A\n    Metadata: {a: [b, c]} # comment\n", "{a: [b, c]}"),
        ("    Type: A\n    Metadata: &a [b]\n    Tags:\n      - *a # comment\n", "*a"),
        ("    Metadata: &a [b]\n    Tags: [*a]\n    Type: A\n", "Type: A"),
    ],
)
def test_the_last_leaf_ends_before_comments_and_blank_lines(written: str, last: str) -> None:
    for after in ("", "  Next: {Type: X}\n", "Outputs: &b {}\n"):
        parsed = template(f"Resources:\n  First:\n{written}{after}")
        end = last_leaf_end(parsed, parsed.resources["First"].node)
        assert parsed.text[:end].endswith(last)
        assert parsed.text.count(last, 0, end) == parsed.text.count(last)


def test_a_share_sorts_by_its_offset() -> None:
    shares = [Share(3, 4, "alias", Place("f", 1, 4)), Share(1, 2, "anchor", Place("f", 1, 2))]
    assert [share.start for share in sorted(shares)] == [1, 3]
