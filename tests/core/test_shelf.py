"""What is remembered: once per key, and only what was asked for again."""

from __future__ import annotations

from kayron.core.shelf import Shelf


def test_a_value_is_worked_out_once_and_a_known_one_not_at_all() -> None:
    calls: list[str] = []

    def work() -> str:
        calls.append("work")
        return "made"

    shelf = Shelf({"known": "before", "forgotten": "before"})
    assert [shelf.get(key, work) for key in ("new", "new", "known")] == ["made", "made", "before"]
    assert calls == ["work"]
    assert shelf.asked == {"new": "made", "known": "before"}
