"""Seeds of the simulation, in parts that are shared out; the last to end tells what never occurred.

`KAYRON_SIMULATION_SEEDS` says how many seeds.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.layout import ROOT
from tests.simulation.coverage import ENOUGH
from tests.simulation.seed import LENGTH, run
from tests.simulation.shrink import shrunk
from tests.simulation.stage import Stage

SEEDS = int(os.environ.get("KAYRON_SIMULATION_SEEDS", "2000"))
PARTS = 16


def command(*words: str, **environment: str) -> str:
    """Run the simulation in a program of its own, and return what it says, or fail with that."""
    whole = [sys.executable, "-m", "tests.simulation", *words]
    env = os.environ | environment
    done = subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run have."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    (shared / "simulation").mkdir(exist_ok=True)
    return shared / "simulation"


@pytest.mark.parametrize("part", range(PARTS))
def test_no_seed_violates_an_invariant(part: int, folder: Path) -> None:
    first, last = SEEDS * part // PARTS, SEEDS * (part + 1) // PARTS - 1
    command("run", f"{first}:{last}", "--counts", str(folder / f"{part}.json"))
    done = sorted(map(str, folder.glob("*.json")))
    if SEEDS * LENGTH >= ENOUGH and len(done) == PARTS:
        command("report", *done)


def test_the_same_seed_tells_the_same_story() -> None:
    assert run(5).story == run(5).story


@pytest.mark.parametrize("seed", [5, 49, 435])
def test_the_same_seed_tells_the_same_story_under_any_hash_seed(seed: int) -> None:
    told = {command("replay", str(seed), PYTHONHASHSEED=one) for one in ("1", "2", "3")}
    assert len(told) == 1


def test_a_seed_takes_as_many_steps_as_it_is_told_to() -> None:
    assert all(run(seed, length).steps >= length for seed in range(3) for length in (1, 200))


def test_moves_that_are_left_out_change_no_other() -> None:
    whole, part = run(6), run(6, keep=frozenset(range(0, 40, 2)))
    drawn = [line.partition(": ")[2] for line in whole.story if line.startswith("   0")]
    assert [line.partition(": ")[2] for line in part.story if line.startswith("   0")] == drawn


def test_a_seed_leaves_nothing_behind() -> None:
    for seed in range(6):
        run(seed)
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, Stage)] == []


def test_shrinking_leaves_what_is_needed() -> None:
    needed = frozenset({3, 17, 42})
    assert shrunk(frozenset(range(100)), lambda moves: needed <= moves) == needed
