"""The words that every rendering shares."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Life
from kayron.core.render.phrase import (
    brief,
    count,
    departures,
    listed,
    living,
    sentences,
    short,
    standing,
    step,
    stopping,
    summary,
    towards,
)
from kayron.core.render.style import Mode
from kayron.core.verdict import deny, hold
from tests.plans import QUIET, REMOVED, RICH, artifact, commit


@pytest.mark.parametrize(
    ("version", "shown"),
    [
        (commit("a"), "a0123456"),
        (f"sha256:{'b' * 64}", "sha256:bbbbbbbb"),
        ("v1.2.3", "v1.2.3"),
        (commit("a").upper(), commit("a").upper()),
    ],
)
def test_commits_and_digests_are_short_for_people(version: str, shown: str) -> None:
    assert short(version) == shown


def test_commits_and_digests_in_a_sentence_are_short_too() -> None:
    sentence = f"lite:{commit('a')} is not {'c' * 64}, nor {'d' * 41}."
    assert brief(sentence) == f"lite:a0123456 is not cccccccc, nor {'d' * 41}."


def test_a_listener_and_its_rules_are_called_by_what_is_their_own() -> None:
    arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:listener"
    assert brief(f"The rule {arn}-rule/app/web/1/2/3 of {arn}/app/web/1/2 is first.") == (
        "The rule app/web/1/2/3 of app/web/1/2 is first."
    )


def test_a_reason_of_several_lines_is_shown_in_them() -> None:
    assert sentences("Two problems:\na.\nb.") == ["Two problems:", "a.", "b."]


@pytest.mark.parametrize(
    ("current", "desired", "words"),
    [
        ("v1", "v2", "v1 -> v2"),
        ("v1", "v1", "v1"),
        (Absent(), "v1", "none -> v1"),
        (Absent(), Absent(), "none"),
        ("v1", Unknown("502"), "v1 -> unknown"),
    ],
)
def test_a_step_names_both_versions(current: Fact[str], desired: Fact[str], words: str) -> None:
    assert step(current, desired) == words


def test_numbers_have_their_nouns() -> None:
    assert [count(n, "action") for n in (0, 1, 1200)] == [
        "0 actions",
        "1 action",
        "1,200 actions",
    ]


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed("abc")] == ["a", "a and b", "a, b and c"]


STOPPED = {
    "lite": [hold("image", "lite", "No image."), deny("suspend", "lite", "Suspended.")],
    "web": [hold("image", "web", "No image.")],
}


@pytest.mark.parametrize(
    ("subject", "desired", "effective", "expected"),
    [
        ("lite", "v2", "v1", ("denied by suspend; held by image", Mode.REMOVE)),
        ("web", "v2", "v1", ("held by image", Mode.CHANGE)),
        ("other", "v2", "v2", ("moves", Mode.CHANGE)),
        ("other", "v2", "v1", ("waits for the next update", Mode.CHANGE)),
        ("other", "v1", "v1", ("as desired", Mode.ASIDE)),
    ],
)
def test_an_artifact_moves_or_is_stopped_or_is_as_desired(
    subject: str, desired: str, effective: str, expected: tuple[str, Mode]
) -> None:
    moving = evolve(artifact(subject, "v1", desired), moves=effective != "v1")
    assert standing(moving, STOPPED) == expected


def test_an_artifact_waits_for_a_stack_that_is_stopped() -> None:
    stops = {"stack": [deny("pause", "stack", "Paused.")]}
    still = evolve(artifact("lite", "v1", "v2"), moves=False)
    assert standing(still, stops) == ("waits for the stack", Mode.CHANGE)


def test_an_artifact_without_a_desired_version_goes_nowhere() -> None:
    suspended = evolve(artifact("lite", "v1", "v2"), desired=Absent())
    assert towards(suspended) == "v1"
    assert towards(artifact("lite", "v1", "v2")) == "v1 -> v2"


def test_why_a_preview_goes_stops_nothing() -> None:
    assert {name: [one.policy for one in found] for name, found in departures(RICH).items()} == {
        REMOVED.subject: ["open"]
    }
    assert REMOVED.subject not in stopping(RICH)


def test_only_a_ready_preview_is_green() -> None:
    assert [life for life in Life if living(life) is Mode.ADD] == [Life.READY]


def test_verdicts_that_allow_stop_nothing() -> None:
    assert sorted(stopping(RICH)) == [
        "splits-explorer",
        "splits-lite/529E8759",
        "splits-lite/5979E592",
        "splits-server",
    ]


def test_the_summary_counts_what_is_done_and_what_is_not() -> None:
    assert summary(RICH) == (
        "Plan 88888888: 6 actions; 2 artifacts move; previews +1 ~1 -1; 2 templates; "
        "2 denied, 2 held, 1 for the next update."
    )


def test_the_summary_of_nothing_to_do_says_so() -> None:
    assert summary(QUIET) == "Plan 88888888: no actions."


def test_one_artifact_moves() -> None:
    assert "; 1 artifact moves." in summary(evolve(QUIET, artifacts=RICH.artifacts[:1]))
