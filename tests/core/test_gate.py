"""The preview gates: which pull requests get no preview, and what is said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.gate import PREVIEW_GATES, Request, exclusion
from kayron.core.gate_setting import Gates
from kayron.core.hashing import branch_hash
from kayron.core.snapshot import Pull
from kayron.core.verdict import deny
from tests.core.builder import NOON, pull

OLD = "Pull request #7 has nothing newer than 2026-11-06T09:00:00Z, over the 14 d 0 h of max_age."


def request(asked: Pull, gates: Gates | None = None) -> Request:
    return Request(
        docker="lite",
        repository="lite",
        hash=branch_hash(asked.branch),
        pull=asked,
        gates=gates or Gates(),
        captured=NOON,
    )


@pytest.mark.parametrize(
    ("asked", "gates", "policy", "reason"),
    [
        (pull(7, open=False), Gates(), "open", "Pull request #7 is closed."),
        (pull(7, head_repository=2), Gates(), "fork", "Pull request #7 comes from a fork."),
        (
            pull(7, head_repository=None),
            Gates(),
            "fork",
            "Pull request #7 comes from a repository that no longer exists.",
        ),
        (pull(7, draft=True), Gates(), "draft", "Pull request #7 is a draft."),
        (
            pull(7, "dependabot/npm"),
            Gates(),
            "exclude-branches",
            "Pull request #7 has a head branch in 'dependabot/'.",
        ),
        (
            pull(7, "renovate/all"),
            Gates(),
            "exclude-branches",
            "Pull request #7 has a head branch in 'renovate/'.",
        ),
        (
            pull(7, author="Robot[bot]"),
            Gates(exclude_authors=("robot[bot]",)),
            "exclude-authors",
            "Pull request #7 is by the excluded author 'Robot[bot]'.",
        ),
        (
            pull(7, labels=["b"]),
            Gates(require_labels=("a", "B", "c")),
            "require-labels",
            "Pull request #7 lacks the label 'a', 'c'.",
        ),
        (
            pull(7, labels=["ok", "No Preview"]),
            Gates(exclude_labels=("no preview",)),
            "exclude-labels",
            "Pull request #7 has the excluded label 'No Preview'.",
        ),
        (
            pull(7, age=timedelta(days=14, hours=3)),
            Gates(max_age=timedelta(days=14)),
            "max-age",
            OLD,
        ),
    ],
)
def test_a_gate_excludes(asked: Pull, gates: Gates, policy: str, reason: str) -> None:
    subject = f"lite/{branch_hash(asked.branch)}"
    assert exclusion(request(asked, gates)) == deny(policy, subject, reason, "pulls.lite.7")


@pytest.mark.parametrize(
    ("asked", "gates"),
    [
        (pull(7), Gates()),
        (pull(7, draft=True), Gates(drafts=True)),
        (pull(7, "dependabot/npm"), Gates(exclude_branches=())),
        (pull(7, "feature/dependabot/"), Gates()),
        (pull(7, labels=["Preview"]), Gates(require_labels=("preview",))),
        (pull(7, age=timedelta(days=14)), Gates(max_age=timedelta(days=14))),
        (
            pull(7, age=timedelta(days=90), committed=NOON - timedelta(days=1)),
            Gates(max_age=timedelta(days=14)),
        ),
        (
            pull(7, age=timedelta(days=1), committed=NOON - timedelta(days=90)),
            Gates(max_age=timedelta(days=14)),
        ),
        (pull(7, age=timedelta(days=4000)), Gates()),
    ],
)
def test_what_is_asked_for_passes(asked: Pull, gates: Gates) -> None:
    assert exclusion(request(asked, gates)) is None


def test_fault_5_a_fork_never_gets_the_preview_of_the_base_s_branch_of_the_same_name() -> None:
    verdict = exclusion(request(pull(7, "main", head_repository=99)))
    assert verdict
    assert verdict.policy == "fork"


def test_the_first_gate_that_excludes_has_the_word() -> None:
    verdict = exclusion(request(pull(7, "dependabot/npm", draft=True, head_repository=2)))
    assert verdict
    assert verdict.policy == "fork"


def test_the_gates_stand_in_the_order_of_the_reference() -> None:
    assert [gate.policy for gate in PREVIEW_GATES] == [
        "open",
        "fork",
        "draft",
        "exclude-branches",
        "exclude-authors",
        "require-labels",
        "exclude-labels",
        "max-age",
    ]


def test_a_hostile_branch_name_is_said_without_its_control_characters() -> None:
    asked = request(pull(7, "x/\u2028\x1b[31m"), Gates(exclude_branches=("x/\u2028\x1b[31m",)))
    verdict = exclusion(asked)
    assert verdict
    assert verdict.reason.isprintable()


T = TypeVar("T")

GATES = st.builds(
    Gates,
    exclude_branches=st.sampled_from([(), ("dependabot/", "renovate/"), ("x",)]),
    exclude_authors=st.sampled_from([(), ("Robot[bot]", "mallory")]),
    require_labels=st.sampled_from([(), ("A",), ("a", "b")]),
    exclude_labels=st.sampled_from([(), ("no",), ("NO", "never")]),
    drafts=st.booleans(),
    max_age=st.sampled_from([None, timedelta(days=2)]),
)

DAYS = st.sampled_from([0, 1, 1, 3]).map(lambda days: timedelta(days=days))


def mostly(usual: T, *others: T) -> st.SearchStrategy[T]:
    """Return a strategy of one value, and of others now and then: few differ in much."""
    return st.integers(0, 3).flatmap(lambda n: st.just(usual) if n else st.sampled_from(others))


seldom = st.integers(0, 5).map(lambda n: n == 0)


@st.composite
def pulls(draw: st.DrawFn) -> Pull:
    """Return a pull request."""
    return pull(
        7,
        draw(mostly("f", "dependabot/x", "renovate/x", "x/renovate/")),
        created=NOON - draw(DAYS),
        committed=NOON - draw(DAYS),
        head_repository=draw(mostly(1, 2, None)),
        draft=draw(seldom),
        labels=draw(
            st.sampled_from([("A", "b"), (), ("a",), ("B",), ("A", "No", "b"), ("a", "b", "never")])
        ),
        author=draw(mostly("octocat", "robot[bot]", "Mallory")),
        open=not draw(seldom),
    )


def lower(texts: tuple[str, ...]) -> set[str]:
    return {text.lower() for text in texts}


def test_what_is_said_of_an_old_pull_request_does_not_change_as_time_passes() -> None:
    asked = request(pull(7, age=timedelta(days=15)), Gates(max_age=timedelta(days=14)))
    later = evolve(asked, captured=asked.captured + timedelta(days=1))
    assert exclusion(asked) == exclusion(later) is not None


@given(pulls(), GATES)
def test_a_pull_request_passes_if_and_only_if_it_is_eligible(asked: Pull, gates: Gates) -> None:
    young = gates.max_age is None or NOON - gates.max_age <= max(asked.created, asked.committed)
    eligible = (
        asked.open
        and asked.head_repository == asked.base_repository
        and (gates.drafts or not asked.draft)
        and not any(asked.branch.startswith(prefix) for prefix in gates.exclude_branches)
        and asked.author.lower() not in lower(gates.exclude_authors)
        and lower(gates.require_labels) <= lower(asked.labels)
        and not lower(gates.exclude_labels) & lower(asked.labels)
        and young
    )
    assert (exclusion(request(asked, gates)) is None) == eligible
