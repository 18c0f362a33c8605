from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.document import digest_of_text
from kayron.core.shelf import Shelf
from kayron.core.stack.rewrite import Rewritten, rewrite
from kayron.core.template.source import parse_template
from tests.core.stack.builders import HERE, LEAF, TOPIC, URL, nested_stack, parent, unfolded


def rewritten(
    files: dict[str, str], texts: dict[str, str] | None = None, **parameters: str
) -> dict[str, Rewritten]:
    tree = unfolded(files, None, parameters)
    done = rewrite(tree, texts or {}, HERE, parse_template, Shelf({}))
    return {one.path: one for one in done}


def as_submitted(path: str, text: str) -> Rewritten:
    digest = digest_of_text(text)
    stem, _, extension = path.rpartition(".")
    key = f"{stem}.{digest}.{extension}"
    return Rewritten(path=path, key=f"testing/{key}", digest=digest, text=text, url=f"{URL}/{key}")


def test_a_tree_without_nested_stacks_is_submitted_as_it_is() -> None:
    assert rewritten({"index.yaml": LEAF}) == {"index.yaml": as_submitted("index.yaml", LEAF)}


def test_children_come_first_and_each_template_once() -> None:
    files = {
        "index.yaml": parent(A="a.yaml", B="sub/b.json"),
        "a.yaml": parent(B="sub/b.json"),
        "sub/b.json": '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}',
    }
    found = rewritten(files)
    leaf = as_submitted("sub/b.json", files["sub/b.json"])
    middle = as_submitted("a.yaml", "Resources:\n" + nested_stack("B", f'"{leaf.url}"'))
    root = (
        "Resources:\n" + nested_stack("A", f'"{middle.url}"') + nested_stack("B", f'"{leaf.url}"')
    )
    assert list(found.values()) == [leaf, middle, as_submitted("index.yaml", root)]


def test_a_rendered_text_changes_the_keys_of_all_above_it() -> None:
    files = {"index.yaml": parent(A="a.yaml"), "a.yaml": LEAF}
    text = LEAF + "  Topic1D0FD508: {Type: AWS::SNS::Topic}\n"
    before, after = rewritten(files), rewritten(files, {"a.yaml": text})
    assert after["a.yaml"] == as_submitted("a.yaml", text)
    assert after["index.yaml"].text == before["index.yaml"].text.replace(
        before["a.yaml"].digest, after["a.yaml"].digest
    )


def test_urls_are_found_in_a_rendered_text_whatever_was_added_before_them() -> None:
    files = {"index.yaml": parent(A="a.yaml"), "a.yaml": LEAF}
    text = "Resources:\n" + TOPIC + nested_stack("A", f"{URL}/a.yaml")
    found = rewritten(files, {"index.yaml": text})
    assert found["index.yaml"].text == text.replace(f"{URL}/a.yaml", f'"{found["a.yaml"].url}"')


def test_a_foreign_url_stays_as_it_is_written() -> None:
    text = "Resources:\n" + nested_stack("A", "!Sub https://example.org/${AWS::Region}.yaml")
    assert rewritten({"index.yaml": text})["index.yaml"].text == text


def test_the_arm_that_does_not_hold_stays() -> None:
    head = "Conditions: {No: !Equals [a, b]}\nResources:\n"
    text = head + nested_stack("A", f'!If [No, "{URL}/missing.yaml", "{URL}/a.yaml"]')
    found = rewritten({"index.yaml": text, "a.yaml": LEAF})
    assert found["index.yaml"].text == text.replace(f"{URL}/a.yaml", found["a.yaml"].url)


def test_a_template_that_cannot_be_read_leaves_its_url() -> None:
    text = parent(A="a.yaml")
    found = rewritten({"index.yaml": text, "a.yaml": "["})
    assert found == {"index.yaml": as_submitted("index.yaml", text)}


def test_templates_that_hold_each_other_come_to_an_end() -> None:
    files = {
        "index.yaml": parent(A="a.yaml"),
        "a.yaml": parent(B="b.yaml"),
        "b.yaml": parent(A="a.yaml"),
    }
    assert sorted(rewritten(files)) == ["a.yaml", "b.yaml", "index.yaml"]


