"""The company of the simulation: how long it takes to make one, and what happens in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random

from pytest_benchmark.fixture import BenchmarkFixture

from tests.simulation.company import Company
from tests.simulation.events.every import DECK

EVENTS = 200
"""As many as a seed has steps."""


def test_a_company(benchmark: BenchmarkFixture, expect: Callable[..., None]) -> None:
    seeds = count()
    expect("make a company of the simulation", 0.015)
    benchmark(lambda: Company(Random(next(seeds))))


def test_what_happens_in_it(benchmark: BenchmarkFixture, expect: Callable[..., None]) -> None:
    seeds = count()

    def happen() -> None:
        random = Random(next(seeds))
        company = Company(random)
        for _ in range(EVENTS):
            DECK.happen(company, random)

    expect(f"make a company, and let {EVENTS} things happen in it")
    benchmark(happen)
