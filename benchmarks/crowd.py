"""A crowd served by a process of its own, so that it and Kayron do not share an interpreter.

    python -m benchmarks.crowd SERVICES PULLS [deployed]

writes the environment variables to use as one line of JSON, and answers each line that it reads: a
number is the latency of every call from now on, in seconds; `calls` are the calls since it was last
asked, as pairs of operation and count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attrs import frozen

from tests.sandbox.acme.applying import at_rest
from tests.sandbox.crowd.organisation import Crowd

ROOT = Path(__file__).parents[1]


@frozen
class Served:
    """A crowd in another process."""

    environment: dict[str, str]
    _lines: IO[str]
    _replies: IO[str]

    def delay(self, seconds: float) -> None:
        """Let every call take that much longer."""
        self._asked(str(seconds))

    def calls(self) -> Counter[str]:
        """Return how often each operation was called since this was last asked."""
        return Counter(json.loads(self._asked("calls")))

    def _asked(self, line: str) -> str:
        print(line, file=self._lines, flush=True)
        return self._replies.readline()


@contextmanager
def served(services: int, pulls: int, *, deployed: bool = False) -> Iterator[Served]:
    """Serve a crowd; `deployed` says whether its pull requests have their previews already."""
    sizes = [str(services), str(pulls), *(["deployed"] if deployed else [])]
    command = [sys.executable, "-m", "benchmarks.crowd", *sizes]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Served(json.loads(process.stdout.readline()), process.stdin, process.stdout)
        process.stdin.close()


def main(services: str, pulls: str, deployed: str = "") -> None:
    """Serve a crowd until there is nothing more to read."""
    with Crowd(int(services), int(pulls), check=False) as crowd:
        if deployed:
            at_rest(crowd)
        _answer(crowd)
        print(json.dumps(crowd.environment()), flush=True)
        for line in sys.stdin:
            if line.strip() != "calls":
                for traffic in crowd.traffic:
                    traffic.delay(float(line))
            print(_answer(crowd), flush=True)


def _answer(crowd: Crowd) -> str:
    """Return the calls since the log was cleared, and clear it."""
    counted = Counter(call.operation for one in crowd.traffic for call in one.calls)
    for traffic in crowd.traffic:
        traffic.forget()
    return json.dumps(counted)


if __name__ == "__main__":
    main(*sys.argv[1:])
