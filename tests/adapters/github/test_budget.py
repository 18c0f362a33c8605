"""No more is written than GitHub takes, so that it never refuses everything for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.github.budget import MOST, Budget
from kayron.adapters.github.refusal import Refusal


def spent(budget: Budget, moment: float) -> bool:
    """Tell whether something could be written at a moment."""
    try:
        budget.spend(moment)
    except Refusal:
        return False
    return True


def test_a_minute_has_room_for_eighty_and_the_next_one_too() -> None:
    budget = Budget()
    assert [spent(budget, 0.0) for _ in range(81)] == [*[True] * 80, False]
    assert not spent(budget, 59.9)
    assert spent(budget, 60.0)


def test_what_is_too_much_is_named() -> None:
    budget = Budget()
    for _ in range(80):
        budget.spend(5.0)
    with pytest.raises(Refusal, match="80 writes in 60 s") as refused:
        budget.spend(6.0)
    assert refused.value.limited


@given(st.lists(st.floats(min_value=0, max_value=200), max_size=1500))
def test_no_window_ever_has_more_than_github_takes(waits: list[float]) -> None:
    budget, moment, written = Budget(), 0.0, []
    for wait in waits:
        moment += wait / 10
        if spent(budget, moment):
            written.append(moment)
    for most, seconds in MOST:
        assert all(
            late - early >= seconds for early, late in zip(written, written[most:], strict=False)
        )
