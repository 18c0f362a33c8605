"""A status built by hand, rich enough to show every part of its text, and a quiet one from it."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.plan import Drift, DriftKind, Kind, Life
from kayron.core.snapshot import Environment, Result, Submission
from kayron.core.status import FORMAT, ArtifactStatus, PreviewStatus, Standing, Status, Tasks
from kayron.core.table import Table
from kayron.core.unread import UnknownFact
from kayron.core.verdict import deny, hold

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

HEAD = "0123456789abcdef0123456789abcdef01234567"
NEXT = "89abcdef0123456789abcdef0123456789abcdef"

OUTAGE = "GitHub answered 502 Bad Gateway"

SUBMISSION = Submission(
    operation="kayron-0123456789abcdef",
    desired="d" * 64,
    time=NOON,
    previews=True,
    versions=Table({"lite/1D0FD508": HEAD}),
    pulls=Table({"lite/1D0FD508": 7}),
    result=Result.FAILED,
    cause="lite/1D0FD508",
    resource="Lite/Service1D0FD508",
    reason="ECS Deployment Circuit Breaker was triggered.",
)


def tasks(name: str, running: int = 2, rollout: str = "COMPLETED") -> tuple[Tasks, ...]:
    """Return the tasks of an ECS service that wants two."""
    return (Tasks(cluster="acme", name=name, running=running, desired=2, rollout=rollout),)


def artifact(
    subject: str, standing: Standing, desired: str | Absent | Unknown = HEAD
) -> ArtifactStatus:
    """Return a service that runs `HEAD`."""
    return ArtifactStatus(
        subject=subject,
        kind=Kind.SERVICE,
        repository=subject,
        strategy="branch main",
        current=HEAD,
        desired=desired,
        standing=standing,
        tasks=tasks(subject),
    )


def preview(hash_: str, pull: int, branch: str, life: Life) -> PreviewStatus:
    """Return a preview of `lite` that runs what it should, whatever its life."""
    return PreviewStatus(
        subject=f"lite/{hash_}",
        service="lite",
        hash=hash_,
        repository="lite",
        pull=pull,
        branch=branch,
        current=HEAD,
        desired=HEAD,
        life=life,
        url=f"https://{hash_.lower()}.lite.example.org",
        tasks=tasks(f"lite-{hash_}"),
        notes=(),
    )


RICH = Status(
    format=FORMAT,
    captured=NOON,
    environment=Environment.TESTING,
    region="us-west-2",
    account="123456789012",
    stack="acme-testing",
    stack_status="UPDATE_ROLLBACK_COMPLETE",
    stack_reason="User Initiated",
    updated=NOON,
    source="acme/releases",
    commit=HEAD,
    submission=SUBMISSION,
    artifacts=(
        artifact("catalog", Standing.AS_DESIRED),
        evolve(artifact("lite", Standing.MOVES, NEXT), tasks=tasks("lite", 1, "IN_PROGRESS")),
        artifact("mailer", Standing.HELD, Unknown(OUTAGE)),
        artifact("old", Standing.DENIED, Absent()),
        artifact("shop", Standing.WAITS, NEXT),
    ),
    previews=(
        preview("1D0FD508", 7, "fancy-feature-branch", Life.READY),
        evolve(
            preview("5ACA54BA", 8, "old-feature", Life.REMOVING),
            desired=Absent(),
            url="",
            notes=("Pull request #8 is closed.",),
        ),
        evolve(
            preview("5979E592", 9, "fix/8240", Life.WAITING),
            current=Absent(),
            url="",
            tasks=(),
        ),
    ),
    verdicts=(
        deny("suspend", "old", "It is suspended: nobody wants it."),
        hold("unknown-facts", "mailer", f"Its desired version could not be read: {OUTAGE}."),
        hold("image", "lite/5979E592", f"The image lite:{NEXT} is not in ECR yet."),
    ),
    drift=(
        Drift(kind=DriftKind.SETTINGS, subject="stack", reason="The stack lacks the tag team=web."),
    ),
    waiting=("The preview lite/5ACA54BA is removed: pull request #8 is closed.",),
    unknown=(
        UnknownFact(path='branches["mailer"]["main"]', error=OUTAGE),
        UnknownFact(path='pulls["mailer"].complete', error=OUTAGE),
    ),
)

QUIET = evolve(
    RICH,
    stack_status="UPDATE_COMPLETE",
    stack_reason="",
    submission=Absent(),
    artifacts=RICH.artifacts[:1],
    previews=RICH.previews[:1],
    verdicts=(),
    drift=(),
    waiting=(),
    unknown=(),
)
