"""What the plans of services, versions and the release source mean."""

from __future__ import annotations

from kayron.core.action import UpdateStack
from kayron.core.fact import Absent
from kayron.core.plan import Change, Life
from kayron.core.verdict import Outcome
from tests.world.recorded import (
    artifact,
    changes,
    moves,
    planned,
    preview,
    stopped,
    update,
    verdict,
)
from tests.world.scenario.at_rest import GIFT_CARDS, SEARCH

DENY, HOLD = Outcome.DENY, Outcome.HOLD


def test_a_release_is_bumped() -> None:
    plan = planned("a-release-is-bumped")
    assert moves(plan) == {"checkout-api"}
    given = {name: value for name, value in update(plan).parameters.items() if value is not None}
    assert given["CheckoutApiVersion"] == "v2.8.0"
    assert changes(plan) == {GIFT_CARDS: Change.NONE}


def test_a_branch_moves() -> None:
    plan = planned("a-branch-moves")
    assert moves(plan) == {"catalog"}


def test_a_branch_is_deleted() -> None:
    plan = planned("a-branch-is-deleted")
    assert artifact(plan, "catalog").desired == Absent()
    assert artifact(plan, "catalog").effective == artifact(plan, "catalog").current
    assert stopped(plan) == {("resolved", "catalog", DENY)}
    assert moves(plan) == {"checkout-api"}


def test_a_release_is_suspended() -> None:
    plan = planned("a-release-is-suspended")
    assert stopped(plan) == {("suspend", "catalog", HOLD)}
    assert moves(plan) == {"checkout-api"}


def test_a_release_has_no_image() -> None:
    plan = planned("a-release-has-no-image")
    assert stopped(plan) == {("image", "mailer", HOLD)}
    assert moves(plan) == {"checkout-api"}


def test_a_release_definition_is_invalid() -> None:
    plan = planned("a-release-definition-is-invalid")
    assert plan.actions == ()
    reason = verdict(plan, "inputs", "stack").reason
    assert "service/mailer.yml:" in reason


def test_github_cannot_be_read() -> None:
    plan = planned("github-cannot-be-read")
    assert moves(plan) == {"checkout-api"}
    assert changes(plan) == {GIFT_CARDS: Change.NONE}
    assert artifact(plan, "catalog").effective == artifact(plan, "catalog").current


def test_a_failed_version_is_not_retried() -> None:
    plan = planned("a-failed-version-is-not-retried")
    assert plan.actions == ()
    assert stopped(plan) == {("failed-before", "checkout-api", HOLD)}


def test_a_preview_that_failed_is_left_alone() -> None:
    plan = planned("a-preview-that-failed-is-left-alone")
    assert moves(plan) == {"checkout-api"}
    assert preview(plan, SEARCH).change is Change.NONE
    assert ("failed-before", preview(plan, SEARCH).subject, HOLD) in stopped(plan)


def test_a_service_is_deployed_for_the_first_time() -> None:
    plan = planned("a-service-is-deployed-for-the-first-time")
    assert moves(plan) == {"infrastructure", "reviews"}
    assert update(plan).parameters["ReviewsVersion"] == "v0.1.0"
    assert artifact(plan, "reviews").current == Absent()


def test_a_new_service_has_no_image_yet() -> None:
    plan = planned("a-new-service-has-no-image-yet")
    assert moves(plan) == {"checkout-api"}
    assert "ReviewsVersion" not in update(plan).parameters


def test_an_override_is_changed() -> None:
    plan = planned("an-override-is-changed")
    assert update(plan).parameters["LogLevel"] == "debug"
    assert dict(update(plan).tags) == {"environment": "testing", "team": "shop"}
    assert moves(plan) == set()


def test_a_domain_is_given() -> None:
    plan = planned("a-domain-is-given")
    added = preview(plan, GIFT_CARDS)
    assert added.domain == f"{added.hash.lower()}.preview.shop.testing.example.org"


def test_previews_go_before_the_next_release() -> None:
    plan = planned("previews-go-before-the-next-release")
    assert (moves(plan), update(plan).previews) == (set(), True)
    assert changes(plan) == {GIFT_CARDS: Change.NONE, SEARCH: Change.ADD}
    assert plan.waiting == ("checkout-api moves from v2.8.0 to v2.9.0.",)


def test_another_tool_hands_over() -> None:
    plan = planned("another-tool-hands-over")
    assert moves(plan) == {"checkout-api"}
    kept = preview(plan, GIFT_CARDS)
    assert (kept.life, kept.change, dict(kept.priorities)) == (
        Life.READY,
        Change.NONE,
        {"Rule": 1001},
    )
    assert any(isinstance(action, UpdateStack) for action in plan.actions)
    assert {t.path for t in plan.templates if not t.deployed} == {t.path for t in plan.templates}
