"""Each measurement has a target; the table at the end shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))

ROWS: list[tuple[str, str, str, str]] = []

Measure = Callable[..., object]


def duration(seconds: float) -> str:
    """Return a duration with three digits and its unit."""
    size, unit = next((u for u in UNITS if seconds >= u[0]), UNITS[-1])
    return f"{seconds / size:.3g} {unit}"


def note(name: str, measured: str, target: str, original: str) -> None:
    """Add a row to the table; `original` is what the Go original needs."""
    ROWS.append((name, measured, target, original))


@pytest.fixture
def expect(benchmark: BenchmarkFixture) -> Iterator[Callable[..., None]]:
    """Say what a measurement is called, what it may need, and what the Go original needs."""
    said: list[tuple[str, float | None, str]] = []

    def say(name: str, target: float | None = None, original: str = "") -> None:
        said.append((name, target, original))

    yield say
    if benchmark.stats:
        median = benchmark.stats.stats.median
        for name, target, original in said:
            verdict = "" if target is None or median <= target else " (missed)"
            note(name, duration(median) + verdict, duration(target) if target else "", original)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    head = ("measurement", "median", "target", "Go original")
    widths = [max(len(row[column]) for row in [head, *ROWS]) for column in range(4)]
    terminalreporter.section("measured beside targets")
    for row in [head, *ROWS]:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())
