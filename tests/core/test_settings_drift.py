"""Settings drift: what the settings have otherwise than the stack."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve

from kayron.core.settings_drift import settings_drift
from kayron.core.table import Table
from tests.world.example import SETTINGS, STACK

ROOT = evolve(
    STACK,
    parameters=Table({"LogLevel": "info", "Password": "****", "LiteVersion": "v1.0.0"}),
    tags=Table({"environment": "testing", "team": "platform"}),
)
VERSIONS = frozenset({"LiteVersion"})


def drift(
    parameters: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
    redacted: tuple[str, ...] = (),
    *,
    force: bool = False,
) -> list[str]:
    settings = evolve(
        SETTINGS, parameters=Table(parameters or {}), tags=Table(tags or {}), redacted=redacted
    )
    return [*settings_drift(ROOT, settings, VERSIONS, force=force)]


@pytest.mark.parametrize(
    ("parameters", "reasons"),
    [
        ({}, []),
        ({"LogLevel": "info"}, []),
        ({"LogLevel": "debug"}, ["The parameter LogLevel is info and shall be debug."]),
        ({"Unheard": "of"}, []),
        ({"LiteVersion": "v2.0.0"}, []),
    ],
)
def test_an_override_that_the_stack_has_otherwise_is_drift(
    parameters: dict[str, str], reasons: list[str]
) -> None:
    assert drift(parameters) == reasons


@pytest.mark.parametrize(
    ("tags", "reasons"),
    [
        ({"team": "platform"}, []),
        ({"team": "shop"}, ["The tag team is platform and shall be shop."]),
        ({"cost": "42"}, ["The tag cost is missing and shall be 42."]),
    ],
)
def test_a_tag_that_the_stack_has_otherwise_is_drift(
    tags: dict[str, str], reasons: list[str]
) -> None:
    assert drift(tags=tags) == reasons


def test_a_secret_is_drift_by_force_alone() -> None:
    names = ("LiteVersion", "Password", "Unheard")
    sentence = "The parameter Password, which cannot be compared, is sent by force."
    assert (drift(redacted=names), drift(redacted=names, force=True)) == ([], [sentence])
