"""The same snapshot gives the same bytes, whatever the hash seed and the order of its facts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

from kayron.core.document import Json
from tests.house.layout import ROOT
from tests.house.program import MORNING, PROGRAM, run

SCENARIOS = sorted(path.parent for path in (ROOT / "fixtures").glob("*/snapshot.json"))

PLAN = "plan.json"

PLAN_EACH = f"""
import sys
from kayron.cli.main import main
for folder in sys.argv[1:]:
    if main(["plan", "--snapshot", f"{{folder}}/snapshot.json", "--output", f"{{folder}}/{PLAN}"]):
        sys.exit(f"{{folder}} has no plan")
"""
"""Plans the snapshot of each folder in one process, each as the program does."""

UNORDERED = {
    "binary",
    "certificates",
    "conditions",
    "default_target_groups",
    "deployments",
    "entries",
    "labels",
    "own",
    "redacted",
    "requests",
    "rules",
    "target_groups",
    "values",
}
"""Fields with a list whose order has no meaning. A text is a list too, of lines."""


def shuffled(value: Json, random: Random, field: str = "") -> Json:
    """Return the value with its keys, and its lists without an order, in another order."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: shuffled(value[key], random, key) for key in keys}
    if isinstance(value, list):
        items = [shuffled(item, random) for item in value]
        return random.sample(items, len(items)) if field in UNORDERED else items
    return value


def planned(snapshot: Path, seed: str) -> str:
    return run(PROGRAM, "plan", "--snapshot", snapshot, "--format", "json", PYTHONHASHSEED=seed)


def test_the_hash_seed_changes_no_byte() -> None:
    assert len({planned(MORNING, seed) for seed in ("0", "1", "2")}) == 1


def test_the_order_of_facts_changes_no_byte(tmp_path: Path) -> None:
    for scenario in SCENARIOS:
        (tmp_path / scenario.name).mkdir()
        facts = json.loads((scenario / "snapshot.json").read_text())
        other = json.dumps(shuffled(facts, Random(scenario.name)))
        (tmp_path / scenario.name / "snapshot.json").write_text(other)
    run(sys.executable, "-c", PLAN_EACH, *sorted(tmp_path.iterdir()), PYTHONHASHSEED="1")
    assert {
        one.name
        for one in SCENARIOS
        if (one / PLAN).read_bytes() != (tmp_path / one.name / PLAN).read_bytes()
    } == set()
