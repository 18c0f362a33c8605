from __future__ import annotations

from random import Random

import pytest

from tests.simulation.company import Company
from tests.simulation.deployed import previews
from tests.simulation.events.every import DECK
from tests.simulation.events.images import awaited
from tests.simulation.mending import mend
from tests.simulation.mending_aws import WELL
from tests.simulation.oracle import wanted
from tests.simulation.seed import run

STEPS = 150


@pytest.mark.parametrize("seed", range(10))
def test_whatever_happened_all_that_is_wanted_can_be_put_in_place_once_it_is_mended(
    seed: int,
) -> None:
    random = Random(seed)
    company = Company(random)
    for _ in range(STEPS):
        DECK.happen(company, random)
    mend(company)
    assert {stack.status for stack in company.stacks()} <= WELL
    assert wanted(company).declaration is not None
    assert None not in wanted(company).versions.values()
    assert awaited(company) == []
    assert company.aws.access.open
    assert not company.token_revoked


def test_previews_that_are_asked_for_in_another_environment_are_asked_for_here_again() -> None:
    """Where so many are to leave at once that Kayron lets none of them go."""
    assert run(2252649, keep=frozenset({0, 2, 7}), calm=True).violations == ()


def test_a_company_at_rest_needs_no_mending() -> None:
    company = Company(Random(0))
    assert mend(company) == [
        "nothing fails or hangs any more, and what goes on comes to its end",
        "600 s pass",
    ]
    assert previews(company) == ()
