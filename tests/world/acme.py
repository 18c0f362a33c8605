"""Acme Outfitters, the organisation of the fixtures: a shop in four services, in testing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.snapshot import Environment, Outcomes, SnapshotSettings
from kayron.core.table import Table
from tests.world.aws import push_image
from tests.world.cloudformation import Update, deploy
from tests.world.declaration import declared
from tests.world.github import push
from tests.world.identity import commit, template_url
from tests.world.world import World, wait

REPOSITORIES = Path(__file__).parents[2] / "fixtures" / "acme"
BUCKET = "acme-templates"
STACK = "acme-testing"
PASSWORD = "****"
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def checkout(folder: Path) -> Table[Text]:
    """Return the files below a folder by path, line endings kept."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    read = {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}
    return Table({path: Text(text) for path, text in read.items()})


def empty() -> World:
    """Return Acme's repositories before anything is built or deployed."""
    tree = checkout(REPOSITORIES / "infrastructure" / "cloudformation")
    version = commit(repr(tree))
    return World(
        now=MONDAY,
        environment=Environment.TESTING,
        stack=STACK,
        settings=SnapshotSettings(
            bucket=BUCKET,
            parameters=Table({"LogLevel": "info"}),
            redacted=(),
            tags=Table({"environment": "testing", "team": "platform"}),
            limits=Table(),
            update_stack=False,
        ),
        zones=Table(),
        definitions=checkout(REPOSITORIES / "releases"),
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


def built() -> World:
    """Return Acme's repositories with a main branch each, and an image of what is declared."""
    world = empty()
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


def taken_over() -> World:
    """Return Acme as another tool left it: all at its declared version, templates at plain keys."""
    world = built()
    (tree,) = world.trees.values()
    keys = {f"{world.environment.value}/{path}": text for path, text in tree.items()}
    objects = Table({template_url(BUCKET, key): str(text) for key, text in keys.items()})
    parameters = [d.parameter for d in declared(world.definitions)]
    update = Update(
        stack=STACK,
        template_url=template_url(BUCKET, f"{world.environment.value}/index.yaml"),
        parameters=Table(
            {
                "Environment": world.environment.value,
                "DatabasePassword": PASSWORD,
                **world.settings.parameters,
                **{parameter: version(world, parameter) for parameter in parameters},
            }
        ),
        tags=world.settings.tags,
        time=world.now,
        token=None,
    )
    live = deploy(update, objects, {}, None)
    return wait(evolve(world, objects=objects, live=live), hours=1)
