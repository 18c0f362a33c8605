from __future__ import annotations

from kayron.adapters.recent import Recent


def remembered(recent: Recent[str, int], *keys: str) -> list[int | None]:
    return [recent.get(key) for key in keys]


def test_the_least_recently_used_is_forgotten_first() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert remembered(recent, "a", "b", "c") == [1, None, 3]


def test_the_heavy_make_room_for_themselves_and_replace_what_they_were() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.put("a", 1, 4)
    recent.put("b", 2, 4)
    recent.put("b", 3, 6)
    assert remembered(recent, "a", "b") == [1, 3]
    recent.put("c", 4, 5)
    assert remembered(recent, "a", "b", "c") == [None, None, 4]


def test_what_is_heavier_than_all_may_be_is_not_remembered() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.put("a", 1, 11)
    recent.put("b", 2, 10)
    assert remembered(recent, "a", "b") == [None, 2]
