"""Whether a preview's listener rules get the requests that are meant for them."""

from __future__ import annotations

import fnmatch
import re

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.fact import Unknown
from kayron.core.reach import (
    RuleView,
    certificate_note,
    certified,
    covers,
    index_rules,
    judge_reach,
    swallows,
)
from kayron.core.snapshot import Certificate, Condition, Listener, Names
from kayron.core.verdict import Outcome, allow, deny
from tests.core.builder import listener

HOST = "1d0fd508.lite.example.org"
HTTPS = "arn:listener/https"


def host(*values: str) -> Condition:
    return Condition(kind="host-header", values=values, regex=False)


def path(*values: str) -> Condition:
    return Condition(kind="path-pattern", values=values, regex=False)


def rule(priority: int, *conditions: Condition, name: str = "Main", on: str = HTTPS) -> RuleView:
    return RuleView(name=name, listener=on, priority=priority, conditions=conditions)


COPY = rule(101, path("/api/*"), name="its copy of Rule")


@pytest.mark.parametrize(
    "conditions",
    [
        [host("*.example.org")],
        [host("*")],
        [host("other.example.org", "????????.LITE.example.org")],
        [host(HOST.upper())],
        [path("/api/*")],
        [host("*.example.org"), path("/api/*")],
        [],
    ],
)
def test_a_rule_before_the_copy_that_matches_whatever_it_matches_swallows_it(
    conditions: list[Condition],
) -> None:
    main = rule(100, *conditions)
    assert swallows(main, COPY, HOST)
    assert judge_reach("lite/1D0FD508", HOST, [COPY], index_rules([main, COPY])) == deny(
        "reachability",
        "lite/1D0FD508",
        "The rule Main with priority 100 matches everything that its copy of Rule with priority "
        f"101 matches, so {HOST} would never be reached; numbers before it would do, such as "
        "`priorities: 1-99`.",
        f"listeners.{HTTPS}",
    )


@pytest.mark.parametrize(
    "earlier",
    [
        rule(100, host("lite.example.org")),
        rule(100, host("*.lite.example.com")),
        rule(100, path("/api/v1/*")),
        rule(100, host("*.example.org"), path("/admin")),
        rule(100, host("*.example.org"), Condition(kind="source-ip", values=["::/0"], regex=False)),
        rule(100, Condition(kind="host-header", values=[".*"], regex=True)),
        rule(102, host("*")),
        rule(101, host("*")),
        rule(100, host("*"), on="arn:listener/http"),
        evolve(rule(100), conditions=None),
    ],
)
def test_any_other_rule_does_not(earlier: RuleView) -> None:
    assert judge_reach("lite/1D0FD508", HOST, [COPY], index_rules([earlier, COPY])) == allow(
        "reachability", "lite/1D0FD508", f"No rule comes before those of {HOST}.", "listeners"
    )


def test_no_copy_of_a_preview_swallows_another_for_they_have_one_host() -> None:
    copies = [rule(101, name="a"), rule(201, path("/lite/*"), name="b")]
    live = [evolve(one, conditions=(host(HOST), *(one.conditions or ()))) for one in copies]
    assert judge_reach("lite", HOST, copies, index_rules(live)).outcome is Outcome.ALLOW


def test_a_rule_whose_conditions_are_not_known_swallows_nothing() -> None:
    assert not swallows(evolve(rule(1), conditions=None), COPY, HOST)


def test_a_copy_whose_own_conditions_are_not_known_can_be_swallowed_by_its_host() -> None:
    assert swallows(rule(1, host("*")), evolve(COPY, conditions=None), HOST)
    assert not swallows(rule(1, path("/api/*")), evolve(COPY, conditions=None), HOST)


def test_the_host_of_a_copy_is_the_preview_s_whatever_its_original_had() -> None:
    copy = rule(2, host("lite.example.org"), path("/api/*"))
    assert not swallows(rule(1, host("lite.example.org")), copy, HOST)
    verdict = judge_reach("lite/1D0FD508", HOST, [copy], index_rules([rule(1, path("/api/*"))]))
    assert verdict.outcome is Outcome.DENY


