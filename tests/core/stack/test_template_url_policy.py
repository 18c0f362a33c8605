from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.stack.template_url_policy import judge_template_urls
from kayron.core.verdict import Outcome
from tests.core.stack.builders import LEAF, nested_stack, unfolded


def test_a_tree_without_problems_is_allowed() -> None:
    (verdict,) = judge_template_urls(unfolded({"index.yaml": LEAF}))
    assert (verdict.policy, verdict.outcome) == ("template-urls", Outcome.ALLOW)


def test_every_problem_is_a_denial_with_its_place() -> None:
    tree = unfolded({"index.yaml": "Resources:\n" + nested_stack("A", "a.yaml")})
    (verdict,) = judge_template_urls(tree)
    assert (verdict.subject, verdict.outcome) == ("infrastructure", Outcome.DENY)
    assert verdict.reason == (
        "index.yaml:5:20: the TemplateURL of A is 'a.yaml', which is no https URL."
    )


def test_a_secret_with_a_default_value_is_a_denial() -> None:
    head = (
        "Parameters:\n  Secret: {Type: String, NoEcho: 'True', Default: hunter2}\n"
        "  Shown: {Type: String, NoEcho: false, Default: x}\n"
        "  Given: {Type: String, NoEcho: true}\n"
    )
    (verdict,) = judge_template_urls(unfolded({"index.yaml": head + LEAF}), "stack")
    assert (verdict.subject, verdict.reason) == (
        "stack",
        "index.yaml:2:51: the NoEcho parameter Secret has a default value, which all can read.",
    )


SECRETS = st.dictionaries(
    st.sampled_from("ABCD"), st.tuples(st.booleans(), st.booleans()), min_size=1
)


@given(SECRETS, st.booleans())
def test_each_secret_with_a_default_and_each_url_that_leads_nowhere_is_named(
    parameters: dict[str, tuple[bool, bool]],
    lost: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    head = "".join(
        f"  {name}: {{Type: String, NoEcho: {secret}{', Default: x' if default else ''}}}\n"
        for name, (secret, default) in parameters.items()
    )
    text = f"Parameters:\n{head}{LEAF}{nested_stack('Nested', 'a.yaml') if lost else ''}"
    found = judge_template_urls(unfolded({"index.yaml": text}))
    denied = [one.reason for one in found if one.outcome is Outcome.DENY]
    told = {name for name in parameters if any(f"parameter {name} " in one for one in denied)}
    assert told == {name for name, (secret, default) in parameters.items() if secret and default}
    assert any("TemplateURL" in one for one in denied) == lost
