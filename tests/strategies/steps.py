"""Steps of random histories, and what people and pipelines may do to repositories and images.

Each step is a value that prints as it is written, so a history that was found can be pinned. A step
that makes no sense in a world leaves it as it is. `events` and `turns` have the others.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from kayron.core.table import Table
from tests.world.aws import push_image
from tests.world.github import (
    change_infrastructure,
    change_pull,
    delete_branch,
    open_fork,
    open_pull,
    push,
)
from tests.world.releases import define
from tests.world.world import World, wait

REPOSITORY = "lite"
"""The repository of both services."""


@frozen
class Open:
    """Open a pull request, or reopen it where it was closed; `built` pushes its images too."""

    pull: int
    branch: str
    labels: tuple[str, ...] = field(default=(), kw_only=True)
    built: bool = field(default=True, kw_only=True)
    draft: bool = field(default=False, kw_only=True)

    def __call__(self, world: World) -> World:
        known = world.pulls.get(REPOSITORY, Table()).get(str(self.pull))
        if known is not None:
            return change_pull(world, REPOSITORY, self.pull, open=True)
        world = open_pull(
            world, REPOSITORY, self.pull, self.branch, draft=self.draft, labels=self.labels
        )
        return Build(self.pull)(world) if self.built else world


@frozen
class Fork:
    """Open a pull request from somebody's fork."""

    pull: int
    branch: str

    def __call__(self, world: World) -> World:
        if str(self.pull) in world.pulls.get(REPOSITORY, Table()):
            return world
        return Build(self.pull)(open_fork(world, REPOSITORY, self.pull, self.branch, "mallory"))


@frozen
class Build:
    """Push the images of a pull request's head commit."""

    pull: int

    def __call__(self, world: World) -> World:
        found = world.pulls.get(REPOSITORY, Table()).get(str(self.pull))
        if found is None:
            return world
        return push_image(push_image(world, "lite", found.commit), "site", found.commit)


@frozen
class Close:
    """Close a pull request."""

    pull: int

    def __call__(self, world: World) -> World:
        return Edit(self.pull, open=False)(world)


@frozen(init=False)
class Edit:
    """Change attributes of a pull request: `draft`, `labels`, `open`, `branch`."""

    pull: int
    changes: Table[object]

    def __init__(self, pull: int, **changes: object) -> None:
        self.__attrs_init__(pull=pull, changes=Table(changes))

    def __repr__(self) -> str:
        changes = "".join(f", {name}={value!r}" for name, value in self.changes.items())
        return f"Edit({self.pull}{changes})"

    def __call__(self, world: World) -> World:
        if str(self.pull) not in world.pulls.get(REPOSITORY, Table()):
            return world
        return change_pull(world, REPOSITORY, self.pull, **self.changes)


@frozen
class Push:
    """Push a commit to a branch of the services' repository; `built` pushes the images too."""

    branch: str
    built: bool = field(default=True, kw_only=True)

    def __call__(self, world: World) -> World:
        world = push(world, REPOSITORY, self.branch)
        if not self.built:
            return world
        commit = world.branches[REPOSITORY][self.branch]
        return push_image(push_image(world, "lite", commit), "site", commit)


@frozen
class DeleteBranch:
    """Delete a branch of the services' repository."""

    branch: str

    def __call__(self, world: World) -> World:
        known = self.branch in world.branches.get(REPOSITORY, Table())
        return delete_branch(world, REPOSITORY, self.branch) if known else world


@frozen
class Write:
    """Write a file of the release source."""

    path: str
    text: str

    def __call__(self, world: World) -> World:
        return define(world, self.path, self.text)


@frozen
class Release:
    """Push the image of a release of `site`."""

    tag: str

    def __call__(self, world: World) -> World:
        return push_image(world, "site", self.tag)


@frozen
class Commit:
    """Commit a replacement, wherever it applies, to the infrastructure."""

    path: str
    old: str
    new: str

    def __call__(self, world: World) -> World:
        branch = world.branches["infrastructure"].get("main")
        tree = world.trees.get(branch) if branch else None
        text = tree.get(self.path) if tree else None
        if text is None or self.old not in text:
            return world
        return change_infrastructure(world, {self.path: text.replace(self.old, self.new)})


Step = Callable[[World], World]

History = tuple[Step, ...]


def played(history: History, world: World) -> World:
    """Return the world after a history."""
    for step in history:
        world = step(wait(world, minutes=5))
    return world
