from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Fact, Unknown
from kayron.core.shelf import Shelf
from kayron.core.snapshot import Listener
from kayron.core.stack.capacity_policy import WORDS, fit_previews, judge_capacity, limits_with
from kayron.core.stack.usage import (
    NUMBERS,
    Measure,
    balancer_usage,
    footprint_of,
    preview_usage,
    rule_usage,
    submission_usage,
    template_usage,
)
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict
from tests.core.stack.builders import (
    BALANCER,
    LEAF,
    LISTENER,
    deployed,
    listener,
    parent,
    rule_arn,
    unfolded,
)


def rules(*bodies: str) -> str:
    return "Resources:\n  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}\n" + "".join(
        f"  Rule{index}:\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties:\n"
        f"      ListenerArn: {LISTENER}\n      {body}\n"
        for index, body in enumerate(bodies)
    )


def test_a_template_uses_bytes_resources_and_sections() -> None:
    text = "Parameters: {Ä: {Type: String}}\nOutputs: {A: {Value: 1}, B: {Value: 2}}\n" + LEAF
    assert template_usage(unfolded({"index.yaml": text}), Shelf({})) == {
        Measure("template_bytes", "index.yaml"): len(text) + 1,
        Measure("template_resources", "index.yaml"): 1,
        Measure("template_parameters", "index.yaml"): 1,
        Measure("template_outputs", "index.yaml"): 2,
        Measure("template_mappings", "index.yaml"): 0,
        Measure("operation_resources", "the update"): 1,
    }


def test_an_update_has_the_resources_of_every_stack_of_a_template() -> None:
    tree = unfolded({"index.yaml": parent(A="a.yaml", B="a.yaml"), "a.yaml": LEAF})
    assert template_usage(tree, Shelf({}))[Measure("operation_resources", "the update")] == 4


def test_a_submission_uses_tags_and_bytes_of_parameters() -> None:
    assert submission_usage({"A": "ü", "B": None}, {"a": "b"}) == {
        Measure("parameter_value_bytes", "the parameter A"): 2,
        Measure("stack_tags", "the root stack"): 1,
    }


@pytest.mark.parametrize(
    ("conditions", "values", "wildcards"),
    [
        ("[{Field: host-header, HostHeaderConfig: {Values: [a, '*.b?', !Ref C]}}]", 3, 2),
        ("[{Field: path-pattern, Values: [/a*]}, {Field: x, XConfig: {RegexValues: [a.]}}]", 2, 1),
        ("[{Field: path-pattern, PathPatternConfig: {RegexValues: ['^/(?:[a-z]*/)?.*$']}}]", 1, 0),
        ("[{Field: host-header, RegexValues: ['.*'], Values: ['*.a']}]", 2, 1),
        ("[{Field: query-string, QueryStringConfig: {Values: [{Key: a, Value: b}]}}]", 1, 0),
        ("!If [Yes, [{Field: host-header, Values: !If [Yes, [a], [b, c]]}], []]", 1, 0),
        ("[]", 0, 0),
    ],
)
def test_a_rule_uses_values_and_wildcards(conditions: str, values: int, wildcards: int) -> None:
    text = "Conditions: {Yes: !Equals [a, a]}\n" + rules(f"Conditions: {conditions}")
    assert rule_usage(map(footprint_of, unfolded({"index.yaml": text}).nodes)) == {
        Measure("condition_values_per_rule", "Rule0"): values,
        Measure("condition_wildcards_per_rule", "Rule0"): wildcards,
    }


FORWARD = "Actions: [{Type: forward, TargetGroupArn: !Ref Group}]"


def test_a_load_balancer_has_what_is_live_and_what_is_new() -> None:
    text = rules(FORWARD, FORWARD, "Priority: 1", "Actions: [{TargetGroupArn: !Ref Rule0}]")
    root = deployed(physical={"Rule0": rule_arn(1)})
    live: dict[str, Fact[Listener]] = {
        LISTENER: listener(1, 2, 3, groups=("arn:a", "arn:b")),
        "arn:x": Unknown("denied"),
    }
    tree = unfolded({"index.yaml": text}, root)
    assert balancer_usage(map(footprint_of, tree.nodes), live) == {
        Measure("rules_per_load_balancer", BALANCER): 6,
        Measure("target_groups_per_load_balancer", BALANCER): 3,
    }


def test_a_live_target_group_counts_once_and_one_with_a_false_condition_not() -> None:
    text = (
        "Conditions: {No: !Equals [a, b]}\n"
        + rules("Actions: [{TargetGroupArn: !Ref Group}, {TargetGroupArn: !Ref Never}]")
        + "  Never: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Condition: No}\n"
    )
    root = deployed(physical={"Group": "arn:a"})
    tree = unfolded({"index.yaml": text}, root)
    usage = balancer_usage(
        map(footprint_of, tree.nodes), {LISTENER: listener(1, groups=("arn:a",))}
    )
    assert usage[Measure("target_groups_per_load_balancer", BALANCER)] == 1


