"""A plan as Markdown for a pull request."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from syrupy.assertion import SnapshotAssertion

from kayron.core.conversion import Text
from kayron.core.plan import Plan
from kayron.core.render.markdown import markdown
from kayron.core.render.markup import LIMIT
from kayron.core.verdict import deny
from tests import hostile
from tests.plans import QUIET, READY, RICH, artifact


@pytest.mark.parametrize("plan", [RICH, QUIET], ids=["rich", "quiet"])
def test_a_plan(plan: Plan, snapshot: SnapshotAssertion) -> None:
    assert markdown(plan) == snapshot


def test_all_parts_of_the_text_are_there() -> None:
    headings = [line[4:] for line in markdown(RICH).splitlines() if line.startswith("### ")]
    assert headings == [
        "Artifacts",
        "Previews",
        "Notes",
        "Held and denied",
        "Other drift",
        "Parameters",
        "Actions",
        "Waiting for the next update",
    ]


def test_diffs_are_folded_away() -> None:
    shown = markdown(RICH)
    assert shown.count("<details>") == shown.count("</details>") == 2
    assert "<details><summary>lite.yaml +16 -16</summary>\n\n```diff\n" in shown


def test_ten_thousand_artifacts_fit_and_the_rest_is_counted() -> None:
    many = tuple(artifact(f"service-{number}", "v1", "v2") for number in range(10_000))
    shown = markdown(evolve(RICH, artifacts=many))
    assert len(shown) <= LIMIT
    assert "lines left out: GitHub takes 65,536 characters.**" in shown
    assert "### Actions" not in shown or "update stack" in shown


def test_a_diff_that_is_too_long_is_closed_all_the_same() -> None:
    diff = Text("--- a\n+++ b\n@@ -1,9 +1,9 @@\n" + "\n".join(f" {n:>60}" for n in range(5000)))
    shown = markdown(evolve(RICH, templates=(evolve(RICH.templates[0], diff=diff),)))
    assert len(shown) <= LIMIT
    assert shown.count("```diff") == shown.count("```") / 2 == 1
    assert shown.count("<details>") == shown.count("</details>") == 1


@given(hostile.texts)
def test_hostile_texts_add_no_structure(name: str) -> None:
    def lines(text: str) -> list[str]:
        preview = evolve(READY, branch=text, domain=text, notes=(text,))
        diff = Text(f"--- a\n+++ b\n@@ -1 +1 @@\n+x{text}".replace("\n+x\n", "\n+x"))
        plan = evolve(
            RICH,
            previews=(preview,),
            verdicts=(deny("eligibility", preview.subject, text),),
            waiting=(text,),
            templates=(evolve(RICH.templates[0], diff=diff),) if "\n" not in text else (),
        )
        return markdown(plan).splitlines()

    reference = lines("x\n" if "\n" in name else "x")
    found = lines(name)
    assert len(found) == len(reference)
    for line, model in zip(found, reference, strict=True):
        assert line.count("|") == model.count("|") or line.startswith("+")
