"""Runs what should catch a mutant: the simulation, then the laws, then the example."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from scripts.mutants.mutant import FOLDER, PROFILE, ROOT, Mutant

PACKAGES = ("core", "adapters", "cli")

NOT_COPIED = (".git", ".venv", ".*_cache", ".hypothesis", ".benchmarks", "build", "*.egg-info")

FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?:\[.*)?(?: - .*)?$", re.MULTILINE)

TIME_OUT = 900
"""Seconds for one catcher; a mutant that ends nothing is a bad one."""

TESTS_FAILED = 1


class By(Enum):
    """What caught a mutant. An example proves less than a law; `NOTHING` is a finding."""

    SIMULATION = "simulation"
    PROPERTY = "property"
    EXAMPLE = "example"
    NOTHING = "nothing"


@frozen(kw_only=True)
class Finding:
    """What caught a mutant, and where."""

    by: By
    where: str

    def __str__(self) -> str:
        return f"{self.by.value}: {self.where}" if self.where else f"**{self.by.value}**"


@frozen(kw_only=True)
class Place:
    """Where a catcher runs: in a tree, with packages in front of those that are installed."""

    tree: Path
    packages: Path


Catcher = Callable[[], Finding | None]


class Broken(Exception):
    """A catcher did not run: nothing can be said of the mutant."""


@contextmanager
def frozen_tree() -> Iterator[Path]:
    """Lend a copy of the repository: what people edit meanwhile changes no finding."""
    with TemporaryDirectory(prefix="kayron-tree-") as name:
        tree = Path(name) / "kayron"
        shutil.copytree(ROOT, tree, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
        yield tree


def caught(mutant: Mutant | None, seeds: int, tree: Path, *, laws_first: bool = False) -> Finding:
    """Return what catches a mutant first; None is the code as it is.

    `seeds` of the simulation are run, none where that is 0; laws take less time.
    """
    with TemporaryDirectory(prefix="kayron-mutant-") as name:
        folder = Path(name) / "kayron"
        for package in PACKAGES:
            shutil.copytree(tree / package, folder / package)
        if mutant:
            mutant.written(folder)
        place = Place(tree=tree, packages=Path(name))
        laws = _laws(mutant, place) if mutant else []
        simulation: list[Catcher] = [partial(_simulated, seeds, place)] if seeds else []
        shown = [mutant.example] if mutant and mutant.example else []
        example: list[Catcher] = [partial(_tested, By.EXAMPLE, shown, place)] if shown else []
        first = [*laws, *simulation] if laws_first else [*simulation, *laws]
        for catcher in (*first, *example):
            finding = catcher()
            if finding:
                return finding
    return Finding(by=By.NOTHING, where="")


def _laws(mutant: Mutant, place: Place) -> list[Catcher]:
    """Return what runs the laws: the properties of files, then the tests that are named."""
    files = [one for one in mutant.laws if "::" not in one]
    tests = [one for one in mutant.laws if "::" in one]
    targets = [[*files, "-m", "hypothesis"] if files else [], tests]
    return [partial(_tested, By.PROPERTY, some, place) for some in targets if some]


def _simulated(seeds: int, place: Place) -> Finding | None:
    done = _run(["-m", "scripts.mutants.seeds", "0", str(seeds - 1)], place)
    if done.returncode:
        raise Broken(done.stdout + done.stderr)
    seed, _, violation = done.stdout.strip().partition(" ")
    if not seed:
        return None
    number = violation.partition(" ")[0]
    what = f"invariant {number}" if number != "0" else "an error of ours"
    return Finding(by=By.SIMULATION, where=f"{what}, {int(seed) + 1} seeds")


def _tested(by: By, targets: Sequence[str], place: Place) -> Finding | None:
    options = ["-x", "-q", "-n", "0", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    done = _run(["-m", "pytest", "-p", "scripts.mutants.profile", *options, *targets], place)
    if done.returncode not in (0, TESTS_FAILED):
        raise Broken(done.stdout + done.stderr)
    found = FAILED.search(done.stdout)
    if done.returncode == 0 or found is None:
        return None
    return Finding(by=by, where=f"`{found[1].rpartition('::')[2]}`")


def _run(arguments: Sequence[str], place: Place) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(place.packages),
        "HYPOTHESIS_PROFILE": PROFILE,
        FOLDER: str(place.packages),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=place.tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIME_OUT,
    )
