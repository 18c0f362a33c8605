"""How worlds begin: repositories, what is built of them, and a stack that another tool deployed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.snapshot import Environment, Outcomes, SnapshotSettings
from kayron.core.table import Table
from tests.world.aws import push_image
from tests.world.cloudformation import Update, deploy
from tests.world.declaration import declared
from tests.world.github import push
from tests.world.identity import commit, template_url
from tests.world.world import World

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def empty(
    stack: str,
    settings: SnapshotSettings,
    definitions: Mapping[str, str],
    templates: Mapping[str, str],
) -> World:
    """Return a release source and an infrastructure, and nothing built or deployed."""
    tree = _texts(templates)
    version = commit(repr(tree))
    return World(
        now=MONDAY,
        environment=Environment.TESTING,
        stack=stack,
        settings=settings,
        zones=Table(),
        definitions=_texts(definitions),
        trees=Table({version: tree}),
        branches=Table({"infrastructure": Table({"main": version})}),
        pulls=Table(),
        images=Table(),
        objects=Table(),
        foreign=Table(),
        live=None,
        outcomes=Outcomes(entries=()),
        comments=Table(),
        account_limits=Table(),
        misreadings=(),
    )


def built(world: World) -> World:
    """Return the world with a commit on every declared branch, and an image of what is declared."""
    for definition in declared(world.definitions):
        if definition.branch and definition.docker:
            world = push(world, definition.github, definition.branch)
        if definition.docker:
            world = push_image(world, definition.docker, version(world, definition.parameter))
    return world


def version(world: World, parameter: str) -> str:
    """Return the version that the definition behind a stack parameter declares."""
    (found,) = (d for d in declared(world.definitions) if d.parameter == parameter)
    if found.branch:
        return world.branches[found.github][found.branch]
    assert found.release, f"{parameter} is suspended"
    return found.release


def taken_over(world: World, parameters: Mapping[str, str]) -> World:
    """Return the world as another tool leaves it: all deployed, templates at plain keys.

    `parameters` are those of the root template that neither a version nor a setting gives.
    """
    (tree,) = world.trees.values()
    folder = world.environment.value
    bucket = world.settings.bucket
    urls = {path: template_url(bucket, f"{folder}/{path}") for path in tree}
    objects = Table({urls[path]: str(text) for path, text in tree.items()})
    names = [definition.parameter for definition in declared(world.definitions)]
    versions = {name: version(world, name) for name in names}
    update = Update(
        stack=world.stack,
        template_url=urls["index.yaml"],
        parameters=Table({**parameters, **world.settings.parameters, **versions}),
        tags=world.settings.tags,
        time=world.now,
        token=None,
    )
    return evolve(world, objects=objects, live=deploy(update, objects, {}, None))


def _texts(files: Mapping[str, str]) -> Table[Text]:
    return Table({path: Text(text) for path, text in files.items()})
