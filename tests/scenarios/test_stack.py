"""What the plans of the root stack, its templates and its policies mean."""

from __future__ import annotations

from kayron.core.action import UpdateComment
from kayron.core.plan import Change, DriftKind
from kayron.core.verdict import Outcome
from tests.world.recorded import (
    artifact,
    changes,
    moves,
    no_update,
    planned,
    stopped,
    update,
    verdict,
)
from tests.world.scenario.at_rest import GIFT_CARDS

DENY, HOLD = Outcome.DENY, Outcome.HOLD


def test_the_stack_is_rolling_back() -> None:
    plan = planned("the-stack-is-rolling-back")
    assert ("stack-status", "stack", HOLD) in stopped(plan)
    assert no_update(plan)


def test_the_rollback_failed() -> None:
    plan = planned("the-rollback-failed")
    assert ("stack-status", "stack", DENY) in stopped(plan)
    assert no_update(plan)


def test_the_infrastructure_changes() -> None:
    plan = planned("the-infrastructure-changes")
    assert moves(plan) == {"infrastructure"}
    assert changes(plan) == {GIFT_CARDS: Change.NONE}
    changed = {template.path for template in plan.templates if not template.deployed}
    assert changed == {"checkout.yaml", "index.yaml", "storefront.yaml"}


def test_a_preview_leaves_and_comes_back() -> None:
    plan = planned("a-preview-leaves-and-comes-back")
    assert moves(plan) == {"infrastructure"}
    assert changes(plan) == {GIFT_CARDS: Change.REMOVE}
    *_, last = plan.actions
    assert isinstance(last, UpdateComment)
    assert "| Queued |" in last.body


def test_a_template_cannot_be_read() -> None:
    plan = planned("a-template-cannot-be-read")
    assert moves(plan) == {"checkout-api"}
    reason = verdict(plan, "inputs", "infrastructure").reason
    assert "discovery.yaml:" in reason


def test_a_database_would_be_replaced() -> None:
    plan = planned("a-database-would-be-replaced")
    assert ("stateful", "infrastructure", DENY) in stopped(plan)
    assert artifact(plan, "infrastructure").effective == artifact(plan, "infrastructure").current
    assert moves(plan) == {"checkout-api"}


def test_somebody_changed_the_stack_by_hand() -> None:
    plan = planned("somebody-changed-the-stack-by-hand")
    assert {drift.kind for drift in plan.drift} == {DriftKind.TEMPLATE}
    assert plan.actions == ()


def test_somebody_changed_the_stack_by_hand_and_that_is_undone() -> None:
    plan = planned("somebody-changed-the-stack-by-hand-and-that-is-undone")
    (catalog,) = (template for template in plan.templates if template.path == "catalog.json")
    assert '"Memory": "512"' in catalog.text
    assert moves(plan) == set()
    assert update(plan).template_url


def test_a_freeze_window_is_open() -> None:
    plan = planned("a-freeze-window-is-open")
    assert stopped(plan) == {("freeze", "stack", HOLD)}
    assert no_update(plan)


def test_everything_is_paused() -> None:
    plan = planned("everything-is-paused")
    assert ("pause", "stack", DENY) in stopped(plan)
    assert plan.actions == ()


def test_the_listener_cannot_be_read() -> None:
    plan = planned("the-listener-cannot-be-read")
    assert ("unknown-facts", "stack", HOLD) in stopped(plan)
    assert no_update(plan)
