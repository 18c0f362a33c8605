"""The unified diff of a deployed template and the one that replaces it."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.render.diff import UNFINISHED, exact, unified

HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@.*")

pieces = st.tuples(
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["A:", "B: é", "B: ?", "- x", "", "}", "# c", "-", "+", "\\"]),
    st.sampled_from(["\n", "\r\n"]),
).map("".join)

texts = (
    st.lists(pieces, max_size=10)
    .map("".join)
    .flatmap(lambda text: st.sampled_from([text, text.rstrip("\n")]))
)


def kept(text: str) -> list[str]:
    """Split a text into lines that keep their line feed."""
    return re.findall(r"[^\n]*\n|[^\n]+$", text)


def patched(before: str, hunks: list[str]) -> str:
    """Apply hunks as `patch` does, each at the place that it names."""
    lines, result, position = kept(before), list[str](), 0
    for index, line in enumerate(hunks):
        if match := HEADER.fullmatch(line):
            start = int(match[1]) - (match[2] != "0")
            result += lines[position:start]
            position = start
            continue
        text = line[1:] + ("" if hunks[index + 1 : index + 2] == [UNFINISHED] else "\n")
        if line[:1] in ("-", " "):
            assert lines[position] == text
            position += 1
        if line[:1] in ("+", " "):
            result.append(text)
    return "".join(result + lines[position:])


def ascii_only(text: str) -> str:
    return re.sub(r"[^\x00-\x7f]", "?", text)


@given(texts, texts)
def test_the_hunks_turn_one_text_into_the_other(before: str, after: str) -> None:
    before, after = before.replace("\r", ""), after.replace("\r", "")
    hunks = "\n".join(exact(before, after))
    assert patched(before, hunks.split("\n") if hunks else []) == after


@given(texts)
@example("é\n")
def test_a_text_does_not_differ_from_itself_nor_from_what_aws_makes_of_it(text: str) -> None:
    assert unified(text, text) == unified(ascii_only(text), text) == ""


@given(texts, texts)
def test_the_diff_of_deployed_texts_is_ascii(before: str, after: str) -> None:
    assert unified(before, after).isascii()


def test_runs_of_question_marks_are_equal_to_the_characters_they_stand_for() -> None:
    assert unified("Name: ??\n", "Name: 漢\n") == ""
    assert unified("Name: ?\n", "Name: 🎉🎉\n") == ""
    assert unified("Name: ??\nSize: 1\n", "Name: 漢\nSize: 2\n").split("\n")[2:] == [
        "@@ -1,2 +1,2 @@",
        " Name: ?",
        "-Size: 1",
        "+Size: 2",
    ]


def test_exact_tells_what_aws_does_not() -> None:
    assert exact("Name: ?\n", "Name: é\n") == ["@@ -1 +1 @@", "-Name: ?", "+Name: é"]


def test_a_hunk_names_the_keys_above_its_first_change() -> None:
    head = "Resources:\n  Service:\n    Properties:\n      Containers:\n"
    before = f"{head}      - Name: a\n        Image: b\n"
    diff = unified(before, before.replace("Image: b", "Image: c"), "lite.yaml")
    assert diff.split("\n") == [
        "--- deployed/lite.yaml",
        "+++ rendered/lite.yaml",
        "@@ -3,4 +3,4 @@ Resources.Service.Properties.Containers",
        "     Properties:",
        "       Containers:",
        "       - Name: a",
        "-        Image: b",
        "+        Image: c",
    ]


def test_a_hunk_of_a_list_item_names_the_list() -> None:
    before = "Resources:\n  Tags:\n    - a\n    - b\n"
    assert "@@ Resources.Tags" in unified(before, before.replace("- b", "- c"))


def test_a_hunk_that_begins_with_an_empty_line_names_the_keys_of_the_next() -> None:
    before = "Resources:\n  One:\n    Type: A\n"
    assert "@@ Resources\n" in unified(before, f"{before}\n  Two:\n    Type: B\n")


def test_a_hunk_in_json_names_the_keys_too() -> None:
    before = '{\n  "Resources": {\n    "Lite": {\n      "Type": "A"\n    }\n  }\n}\n'
    assert "@@ Resources.Lite" in unified(before, before.replace('"A"', '"B"'))


def test_lines_above_the_first_entry_are_compared_too() -> None:
    before = "\nResources:\n  One:\n    Type: A\n"
    assert unified(before, before.removeprefix("\n")).split("\n")[2:] == [
        "@@ -1,4 +1,3 @@",
        "-",
        " Resources:",
        "   One:",
        "     Type: A",
    ]


def test_a_resource_that_goes_and_one_that_comes_share_no_line() -> None:
    one = "Resources:\n  One:\n    Type: AWS::ECS::Service\n    Properties:\n      Name: one\n"
    other = one.replace("One", "Two").replace("one", "two")
    signs = "".join(line[:1] for line in unified(one, other).split("\n")[3:])
    assert signs == " ----++++"


def test_changes_far_apart_are_hunks_of_their_own() -> None:
    before = "".join(f"line {number}\n" for number in range(30))
    after = before.replace("line 2\n", "x\n").replace("line 25\n", "y\n")
    heads = [line for line in unified(before, after).split("\n") if line.startswith("@@")]
    assert heads == ["@@ -1,6 +1,6 @@", "@@ -23,7 +23,7 @@"]


def test_a_new_text_and_a_removed_one_come_from_and_go_to_nothing() -> None:
    assert unified("", "a\n").split("\n") == [
        "--- /dev/null",
        "+++ rendered/template",
        "@@ -0,0 +1 @@",
        "+a",
    ]
    assert unified("a\n", "").split("\n")[1:] == ["+++ /dev/null", "@@ -1 +0,0 @@", "-a"]


def test_a_missing_last_line_feed_is_said() -> None:
    assert unified("a\nb\n", "a\nb").split("\n")[2:] == [
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+b",
        "\\ No newline at end of file",
    ]


def test_crlf_on_both_sides_does_not_show() -> None:
    assert "\r" not in unified("a\r\nb\r\n", "a\r\nc\r\n")
    assert "\r" in unified("a\nb\n", "a\r\nc\r\n")


def test_a_large_template_with_one_addition_needs_one_hunk() -> None:
    resource = "  R{0}:\n    Type: AWS::ECS::Service\n    Properties:\n      Name: n{0}\n"
    before = "Resources:\n" + "".join(resource.format(number) for number in range(5000))
    after = before.replace("  R2500:\n", "  New:\n    Type: Other\n  R2500:\n")
    assert len(unified(before, after).split("\n")) == 3 + 6 + 2
