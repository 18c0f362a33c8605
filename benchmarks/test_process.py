"""Whole processes in a clean environment: what a person waits for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import note
from benchmarks.worlds import settled
from kayron.core.document import compact

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / ".venv" / "clean"
MORNING = ROOT / "fixtures/an-ordinary-morning/snapshot.json"

PEAK = """
import sys
from kayron.cli.main import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""


def start(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the clean environment with nothing in its own environment."""
    return subprocess.run(
        [str(CLEAN / "bin" / command[0]), *map(str, command[1:])],
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.parametrize(
    ("name", "command", "target"),
    [
        ("bare interpreter", ("python", "-c", ""), None),
        ("kayron --help", ("kayron", "--help"), 0.100),
        ("kayron plan --snapshot", ("kayron", "plan", "--snapshot", MORNING), 0.250),
    ],
)
def test_a_process(
    benchmark: BenchmarkFixture,
    expect: Callable[..., None],
    name: str,
    command: tuple[str, ...],
    target: float | None,
) -> None:
    expect(f"process: {name}", target)
    benchmark.pedantic(start, args=command, rounds=20, warmup_rounds=2)


def test_peak_memory_of_ten_thousand_artifacts(tmp_path: Path) -> None:
    """1,000 services in 1,000 templates, 450 of them with 20 previews each."""
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_text(compact(settled(1_000, 450, 20)))
    plan = ("plan", "--snapshot", snapshot, "-o", tmp_path / "plan.json")
    done = start("python", "-c", PEAK, *plan)
    peak = int(done.stderr.split()[-2]) / 1024
    verdict = "" if peak <= 500 else " (missed)"
    note("peak memory, 10,000 artifacts", f"{peak:.0f} MB{verdict}", "500 MB", "")
