"""Each measurement has a target; the table at the end shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))

FIRST = "plan 2,000 artifacts in 1,000 templates"
SECOND = "plan 2,000 artifacts again, one branch head later"
TENFOLD = "plan 20,000 artifacts in 10,000 templates"
DEPLOYED = "plan 2,000 deployed artifacts"
DEPLOYED_SECOND = "plan 2,000 deployed artifacts again, one branch head later"

RATIOS = (
    ("ten times as much, in times of the time", TENFOLD, FIRST, 13.0),
    ("second plan, as a part of the first", SECOND, FIRST, 0.2),
    ("second plan, as a part of the first, all deployed", DEPLOYED_SECOND, DEPLOYED, 0.2),
)
"""What a measurement may be of another."""

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
        if one in MEDIANS and other in MEDIANS:
            ratio = MEDIANS[one] / MEDIANS[other]
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
