"""What failed is not tried as it was: the outcomes record as a memory of versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.policy.failed import judge_failed, remember
from kayron.core.snapshot import Outcomes, Result, Submission
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict, allow, hold
from tests.world.example import NOON, SUBMISSION

SUBJECT = "lite/1D0FD508"


def entry(minute: int, result: Result, version: str = "c1", cause: str | None = None) -> Submission:
    return evolve(
        SUBMISSION,
        time=NOON + timedelta(minutes=minute),
        versions=Table({SUBJECT: version, "other": "v1"}),
        result=result,
        cause=cause,
        resource="Lite/Service1D0FD508" if cause else None,
        reason="The circuit breaker was triggered." if cause else None,
    )


def judged(*entries: Submission, version: Fact[str] = "c1", retry: bool = False) -> Verdict:
    return judge_failed(SUBJECT, version, remember(Outcomes(entries=entries), retry=retry))


FAILED = entry(0, Result.FAILED, cause=SUBJECT)


def test_a_version_that_made_an_update_fail_holds() -> None:
    reason = (
        "c1 made the update of 2026-11-20T12:00:00Z fail at Lite/Service1D0FD508: The circuit "
        "breaker was triggered. It is tried again when it changes, or with --retry."
    )
    assert judged(FAILED) == hold("failed-before", SUBJECT, reason, "outcomes")


def test_it_holds_without_knowing_where_and_why() -> None:
    bare = evolve(FAILED, resource=None, reason=None)
    reason = (
        "c1 made the update of 2026-11-20T12:00:00Z fail: no reason given. It is tried again when "
        "it changes, or with --retry."
    )
    assert judged(bare) == hold("failed-before", SUBJECT, reason, "outcomes")


def test_it_is_tried_again_on_request() -> None:
    reason = "It is tried again on request, after: The circuit breaker was triggered."
    assert judged(FAILED, retry=True) == allow("failed-before", SUBJECT, reason, "outcomes")


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ((), Outcome.ALLOW),
        ((entry(0, Result.RUNNING),), Outcome.ALLOW),
        ((entry(0, Result.REFUSED),), Outcome.ALLOW),
        ((entry(0, Result.FAILED),), Outcome.ALLOW),
        ((entry(0, Result.FAILED, cause="other"),), Outcome.ALLOW),
        ((entry(0, Result.FAILED, cause="nobody"),), Outcome.ALLOW),
        ((FAILED, entry(1, Result.SUCCEEDED)), Outcome.ALLOW),
        ((FAILED, entry(1, Result.SUCCEEDED, version="c2")), Outcome.HOLD),
        ((FAILED, entry(1, Result.FAILED, cause="other")), Outcome.HOLD),
        ((entry(-1, Result.SUCCEEDED), FAILED), Outcome.HOLD),
    ],
)
def test_only_a_later_success_of_that_version_clears_it(
    entries: tuple[Submission, ...], outcome: Outcome
) -> None:
    assert judged(*entries).outcome is outcome


@pytest.mark.parametrize("version", ["c2", Absent(), Unknown("no connection")])
def test_another_version_is_free(version: Fact[str]) -> None:
    assert judged(FAILED, version=version).outcome is Outcome.ALLOW


@pytest.mark.parametrize("outcomes", [Absent(), Unknown("AccessDenied")])
def test_no_record_accuses_nobody(outcomes: Fact[Outcomes]) -> None:
    reason = "This version has not failed before."
    found = judge_failed(SUBJECT, "c1", remember(outcomes, retry=False))
    assert found == allow("failed-before", SUBJECT, reason, "outcomes")
