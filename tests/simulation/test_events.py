from __future__ import annotations

import os
from collections import Counter
from random import Random

from attrs import evolve

from tests.simulation.company import BOT, Company
from tests.simulation.deployed import previews
from tests.simulation.events.bucket import delete_a_template, put, record
from tests.simulation.events.comments import MARK
from tests.simulation.events.every import DECK, EVENTS
from tests.simulation.events.stacks import change_the_template_by_hand
from tests.simulation.test_oracle import TESTING

SEEDS = int(os.environ.get("KAYRON_EVENT_SEEDS", "50"))
STEPS = 200


def test_a_company_begins_at_rest() -> None:
    company = Company(Random(0))
    assert [stack.status for stack in company.stacks()] == ["CREATE_COMPLETE"] * 5


def test_a_company_may_begin_with_a_preview_of_the_go_original() -> None:
    company = Company(Random(0), evolve(TESTING, original=True))
    assert [
        (one.docker, one.hash, one.pull, dict(one.priorities)) for one in previews(company)
    ] == [("web", "93B5DA9E", None, {"Rule93B5DA9E": 1001})]


def test_the_same_seed_is_the_same_company_and_the_same_story() -> None:
    assert story(7) == story(7)


def test_no_rule_deletes_the_template_that_the_stack_has_again_without_what_people_added() -> None:
    company = Company(Random(0))
    assert company.root is not None
    key = f"{company.environment}/index.{'0' * 64}.yaml"
    put(company, key, company.root.definition.template.text.encode())
    told = []
    for _ in range(2):
        told.append(change_the_template_by_hand(company, Random(0)))
        company.aws.settle()
        assert delete_a_template(company, Random(0)) is None
    assert told == ["somebody changes the root template by hand: Hand1"] * 2
    assert company.root.definition.template.text == company.objects[key].body.decode()


def test_whatever_happens_raises_nothing_and_every_event_happens() -> None:
    counts = Counter(one for seed in range(SEEDS) for one in events(seed))
    assert sorted(EVENTS.keys() - counts.keys()) == []


def events(seed: int) -> list[str]:
    random = Random(seed)
    company = Company(random)
    happened = []
    for step in range(STEPS):
        if step % 10 == 0:
            write_as_kayron_does(company)
        happened.append(DECK.happen(company, random).event)
    return happened


def write_as_kayron_does(company: Company) -> None:
    """Leave what some events change: a status comment, the outcomes record, a template."""
    put(company, record(company), b'{"entries":[]}')
    put(company, f"{company.environment}/web.{'0' * 64}.yaml", b"Resources: {}")
    for pull in company.pulls()[:1]:
        pull.comment(f"{MARK} -->", author=BOT, time=company.now())


def story(seed: int) -> list[str]:
    random = Random(seed)
    company = Company(random)
    told = [DECK.happen(company, random).story for _ in range(STEPS)]
    return [str(company.variant), *told, *sorted(company.repositories["web"].git.branches.values())]
