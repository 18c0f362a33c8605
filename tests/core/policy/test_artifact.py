"""What the policies say of one service or of the infrastructure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.policy.artifact import (
    ARTIFACT_POLICIES,
    ArtifactCase,
    judge_artifact,
    may_move,
)
from kayron.core.policy.first_deployment import judge_first_deployments
from kayron.core.release import Branch, Release, Strategy, Suspend
from kayron.core.running import Current
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict, allow, deny, hold
from tests.core.builder import NOON, definition

MOVING = ArtifactCase(
    definition=definition(),
    current=Current(version="c1"),
    desired="c2",
    image="sha256:2",
    parameters=frozenset({"LiteVersion"}),
    deployed="c1",
    settled=True,
    environment=Environment.TESTING,
    captured=NOON,
)
"""A service that moves from c1 to c2."""

LATER = NOON + timedelta(hours=1)
PLACE = "source.files.service/lite.yaml"


def case(strategy: Strategy | None = None, **changes: object) -> ArtifactCase:
    changed = evolve(MOVING, definition=definition(strategy=strategy))
    return evolve(changed, **changes)  # type: ignore[arg-type]


def said(asked: ArtifactCase, policy: str) -> Verdict:
    """Return what one policy says."""
    (verdict,) = (one for one in judge_artifact(asked) if one.policy == policy)
    return verdict


def stopped(asked: ArtifactCase) -> list[str]:
    """Return the policies that stop an artifact."""
    return [one.policy for one in judge_artifact(asked) if one.outcome is not Outcome.ALLOW]


def test_a_service_with_its_image_moves() -> None:
    verdicts = judge_artifact(MOVING)
    assert len(verdicts) == len(ARTIFACT_POLICIES)
    assert {verdict.outcome for verdict in verdicts} == {Outcome.ALLOW}
    assert may_move(MOVING, verdicts)


def test_the_infrastructure_has_no_image_to_wait_for() -> None:
    infrastructure = evolve(
        MOVING,
        definition=definition(None),
        image=None,
        parameters=frozenset({"InfrastructureVersion"}),
    )
    verdicts = judge_artifact(infrastructure)
    assert may_move(infrastructure, verdicts)
    assert {verdict.subject for verdict in verdicts} == {"infrastructure"}


def test_what_runs_its_desired_version_does_not_move() -> None:
    still = case(current=Current(version="c2"), deployed="c2")
    assert (stopped(still), may_move(still, judge_artifact(still))) == ([], False)


def test_what_runs_its_desired_version_waits_for_no_image_that_was_not_read() -> None:
    still = case(current=Current(version="c2"), deployed="c2", image=Unknown("502"))
    assert stopped(still) == []


# suspend


def suspended(until: object = None, reason: str = "") -> ArtifactCase:
    strategy = Suspend(reason=reason, until=until)  # type: ignore[arg-type]
    return case(strategy, desired=Absent(), image=Absent())


def test_a_suspended_service_is_denied() -> None:
    verdict = deny("suspend", "lite", "It is suspended: migration.", PLACE)
    assert said(suspended(reason="migration"), "suspend") == verdict


def test_a_service_that_is_suspended_until_a_time_is_held() -> None:
    reason = "It is suspended until 2026-11-20T13:00:00Z."
    assert said(suspended(LATER), "suspend") == hold("suspend", "lite", reason, PLACE, "captured")


@pytest.mark.parametrize("until", [None, LATER])
def test_a_suspended_service_keeps_its_version_and_is_stopped_by_nothing_else(
    until: object,
) -> None:
    unread = evolve(suspended(until), current=Current(version=Unknown("403")))
    assert stopped(suspended(until)) == stopped(unread) == ["suspend"]
    assert not may_move(suspended(until), judge_artifact(suspended(until)))


def test_an_expired_suspension_no_longer_suspends_and_leaves_nothing_to_run() -> None:
    expired = suspended(NOON)
    reason = "Its suspension is over, and its release definition names no release and no branch."
    assert stopped(expired) == ["resolved"]
    assert said(expired, "resolved") == deny("resolved", "lite", reason, PLACE)
    ended = "Its suspension ended at 2026-11-20T12:00:00Z."
    assert said(expired, "suspend") == allow("suspend", "lite", ended, "captured")


# resolved


def test_fault_22_a_deleted_branch_is_denied_and_nothing_of_it_deployed() -> None:
    gone = case(Branch(name="old"), desired=Absent(), image=Absent())
    reason = "The branch 'old' of lite does not exist."
    assert said(gone, "resolved") == deny("resolved", "lite", reason, "branches.lite.old")
    assert not may_move(gone, judge_artifact(gone))


# image


def test_a_service_waits_for_its_image() -> None:
    waiting = case(image=Absent())
    reason = "The image lite:c2 is not in ECR yet."
    assert stopped(waiting) == ["image"]
    assert said(waiting, "image") == hold("image", "lite", reason, "images.lite.c2")


FIRST = case(current=Current(version=Absent()), deployed=None)


@pytest.mark.parametrize("image", [Absent(), Unknown("throttled")])
def test_fault_19_a_first_deployment_without_an_image_holds_the_infrastructure(
    image: Absent | Unknown,
) -> None:
    assert judge_first_deployments([MOVING, evolve(FIRST, image=image)]) == hold(
        "image",
        "infrastructure",
        "It adds services whose images are not proved to be in ECR: lite:c2.",
        "images",
    )


@pytest.mark.parametrize(
    "other",
    [
        FIRST,
        evolve(FIRST, image=None),
        evolve(FIRST, image=Absent(), desired=Absent()),
        evolve(FIRST, image=Absent(), deployed="c0"),
        evolve(FIRST, image=Absent(), current=Current(version="c0")),
        evolve(FIRST, image=Absent(), parameters=frozenset[str]()),
        evolve(FIRST, image=Absent(), parameters=Unknown("no template")),
    ],
)
def test_nothing_else_holds_the_infrastructure_for_an_image(other: ArtifactCase) -> None:
    assert judge_first_deployments([other]) == allow(
        "image", "infrastructure", "It adds no service whose image is not in ECR.", "images"
    )


# parameter


def test_a_service_without_a_parameter_is_denied() -> None:
    reason = "The root template has no parameter LiteVersion; declare it there."
    expected = deny("parameter", "lite", reason, "infrastructure.trees")
    assert said(case(parameters=frozenset({"Other"})), "parameter") == expected


def test_a_root_template_that_was_not_read_holds() -> None:
    reason = "The root template could not be read: 502."
    expected = hold("parameter", "lite", reason, "infrastructure.trees")
    assert said(case(parameters=Unknown("502")), "parameter") == expected


# branches


@pytest.mark.parametrize(
    ("strategy", "pattern", "outcome"),
    [
        (Branch(name="main"), "^main$", Outcome.ALLOW),
        (Branch(name="release/1"), "main|release/.*", Outcome.ALLOW),
        (Branch(name="mainline"), "main", Outcome.DENY),
        (Branch(name="main\n"), "^main$", Outcome.DENY),
        (Release(tag="v1.0.0"), "main", Outcome.ALLOW),
    ],
)
def test_a_branch_has_to_match_fully(strategy: Strategy, pattern: str, outcome: Outcome) -> None:
    asked = case(strategy, branches=Table({"testing": pattern}))
    assert said(asked, "branches").outcome is outcome


def test_a_rule_on_branches_is_named() -> None:
    asked = case(Branch(name="fix"), branches=Table({"testing": "main"}))
    assert said(asked, "branches") == deny(
        "branches",
        "lite",
        "The branch 'fix' does not match 'main', which kayron.yaml asks for in testing.",
        PLACE,
        "source.files.kayron.yaml",
    )


def test_a_rule_of_another_environment_does_not_apply() -> None:
    asked = case(Branch(name="fix"), branches=Table({"production": "main"}))
    assert said(asked, "branches").outcome is Outcome.ALLOW


# unknown-facts


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (case(desired=Unknown("502"), image=Unknown("502")), "desired version"),
        (case(current=Current(version=Unknown("502"))), "current version"),
        (case(image=Unknown("502")), "image"),
    ],
)
def test_an_unknown_fact_holds_its_own_artifact(asked: ArtifactCase, name: str) -> None:
    reason = f"Its {name} could not be read: 502."
    expected = hold("unknown-facts", "lite", reason, "branches", "images", "services")
    assert said(asked, "unknown-facts") == expected
    assert stopped(asked) == ["unknown-facts"]


# current


def test_a_problem_with_its_ecs_service_denies_once() -> None:
    problem = "2 ECS services say that they are this one: a, b."
    asked = case(current=Current(version=Unknown(problem), problem=problem))
    assert stopped(asked) == ["current"]
    assert said(asked, "current") == deny("current", "lite", problem, "services")


# mendable

STUCK = case(deployed="c2")


def test_a_parameter_that_has_the_version_already_while_ecs_runs_another_denies() -> None:
    assert stopped(STUCK) == ["mendable"]
    assert said(STUCK, "mendable") == deny(
        "mendable",
        "lite",
        "The parameter LiteVersion is c2 already, and ECS runs c1; an update would change nothing, "
        "so find out why ECS does not follow.",
        "root.parameters.LiteVersion",
        "services",
    )


def test_ecs_that_runs_nothing_is_named_too() -> None:
    nothing = evolve(STUCK, current=Current(version=Absent()))
    assert "ECS runs no version;" in said(nothing, "mendable").reason


@pytest.mark.parametrize(
    "asked",
    [
        evolve(STUCK, settled=False),
        evolve(STUCK, current=Current(version="c1", rolling=True)),
    ],
)
def test_while_its_deployment_goes_on_it_is_held(asked: ArtifactCase) -> None:
    assert said(asked, "mendable") == hold(
        "mendable",
        "lite",
        "The parameter LiteVersion is c2 already, and ECS runs c1 until its deployment is done.",
        "root.parameters.LiteVersion",
        "services",
    )
