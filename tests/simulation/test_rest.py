from __future__ import annotations

from tests.simulation.seed import run


def test_previews_wait_where_the_templates_are_nowhere_and_those_that_are_wanted_failed() -> None:
    """Somebody set the version of the infrastructure by hand, and what is to follow is refused."""
    assert run(2295710, keep=frozenset({5, 7, 12, 14}), calm=True).violations == ()
