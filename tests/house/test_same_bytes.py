"""The same snapshot gives the same bytes, whatever the hash seed and the order of its facts."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from kayron.core.document import Json
from tests.house.layout import ROOT
from tests.house.program import MORNING, PROGRAM, run

SCENARIOS = sorted((ROOT / "fixtures").glob("*/snapshot.json"))

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


@pytest.mark.parametrize("snapshot", SCENARIOS, ids=lambda path: path.parent.name)
def test_the_order_of_facts_changes_no_byte(snapshot: Path, tmp_path: Path) -> None:
    other = tmp_path / "snapshot.json"
    facts = json.loads(snapshot.read_text())
    other.write_text(json.dumps(shuffled(facts, Random(snapshot.parent.name))))
    assert planned(other, "1") == planned(snapshot, "2")
