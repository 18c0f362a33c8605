from __future__ import annotations

import os
from collections import Counter
from random import Random

from tests.simulation.company import Company
from tests.simulation.event import happen
from tests.simulation.events.every import EVENTS

SEEDS = int(os.environ.get("KAYRON_EVENT_SEEDS", "50"))
STEPS = 200


def test_a_company_begins_at_rest() -> None:
    company = Company(Random(0))
    assert [stack.status for stack in company.stacks()] == ["CREATE_COMPLETE"] * 5


def test_the_same_seed_is_the_same_company_and_the_same_story() -> None:
    assert story(7) == story(7)


def test_whatever_happens_raises_nothing_and_every_event_happens() -> None:
    counts = Counter(one for seed in range(SEEDS) for one in events(seed))
    assert sorted(EVENTS.keys() - counts.keys()) == []


def events(seed: int) -> list[str]:
    random = Random(seed)
    company = Company(random)
    return [happen(company, random, EVENTS).event for _ in range(STEPS)]


def story(seed: int) -> list[str]:
    random = Random(seed)
    company = Company(random)
    told = [happen(company, random, EVENTS).story for _ in range(STEPS)]
    return [str(company.variant), *told, *sorted(company.repositories["web"].git.branches.values())]
