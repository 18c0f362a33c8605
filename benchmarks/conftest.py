"""Each measurement has a target; the table at the end shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))

RATIOS = (
    ("ten times as much, in times of the time", "plan 20,000", "plan 2,000 artifacts in", 13.0),
    (
        "second plan, as a part of the first",
        "plan 2,000 artifacts again",
        "plan 2,000 artifacts in",
        0.2,
    ),
)
"""What a measurement may be of another, each by the beginning of its name."""

ROWS: list[tuple[str, str, str, str]] = []
MEDIANS: dict[str, float] = {}


def duration(seconds: float) -> str:
    """Return a duration with three digits and its unit."""
    size, unit = next((u for u in UNITS if seconds >= u[0]), UNITS[-1])
    return f"{seconds / size:.3g} {unit}"


def miss(value: float, target: float | None) -> str:
    """Return a remark where a value is over its target."""
    return "" if target is None or value <= target else " (missed)"


def limit(target: float | None) -> str:
    """Return a target as a duration."""
    return "" if target is None else duration(target)


def compare() -> None:
    """Add a row for each ratio whose measurements were both taken."""
    for name, one, other, target in RATIOS:
        found = [
            next((m for n, m in MEDIANS.items() if n.startswith(start)), None)
            for start in (one, other)
        ]
        if found[0] is not None and found[1] is not None:
            ratio = found[0] / found[1]
            note(name, f"{ratio:.2g}{miss(ratio, target)}", f"{target:g}", "")


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
            MEDIANS[name] = median
            note(name, duration(median) + miss(median, target), limit(target), original)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    compare()
    head = ("measurement", "median", "target", "Go original")
    widths = [max(len(row[column]) for row in [head, *ROWS]) for column in range(4)]
    terminalreporter.section("measured beside targets")
    for row in [head, *ROWS]:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())
