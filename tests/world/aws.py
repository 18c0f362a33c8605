"""What happens in AWS, other than an update by Kayron; each function returns the world after it."""

from __future__ import annotations

from attrs import evolve

from kayron.core.snapshot import Condition, Event, Rule, Stack
from kayron.core.table import Table
from tests.world.cloudformation import Live, Update, deploy
from tests.world.github import get_pull
from tests.world.identity import hexadecimal, image_digest, uuid
from tests.world.world import World, deeper

USED = "the template that CloudFormation keeps of the root stack"


def live(world: World) -> Live:
    """Return what exists in AWS."""
    if world.live is None:
        raise LookupError("nothing is deployed in this world")
    return world.live


def set_status(world: World, status: str, reason: str = "") -> World:
    """Set the root stack's status, with the event that tells of it."""
    event = Event(id=uuid(f"{status} {world.now}"), token=None, time=world.now)
    root = evolve(live(world).root, status=status, status_reason=reason, event=event)
    return evolve(world, live=evolve(live(world), root=root))


def push_image(world: World, docker: str, tag: str) -> World:
    """Push an image."""
    pushed = {tag: image_digest(f"{docker}:{tag}")}
    return evolve(world, images=deeper(world.images, docker, pushed))


def push_pull_image(world: World, repository: str, pull: int, docker: str | None = None) -> World:
    """Push the image of a pull request's head commit."""
    tag = get_pull(world, repository, pull).commit
    return push_image(world, docker or repository, tag)


def edit_by_hand(world: World, nested: str, old: str, new: str) -> World:
    """Update a nested stack in the console with a template that nobody committed.

    The root stack knows nothing of it: neither its template nor its events change.
    """
    before = live(world)
    stack = before.root.nested[nested]
    assert isinstance(stack, Stack)
    changed = {
        url: text.replace(old, new) if _is(text, stack) else text
        for url, text in world.objects.items()
    }
    if all(changed[url] == text for url, text in world.objects.items()):
        raise LookupError(f"{old!r} is not in the template of {nested}")
    after = deploy(
        _same_update(world), {**changed, USED: str(before.root.template)}, world.foreign, before
    )
    root = evolve(before.root, nested=after.root.nested)
    return evolve(world, live=evolve(after, root=root))


def _is(text: str, stack: Stack) -> bool:
    """Tell whether a template in S3 is the one that a stack runs, as AWS shows it."""
    return text.encode("ascii", "replace").decode() == stack.template


def _same_update(world: World) -> Update:
    root = live(world).root
    return Update(
        stack=root.name,
        template_url=USED,
        parameters=root.parameters,
        tags=root.tags,
        time=world.now,
        token=None,
    )


def add_foreign_rule(world: World, priority: int, host: str) -> World:
    """Let another tool add a rule to the HTTPS listener."""
    before = live(world)
    (arn,) = (arn for arn, listener in before.listeners.items() if listener.port == 443)
    rule = Rule(
        arn=arn.replace(":listener/", ":listener-rule/") + "/" + hexadecimal(host, 16),
        priority=priority,
        conditions=[Condition(kind="host-header", values=[host], regex=False)],
        target_groups=[],
    )
    listener = evolve(before.listeners[arn], rules=(*before.listeners[arn].rules, rule))
    return evolve(
        world,
        foreign=world.foreign.overlaid({arn: (*world.foreign.get(arn, ()), rule)}),
        live=evolve(before, listeners=Table({**before.listeners, arn: listener})),
    )
