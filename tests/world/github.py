"""What people do on GitHub, the release source aside; each function returns the world after it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.snapshot import Pull
from kayron.core.table import Table
from tests.world.identity import commit, number
from tests.world.world import World, deeper

FORK = 900_001
"""The repository id of everybody's fork."""


def push(world: World, repository: str, branch: str, name: str = "") -> World:
    """Push a commit to a branch, and so to its open pull requests; `name` makes the commit."""
    heads = world.branches.get(repository, Table())
    new = commit(name or f"{repository} {branch} after {heads.get(branch)}")
    pulls = {
        key: evolve(pull, commit=new, committed=world.now)
        for key, pull in world.pulls.get(repository, Table()).items()
        if pull.open and pull.branch == branch and pull.head_repository == pull.base_repository
    }
    return evolve(
        world,
        branches=deeper(world.branches, repository, {branch: new}),
        pulls=deeper(world.pulls, repository, pulls),
    )


def head(world: World, repository: str, branch: str) -> str:
    """Return the head commit of a branch."""
    return world.branches[repository][branch]


def delete_branch(world: World, repository: str, branch: str) -> World:
    """Delete a branch."""
    rest = {k: v for k, v in world.branches[repository].items() if k != branch}
    return evolve(world, branches=world.branches.overlaid({repository: Table(rest)}))


def open_pull(  # noqa: PLR0913 - what a person fills in
    world: World,
    repository: str,
    pull: int,
    branch: str,
    *,
    author: str = "maria",
    labels: tuple[str, ...] = (),
    draft: bool = False,
) -> World:
    """Push a branch and open a pull request for it."""
    pushed = push(world, repository, branch)
    return _with_pull(
        pushed,
        repository,
        Pull(
            number=pull,
            branch=branch,
            commit=head(pushed, repository, branch),
            committed=world.now,
            head_repository=repository_id(repository),
            base_repository=repository_id(repository),
            created=world.now,
            draft=draft,
            labels=labels,
            author=author,
            open=True,
        ),
    )


def open_fork(world: World, repository: str, pull: int, branch: str, author: str) -> World:
    """Open a pull request whose head branch is in somebody's fork."""
    opened = open_pull(world, repository, pull, branch, author=author)
    fork = evolve(
        get_pull(opened, repository, pull),
        commit=commit(f"{author} {branch}"),
        head_repository=FORK,
    )
    return _with_pull(evolve(opened, branches=world.branches), repository, fork)


def close_pull(world: World, repository: str, pull: int) -> World:
    """Close a pull request."""
    return change_pull(world, repository, pull, open=False)


def change_pull(world: World, repository: str, pull: int, **changes: object) -> World:
    """Change attributes of a pull request."""
    changed = evolve(get_pull(world, repository, pull), **changes)  # type: ignore[arg-type]
    return _with_pull(world, repository, changed)


def get_pull(world: World, repository: str, pull: int) -> Pull:
    """Return a pull request."""
    return world.pulls[repository][str(pull)]


def repository_id(repository: str) -> int:
    """Return GitHub's number of a repository."""
    return number(repository, 800_000)


def _with_pull(world: World, repository: str, pull: Pull) -> World:
    return evolve(world, pulls=deeper(world.pulls, repository, {str(pull.number): pull}))


def change_infrastructure(world: World, files: Mapping[str, str | None]) -> World:
    """Commit files below `cloudformation/` to main; None deletes one."""
    now = world.trees[head(world, "infrastructure", "main")]
    kept = {path: text for path, text in now.items() if files.get(path, "") is not None}
    written = {path: Text(text) for path, text in files.items() if text is not None}
    tree = Table({**kept, **written})
    version = commit(repr(tree))
    return evolve(
        world,
        trees=world.trees.overlaid({version: tree}),
        branches=deeper(world.branches, "infrastructure", {"main": version}),
    )


def edit_infrastructure(world: World, path: str, old: str, new: str) -> World:
    """Commit a replacement in one file below `cloudformation/`; `old` stands in it once."""
    text = world.trees[head(world, "infrastructure", "main")][path]
    if text.count(old) != 1:
        raise LookupError(f"{old!r} stands {text.count(old)} times in {path}")
    return change_infrastructure(world, {path: text.replace(old, new)})
