"""What a capture reads otherwise than it is; each function returns the world misread."""

from __future__ import annotations

from attrs import evolve

from kayron.core.fact import Absent, Unknown
from tests.world.world import Misreading, World


def unknown(world: World, error: str, *path: str) -> World:
    """Let a capture fail to read what the path leads to in the snapshot."""
    return _misread(world, Misreading(path=path, fact=Unknown(error)))


def absent(world: World, *path: str) -> World:
    """Let a capture find the proof that something does not exist."""
    return _misread(world, Misreading(path=path, fact=Absent()))


def _misread(world: World, misreading: Misreading) -> World:
    return evolve(world, misreadings=(*world.misreadings, misreading))
