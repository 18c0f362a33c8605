"""Refusals: limits are waited for, permissions named, and a refused token ends the capture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kayron.adapters.job import CaptureError
from kayron.core.fact import Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import BranchHead, OpenPulls, OwnComments, OwnLogin
from kayron.core.gather.seen import PullList
from kayron.core.setting_value import Secret
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import MARKER, acme, ada, adapter, answer, asked, patient
from tests.sandbox.github.server import GitHub as Sandbox
from tests.sandbox.traffic import Fault

HEAD = BranchHead(repository="lite", branch="main")

COMMENTS = OwnComments(repository="lite", number=1, author="ada", marker=MARKER)

HOUR = 3600


def test_a_revoked_token_ends_the_capture_and_names_its_setting(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    token = sandbox.token("ada")
    github = adapter(sandbox, Secret(token))
    asked(github, world.needs)
    sandbox.revoke(token)
    with pytest.raises(CaptureError) as caught:
        answer(github, HEAD)
    assert str(caught.value) == (
        "GitHub refuses the token (401 Bad credentials). Look at KAYRON_GITHUB_TOKEN."
    )


def test_a_used_up_quota_is_waited_for(sandbox: Sandbox) -> None:
    acme(sandbox)
    clock, token = StillClock(), sandbox.token("ada")
    sandbox.clock(clock.now)
    github = adapter(sandbox, Secret(token))
    expected = answer(github, HEAD)
    sandbox.exhaust(token)
    assert answer(adapter(sandbox, Secret(token)), HEAD, patient(clock, 2 * HOUR)) == expected
    assert HOUR <= clock.passed <= HOUR + 2


@pytest.mark.parametrize("wrong", [-HOUR, HOUR])
def test_a_quota_ends_by_the_clock_of_github(sandbox: Sandbox, wrong: int) -> None:
    acme(sandbox)
    clock, token = StillClock(), sandbox.token("ada")
    sandbox.clock(lambda: clock.now() + timedelta(seconds=wrong))
    sandbox.exhaust(token)
    answer(adapter(sandbox, Secret(token)), HEAD, patient(clock, 3 * HOUR))
    assert HOUR <= clock.passed <= HOUR + 2


def test_a_quota_that_lasts_too_long_makes_facts_unknown_and_is_asked_about_once(
    sandbox: Sandbox,
) -> None:
    world = acme(sandbox)
    clock, token = StillClock(), sandbox.token("ada")
    sandbox.clock(clock.now)
    sandbox.exhaust(token)
    sandbox.traffic.forget()
    found = asked(adapter(sandbox, Secret(token)), world.needs, patient(clock, HOUR / 2))
    cause = Unknown("GitHub's rate limit is used up until 2026-11-20 13:00:00 UTC (403)")
    assert {f.complete if isinstance(f, PullList) else f for f in found.values()} == {cause}
    assert (len(sandbox.traffic.calls), clock.slept) == (1, [])


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(("after", "wait"), [(7, 7), (None, 60)])
def test_a_secondary_limit_is_honoured(
    sandbox: Sandbox, status: int, after: int | None, wait: int
) -> None:
    acme(sandbox)
    expected = answer(ada(sandbox), HEAD)
    clock = StillClock()
    sandbox.secondary_limit(status=status, retry_after=after)
    assert answer(ada(sandbox), HEAD, patient(clock)) == expected
    assert wait <= clock.passed <= wait + 1


def test_what_one_request_was_told_holds_up_the_next(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    clock, github = StillClock(), ada(sandbox)
    sandbox.secondary_limit(retry_after=40)
    sandbox.traffic.forget()
    impatient = patient(clock, 30)
    found = asked(github, [HEAD, OwnLogin()], impatient)
    cause = Unknown("GitHub asks to be left alone for 40 s (403, secondary rate limit)")
    assert ([*found.values()], len(sandbox.traffic.calls)) == ([cause] * 2, 1)
    clock.sleep(15)
    assert answer(github, OwnLogin(), patient(clock)) == "ada"
    assert clock.passed == 40
    assert asked(github, world.needs, patient(clock)) == asked(ada(sandbox), world.needs)


MISSING = [
    (HEAD, "git/matching-refs/heads/main", "contents=read"),
    (OpenPulls(repository="lite"), "pulls", "pull_requests=read"),
    (COMMENTS, "issues/1/comments", "issues=read or pull_requests=read"),
]


@pytest.mark.parametrize(("need", "path", "permission"), MISSING)
def test_a_missing_permission_is_named(
    sandbox: Sandbox, need: AnyNeed, path: str, permission: str
) -> None:
    acme(sandbox)
    token = sandbox.token("ada", permissions={"metadata": "read"})
    found = answer(adapter(sandbox, Secret(token)), need)
    assert (found.complete if isinstance(found, PullList) else found) == Unknown(
        f"GitHub forbids /repos/acme/lite/{path} (403 Resource not accessible by personal access "
        f"token); it needs the permission {permission}"
    )


def test_the_last_request_of_the_quota_may_be_forbidden_for_itself(sandbox: Sandbox) -> None:
    acme(sandbox)
    token = sandbox.token("ada", permissions={"metadata": "read"})
    sandbox.exhaust(token, left=1)
    found = answer(adapter(sandbox, Secret(token)), HEAD)
    assert isinstance(found, Unknown)
    assert found.error.startswith("GitHub forbids ")


def test_retries_end_with_the_deadline(sandbox: Sandbox) -> None:
    acme(sandbox)
    sandbox.traffic.fail(Fault.UNAVAILABLE, times=None)
    clock = StillClock()
    found = answer(ada(sandbox), HEAD, patient(clock, 1))
    assert isinstance(found, Unknown)
    assert clock.passed < 1


def test_nothing_that_is_said_holds_the_token(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    token = sandbox.token("ada")
    said = []
    for fault in Fault:
        sandbox.traffic.clear()
        sandbox.traffic.fail(fault, times=None, seconds=0.01)
        said.append(repr(asked(adapter(sandbox, Secret(token)), world.needs)))
    sandbox.traffic.clear()
    sandbox.revoke(token)
    with pytest.raises(CaptureError) as caught:
        answer(adapter(sandbox, Secret(token)), HEAD)
    said.append(f"{caught.value!r} {caught.value.__cause__!r}")
    assert [text for text in said if token in text] == []
