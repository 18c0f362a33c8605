"""Situations of the root stack, its templates and the policies that guard it."""

from __future__ import annotations

from attrs import evolve

from kayron.core.table import Table
from tests.world.aws import edit_by_hand, set_status
from tests.world.github import edit_infrastructure
from tests.world.reading import unknown
from tests.world.releases import configured
from tests.world.scenario.at_rest import GIFT_CARDS, SEARCH, at_rest, ready_pull
from tests.world.scenario.releases import released
from tests.world.world import World


def the_stack_is_rolling_back() -> World:
    """Show everything waiting for CloudFormation."""
    world = released(ready_pull(at_rest(GIFT_CARDS), SEARCH))
    return set_status(world, "UPDATE_ROLLBACK_IN_PROGRESS", "Resource update cancelled")


def the_rollback_failed() -> World:
    """Show a status that only a person can mend."""
    return set_status(released(at_rest(GIFT_CARDS)), "UPDATE_ROLLBACK_FAILED")


def the_infrastructure_changes() -> World:
    """Show a changed template below unchanged previews."""
    less, more = 'Memory: "1024"', 'Memory: "2048"'
    world = edit_infrastructure(at_rest(GIFT_CARDS), "storefront.yaml", less, more)
    return edit_infrastructure(world, "checkout.yaml", less, more)


def a_preview_leaves_and_comes_back() -> World:
    """Show a logical id that changes, and the preview that has to be made anew because of it."""
    world = at_rest(GIFT_CARDS)
    old, new = "\n  TaskDefinition:\n", "\n  Tasks:\n"
    world = edit_infrastructure(world, "storefront.yaml", old, new)
    old, new = "!Ref TaskDefinition", "!Ref Tasks"
    return edit_infrastructure(world, "storefront.yaml", old, new)


def a_template_cannot_be_read() -> World:
    """Show an invalid template, which stops the infrastructure and nobody else."""
    world = released(at_rest(GIFT_CARDS))
    return edit_infrastructure(world, "discovery.yaml", '!Sub "${Env', '!Insert "${Env')


def a_database_would_be_replaced() -> World:
    """Show a change that would lose the orders."""
    world = released(at_rest(GIFT_CARDS))
    return edit_infrastructure(world, "database.yaml", "DBName: orders", "DBName: sales")


def somebody_changed_the_stack_by_hand() -> World:
    """Show template drift, which is told and left alone."""
    return edit_by_hand(at_rest(GIFT_CARDS), "Catalog", '"Memory": "512"', '"Memory": "4096"')


def somebody_changed_the_stack_by_hand_and_that_is_undone() -> World:
    """Show template drift where `kayron.yaml` wants it reconciled."""
    return configured(
        somebody_changed_the_stack_by_hand(), "template_drift: report", "template_drift: reconcile"
    )


def a_freeze_window_is_open() -> World:
    """Show that nothing moves on a Friday in Berlin."""
    freeze = (
        "freeze:\n"
        "  - days: [fri]\n"
        '    from: "09:00"\n'
        '    to: "23:59"\n'
        "    zone: Europe/Berlin\n"
        "    reason: nobody releases before a weekend\n"
    )
    world = released(at_rest(GIFT_CARDS))
    world = configured(world, "template_drift:", f"{freeze}\ntemplate_drift:")
    return evolve(world, zones=Table({"Europe/Berlin": 60}))


def everything_is_paused() -> World:
    """Show the switch that stops Kayron."""
    pause = "pause:\n  reason: stocktaking, ask Maria\n"
    world = released(ready_pull(at_rest(GIFT_CARDS), SEARCH))
    return configured(world, "template_drift:", f"{pause}\ntemplate_drift:")


def the_listener_cannot_be_read() -> World:
    """Show a fact without which the stack cannot be updated."""
    world = released(ready_pull(at_rest(GIFT_CARDS), SEARCH))
    assert world.live
    (listener,) = (arn for arn, found in world.live.listeners.items() if found.port == 443)
    return unknown(world, "AccessDenied: elasticloadbalancing:DescribeRules", "listeners", listener)
