"""The command: many seeds over processes, and one seed again with its story."""

from __future__ import annotations

import gc
import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

from tests.simulation.coverage import ENOUGH, absent
from tests.simulation.seed import LENGTH, Result, run
from tests.simulation.shrink import shrunk
from tests.simulation.violation import Violation

SEEDS, STEPS, FAILED = "seeds", "steps", "seeds with a violation"
"""What is counted besides what was met."""

CHUNK = 20
"""Seeds that a worker takes at once, and after which it clears up what these have left."""

WHOLE = 1_000
"""One in so many seeds before which a worker clears up everything."""


def main(arguments: Sequence[str]) -> int:
    """Return the exit code: 1 where an invariant does not hold."""
    chosen = _parser().parse_args(arguments)
    return int(chosen.act(chosen))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tests.simulation")
    commands = parser.add_subparsers(required=True)
    several = commands.add_parser("run", help="run the seeds FIRST to LAST")
    several.add_argument("seeds", metavar="FIRST:LAST", type=_seeds)
    several.add_argument("--jobs", type=int, default=1, help="processes")
    several.add_argument("--minutes", type=float, default=float("inf"), help="stop after these")
    several.add_argument("--length", type=int, default=LENGTH, help="the least steps of a seed")
    several.add_argument("--counts", type=_file, help="write what was met to this file, too")
    several.set_defaults(act=_run)
    again = commands.add_parser("replay", help="run a seed, and tell its story")
    again.add_argument("seed", type=int)
    again.add_argument("--keep", type=_moves, help="the moves to take, such as 3,17,42")
    again.add_argument("--length", type=int, default=LENGTH, help="the least steps of the seed")
    again.add_argument("--calm", action="store_true", help="nothing goes wrong within a loop")
    again.add_argument("--shrink", action="store_true", help="find the moves that it needs")
    again.set_defaults(act=_replay)
    met = commands.add_parser("report", help="say what was met how often, and what never was")
    met.add_argument("files", nargs="+", type=Path, help="what runs wrote with --counts")
    met.set_defaults(act=_report)
    return parser


def _seeds(text: str) -> range:
    first, _, last = text.partition(":")
    return range(int(first), int(last) + 1)


def _file(text: str) -> Path:
    """Return where to write, which is not to be found impossible after hours."""
    file = Path(text)
    if not file.parent.is_dir():
        raise ArgumentTypeError(f"there is no folder {file.parent}")
    return file


def _moves(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


def _run(chosen: Namespace) -> int:
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    results = _results(chosen.seeds, chosen.length, chosen.jobs)
    in_time = takewhile(lambda _: time.monotonic() - begun < 60 * chosen.minutes, results)
    with suppress(KeyboardInterrupt):
        for result in in_time:
            counts.update(result.counts)
            counts.update({SEEDS: 1, STEPS: result.steps, FAILED: int(bool(result.violations))})
            if result.violations:
                _say(failing(result, chosen.length))
    if chosen.counts is None:
        _say(report(counts))
    else:
        _write(chosen.counts, counts)
    missed = absent(counts) if counts[STEPS] >= ENOUGH else []
    return _judged(counts, missed, f" in {time.monotonic() - begun:.0f} s")


def _write(file: Path, counts: Counter[str]) -> None:
    """Write counts whole, for others may be waiting for the file."""
    part = file.with_suffix(".part")
    part.write_text(json.dumps(counts))
    part.replace(file)


def _report(chosen: Namespace) -> int:
    counts: Counter[str] = Counter()
    for file in chosen.files:
        counts.update(json.loads(file.read_text()))
    _say(report(counts))
    return _judged(counts, absent(counts))


def _judged(counts: Counter[str], missed: Sequence[str], within: str = "") -> int:
    """Say how it went, and what never occurred; return the exit code."""
    _say("".join(f"never: {name}\n" for name in missed))
    sums = f"{counts[SEEDS]} seeds, {counts[STEPS]} steps{within}"
    _say(f"{sums}, {counts[FAILED]} with a violation")
    return 1 if counts[FAILED] or missed else 0


def _results(seeds: range, length: int, jobs: int) -> Iterator[Result]:
    if jobs == 1:
        yield from map(_Running(length), seeds)
        return
    with get_context("spawn").Pool(jobs, _uninterrupted) as pool:
        yield from pool.imap_unordered(_Running(length), seeds, CHUNK)


def _uninterrupted() -> None:
    """Leave it to the command what becomes of its workers on Ctrl-C."""
    signal(SIGINT, SIG_IGN)


class _Running:
    """Runs a seed in a worker."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __call__(self, seed: int) -> Result:
        gc.disable()
        if seed % WHOLE == 0:
            gc.unfreeze()
        if seed % CHUNK == 0:
            gc.collect()
            # What is known of texts stays. Looking through it each time would soon take longest.
            gc.freeze()
        return run(seed, self.length)


def failing(result: Result, length: int) -> str:
    """Return the shrunk story of a seed that failed, and the command that replays it."""
    first = result.violations[0]
    moves, calm = _reduced(result, length, first)
    again = run(result.seed, length, moves, calm=calm)
    kept = ",".join(map(str, sorted(moves)))
    option = " --calm" if calm else ""
    command = f"python -m tests.simulation replay {result.seed} --keep {kept}{option}"
    return "\n".join(["", f"seed {result.seed}: {first}", *again.story, command])


def _reduced(result: Result, length: int, violation: Violation) -> tuple[frozenset[int], bool]:
    """Return the moves that a violation needs, and whether it needs no faults."""

    def holds(moves: frozenset[int], *, calm: bool) -> bool:
        found = run(result.seed, length, moves, calm=calm).violations
        return any(one.number == violation.number for one in found)

    whole = frozenset(range(result.moves))
    calm = holds(whole, calm=True)
    return shrunk(whole, lambda moves: holds(moves, calm=calm)), calm


def _replay(chosen: Namespace) -> int:
    result = run(chosen.seed, chosen.length, chosen.keep, calm=chosen.calm)
    if result.violations and chosen.shrink:
        _say(failing(result, chosen.length))
    else:
        _say("\n".join(result.story))
    return 1 if result.violations else 0


def report(counts: Counter[str]) -> str:
    """Return what was met how often."""
    return "\n".join(f"{number:8d} {name}" for name, number in sorted(counts.items()))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
