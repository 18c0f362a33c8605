"""The status of an environment: what runs, what is wanted, and why not."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.plan import Life
from kayron.core.snapshot import EcsService, Outcomes, Result, Snapshot, Submission
from kayron.core.status import ArtifactStatus, PreviewStatus, Standing, Status, status_of
from kayron.core.table import Table
from tests.world.recorded import recorded

MORNING = status_of(recorded("an-ordinary-morning"))


def artifact(status: Status, subject: str) -> ArtifactStatus:
    return next(one for one in status.artifacts if one.subject == subject)


def preview(status: Status, pull: int) -> PreviewStatus:
    return next(one for one in status.previews if one.pull == pull)


@pytest.mark.parametrize(
    ("scenario", "subject", "standing"),
    [
        ("an-ordinary-morning", "catalog", Standing.AS_DESIRED),
        ("an-ordinary-morning", "checkout-api", Standing.MOVES),
        ("an-ordinary-morning", "mailer", Standing.HELD),
        ("the-rollback-failed", "checkout-api", Standing.WAITS),
        ("a-branch-is-deleted", "catalog", Standing.DENIED),
    ],
)
def test_how_an_artifact_stands(scenario: str, subject: str, standing: Standing) -> None:
    assert artifact(status_of(recorded(scenario)), subject).standing is standing


def test_why_an_artifact_is_held_is_said_once() -> None:
    (verdict,) = (one for one in MORNING.verdicts if one.subject == "mailer")
    assert verdict.reason == "The image mailer:v0.10.0 is not in ECR yet."


def test_a_preview_that_runs_is_linked() -> None:
    found = preview(MORNING, 41)
    assert (found.life, found.url) == (
        Life.READY,
        "https://0278cd2d.shop.testing.example.org",
    )


@pytest.mark.parametrize("pull", [36, 44, 46], ids=["removing", "wanted", "blocked"])
def test_a_preview_that_goes_or_does_not_run_is_not_linked(pull: int) -> None:
    assert preview(MORNING, pull).url == ""


def test_why_a_preview_goes_is_among_its_notes() -> None:
    assert preview(MORNING, 36).notes == ("Pull request #36 is closed.",)


def test_how_many_tasks_run() -> None:
    (tasks,) = artifact(MORNING, "catalog").tasks
    assert (tasks.cluster, tasks.running, tasks.desired) == ("acme-testing", 1, 1)
    assert tasks.rollout == "COMPLETED"


def test_the_infrastructure_has_no_tasks() -> None:
    assert artifact(MORNING, "infrastructure").tasks == ()


def test_an_ecs_service_without_deployments_rolls_nothing_out() -> None:
    quiet = recorded("nothing-has-changed")
    bare = {
        arn: evolve(service, deployments=())
        for arn, service in quiet.services.items()
        if isinstance(service, EcsService)
    }
    status = status_of(evolve(quiet, services=Table(bare)))
    assert [one.rollout for one in artifact(status, "catalog").tasks] == [""]


def submission(status: Status) -> Submission:
    assert isinstance(status.submission, Submission)
    return status.submission


def test_what_became_of_the_last_update() -> None:
    last = submission(status_of(recorded("a-failed-version-is-not-retried")))
    assert (last.result, last.cause, last.resource) == (
        Result.FAILED,
        "checkout-api",
        "CheckoutApi/Api",
    )


@pytest.mark.parametrize("outcomes", [Absent(), Unknown("S3: 503"), Outcomes(entries=())])
def test_no_update_is_remembered(outcomes: Absent | Unknown | Outcomes) -> None:
    found = status_of(evolve(recorded("nothing-has-changed"), outcomes=outcomes)).submission
    assert found == (Absent() if isinstance(outcomes, Outcomes) else outcomes)


def test_drift_besides_versions_and_previews_is_told() -> None:
    status = status_of(recorded("somebody-changed-the-stack-by-hand"))
    assert [one.subject for one in status.drift] == ["Catalog"]


def without_stack() -> Snapshot:
    return evolve(recorded("nothing-has-changed"), root=Absent())


def test_without_a_stack_the_status_says_so() -> None:
    status = status_of(without_stack())
    assert (status.stack_status, status.updated, status.artifacts) == ("", None, ())
    assert [one.policy for one in status.verdicts] == ["root-stack"]


def test_unknown_facts_are_listed() -> None:
    status = status_of(recorded("github-cannot-be-read"))
    assert len(status.unknown) == 3
