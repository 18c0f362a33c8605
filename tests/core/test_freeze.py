"""When a freeze window is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.freeze import DAY, DAYS, Freeze

FRIDAY = datetime(2026, 12, 25, tzinfo=UTC)


def open_hours(window: Freeze, offset: int = 0) -> dict[str, list[int]]:
    """Return the full hours of a week, in UTC, at whose beginning a window is open, by day."""
    monday = FRIDAY - timedelta(days=4)
    found: dict[str, list[int]] = {}
    for hour in range(7 * 24):
        if window.holds_at(monday + timedelta(hours=hour), offset):
            found.setdefault(DAYS[hour // 24], []).append(hour % 24)
    return found


def test_without_times_a_window_lasts_all_day() -> None:
    window = Freeze(days=("sat", "sun"), reason="")
    assert open_hours(window) == {"sat": [*range(24)], "sun": [*range(24)]}


def test_a_window_begins_with_its_first_minute_and_ends_before_its_last() -> None:
    window = Freeze(days=("fri",), start=9 * 60 + 30, end=17 * 60, reason="")
    minutes = {"09:29": 569, "09:30": 570, "16:59": 1019, "17:00": 1020}
    found = {
        clock: window.holds_at(FRIDAY + timedelta(minutes=minute), 0)
        for clock, minute in minutes.items()
    }
    assert found == {"09:29": False, "09:30": True, "16:59": True, "17:00": False}


def test_a_window_over_midnight_ends_on_the_day_after_those_named() -> None:
    window = Freeze(days=("fri", "sun"), start=22 * 60, end=2 * 60, reason="")
    assert open_hours(window) == {"mon": [0, 1], "fri": [22, 23], "sat": [0, 1], "sun": [22, 23]}


def test_a_window_that_ends_at_midnight_does() -> None:
    window = Freeze(days=("fri",), start=22 * 60, end=0, reason="")
    assert open_hours(window) == {"fri": [22, 23]}


def test_times_and_days_are_those_of_the_zone() -> None:
    window = Freeze(days=("fri",), start=0, end=2 * 60, zone="Asia/Tokyo", reason="")
    assert open_hours(window, offset=9 * 60) == {"thu": [15, 16]}


def test_a_moment_at_either_end_of_the_calendar_has_a_local_time() -> None:
    window = Freeze(days=("sun",), reason="")
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert (DAYS[first.weekday()], DAYS[last.weekday()]) == ("mon", "fri")
    assert window.holds_at(first, -60)
    assert not window.holds_at(last, 60)


def test_a_moment_may_be_told_in_another_zone() -> None:
    window = Freeze(days=("thu",), start=22 * 60, end=0, reason="")
    told = FRIDAY.replace(tzinfo=timezone(timedelta(hours=1)))
    assert (window.holds_at(told, 0), window.holds_at(FRIDAY, 0)) == (True, False)


@given(
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.integers(0, DAY - 1),
    st.integers(0, DAY),
    st.integers(0, 7 * DAY - 1),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_window_is_open_as_long_as_its_times_say(
    days: set[str], start: int, end: int, minute: int, offset: int
) -> None:
    window = Freeze(days=tuple(sorted(days)), start=start, end=end, reason="")
    length = (end - start) % DAY or DAY
    local = FRIDAY - timedelta(days=4) + timedelta(minutes=minute)
    begins = [
        begin
        for begin in range(-DAY, 7 * DAY, DAY)
        if DAYS[begin // DAY % 7] in days and begin + start <= minute < begin + start + length
    ]
    if start != end:
        assert window.holds_at(local - timedelta(minutes=offset), offset) == bool(begins)


def test_a_window_says_when_it_is_open() -> None:
    late = Freeze(days=("fri", "sat"), start=22 * 60 + 30, zone="Europe/Berlin", reason="late")
    assert str(late) == "fri sat 22:30-24:00 Europe/Berlin"
    assert str(Freeze(reason="always")) == "every day 00:00-24:00 UTC"
