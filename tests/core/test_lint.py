"""What is checked in a checkout, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.lint import NOTHING, checked_files, lint
from tests.core.declared import INFRASTRUCTURE
from tests.strategies.yaml_texts import texts

TEMPLATE = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
RELEASES = {"infrastructure/i.yaml": INFRASTRUCTURE, "kayron.yaml": "plain_keys: true\n"}
TEMPLATES = {"cloudformation/index.yaml": TEMPLATE, "cloudformation/deep/lite.template": TEMPLATE}


@pytest.mark.parametrize(
    "files",
    [
        RELEASES,
        {"infrastructure/i.yaml": INFRASTRUCTURE},
        TEMPLATES,
        {**RELEASES, **TEMPLATES},
        {"index.yaml": TEMPLATE, "deep/lite.json": '{"Resources": {"T": {"Type": "A::B::C"}}}'},
    ],
)
def test_a_valid_checkout_of_any_kind_has_no_problems(files: dict[str, str]) -> None:
    others = {"README.md": "- [", "src/app.toml": "a: [", "cloudformation/notes.txt": "{"}
    assert (lint({**files, **others}), checked_files({**files, **others})) == (
        (),
        tuple(sorted(files)),
    )


def test_problems_of_all_files_come_together_in_file_order() -> None:
    found = lint(
        {
            "service/a.yaml": "- docker: a\n",
            "kayron.yaml": "pause: {}\n",
            "infrastructure/i.yaml": INFRASTRUCTURE,
            "cloudformation/index.yaml": "Resources: [",
            "cloudformation/b.json": "[]",
        },
        binary=["service/b.yaml", "logo.png"],
    )
    assert [f"{p.place} {p.message.partition(':')[0]}" for p in found] == [
        "cloudformation/b.json is no template",
        "cloudformation/index.yaml:1:13 is not YAML",
        "kayron.yaml:1:8 pause.reason",
        "service/a.yaml:1:3 deploy",
        "service/a.yaml:1:3 github",
        "service/b.yaml is not UTF-8 text; save it as UTF-8.",
    ]


def test_kayron_yaml_alone_lacks_the_infrastructure() -> None:
    assert [str(problem) for problem in lint({"kayron.yaml": ""})] == [
        "infrastructure: provider: no definition has `provider: cloudformation`; exactly one must."
    ]


def test_a_folder_with_nothing_to_check_is_said_to_be_one() -> None:
    assert [str(p) for p in lint({"README.md": "x"}, binary=["logo.png"])] == [f".: {NOTHING}."]


def test_a_templates_folder_whose_root_is_not_text_is_still_one() -> None:
    found = lint({"lite.yaml": "Resources: ["}, binary=["index.yaml", "deep/a.json"])
    assert [str(problem).split(": ")[0] for problem in found] == [
        "deep/a.json",
        "index.yaml",
        "lite.yaml:1:13",
    ]


def test_what_is_not_text_is_all_that_is_wrong() -> None:
    found = lint({}, binary=["service/a.yaml"])
    assert [str(problem) for problem in found] == [
        "service/a.yaml: is not UTF-8 text; save it as UTF-8."
    ]


@given(
    st.dictionaries(
        st.sampled_from(["service/a.yaml", "infrastructure/b.yml", "kayron.yaml", "README.md"]),
        texts,
    )
)
def test_any_checkout_gives_problems_in_file_order(files: dict[str, str]) -> None:
    found = lint(files)
    assert list(found) == sorted(set(found))
