"""Tables: immutable, always in key order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.table import Table

ITEMS = st.dictionaries(st.text(max_size=5), st.integers(), max_size=8)


@given(ITEMS.flatmap(lambda items: st.permutations(list(items.items()))))
def test_the_order_of_arrival_changes_nothing(pairs: list[tuple[str, int]]) -> None:
    one, other = Table(pairs), Table(dict(reversed(pairs)))
    assert (one, hash(one), repr(one), list(one)) == (
        other,
        hash(other),
        repr(other),
        sorted(other),
    )


@given(ITEMS)
def test_a_table_holds_what_it_was_given(items: dict[str, int]) -> None:
    table = Table(items)
    assert dict(table) == items
    assert len(table) == len(items)
    assert hash(table) == hash(table)
    assert "no such key" not in table
    assert table != items


def test_an_overlay_wins_and_changes_neither() -> None:
    table = Table({"a": 1, "b": 2})
    assert table.overlaid({"b": 3, "c": 4}) == Table({"a": 1, "b": 3, "c": 4})
    assert table == Table({"a": 1, "b": 2})
