"""The status of an environment: what runs, what is wanted, and why not, as one immutable value.

It is told from the snapshot and its plan, and says nothing of what is to be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from attrs import frozen

from kayron.core.comment import DOMAIN, GOING
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Artifact, Drift, DriftKind, Kind, Life, Plan, Preview
from kayron.core.planner import plan as plan_of
from kayron.core.render.judgement import gravest_first
from kayron.core.render.phrase import departures, drifts, stopping
from kayron.core.render.standing import remarks
from kayron.core.running import Running
from kayron.core.snapshot import EcsService, Environment, Outcomes, Snapshot, Stack, Submission
from kayron.core.unread import UnknownFact, unknown_facts
from kayron.core.verdict import Outcome, Verdict

FORMAT = 1
"""The version of the JSON form. Fields may be added to it; none changes or goes."""


class Standing(Enum):
    """How an artifact stands: as desired, moving next, waiting for its turn, or stopped."""

    AS_DESIRED = "as desired"
    MOVES = "moves"
    WAITS = "waits"
    HELD = "held"
    DENIED = "denied"


@frozen(kw_only=True)
class Tasks:
    """The tasks of an ECS service, and the rollout state of its newest deployment."""

    cluster: str
    name: str
    running: int
    desired: int
    rollout: str


@frozen(kw_only=True)
class ArtifactStatus:
    """A service or the infrastructure; `strategy` is its deployment strategy for people."""

    subject: str
    kind: Kind
    repository: str
    strategy: str
    current: Fact[str]
    desired: Fact[str]
    standing: Standing
    tasks: tuple[Tasks, ...]


@frozen(kw_only=True)
class PreviewStatus:
    """A preview; `url` is where it answers, empty where it does not run or goes.

    `notes` are sentences: why it goes, and what does not stop it and should be known.
    """

    subject: str
    service: str
    hash: str
    repository: str
    pull: int | None
    branch: str | None
    current: Fact[str]
    desired: Fact[str]
    life: Life
    url: str
    tasks: tuple[Tasks, ...]
    notes: tuple[str, ...]


@frozen(kw_only=True)
class Status:
    """What runs, what is wanted, and why not.

    `stack_status` is empty where there is no stack, or none that could be read; `updated` is when
    it was updated last. `verdicts` are those that hold or deny, the gravest first; `drift` is that
    of settings and templates, for artifacts and previews tell theirs. `waiting` has, as sentences,
    what is left for a later update. `submission` is the newest of the outcomes record.
    """

    format: int
    captured: datetime
    environment: Environment
    region: str
    account: str
    stack: str
    stack_status: str
    stack_reason: str
    updated: datetime | None
    source: str
    commit: Fact[str]
    submission: Fact[Submission]
    artifacts: tuple[ArtifactStatus, ...]
    previews: tuple[PreviewStatus, ...]
    verdicts: tuple[Verdict, ...]
    drift: tuple[Drift, ...]
    waiting: tuple[str, ...]
    unknown: tuple[UnknownFact, ...]


def status_of(snapshot: Snapshot) -> Status:
    """Return the status of the environment that a snapshot is of; any snapshot has one."""
    plan, memo = plan_of(snapshot)
    running = memo.known.ground.running if memo.known else None
    root = snapshot.root
    stops, going = stopping(plan), departures(plan)
    return Status(
        format=FORMAT,
        captured=snapshot.captured,
        environment=snapshot.environment,
        region=snapshot.region,
        account=snapshot.account,
        stack=snapshot.stack,
        stack_status=plan.status,
        stack_reason=root.status_reason if isinstance(root, Stack) else "",
        updated=root.updated if isinstance(root, Stack) else None,
        source=snapshot.source.repository,
        commit=snapshot.source.commit,
        submission=_newest(snapshot.outcomes),
        artifacts=tuple(
            _artifact(one, stops.get(one.subject, ()), running) for one in plan.artifacts
        ),
        previews=tuple(_preview(one, tuple(remarks(one, going)), running) for one in plan.previews),
        verdicts=tuple(gravest_first(plan)),
        drift=_other_drift(plan),
        waiting=plan.waiting,
        unknown=unknown_facts(snapshot),
    )


def _artifact(one: Artifact, stops: Sequence[Verdict], running: Running | None) -> ArtifactStatus:
    return ArtifactStatus(
        subject=one.subject,
        kind=one.kind,
        repository=one.repository,
        strategy=one.strategy,
        current=one.current,
        desired=one.desired,
        standing=_standing(one, stops),
        tasks=_tasks(running, one.subject) if one.kind is Kind.SERVICE else (),
    )


def _standing(one: Artifact, stops: Sequence[Verdict]) -> Standing:
    if one.moves:
        return Standing.MOVES
    if stops:
        denied = any(verdict.outcome is Outcome.DENY for verdict in stops)
        return Standing.DENIED if denied else Standing.HELD
    return Standing.WAITS if drifts(one) else Standing.AS_DESIRED


def _preview(one: Preview, notes: tuple[str, ...], running: Running | None) -> PreviewStatus:
    runs = isinstance(one.current, str) and one.life not in GOING
    return PreviewStatus(
        subject=one.subject,
        service=one.service,
        hash=one.hash,
        repository=one.repository,
        pull=one.pull,
        branch=one.branch,
        current=one.current,
        desired=one.desired,
        life=one.life,
        url=f"https://{one.domain}" if runs and DOMAIN.fullmatch(one.domain) else "",
        tasks=_tasks(running, one.service, one.hash),
        notes=notes,
    )


def _tasks(running: Running | None, docker: str, hash_: str = "") -> tuple[Tasks, ...]:
    services = running.services.get((docker, hash_), ()) if running else ()
    return tuple(map(_tasks_of, sorted(services, key=lambda one: (one.cluster, one.name))))


def _tasks_of(service: EcsService) -> Tasks:
    newest = service.deployments[-1:]
    return Tasks(
        cluster=service.cluster,
        name=service.name,
        running=service.running,
        desired=service.desired,
        rollout=newest[0].rollout if newest else "",
    )


def _newest(outcomes: Fact[Outcomes]) -> Fact[Submission]:
    if isinstance(outcomes, Absent | Unknown):
        return outcomes
    return outcomes.entries[-1] if outcomes.entries else Absent()


def _other_drift(plan: Plan) -> tuple[Drift, ...]:
    kinds = (DriftKind.SETTINGS, DriftKind.TEMPLATE)
    return tuple(one for one in plan.drift if one.kind in kinds)
