"""The command: many seeds over processes, and one seed again with its story."""

from __future__ import annotations

import gc
import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.coverage import ENOUGH, absent
from tests.simulation.seed import LENGTH, Result, run
from tests.simulation.shrink import shrunk
from tests.simulation.violation import Violation

CHUNK = 20
"""Seeds that a worker takes at once, and after which it clears up."""


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
    several.add_argument("--counts", type=Path, help="write what was met to this file, too")
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


def _moves(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


def _run(chosen: Namespace) -> int:
    counts: Counter[str] = Counter()
    failed, seeds, steps, begun = 0, 0, 0, time.monotonic()
    results = _results(chosen.seeds, chosen.length, chosen.jobs)
    in_time = takewhile(lambda _: time.monotonic() - begun < 60 * chosen.minutes, results)
    for result in in_time:
        counts.update(result.counts)
        seeds += 1
        steps += result.steps
        if result.violations:
            failed += 1
            _say(failing(result, chosen.length))
    seconds = time.monotonic() - begun
    if chosen.counts is not None:
        chosen.counts.write_text(json.dumps(counts))
    else:
        _say(report(counts))
    missed = absent(counts) if steps >= ENOUGH else []
    _say("".join(f"never: {name}\n" for name in missed))
    _say(f"{seeds} seeds, {steps} steps in {seconds:.0f} s, {failed} with a violation")
    return 1 if failed or missed else 0


def _report(chosen: Namespace) -> int:
    counts: Counter[str] = Counter()
    for file in chosen.files:
        counts.update(json.loads(file.read_text()))
    _say(report(counts))
    _say("".join(f"never: {name}\n" for name in absent(counts)))
    return 1 if absent(counts) else 0


def _results(seeds: range, length: int, jobs: int) -> Iterator[Result]:
    if jobs == 1:
        yield from map(_Running(length), seeds)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_Running(length), seeds, CHUNK)


class _Running:
    """Runs a seed in a worker."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __call__(self, seed: int) -> Result:
        # A fifth of the time would go into looking through what is known of texts, again and again.
        if seed % CHUNK == 0:
            gc.enable()
            gc.collect()
        gc.disable()
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
