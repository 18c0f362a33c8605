"""What people do to the release source; each function returns the world after it."""

from __future__ import annotations

import re

from attrs import evolve

from kayron.core.conversion import Text
from tests.world.world import World


def define(world: World, path: str, text: str) -> World:
    """Write a file of the release source."""
    return evolve(world, definitions=world.definitions.overlaid({path: Text(text)}))


def edit_release(world: World, marker: str, old: str, new: str) -> World:
    """Replace the first `old` after `marker` in the release definitions, whatever the file."""
    for path, text in world.definitions.items():
        head, found, tail = text.partition(marker)
        if found and old in tail:
            return define(world, path, head + found + tail.replace(old, new, 1))
    raise LookupError(f"no {old!r} after {marker!r} in the release source")


def set_strategy(world: World, name: str, strategy: str) -> World:
    """Give the definition with this `docker` or `github` name another strategy, as YAML."""
    pattern = rf"((?:docker|github): {name}\n(?:.*\n)*?\s+)(?:release|branch): \S+"
    for path, text in world.definitions.items():
        changed, count = re.subn(pattern, lambda found: found[1] + strategy, text, count=1)
        if count:
            return define(world, path, changed)
    raise LookupError(f"no definition of {name!r} in the release source")


def bump_release(world: World, name: str, tag: str) -> World:
    """Declare another release."""
    return set_strategy(world, name, f"release: {tag}")


def follow_branch(world: World, name: str, branch: str) -> World:
    """Declare another branch."""
    return set_strategy(world, name, f"branch: {branch}")


def suspend(world: World, name: str, reason: str, until: str | None = None) -> World:
    """Suspend an artifact, with an end where `until` is an RFC 3339 time."""
    end = f", until: {until}" if until else ""
    return set_strategy(world, name, f"suspend: {{reason: {reason}{end}}}")


def configured(world: World, old: str, new: str) -> World:
    """Replace something in `kayron.yaml`, where it stands once."""
    text = world.definitions["kayron.yaml"]
    if text.count(old) != 1:
        raise LookupError(f"{old!r} stands {text.count(old)} times in kayron.yaml")
    return define(world, "kayron.yaml", text.replace(old, new))
