"""Times and durations as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.moment import parse_age, parse_moment

NOON = datetime(2026, 12, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    {
        "2026-12-24T12:00:00Z": NOON,
        "2026-12-24t12:00:00z": NOON,
        "2026-12-24T12:00:00.25Z": NOON.replace(microsecond=250_000),
        "2026-12-24T12:00:00.1234567Z": NOON.replace(microsecond=123_456),
        "2026-12-24T13:00:00+01:00": NOON,
        "2026-12-24T06:30:00-05:30": NOON,
    }.items(),
)
def test_a_time_is_rfc_3339_and_read_as_utc(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-12-24",
        "2026-12-24T12:00:00",
        "2026-12-24 12:00:00Z",
        "2026-12-24T12:00Z",
        "2026-13-24T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-12-24T24:00:00Z",
        "2026-12-24T23:59:60Z",
        "2026-12-24T12:00:00+24:00",
        "2026-12-24T12:00:00.Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "２026-12-24T12:00:00Z",
    ],
)
def test_anything_else_is_no_time(text: str) -> None:
    assert parse_moment(text) is None


@given(
    st.datetimes(min_value=datetime(1000, 1, 3), max_value=datetime(9999, 12, 29)),  # noqa: DTZ001
    st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
@example(datetime(2026, 1, 1), UTC)  # noqa: DTZ001
def test_every_time_is_read_back(naive: datetime, zone: timezone) -> None:
    moment = naive.replace(tzinfo=zone)
    assert parse_moment(moment.isoformat()) == moment


@pytest.mark.parametrize(
    ("text", "age"),
    {"14d": timedelta(days=14), "36h": timedelta(hours=36), "9999d": timedelta(days=9999)}.items(),
)
def test_a_duration_is_days_or_hours(text: str, age: timedelta) -> None:
    assert parse_age(text) == age


@pytest.mark.parametrize("text", ["", "14", "0d", "014d", "-1d", "1.5d", "2w", "10000d", "14 d"])
def test_anything_else_is_no_duration(text: str) -> None:
    assert parse_age(text) is None
