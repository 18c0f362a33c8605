"""Diffs folded to what a person must read."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.render.fold import LONGEST, fold, tally
from kayron.core.render.style import Mode
from tests.plans import ADDED, LITE, REMOVED, commit, copies, template

HASHES = frozenset({ADDED.hash, REMOVED.hash})


def folded(before: str, after: str) -> list[str]:
    made = template("lite.yaml", "Lite", before, after, "1")
    return [
        f"{line.sign} {line.text}" for line in fold(made, HASHES) if line.mode is not Mode.ASIDE
    ]


def test_an_added_preview_is_one_line() -> None:
    assert folded(LITE, LITE + copies("5ACA54BA", 14, commit("a"))) == [
        "@@ line 16 in Resources",
        "+ 15 lines: preview 5ACA54BA (pull request 14), 2 resources",
    ]


def test_a_removed_preview_is_one_line_too() -> None:
    before = LITE + copies("06430406", 7, commit("a")) + copies("5ACA54BA", 14, commit("a"))
    after = LITE + copies("5ACA54BA", 14, commit("a"))
    assert folded(before, after)[1:] == [
        "- 15 lines: preview 06430406 (pull request 7), 2 resources"
    ]


def test_two_neighbours_are_a_line_each_and_what_follows_is_shown() -> None:
    added = copies("5ACA54BA", 14, commit("a")) + copies("06430406", 7, commit("a"))
    assert folded(LITE, f"{LITE}{added}  Other:\n    Type: Custom::Other\n")[1:] == [
        "+ 15 lines: preview 5ACA54BA (pull request 14), 2 resources",
        "+ 15 lines: preview 06430406 (pull request 7), 2 resources",
        "+   Other:",
        "+     Type: Custom::Other",
    ]


def test_a_preview_in_json_is_known_by_its_keys() -> None:
    before = '{\n  "Resources": {\n    "Lite": {\n      "Type": "A"\n    }\n  }\n}\n'
    added = '    },\n    "Lite5ACA54BA": {\n      "Type": "A",\n      "pull": 14\n    }\n'
    assert folded(before, before.replace("    }\n", added, 1))[1:] == [
        "-     }",
        "+     },",
        "+ 4 lines: preview 5ACA54BA (pull request 14), 1 resource",
    ]


def test_a_preview_without_metadata_has_no_number() -> None:
    assert folded("a:\n", "a:\nLite5ACA54BA:\n  b: c\n")[1:] == [
        "+ 2 lines: preview 5ACA54BA, 1 resource"
    ]


@pytest.mark.parametrize("text", ["# 5ACA54BB is another one", "Lite5ACA54BB:", "5ACA54BA: x"])
def test_what_only_looks_like_a_preview_is_shown(text: str) -> None:
    assert folded("a:\n", f"a:\n{text}\n")[1:] == [f"+ {text}"]


def test_a_changed_line_inside_a_preview_is_shown() -> None:
    before = LITE + copies("5ACA54BA", 14, commit("a"))
    shown = folded(before, LITE + copies("5ACA54BA", 14, commit("b")))
    assert [line[:1] for line in shown] == ["@", "-", "+"]


def test_a_long_run_is_folded_and_counted() -> None:
    after = "".join(f"k{number}: v\n" for number in range(LONGEST + 5))
    shown = folded("", after)
    assert shown[1 : LONGEST + 1] == [f"+ k{number}: v" for number in range(LONGEST)]
    assert shown[LONGEST + 1 :] == ["+ 5 more lines"]


def test_folded_lines_are_told_from_those_of_the_template() -> None:
    made = template("lite.yaml", "Lite", LITE, LITE + copies("5ACA54BA", 14, "a"), "1")
    assert [line.fold for line in fold(made, HASHES)] == [False, True]


URL = "https://b.s3.eu-west-1.amazonaws.com/testing"


def test_another_key_of_a_nested_template_is_one_line() -> None:
    before = f"Resources:\n  Lite:\n    TemplateURL: {URL}/lite.{'a' * 64}.yaml\n"
    assert folded(before, before.replace("a" * 64, "b" * 64)) == ["~ new TemplateURL: lite.yaml"]


def test_other_keys_of_several_nested_templates_are_one_line_before_all_changes() -> None:
    stack = f"  {{0}}:\n    Type: A\n    B: C\n    TemplateURL: {URL}/{{0}}.{'a' * 64}.json\n"
    other = "".join(f"K{number}: v\n" for number in range(6))
    stacks = "".join(map(stack.format, ("One", "Two")))
    before = f"Version: 1\n{other}Resources:\n{stacks}"
    after = before.replace("a" * 64, "b" * 64).replace("Version: 1", "Version: 2")
    assert folded(before, after) == [
        "~ new TemplateURLs: One.json, Two.json",
        "@@ line 1",
        "- Version: 1",
        "+ Version: 2",
    ]


def test_a_url_that_is_not_ours_is_shown_as_it_is() -> None:
    before = "Resources:\n  Lite:\n    TemplateURL: https://example.org/lite.yaml\n"
    assert folded(before, before.replace("lite.yaml", "other.yaml")) == [
        "@@ line 3 in Resources.Lite",
        "-     TemplateURL: https://example.org/lite.yaml",
        "+     TemplateURL: https://example.org/other.yaml",
    ]


def test_an_empty_line_goes_with_the_preview_below_it() -> None:
    added = copies("5ACA54BA", 14, commit("a"))
    assert folded(LITE, f"{LITE}\n{added}") == [
        "@@ line 16 in Resources",
        "+ 16 lines: preview 5ACA54BA (pull request 14), 2 resources",
    ]


def test_a_comment_of_a_preview_by_itself_is_shown() -> None:
    assert folded("a: 1\n", "a: 1\n# Preview 5ACA54BA\n") == ["@@ line 2", "+ # Preview 5ACA54BA"]


def test_an_empty_line_by_itself_is_shown() -> None:
    assert folded("a: 1\n", "a: 1\n\n") == ["@@ line 2", "+ "]


def test_another_key_beside_another_change_is_shown_as_it_is() -> None:
    before = f"Resources:\n  Lite:\n    TemplateURL: {URL}/a.yaml\n    Type: A\n"
    after = before.replace("/a.yaml", "/b.yaml").replace("Type: A", "Type: B")
    assert [line[:1] for line in folded(before, after)] == ["@", "-", "-", "+", "+"]


def test_a_tally_counts_all_lines() -> None:
    made = template("lite.yaml", "Lite", "a\nb\n", "a\nc\nd", "1")
    assert tally(made) == (2, 1)


def test_a_heading_without_keys_names_the_line() -> None:
    made = template("lite.yaml", "Lite", "a: 1\n", "a: 2\n", "1")
    assert fold(made, HASHES)[0].text == "line 1"


def test_a_template_without_a_diff_has_nothing_to_fold() -> None:
    made = evolve(template("lite.yaml", "Lite", "a\n", "a\n", "1"), diff=Text(""))
    assert (fold(made, HASHES), tally(made)) == ([], (0, 0))
