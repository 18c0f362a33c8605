"""Hashing the names of a million branches."""

from __future__ import annotations

from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

from kayron.core.hashing import branch_hash


def test_a_million_names(benchmark: BenchmarkFixture, expect: Callable[..., None]) -> None:
    expect("hash 1,000,000 branch names", original="850 ms")
    names = [f"feature/branch-{number}" for number in range(1_000_000)]
    benchmark.pedantic(lambda: list(map(branch_hash, names)), rounds=3)