def test_the_verdict_names_the_smallest_number_and_a_range_that_would_do() -> None:
    rules = [rule(500, host("*.org"), name="Late"), rule(300, host("*"), name="Early")]
    verdict = judge_reach("lite/1D0FD508", HOST, [evolve(COPY, priority=900)], index_rules(rules))
    assert verdict.reason.startswith("The rule Early with priority 300")
    assert verdict.reason.endswith("such as `priorities: 201-299`.")


def test_nothing_comes_before_the_first_number() -> None:
    verdict = judge_reach("lite/1D0FD508", HOST, [COPY], index_rules([rule(1, host("*"))]))
    assert verdict.reason.endswith(
        "no `priorities` would do until that rule moves to a larger number."
    )


def test_a_regular_expression_that_the_copy_carries_too_holds_for_it() -> None:
    pattern = Condition(kind="path-pattern", values=["^/api"], regex=True)
    assert swallows(rule(1, pattern), rule(2, pattern), HOST)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("1D0FD508.lite.EXAMPLE.org", True),
        ("*.lite.example.org", True),
        ("1*0*.lite.*g", True),
        ("????????.lite.example.org", True),
        ("1d0fd508.lite.example.org*", True),
        ("lite.example.org", False),
        ("1d0fd508.lite.example", False),
        ("?.lite.example.org", False),
        ("1d0fd508.lite.example.org?", False),
        ("*.example.com", False),
    ],
)
def test_a_pattern_covers_a_host_with_any_characters_at_a_star_and_one_at_a_question_mark(
    pattern: str, *, expected: bool
) -> None:
    assert covers(pattern, HOST) is expected


LABELS = st.text("ab.", max_size=8)
PATTERNS = st.text("ab.*?A", max_size=8)


@given(PATTERNS, LABELS)
@example("*a*b", "aab")
@example("*", "")
@example("?", "")
@example("a*?", "a")
def test_a_pattern_covers_what_the_shell_s_would(pattern: str, text: str) -> None:
    model = re.fullmatch(fnmatch.translate(pattern.lower()), text.lower())
    assert covers(pattern, text) is (model is not None)


CONDITIONS = st.lists(
    st.sampled_from(
        [host(HOST), host("*"), host("x.example.org"), host("*.com"), path("/a"), path("/b")]
    ),
    max_size=3,
)


@given(st.lists(st.tuples(st.integers(1, 4), CONDITIONS), max_size=8), CONDITIONS)
def test_the_index_finds_every_rule_that_swallows(
    rules: list[tuple[int, list[Condition]]], carried: list[Condition]
) -> None:
    copy = rule(3, *carried)
    views = [rule(number, *conditions) for number, conditions in rules]
    swallowed = any(one.priority < 3 and swallows(one, copy, HOST) for one in views)
    verdict = judge_reach("lite/1D0FD508", HOST, [copy], index_rules(views))
    assert verdict.reason.startswith("The rule Main ") is swallowed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (HOST, True),
        (HOST.upper(), True),
        ("*.lite.example.org", True),
        ("*.example.org", False),
        ("lite.example.org", False),
    ],
)
def test_a_wildcard_of_a_certificate_covers_one_label(name: str, *, expected: bool) -> None:
    assert certified(HOST, ["other.example.org", name]) is expected


def secured(*names: Names | Unknown, protocol: str = "HTTPS") -> Listener:
    certificates = [Certificate(arn=f"arn:{i}", names=n) for i, n in enumerate(names)]
    return evolve(listener(protocol=protocol), certificates=certificates)


@pytest.mark.parametrize(
    ("found", "note"),
    [
        (secured(Names(values=["*.lite.example.org"])), ""),
        (secured(Unknown("403"), Names(values=[HOST])), ""),
        (
            secured(Names(values=["*.example.org"])),
            f"No certificate of the listener covers {HOST}.",
        ),
        (secured(), f"No certificate of the listener covers {HOST}."),
        (
            secured(Unknown("403"), Names(values=["*.example.org"])),
            f"Whether a certificate of the listener covers {HOST} could not be read.",
        ),
        (secured(protocol="HTTP"), ""),
    ],
)
def test_a_name_that_no_certificate_covers_is_said(found: Listener, note: str) -> None:
    assert certificate_note(HOST, found) == note
