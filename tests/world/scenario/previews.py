"""Situations of pull requests and their previews."""

from __future__ import annotations

from tests.world.aws import add_foreign_rule, push_pull_image
from tests.world.github import (
    change_pull,
    close_pull,
    open_fork,
    open_pull,
    push,
)
from tests.world.releases import configured, edit_release
from tests.world.scenario.at_rest import (
    GIFT_CARDS,
    SEARCH,
    SHOP,
    SIZE_GUIDE,
    at_rest,
    morning,
    ready_pull,
)
from tests.world.settle import settled
from tests.world.world import World, wait


def nothing_has_changed() -> World:
    """Show that Kayron can do nothing."""
    return at_rest(GIFT_CARDS)


def a_pull_request_is_opened() -> World:
    """Show a second preview coming beside a first one."""
    return ready_pull(at_rest(GIFT_CARDS), SEARCH)


def the_image_is_not_pushed_yet() -> World:
    """Show a preview that waits for its image, while another is left alone."""
    return open_pull(at_rest(GIFT_CARDS), SHOP, 45, "express-checkout")


def the_oldest_of_three_pull_requests_is_closed() -> World:
    """Show that the priorities of younger previews stay."""
    return close_pull(at_rest(SIZE_GUIDE, GIFT_CARDS, SEARCH), SHOP, SIZE_GUIDE)


def a_preview_is_pushed_to() -> World:
    """Show a preview that moves to a new commit in place."""
    world = push(at_rest(SIZE_GUIDE, GIFT_CARDS), SHOP, "gift-cards")
    return push_pull_image(world, SHOP, GIFT_CARDS)


def a_preview_is_pushed_to_before_its_image() -> World:
    """Show a preview that stays at its commit until the new image is there."""
    return push(at_rest(GIFT_CARDS), SHOP, "gift-cards")


def a_fork_opens_a_pull_request() -> World:
    """Show that code of strangers does not run; its branch is named like one of ours."""
    return open_fork(at_rest(GIFT_CARDS), SHOP, 46, "main", "visitor-17")


def a_pull_request_becomes_a_draft() -> World:
    """Show a preview that runs and may no longer."""
    return change_pull(at_rest(SIZE_GUIDE, GIFT_CARDS), SHOP, GIFT_CARDS, draft=True)


def two_branches_share_a_hash() -> World:
    """Show that the first of two colliding branches keeps the preview."""
    world = at_rest(GIFT_CARDS)
    for pull, branch in ((50, "feature/branch-116594"), (51, "feature/branch-164829")):
        world = push_pull_image(open_pull(wait(world, minutes=5), SHOP, pull, branch), SHOP, pull)
    return world


def the_priority_range_is_full() -> World:
    """Show a third pull request where the definition has room for two."""
    marker = "docker: storefront\n"
    github = "  github: storefront\n"
    narrow = edit_release(
        at_rest(SIZE_GUIDE, GIFT_CARDS), marker, github, github + "  priorities: 1001-1002\n"
    )
    return ready_pull(narrow, SEARCH)


def another_tool_holds_the_next_priority() -> World:
    """Show a new preview that steps over a listener rule which is not ours."""
    return ready_pull(add_foreign_rule(at_rest(GIFT_CARDS), 1002, "status.example.org"), SEARCH)


def a_wildcard_rule_would_swallow_the_preview() -> World:
    """Show a preview that nobody could reach."""
    return ready_pull(add_foreign_rule(at_rest(), 900, "*.shop.testing.example.org"), GIFT_CARDS)


def a_json_template_gets_a_preview() -> World:
    """Show a service whose template is JSON; no certificate covers its previews."""
    asks = previewed(at_rest(), "catalog", "branch: main")
    return push_pull_image(open_pull(asks, "catalog", 12, "faster-search"), "catalog", 12)


def a_template_with_windows_line_endings_gets_a_preview() -> World:
    """Show four spaces, CRLF, a sidecar pinned by digest, and outputs in the middle."""
    asks = previewed(at_rest(), "checkout-api", "release: v2.7.0")
    opened = open_pull(asks, "checkout", 230, "three-d-secure")
    return push_pull_image(opened, "checkout", 230, "checkout-api")


def previewed(world: World, docker: str, strategy: str) -> World:
    """Let a service ask for previews."""
    asking = f"{strategy}\n    preview: true"
    return edit_release(world, f"docker: {docker}\n", strategy, asking)


def most_of_twelve_previews_would_be_removed() -> World:
    """Show the limit on removals, after somebody gave all pull requests a label."""
    many = wait(at_rest(), hours=-20)
    for pull in range(60, 72):
        opened = open_pull(wait(many, minutes=9), SHOP, pull, f"idea/{pull}")
        many = push_pull_image(opened, SHOP, pull)
    more = configured(many, "max_per_service: 10", "max_per_service: 20")
    many = morning(settled(more))
    for pull in range(60, 66):
        many = change_pull(many, SHOP, pull, labels=("no-preview",))
    return many