@pytest.mark.parametrize(
    ("before", "expression", "after"),
    [
        (" ", '!Sub "https://templates.s3.amazonaws.com/${Env}/a.yaml"', " # why\n"),
        (" ", "!Sub >-\n        https://templates.s3.amazonaws.com/${Env}/a.yaml", "\n\n"),
        (" ", f"|-\n        {URL}/a.yaml", "\n      # below\n"),
        (" ", f"!Join ['', [{URL}, /a.yaml]]", "\n"),
        (" ", f"!Join\n        - ''\n        - - {URL}\n          - /a.yaml", "\n  # more\n"),
        ("\n        ", f"Fn::Join:\n        - ''\n        - [{URL}, /a.yaml]", "\n"),
        ("\r\n        ", f"Fn::Sub: {URL}/a.yaml", " # ü\r\n\r\n"),
        (" ", '!FindInMap [Urls, !Ref AWS::Region, "a"]', "\n"),
        (" # 😀\n        ", f"'{URL}/a.yaml'", ""),
    ],
)
def test_every_form_of_url_is_replaced_and_nothing_else(
    before: str, expression: str, after: str
) -> None:
    head = (
        "Parameters: {Env: {Type: String}}\n"
        f"Mappings: {{Urls: {{us-west-2: {{a: {URL}/a.yaml}}}}}}\n"
        f"Resources:\n{nested_stack('A', '')}".rstrip()
    )
    found = rewritten(
        {"index.yaml": f"{head}{before}{expression}{after}", "a.yaml": LEAF}, Env="testing"
    )
    assert found["index.yaml"].text == f'{head}{before}"{found["a.yaml"].url}"{after}'


COMMENTS = st.text(alphabet="abc #'\"😀:{}[]-", max_size=8)

EXPRESSIONS = st.sampled_from(
    [
        ("{url}", True),
        ('"{url}"', True),
        ("!Sub '{url}'", True),
        ("!Join ['', ['{url}']]", True),
        ("!If [Yes, '{url}', nonsense]", False),
        ("!Sub https://example.org/x.yaml", False),
    ]
)


@given(
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.tuples(EXPRESSIONS, COMMENTS, st.sampled_from(["a", "b"])), max_size=5),
)
@example("\ufeff", [(("{url}", True), "", "a")])
def test_all_but_the_values_of_urls_of_ours_comes_out_as_it_went_in(
    bom: str, stacks: list[tuple[tuple[str, bool], str, str]]
) -> None:
    leaves = {name: as_submitted(f"{name}.yaml", f"{LEAF}# {name}\n") for name in "ab"}
    text = expected = f"{bom}Conditions: {{Yes: !Equals [a, a]}}\n{LEAF}"
    for index, ((form, whole), comment, name) in enumerate(stacks):
        head = f"  S{index}: # {comment}\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
        tail = f" # {comment}\n      Tags: [{{Key: a, Value: b}}]\n"
        written = form.format(url=f"{URL}/{name}.yaml")
        literal = f'"{leaves[name].url}"'
        text += f"{head}      TemplateURL: {written}{tail}"
        inner = written.replace(f"'{URL}/{name}.yaml'", literal)
        expected += f"{head}      TemplateURL: {literal if whole else inner}{tail}"
    files = {"index.yaml": text} | {f"{name}.yaml": leaves[name].text for name in leaves}
    assert rewritten(files)["index.yaml"].text == expected


FORMS = st.lists(st.sampled_from(["Ref", "Fn::Sub", "text"]), min_size=1, max_size=4)


@given(FORMS, st.sampled_from([None, 1, 4]))
def test_json_stays_json_and_only_its_urls_change(forms: list[str], indent: int | None) -> None:
    url = f"{URL}/a.json"
    values = {"Ref": {"Ref": "Url"}, "Fn::Sub": {"Fn::Sub": url}, "text": url}
    stacks = {
        f"S{index}": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "@"}}
        for index, _ in enumerate(forms)
    }
    document = {"Parameters": {"Url": {"Type": "String"}}, "Resources": stacks}
    pieces = json.dumps(document, indent=indent).split('"@"')
    written = [json.dumps(values[form], indent=indent) for form in forms]
    text = "".join(map("".join, zip(pieces, [*written, ""], strict=True)))
    leaf = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    found = rewritten({"index.yaml": text, "a.json": leaf}, Url=url)
    assert found["index.yaml"].text == f'"{found["a.json"].url}"'.join(pieces)
