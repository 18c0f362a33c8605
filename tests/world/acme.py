"""Acme Outfitters, the organisation of the fixtures: a shop in four services, in testing."""

from __future__ import annotations

from pathlib import Path

from kayron.core.snapshot import SnapshotSettings
from kayron.core.table import Table
from tests.world import start
from tests.world.world import World, wait

REPOSITORIES = Path(__file__).parents[2] / "fixtures" / "acme"
BUCKET = "acme-templates"
STACK = "acme-testing"

SETTINGS = SnapshotSettings(
    bucket=BUCKET,
    parameters=Table({"LogLevel": "info"}),
    redacted=(),
    tags=Table({"environment": "testing", "team": "platform"}),
    limits=Table(),
    update_stack=False,
)


def checkout(folder: Path) -> dict[str, str]:
    """Return the files below a folder by path, line endings kept."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}


def taken_over() -> World:
    """Return Acme an hour after Kayron was put in the place of another tool."""
    definitions = checkout(REPOSITORIES / "releases")
    templates = checkout(REPOSITORIES / "infrastructure" / "cloudformation")
    world = start.built(start.empty(STACK, SETTINGS, definitions, templates))
    # AWS shows no password, and nothing that we model depends on it.
    given = {"Environment": "testing", "DatabasePassword": "****"}
    return wait(start.taken_over(world, given), hours=1)
