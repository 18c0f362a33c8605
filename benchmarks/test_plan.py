"""Planning large environments: templates of 10 kB, one a service."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.carried_out import carried_out
from benchmarks.worlds import Service, settled
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table


def one_commit_later(snapshot: Snapshot, service: Service) -> Snapshot:
    """Return the snapshot with another head of a service's branch, whose image is pushed."""
    commit = "f" * 40
    images = snapshot.images[service.name].overlaid({commit: f"sha256:{'f' * 64}"})
    return evolve(
        snapshot,
        branches=snapshot.branches.overlaid({service.name: Table({"main": commit})}),
        images=snapshot.images.overlaid({service.name: images}),
    )


@pytest.mark.parametrize(
    ("services", "with_previews", "target"),
    [(60, 2, None), (900, 5, None), (1_000, 50, 3.0), (9_000, 50, None), (10_000, 500, None)],
)
def test_a_first_plan(
    benchmark: BenchmarkFixture,
    expect: Callable[..., None],
    services: int,
    with_previews: int,
    target: float | None,
) -> None:
    artifacts = services + 20 * with_previews
    expect(f"plan {artifacts:,} artifacts in {services:,} templates", target)
    snapshot = settled(services, with_previews, 20)
    benchmark.pedantic(plan, args=(snapshot,), rounds=3 if services <= 1_000 else 1)


def test_a_second_plan(benchmark: BenchmarkFixture, expect: Callable[..., None]) -> None:
    snapshot = settled(1_000, 50, 20)
    _, memo = plan(snapshot)
    expect("plan 2,000 artifacts again, one branch head later")
    later = one_commit_later(snapshot, Service(999, 0))
    benchmark.pedantic(plan, args=(later, memo), rounds=3)


@pytest.fixture(scope="module")
def deployed() -> Snapshot:
    """Return an environment where all previews run, so that its plan is empty."""
    snapshot = settled(1_000, 50, 20)
    found = carried_out(snapshot, plan(snapshot)[0])
    assert plan(found)[0].actions == ()
    return found


def test_a_first_plan_with_all_deployed(
    benchmark: BenchmarkFixture, expect: Callable[..., None], deployed: Snapshot
) -> None:
    expect("plan 2,000 deployed artifacts", 3.0)
    benchmark.pedantic(plan, args=(deployed,), rounds=3)


def test_a_second_plan_with_all_deployed(
    benchmark: BenchmarkFixture, expect: Callable[..., None], deployed: Snapshot
) -> None:
    _, memo = plan(deployed)
    expect("plan 2,000 deployed artifacts again, one branch head later")
    later = one_commit_later(deployed, Service(999, 0))
    benchmark.pedantic(plan, args=(later, memo), rounds=3)
