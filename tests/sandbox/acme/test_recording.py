"""What Kayron captures of Acme: always the same, and what the fixture has."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from kayron.core.document import canonical
from kayron.core.planner import plan
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation
from tests.world.recorded import recorded, recorded_text

MORNING = "an-ordinary-morning"


@pytest.fixture(scope="module")
def acme() -> Iterator[Organisation]:
    with Organisation() as organisation:
        an_ordinary_morning(organisation)
        yield organisation


def test_the_fixture_is_a_recording(acme: Organisation) -> None:
    assert canonical(acme.captured()).split("\n") == recorded_text(MORNING).split("\n")


def test_the_plan_of_a_capture_is_the_fixtures(acme: Organisation) -> None:
    assert plan(acme.captured())[0] == plan(recorded(MORNING))[0]


@pytest.mark.parametrize("seed", range(10))
def test_latencies_and_threads_change_nothing(acme: Organisation, seed: int) -> None:
    random = Random(seed)
    for traffic in acme.traffic:
        traffic.delay((0, random.uniform(0, 0.02)))
    try:
        captured = acme.captured(threads=random.choice([1, 2, 3, 5, 8, 16]))
    finally:
        for traffic in acme.traffic:
            traffic.clear()
    assert captured == recorded(MORNING)


def test_capturing_only_reads(acme: Organisation) -> None:
    github, aws = acme.traffic
    for traffic in acme.traffic:
        traffic.clear()
    acme.captured()
    assert {call.method for call in github.calls} == {"GET"}
    reads = ("Describe", "List", "Get", "BatchGet")
    assert [call for call in aws.calls if not call.operation.startswith(reads)] == []
