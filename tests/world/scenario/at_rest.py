"""Where most situations start: Acme at rest, with some previews that run."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from tests.world.acme import taken_over
from tests.world.aws import push_pull_image
from tests.world.github import open_pull
from tests.world.settle import settled
from tests.world.world import World, wait

SHOP = "storefront"
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

FOOTER = 36
SIZE_GUIDE = 38
GIFT_CARDS = 41
SEARCH = 44

BRANCHES = {
    FOOTER: ("calmer-footer", "aiko"),
    SIZE_GUIDE: ("size-guide", "jonas"),
    GIFT_CARDS: ("gift-cards", "maria"),
    SEARCH: ("fix/search-as-you-type", "aiko"),
}


@cache
def at_rest(*pulls: int) -> World:
    """Return Acme with these pull requests open, built and shown, and nothing left to do."""
    world = wait(taken_over(), hours=2)
    for pull in pulls:
        world = ready_pull(wait(world, hours=3), pull)
    return morning(settled(wait(world, hours=1)))


def ready_pull(world: World, pull: int) -> World:
    """Open one of the pull requests that Acme knows, and push its image."""
    branch, author = BRANCHES[pull]
    return push_pull_image(open_pull(world, SHOP, pull, branch, author=author), SHOP, pull)


def morning(world: World) -> World:
    """Return the world on Friday at half past nine."""
    return wait(world, seconds=int((FRIDAY - world.now).total_seconds()))
