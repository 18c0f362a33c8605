"""The recorded situations: each snapshot can be had again, each plan is what is expected."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from kayron.core.document import canonical
from tests.scenarios import test_previews, test_releases, test_stack
from tests.scenarios.expected import PlanAsJson, PlanAsMarkdown, PlanAsText
from tests.scenarios.rendering import as_markdown, as_text
from tests.scenarios.snapshots import SNAPSHOTS
from tests.world.recorded import FIXTURES, folders, planned, recorded_text

each_scenario = pytest.mark.parametrize("scenario", SNAPSHOTS)


@each_scenario
def test_the_recorded_snapshot_can_be_had_again(scenario: str) -> None:
    built = canonical(SNAPSHOTS[scenario]())
    assert recorded_text(scenario).split("\n") == built.split("\n")


@each_scenario
def test_the_plan_as_json(scenario: str, snapshot: SnapshotAssertion) -> None:
    assert canonical(planned(scenario)) == snapshot(extension_class=PlanAsJson)


@each_scenario
def test_the_plan_as_text(scenario: str, snapshot: SnapshotAssertion) -> None:
    assert as_text(planned(scenario)) == snapshot(extension_class=PlanAsText)


@each_scenario
def test_the_plan_as_markdown(scenario: str, snapshot: SnapshotAssertion) -> None:
    assert as_markdown(planned(scenario)) == snapshot(extension_class=PlanAsMarkdown)


def test_every_folder_is_a_scenario_that_the_builders_know() -> None:
    assert folders() == set(SNAPSHOTS)


def test_every_scenario_has_an_assertion_of_its_meaning() -> None:
    modules = (test_previews, test_releases, test_stack)
    meanings = {name for module in modules for name in vars(module)}
    wanted = {f"test_{name.replace('-', '_')}" for name in SNAPSHOTS}
    assert wanted - meanings == set()


def test_every_scenario_stays_small() -> None:
    sizes = {name: (FIXTURES / name / "snapshot.json").stat().st_size for name in SNAPSHOTS}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