def test_rules_of_listeners_that_are_not_known_are_not_counted() -> None:
    tree = unfolded({"index.yaml": rules(FORWARD)})
    assert balancer_usage(map(footprint_of, tree.nodes), {LISTENER: Unknown("denied")}) == {}


def test_within_every_limit_the_stack_is_allowed() -> None:
    usage = template_usage(unfolded({"index.yaml": LEAF}), Shelf({}))
    (verdict,) = judge_capacity(usage, NUMBERS)
    assert (verdict.subject, verdict.outcome) == ("stack", Outcome.ALLOW)


def test_main_services_over_a_limit_deny_the_stack_with_the_numbers() -> None:
    usage = {
        Measure("template_resources", "lite.yaml"): 501,
        Measure("template_bytes", "lite.yaml"): 1_000_000,
        Measure("rules_per_load_balancer", "arn:alb"): 101,
    }
    verdicts = judge_capacity(usage, NUMBERS)
    assert {verdict.outcome for verdict in verdicts} == {Outcome.DENY}
    assert [verdict.reason for verdict in verdicts] == [
        "arn:alb would have 101 listener rules of at most 100.",
        "lite.yaml would have 501 resources of at most 500.",
    ]


def test_a_limit_that_was_raised_counts_as_raised() -> None:
    limits = limits_with(Table({"rules_per_load_balancer": 200, "unknown": 1}))
    assert limits == NUMBERS.overlaid({"rules_per_load_balancer": 200})


def test_every_limit_has_a_word() -> None:
    assert WORDS.keys() == NUMBERS.keys()


def outcomes(verdicts: tuple[Verdict, ...]) -> list[tuple[str, Outcome]]:
    return [(verdict.subject, verdict.outcome) for verdict in verdicts]


def test_the_youngest_previews_hold_when_there_is_no_room_for_them() -> None:
    main = {Measure("template_resources", "lite.yaml"): 488}
    added = preview_usage("lite.yaml", 1_000, 5, {BALANCER: (1, 1)})
    verdicts = fit_previews(main, [(f"lite/{n}", added) for n in "ABC"], NUMBERS)
    assert outcomes(verdicts) == [
        ("lite/A", Outcome.ALLOW),
        ("lite/B", Outcome.ALLOW),
        ("lite/C", Outcome.HOLD),
    ]
    assert verdicts[2].reason == (
        "With it, lite.yaml would have 503 resources of at most 500. Close pull requests to make "
        "room."
    )


def test_a_preview_that_needs_less_is_served_after_one_that_holds() -> None:
    main = {Measure("rules_per_load_balancer", BALANCER): 99}
    big = preview_usage("a.yaml", 1, 1, {BALANCER: (2, 1)})
    small = preview_usage("b.yaml", 1, 1, {BALANCER: (1, 1)})
    assert outcomes(fit_previews(main, [("a/A", big), ("b/B", small)], NUMBERS)) == [
        ("a/A", Outcome.HOLD),
        ("b/B", Outcome.ALLOW),
    ]


def test_a_preview_does_not_hold_for_what_it_adds_nothing_to() -> None:
    main = {Measure("rules_per_load_balancer", BALANCER): 120}
    added = preview_usage("a.yaml", 1, 1, {BALANCER: (0, 0)})
    assert outcomes(fit_previews(main, [("a/A", added)], NUMBERS)) == [("a/A", Outcome.ALLOW)]


ROOM = Measure("template_resources", "a.yaml")


@given(st.integers(0, 8), st.lists(st.integers(1, 5), max_size=8), st.integers(0, 12))
def test_each_preview_that_still_fits_has_room_and_together_they_keep_the_limit(
    used: int, sizes: list[int], limit: int
) -> None:
    usages = [(str(number), {ROOM: size}) for number, size in enumerate(sizes)]
    verdicts = fit_previews({ROOM: used}, usages, {ROOM.name: limit})
    total = used
    for size, verdict in zip(sizes, verdicts, strict=True):
        fits = total + size <= limit
        assert verdict.outcome is (Outcome.ALLOW if fits else Outcome.HOLD)
        total += size if fits else 0
    (alone,) = judge_capacity({ROOM: used}, {ROOM.name: limit})
    assert alone.outcome is (Outcome.ALLOW if used <= limit else Outcome.DENY)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3))
def test_every_live_rule_and_every_new_one_counts_and_those_that_go_too(
    live: int, ours: int, new: int
) -> None:
    known = min(live, ours)
    text = rules(*[FORWARD] * (known + new))
    arns = {f"Rule{index}": rule_arn(index + 1) for index in range(known)}
    tree = unfolded({"index.yaml": text}, deployed(physical=arns))
    found = balancer_usage(map(footprint_of, tree.nodes), {LISTENER: listener(*range(1, live + 1))})
    assert found[Measure("rules_per_load_balancer", BALANCER)] == live + new
