"""The rows of a plan: artifacts, previews and drift, from what was decided about them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from kayron.core.arrival import Arrivals, notes_of
from kayron.core.artifact import differs
from kayron.core.assessment import Assessment, strategy_text
from kayron.core.fact import Absent, Fact
from kayron.core.frame import Frame
from kayron.core.ground import Ground
from kayron.core.placement import Standings, numbers_of
from kayron.core.plan import Artifact, Change, Drift, DriftKind, Kind, Life, Preview
from kayron.core.preview import PreviewCase, Standing, life
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from kayron.core.turn import change_of


@frozen(kw_only=True, eq=False)
class Scene:
    """What the rows of previews are told from.

    `frame` is that of the current templates, None where there is none. `leaving` are the previews
    that this plan's update takes away to bring them back, and `submitted` tells that this plan's
    update is one of previews.
    """

    snapshot: Snapshot
    ground: Ground
    frame: Frame | None
    arrivals: Arrivals
    leaving: frozenset[str]
    submitted: bool


def artifact_row(one: Assessment, versions: Table[str], *, settled: bool) -> Artifact:
    """Return the row of an artifact; `versions` are those that this plan's update puts in place.

    `settled`: the infrastructure's desired version counts as deployed.
    """
    case, subject = one.case, one.case.subject
    is_infrastructure = case.definition.docker is None
    current = case.desired if settled and is_infrastructure else case.current.version
    return Artifact(
        subject=subject,
        kind=Kind.INFRASTRUCTURE if is_infrastructure else Kind.SERVICE,
        repository=case.definition.github,
        strategy=strategy_text(case.definition),
        parameter=case.definition.parameter,
        current=current,
        desired=case.desired,
        effective=versions.get(subject, current),
        moves=subject in versions,
    )


def preview_row(case: PreviewCase, scene: Scene) -> Preview:
    """Return the row of a preview."""
    change = _change(case, scene)
    domain, notes = _address(case, scene.frame, scene.snapshot) if scene.frame else ("", ())
    return Preview(
        subject=case.subject,
        service=case.docker,
        hash=case.hash,
        repository=case.repository,
        pull=case.number,
        branch=case.pull.branch if case.pull else None,
        current=case.current.version,
        desired=case.desired,
        effective=_effective(case, change),
        life=_life(case, change, scene),
        change=change,
        domain=domain,
        priorities=numbers_of(case, scene.arrivals.numbers),
        notes=notes,
    )


def answering(row: Preview, case: PreviewCase, frame: Frame, snapshot: Snapshot) -> Preview:
    """Return the row with where the preview answers on a frame, and what to know of that."""
    domain, notes = _address(case, frame, snapshot)
    return evolve(row, domain=domain, notes=notes)


def afterwards(row: Preview, case: PreviewCase) -> Preview:
    """Return the row as it is when the update that changes it is through."""
    if row.change in (Change.ADD, Change.CHANGE):
        after = Life.READY if row.effective == row.desired else row.life
        return evolve(row, life=after, current=row.effective, change=Change.NONE)
    if row.change is Change.NONE:
        return row
    if case.standing is not Standing.REMOVE:
        return evolve(row, life=Life.WANTED, current=Absent(), change=Change.NONE)
    is_open = case.pull is not None and case.pull.open
    after = Life.BLOCKED if is_open else Life.REMOVED
    return evolve(row, life=after, current=Absent(), change=Change.NONE)


def release_drift(one: Assessment, *, settled: bool) -> Iterator[Drift]:
    """Yield the release drift of an artifact."""
    case = one.case
    if settled and case.definition.docker is None:
        return
    if differs(case.current.version, case.desired):
        runs = case.current.version if isinstance(case.current.version, str) else "nothing"
        reason = f"{case.subject} runs {runs}, and {case.desired} is declared."
        yield Drift(kind=DriftKind.RELEASE, subject=case.subject, reason=reason)


def preview_drift(case: PreviewCase, standings: Standings) -> Iterator[Drift]:
    """Yield the preview drift of a preview: it is to be added, changed or removed."""
    if case.standing is Standing.REMOVE:
        yield _preview_drift(case, "is deployed, and no longer wanted")
    elif case.standing is Standing.ADD:
        yield _preview_drift(case, "is wanted, and not deployed")
    elif case.standing is Standing.KEEP and case.deployed_version != case.desired:
        yield _preview_drift(case, f"has {case.deployed_version}, and {case.desired} is wanted")
    elif case.standing is Standing.KEEP and case.taken_over:
        was, now = case.recorded_number, case.number
        yield _preview_drift(case, f"is of pull request #{was}, and #{now} has its branch now")
    elif case.deployed and case.subject in standings.leaving:
        yield _preview_drift(case, f"has to be made anew, for {standings.leaving[case.subject]}")


def _address(case: PreviewCase, frame: Frame, snapshot: Snapshot) -> tuple[str, tuple[str, ...]]:
    """Return where a preview answers on a frame, and what people should know of that."""
    place = frame.place(case.docker)
    domain = place.blueprint.anatomy.domain.host(case.hash) if place else ""
    return domain, notes_of(case, frame, snapshot)


def _preview_drift(case: PreviewCase, what: str) -> Drift:
    reason = f"The preview {case.subject} {what}."
    return Drift(kind=DriftKind.PREVIEW, subject=case.subject, reason=reason)


def _change(case: PreviewCase, scene: Scene) -> Change:
    if case.deployed and case.subject in scene.leaving:
        return Change.REMOVE
    return change_of(case, scene.arrivals.standings) if scene.submitted else Change.NONE


def _effective(case: PreviewCase, change: Change) -> Fact[str]:
    if change is Change.REMOVE:
        return Absent()
    if change is not Change.NONE and case.version is not None:
        return case.version
    return case.deployed_version or case.current.version


def _life(case: PreviewCase, change: Change, scene: Scene) -> Life:
    if change is Change.REMOVE:
        return Life.REMOVING
    desired = case.desired
    ready = (
        scene.ground.complete
        and isinstance(desired, str)
        and scene.ground.running.is_ready(case.docker, case.hash, desired)
    )
    submitted = change in (Change.ADD, Change.CHANGE) and case.version == desired
    return life(case, submitted=submitted, ready=ready)
