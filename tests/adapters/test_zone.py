"""Time zones."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kayron.adapters.zone import NO_DATABASE, Zones
from kayron.core.fact import Absent
from kayron.core.gather.every import ZoneOffset

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, tzinfo=UTC)


def offset(zone: str, at: datetime = WINTER) -> object:
    need = ZoneOffset(zone=zone, at=at)
    return Zones().remembered({need})[need]


@pytest.fixture
def no_database(tmp_path: Path) -> Iterator[None]:
    zoneinfo.reset_tzpath([str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()


def test_an_offset_is_minutes_east_of_utc_at_the_moment() -> None:
    assert offset("Europe/Berlin", WINTER) == 60
    assert offset("Europe/Berlin", SUMMER) == 120
    assert offset("Asia/Kolkata") == 330
    assert offset("America/New_York") == -300
    assert offset("UTC") == 0


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "Europe", "../etc/passwd", "", "a\0b"])
def test_what_is_no_zone_is_absent(zone: str) -> None:
    assert offset(zone) == Absent()


@pytest.mark.usefixtures("no_database")
def test_without_a_database_no_zone_is_proved_absent() -> None:
    assert offset("Europe/Berlin") == NO_DATABASE
