"""Quotas and limits, and what GitHub says when they are reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from github.GithubException import RateLimitExceededException

from tests.sandbox.github.client import call, client
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.server import GitHub

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
REPOSITORY = "/repos/acme/lite"


@pytest.fixture
def token(github: GitHub) -> str:
    github.clock(NOON)
    lite = github.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    lite.open_pull("main")
    return github.token("ada")


def test_every_answer_tells_what_is_left(github: GitHub, token: str) -> None:
    call(github, REPOSITORY, token)
    headers = call(github, f"{REPOSITORY}/branches/gone", token).headers
    shown = {name: headers[f"X-RateLimit-{name}"] for name in ("Limit", "Remaining", "Used")}
    assert shown == {"Limit": "5000", "Remaining": "4998", "Used": "2"}
    assert int(headers["X-RateLimit-Reset"]) == int(NOON.timestamp()) + 3600
    assert headers["X-RateLimit-Resource"] == "core"


def test_asking_for_the_limit_costs_nothing(github: GitHub, token: str) -> None:
    found = client(github, token).get_rate_limit().rate
    assert (found.limit, found.remaining, found.used) == (5000, 5000, 0)
    assert found.reset == NOON + timedelta(hours=1)


def test_all_tokens_of_a_person_share_a_quota(github: GitHub, token: str) -> None:
    call(github, REPOSITORY, token)
    assert call(github, REPOSITORY, github.token("ada")).headers["X-RateLimit-Used"] == "2"
    github.organization("acme", members=("ada", "bob"))
    assert call(github, REPOSITORY, github.token("bob")).headers["X-RateLimit-Used"] == "1"


def test_an_exhausted_quota_is_back_after_its_reset(github: GitHub, token: str) -> None:
    github.exhaust(token, left=1)
    assert call(github, REPOSITORY, token).status_code == 200
    refused = call(github, REPOSITORY, token)
    assert (refused.status_code, refused.headers["X-RateLimit-Remaining"]) == (403, "0")
    assert refused.json()["message"].startswith("API rate limit exceeded for user ID ")
    assert "Retry-After" not in refused.headers
    with pytest.raises(RateLimitExceededException):
        client(github, token).get_repo("acme/lite")
    github.wait(timedelta(minutes=59))
    assert call(github, REPOSITORY, token).status_code == 403
    github.wait(timedelta(minutes=1))
    assert call(github, REPOSITORY, token).status_code == 200


@pytest.mark.parametrize(("status", "retry_after"), [(403, 60), (429, 60), (403, None)])
def test_a_secondary_limit_says_to_slow_down(
    github: GitHub, token: str, status: int, retry_after: int | None
) -> None:
    github.secondary_limit(status=status, retry_after=retry_after, times=1)
    refused = call(github, REPOSITORY, token)
    assert refused.status_code == status
    assert refused.headers.get("Retry-After") == (None if retry_after is None else "60")
    assert refused.json()["message"].startswith("You have exceeded a secondary rate limit.")
    assert refused.headers["X-RateLimit-Remaining"] != "0"
    assert call(github, REPOSITORY, token).status_code == 200


def test_too_many_points_a_minute_are_refused_for_a_minute() -> None:
    with GitHub(limits=Limits(points=10), clock=lambda: NOON) as github:
        token = github.token("ada")
        statuses = [call(github, "/user", token).status_code for _ in range(11)]
        assert statuses == [200] * 10 + [403]
        github.wait(timedelta(minutes=1))
        assert call(github, "/user", token).status_code == 200


@pytest.mark.parametrize(
    ("limits", "pause"),
    [
        (Limits(contents_a_minute=2), timedelta(minutes=1)),
        (Limits(contents_an_hour=2), timedelta(hours=1)),
        (Limits(points=10), timedelta(minutes=1)),
    ],
)
def test_too_many_comments_are_refused(limits: Limits, pause: timedelta) -> None:
    with GitHub(limits=limits, clock=lambda: NOON) as github:
        lite = github.repository("ada/lite")
        lite.commit("main", {"a": "1"})
        lite.open_pull("main")
        path, token = "/repos/ada/lite/issues/1/comments", github.token("ada")

        def says() -> int:
            answer = call(github, path, token, method="POST", body={"body": "Hello"})
            return answer.status_code

        assert [says() for _ in range(3)] == [201, 201, 403]
        github.wait(pause)
        assert says() == 201


def test_who_says_no_name_has_little(github: GitHub, token: str) -> None:
    github.repository("acme/open", private=False)
    headers = call(github, "/repos/acme/open").headers
    assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("60", "59")
    assert call(github, "/user", token).headers["X-RateLimit-Used"] == "1"
