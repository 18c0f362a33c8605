"""What the plans of pull requests and previews mean."""

from __future__ import annotations

from kayron.core.action import UpdateComment
from kayron.core.hashing import branch_hash, preview_subject
from kayron.core.plan import Change, Life
from kayron.core.verdict import Outcome
from tests.world.recorded import (
    changes,
    moves,
    no_update,
    planned,
    preview,
    priorities,
    stopped,
    update,
    verdict,
)
from tests.world.scenario.at_rest import FOOTER, GIFT_CARDS, SEARCH, SHOP, SIZE_GUIDE

DENY, HOLD = Outcome.DENY, Outcome.HOLD


def subject(branch: str, service: str = SHOP) -> str:
    return preview_subject(service, branch_hash(branch))


def test_an_ordinary_morning() -> None:
    plan = planned("an-ordinary-morning")
    assert not update(plan).previews
    assert moves(plan) == {"infrastructure", "checkout-api", "storefront"}
    assert {one.pull: one.life for one in plan.previews} == {
        FOOTER: Life.REMOVING,
        SIZE_GUIDE: Life.READY,
        GIFT_CARDS: Life.READY,
        SEARCH: Life.WANTED,
        45: Life.WAITING,
        46: Life.BLOCKED,
    }
    assert stopped(plan) == {
        ("image", "mailer", HOLD),
        ("image", subject("express-checkout"), HOLD),
        ("fork", subject("patch-1"), DENY),
        ("open", subject("calmer-footer"), DENY),
    }
    assert len(plan.waiting) == 2


def test_nothing_has_changed() -> None:
    plan = planned("nothing-has-changed")
    assert (plan.actions, plan.drift, plan.waiting) == ((), (), ())


def test_a_pull_request_is_opened() -> None:
    plan = planned("a-pull-request-is-opened")
    assert changes(plan) == {GIFT_CARDS: Change.NONE, SEARCH: Change.ADD}
    assert priorities(plan) == {GIFT_CARDS: {"Rule": 1001}, SEARCH: {"Rule": 1002}}
    assert update(plan).previews


def test_the_image_is_not_pushed_yet() -> None:
    plan = planned("the-image-is-not-pushed-yet")
    waiting = preview(plan, 45)
    assert (waiting.life, waiting.change) == (Life.WAITING, Change.NONE)
    assert stopped(plan) == {("image", waiting.subject, HOLD)}


def test_the_oldest_of_three_pull_requests_is_closed() -> None:
    plan = planned("the-oldest-of-three-pull-requests-is-closed")
    assert changes(plan) == {
        SIZE_GUIDE: Change.REMOVE,
        GIFT_CARDS: Change.NONE,
        SEARCH: Change.NONE,
    }
    kept = {pull: held for pull, held in priorities(plan).items() if pull != SIZE_GUIDE}
    assert kept == {GIFT_CARDS: {"Rule": 1002}, SEARCH: {"Rule": 1003}}


def test_a_preview_is_pushed_to() -> None:
    plan = planned("a-preview-is-pushed-to")
    assert changes(plan) == {SIZE_GUIDE: Change.NONE, GIFT_CARDS: Change.CHANGE}
    assert priorities(plan) == {SIZE_GUIDE: {"Rule": 1001}, GIFT_CARDS: {"Rule": 1002}}
    moved = preview(plan, GIFT_CARDS)
    assert update(plan).versions[moved.subject] == moved.desired != moved.current


def test_a_preview_is_pushed_to_before_its_image() -> None:
    plan = planned("a-preview-is-pushed-to-before-its-image")
    waiting = preview(plan, GIFT_CARDS)
    assert (waiting.change, waiting.effective) == (Change.NONE, waiting.current)
    assert stopped(plan) == {("image", waiting.subject, HOLD)}


def test_a_fork_opens_a_pull_request() -> None:
    plan = planned("a-fork-opens-a-pull-request")
    assert stopped(plan) == {("fork", subject("main"), DENY)}
    assert [a for a in plan.actions if not isinstance(a, UpdateComment)] == []


def test_a_pull_request_becomes_a_draft() -> None:
    plan = planned("a-pull-request-becomes-a-draft")
    assert changes(plan) == {SIZE_GUIDE: Change.NONE, GIFT_CARDS: Change.REMOVE}
    assert stopped(plan) == {("draft", subject("gift-cards"), DENY)}


def test_two_branches_share_a_hash() -> None:
    plan = planned("two-branches-share-a-hash")
    assert preview(plan, 50).change is Change.ADD
    assert preview(plan, 50).hash == "5ACA54BA"
    assert "50" in verdict(plan, "collision", "storefront/5ACA54BA").reason


def test_the_priority_range_is_full() -> None:
    plan = planned("the-priority-range-is-full")
    assert stopped(plan) == {("priority", subject("fix/search-as-you-type"), DENY)}
    assert priorities(plan)[GIFT_CARDS] == {"Rule": 1002}


def test_another_tool_holds_the_next_priority() -> None:
    plan = planned("another-tool-holds-the-next-priority")
    assert priorities(plan) == {GIFT_CARDS: {"Rule": 1001}, SEARCH: {"Rule": 1003}}


def test_a_wildcard_rule_would_swallow_the_preview() -> None:
    plan = planned("a-wildcard-rule-would-swallow-the-preview")
    reason = verdict(plan, "reachability", subject("gift-cards")).reason
    assert "900" in reason
    assert no_update(plan)


def test_a_json_template_gets_a_preview() -> None:
    plan = planned("a-json-template-gets-a-preview")
    added = preview(plan, 12)
    assert (added.change, dict(added.priorities)) == (Change.ADD, {"CatalogRule": 1101})
    assert any("certificate" in note for note in added.notes)


def test_a_template_with_windows_line_endings_gets_a_preview() -> None:
    plan = planned("a-template-with-windows-line-endings-gets-a-preview")
    (template,) = (t for t in plan.templates if t.path == "checkout.yaml")
    lines = template.text.split("\n")
    assert {line[-1:] for line in lines[:-1]} == {"\r"}
    assert template.text.count("proxy@sha256:4f1c2a9d7be08356") == 2


def test_most_of_twelve_previews_would_be_removed() -> None:
    plan = planned("most-of-twelve-previews-would-be-removed")
    assert set(changes(plan).values()) == {Change.NONE}
    assert {name for policy, name, _ in stopped(plan) if policy == "removals"} == {
        subject(f"idea/{pull}") for pull in range(60, 66)
    }
