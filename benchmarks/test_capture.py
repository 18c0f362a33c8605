"""Captures of crowds with the real clients: how long they take, and what they ask for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import note
from benchmarks.crowd import Served, served
from kayron.adapters.capture import Progress
from kayron.adapters.live import Live, outside
from kayron.core.settings import parse_settings
from tests.sandbox.crowd.folder import GROUP
from tests.sandbox.served import environ

LATENCY = 0.05
SIZES = (10, 100, 1_000)
PULLS = 2
"""Services for each pull request."""

FEW = 10
"""More calls of one operation than ten times as many, for ten times as many services."""

PEAK = """
import os, sys
from kayron.cli.main import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
times = os.times()
print(peak, times.user + times.system, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def hundred() -> Iterator[Served]:
    """Serve 100 services, and 50 pull requests with their previews, 50 ms away."""
    with served(100, 50, deployed=True) as crowd, environ(crowd.environment):
        crowd.delay(LATENCY)
        yield crowd


def capture_cold(crowd: Served) -> None:
    """Capture with everything new: clients, connections, caches."""
    settings = parse_settings(crowd.environment)
    with Live(settings, outside(settings)) as live:
        live.capture()


def test_a_cold_capture(
    benchmark: BenchmarkFixture, expect: Callable[..., None], hundred: Served
) -> None:
    expect("capture 100 services and 50 previews at 50 ms, cold", 3.0)
    benchmark.pedantic(capture_cold, args=(hundred,), rounds=7, warmup_rounds=1)


def test_a_warm_capture(
    benchmark: BenchmarkFixture, expect: Callable[..., None], hundred: Served
) -> None:
    expect("capture 100 services and 50 previews at 50 ms, warm", 1.0)
    settings = parse_settings(hundred.environment)
    with Live(settings, outside(settings)) as live:
        live.capture()
        benchmark.pedantic(live.capture, rounds=9, warmup_rounds=1)


@frozen
class Asked:
    """What a cold and a warm capture asked for, and in how many dependent round trips."""

    cold: Counter[str]
    warm: Counter[str]
    depths: tuple[int, int]


@pytest.fixture(scope="module")
def asked() -> dict[int, Asked]:
    """Return what captures ask of crowds, by their numbers of services."""
    return {services: ask(services) for services in SIZES}


def ask(services: int) -> Asked:
    """Capture a crowd twice, and count."""
    waves: list[Progress] = []
    with served(services, services // PULLS) as crowd, environ(crowd.environment):
        settings = parse_settings(crowd.environment)
        with Live(settings, outside(settings)) as live:
            live.capture(watch=waves.append)
            cold, first = crowd.calls(), waves[-1].wave
            live.capture(watch=waves.append)
            return Asked(cold, crowd.calls(), (first, waves[-1].wave))


def original(services: int) -> Counter[str]:
    """Return what every loop of the Go original asks for, of the same organisation.

    It describes each service by itself, reads each branch, lists the comments of each preview, and
    reads each file and folder; nothing is remembered.
    """
    groups = -(-services // GROUP)
    definitions, templates = 3 + 1 + groups, 1 + 2 + groups + services
    return Counter(
        {
            "DescribeServices": services,
            "GetBranch": 1 + services,
            "ListComments": services // PULLS,
            "contents": definitions + templates,
        }
    )


def test_calls_grow_with_the_number_of_services_and_not_faster(asked: dict[int, Asked]) -> None:
    for kind in ("cold", "warm"):
        counts: list[Counter[str]] = [getattr(asked[size], kind) for size in SIZES]
        for name in sorted(counts[-1]):
            ten, hundred, thousand = (count[name] for count in counts)
            note(f"calls, {kind}: {name}", f"{ten:,} / {hundred:,} / {thousand:,}", "", "")
            assert thousand <= 10 * hundred + FEW, name
        totals = [count.total() for count in counts]
        needed = [original(size).total() for size in SIZES]
        note(f"calls, {kind}: all", _sizes(totals), "", _sizes(needed))


def _sizes(numbers: list[int]) -> str:
    return " / ".join(f"{number:,}" for number in numbers)


def test_the_depth_does_not_grow(asked: dict[int, Asked]) -> None:
    depths = {one.depths for one in asked.values()}
    for kind, found, most in zip(("cold", "warm"), zip(*depths, strict=True), (7, 4), strict=True):
        note(f"depth of round trips, {kind}", str(max(found)), str(most), "")
        assert max(found) <= most


def test_a_process_that_captures_a_thousand_services(tmp_path: Path) -> None:
    with served(1_000, 500) as crowd:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, "snapshot", "-o", tmp_path / "snapshot.json"],
            env={"PATH": os.defpath, **crowd.environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
    peak, seconds = done.stderr.split()[-2:]
    note("peak memory, kayron snapshot of 1,000 services", f"{int(peak) / 1024:.0f} MB", "", "")
    note("processor, kayron snapshot of 1,000 services", f"{float(seconds):.1f} s", "", "")
    note("snapshot of 1,000 services", f"{(tmp_path / 'snapshot.json').stat().st_size:,} B", "", "")
