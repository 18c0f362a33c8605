"""Situations of services, their versions and the release source."""

from __future__ import annotations

import re

from attrs import evolve

from kayron.core.table import Table
from tests.world.acme import taken_over
from tests.world.apply import applied, rolled_back
from tests.world.aws import edit_by_hand, push_image
from tests.world.github import delete_branch, get_pull, head, push
from tests.world.reading import unknown
from tests.world.releases import bump_release, define, edit_release, follow_branch, suspend
from tests.world.scenario.at_rest import (
    FRIDAY,
    GIFT_CARDS,
    SEARCH,
    SHOP,
    at_rest,
    morning,
    ready_pull,
)
from tests.world.scenario.template import with_reviews
from tests.world.settle import plan_of
from tests.world.world import World, wait

OURS = re.compile(
    r"""
    (^\ \ [#]\ Preview\ .*\n)
    | (^\ {4}Metadata:\n\ +Kayron:\n\ +pull:\ \d+\n)
    | (^\ {6}DeploymentConfiguration:\n(?:\ {8}.*\n)+)
    | (^\ {4}DependsOn:\n(?:\ {6}.*\n)+)
    """,
    re.MULTILINE | re.VERBOSE,
)
"""What no other tool adds to a preview."""

GOOD, NEXT = "v2.7.0", "v2.8.0"


def a_release_is_bumped() -> World:
    """Show the commonest change of all."""
    return released(at_rest(GIFT_CARDS))


def released(world: World) -> World:
    """Release the checkout, with its image."""
    return push_image(bump_release(world, "checkout-api", NEXT), "checkout-api", NEXT)


def a_branch_moves() -> World:
    """Show a service that follows a branch."""
    world = push(at_rest(GIFT_CARDS), "catalog", "main")
    return push_image(world, "catalog", head(world, "catalog", "main"))


def a_branch_is_deleted() -> World:
    """Show that a deleted branch's last commit is not deployed for ever."""
    world = push(at_rest(), "catalog", "autumn")
    world = follow_branch(world, "catalog", "autumn")
    return released(delete_branch(world, "catalog", "autumn"))


def a_release_is_suspended() -> World:
    """Show a service that stays where it is, with the reason."""
    world = suspend(at_rest(), "catalog", "the index is rebuilt", "2026-11-23T08:00:00Z")
    return released(world)


def a_release_has_no_image() -> World:
    """Show one service that waits and another that does not wait for it."""
    return bump_release(released(at_rest()), "mailer", "v0.10.0")


def a_release_definition_is_invalid() -> World:
    """Show all mistakes at once, and that nothing is removed meanwhile."""
    return define(
        released(at_rest(GIFT_CARDS)),
        "service/mailer.yml",
        "- docker: mailer\n"
        "  github: mailer\n"
        "  deploy:\n"
        "    release: 0.10.0\n"
        "    branch: main\n"
        "    previews: true\n"
        "- docker: Mailer-Trap\n"
        "  github: mailer.git\n",
    )


def github_cannot_be_read() -> World:
    """Show that what could not be read changes nothing, and what could be read goes on."""
    world = released(at_rest(GIFT_CARDS))
    commit = get_pull(world, SHOP, GIFT_CARDS).commit
    error = "GitHub answered 502 to three requests in a row."
    world = unknown(world, error, "branches", "catalog", "main")
    world = unknown(world, error, "pulls", SHOP, "complete")
    return unknown(world, "ECR: ThrottlingException", "images", SHOP, commit)


def a_failed_version_is_not_retried() -> World:
    """Show a version that was rolled back an hour ago and is still declared."""
    world = wait(released(at_rest(GIFT_CARDS)), hours=-1)
    failed = rolled_back(
        world,
        plan_of(world),
        cause="checkout-api",
        resource="CheckoutApi/Api",
        reason="ECS Deployment Circuit Breaker was triggered.",
    )
    return morning(failed)


def a_preview_that_failed_is_left_alone() -> World:
    """Show that a broken preview stops neither releases nor other previews."""
    world = ready_pull(wait(at_rest(GIFT_CARDS), hours=-1), SEARCH)
    made = plan_of(world)
    (broken,) = (p.subject for p in made.previews if p.pull == SEARCH)
    failed = rolled_back(
        world,
        made,
        cause=broken,
        resource=f"Storefront/Service{broken.split('/')[1]}",
        reason="ECS Deployment Circuit Breaker was triggered.",
    )
    return released(morning(failed))


def a_service_is_deployed_for_the_first_time() -> World:
    """Show a new definition, a new template and a new parameter in one update."""
    return push_image(with_reviews(at_rest(GIFT_CARDS)), "reviews", "v0.1.0")


def a_new_service_has_no_image_yet() -> World:
    """Show that the infrastructure waits for a first image, and that others go on."""
    return released(with_reviews(at_rest(GIFT_CARDS)))


def an_override_is_changed() -> World:
    """Show drift of a setting and of a tag."""
    tags = {"environment": "testing", "team": "shop"}
    return with_settings(at_rest(), {"LogLevel": "debug"}, tags)


def with_settings(world: World, parameters: dict[str, str], tags: dict[str, str]) -> World:
    """Change the settings that the environment gives."""
    settings = evolve(world.settings, parameters=Table(parameters), tags=Table(tags))
    return evolve(world, settings=settings)


def a_domain_is_given() -> World:
    """Show a definition that says where its previews answer."""
    github = "  github: storefront\n"
    domain = '  domain: "preview.${ShopDomain}"\n'
    return ready_pull(
        edit_release(at_rest(), "docker: storefront\n", github, github + domain), GIFT_CARDS
    )


def previews_go_before_the_next_release() -> World:
    """Show that releases, however many, do not keep previews waiting."""
    world = released(at_rest(GIFT_CARDS))
    world = ready_pull(applied(world, plan_of(world)), SEARCH)
    world = bump_release(wait(world, minutes=1), "checkout-api", "v2.9.0")
    return push_image(world, "checkout-api", "v2.9.0")


def another_tool_hands_over() -> World:
    """Show the first update of a stack with a preview, whose templates lie at plain keys."""
    world = taken_over()
    world = ready_pull(wait(world, seconds=int((FRIDAY - world.now).total_seconds())), GIFT_CARDS)
    return released(with_previews_of_another_tool(world))


def with_previews_of_another_tool(world: World) -> World:
    """Let another tool have deployed the previews, in its own way: it records no numbers."""
    (rendered,) = (t.text for t in plan_of(world).templates if t.path == "storefront.yaml")
    (template,) = (tree["storefront.yaml"] for tree in world.trees.values())
    added, dropped = OURS.subn("", rendered.removeprefix(template))
    assert dropped == OURS.groups
    return edit_by_hand(world, "Storefront", template, template + added)
