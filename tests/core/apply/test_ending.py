"""How an apply ends, before anything of it was tried."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.apply.ending import Ending, ending_of
from kayron.core.conversion import Text
from kayron.core.fact import Unknown
from kayron.core.planner import plan
from kayron.core.snapshot import Files
from kayron.core.table import Table
from kayron.core.verdict import Verdict, allow, deny, hold
from tests.plans import QUIET, RICH
from tests.world.recorded import planned, recorded


@pytest.mark.parametrize(
    ("verdicts", "ending"),
    [
        ((), Ending.DONE),
        ((allow("pause", "stack", "Nothing is paused."),), Ending.DONE),
        ((deny("pause", "stack", "It is paused."),), Ending.DENIED),
        ((hold("unknown-facts", "stack", "It was not read."),), Ending.HELD),
        ((hold("failed-before", "stack", "It was not read.", "outcomes.unknown"),), Ending.HELD),
        ((hold("failed-before", "stack", "It failed.", "outcomes"),), Ending.DONE),
        ((hold("freeze", "stack", "A freeze holds.", "captured"),), Ending.DONE),
        ((deny("suspend", "lite", "It is suspended."),), Ending.DONE),
        ((hold("unknown-facts", "lite", "It was not read."),), Ending.DONE),
        (
            (hold("unknown-facts", "stack", "Not read."), deny("pause", "stack", "It is paused.")),
            Ending.DENIED,
        ),
    ],
)
def test_only_a_policy_on_the_stack_changes_how_it_ends(
    verdicts: tuple[Verdict, ...], ending: Ending
) -> None:
    assert ending_of(evolve(RICH, verdicts=verdicts)) is ending


def test_without_actions_nothing_changes() -> None:
    assert ending_of(QUIET) is Ending.UNCHANGED


@pytest.mark.parametrize(
    ("scenario", "ending"),
    [
        ("an-ordinary-morning", Ending.DONE),
        ("nothing-has-changed", Ending.UNCHANGED),
        ("everything-is-paused", Ending.DENIED),
        ("the-rollback-failed", Ending.DENIED),
        ("a-release-definition-is-invalid", Ending.DENIED),
        ("the-listener-cannot-be-read", Ending.HELD),
        ("a-failed-version-is-not-retried", Ending.UNCHANGED),
        ("a-freeze-window-is-open", Ending.UNCHANGED),
    ],
)
def test_recorded_situations_end_as_they_should(scenario: str, ending: Ending) -> None:
    assert ending_of(planned(scenario)) is ending


def test_an_outcomes_record_that_cannot_be_read_is_an_unknown_fact() -> None:
    snapshot = evolve(recorded("an-ordinary-morning"), outcomes=Unknown("AccessDenied"))
    assert ending_of(plan(snapshot)[0]) is Ending.HELD


@pytest.mark.parametrize(
    ("zone", "ending"), [({}, Ending.HELD), ({"Asia/Tokyo": 540}, Ending.UNCHANGED)]
)
def test_a_zone_that_was_not_recorded_is_an_unknown_fact(
    zone: dict[str, int], ending: Ending
) -> None:
    snapshot = recorded("nothing-has-changed")
    files = snapshot.source.files
    assert isinstance(files, Files)
    freeze = "freeze: [{days: [mon], from: '00:00', to: '00:01', zone: Asia/Tokyo, reason: x}]\n"
    texts = files.texts.overlaid({"kayron.yaml": Text(freeze)})
    source = evolve(snapshot.source, files=evolve(files, texts=texts))
    made, _ = plan(evolve(snapshot, source=source, zones=Table(zone)))
    assert ending_of(made) is ending
