"""Which version each release definition asks for, and what is known of its image."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.artifact import desired_version, differs, image_fact, infrastructure_version
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.release import Branch, Release, Strategy, Suspend
from kayron.core.snapshot import Stack
from kayron.core.table import Table
from tests.core.builder import definition, stack

NOT_READ = Unknown("it is not in the snapshot")


def heads(head: Fact[str], branch: str = "main") -> Table[Table[Fact[str]]]:
    return Table({"lite": Table({branch: head})})


@pytest.mark.parametrize(
    ("strategy", "branches", "expected"),
    [
        (Branch(name="main"), heads("c1"), "c1"),
        (Branch(name="main"), heads(Absent()), Absent()),
        (Branch(name="main"), heads(""), Absent()),
        (Branch(name="main"), heads(Unknown("502")), Unknown("502")),
        (Branch(name="main"), heads("c1", "other"), NOT_READ),
        (Branch(name="main"), Table[Table[Fact[str]]](), NOT_READ),
        (Release(tag="v1.0.0"), heads("c1"), "v1.0.0"),
        (Suspend(reason="", until=None), heads("c1"), Absent()),
    ],
)
def test_a_definition_asks_for_a_version(
    strategy: Strategy, branches: Table[Table[Fact[str]]], expected: Fact[str]
) -> None:
    assert desired_version(definition(strategy=strategy), branches) == expected


def test_fault_22_a_deleted_branch_asks_for_nothing() -> None:
    assert desired_version(definition(), heads(Absent())) == Absent()


def test_fault_22_a_force_push_to_an_older_commit_is_drift() -> None:
    assert differs("newer", desired_version(definition(), heads("older")))


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (stack({}, parameters={"InfrastructureVersion": "c1"}), "c1"),
        (stack({}, parameters={"InfrastructureVersion": ""}), Absent()),
        (stack({}), Absent()),
        (Absent(), Absent()),
        (Unknown("403"), Unknown("403")),
        (
            stack({}, parameters={"InfrastructureVersion": "****"}),
            Unknown("the parameter InfrastructureVersion is NoEcho"),
        ),
    ],
)
def test_the_infrastructure_s_version_is_what_its_parameter_says(
    root: Fact[Stack], expected: Fact[str]
) -> None:
    assert infrastructure_version(definition(None), root) == expected


FACTS: dict[str, Fact[str]] = {"v1": "sha256:1", "v2": Absent(), "v3": Unknown("throttled")}
IMAGES = Table({"lite": Table(FACTS)})


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("v1", "sha256:1"),
        ("v2", Absent()),
        ("v3", Unknown("throttled")),
        ("v4", NOT_READ),
        (Absent(), Absent()),
        (Unknown("502"), Unknown("502")),
    ],
)
def test_an_image_is_known_absent_or_unknown(version: Fact[str], expected: Fact[str]) -> None:
    assert image_fact(IMAGES, "lite", version) == expected
    assert image_fact(IMAGES, "other", "v1") == NOT_READ


@pytest.mark.parametrize(
    ("current", "desired", "expected"),
    [
        ("v1", "v2", True),
        (Absent(), "v2", True),
        ("v2", "v2", False),
        (Unknown("502"), "v2", False),
        ("v1", Absent(), False),
        ("v1", Unknown("502"), False),
    ],
)
def test_release_drift_needs_two_versions_that_are_known(
    current: Fact[str], desired: Fact[str], *, expected: bool
) -> None:
    assert differs(current, desired) is expected


def test_a_definition_without_its_own_docker_name_is_the_infrastructure() -> None:
    infrastructure = evolve(definition(None), github="platform")
    root = stack({}, parameters={"PlatformVersion": "c9"})
    assert infrastructure_version(infrastructure, root) == "c9"
