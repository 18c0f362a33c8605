"""The update of releases: which artifacts move, and what would be submitted for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from kayron.core.artifact import desired_version, infrastructure_version
from kayron.core.assessment import Assessment, Question, assess
from kayron.core.candidate import (
    Bench,
    Candidate,
    Wish,
    candidate,
    invalid,
    root_template,
)
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.inputs import Inputs
from kayron.core.located import NOT_READ
from kayron.core.policy.failed import Memory
from kayron.core.policy.first_deployment import judge_first_deployments
from kayron.core.preview import PreviewCase
from kayron.core.problem import InvalidInput
from kayron.core.room import judge_room
from kayron.core.settings_drift import settings_drift
from kayron.core.snapshot import Files, Snapshot
from kayron.core.standstill import differs_unseen, stands_still, stands_still_behind
from kayron.core.table import Table
from kayron.core.verdict import INFRASTRUCTURE, STACK, Verdict, allow, deny, hold


@frozen(kw_only=True, eq=False)
class Releases:
    """The artifacts, and the state of the stack with those that move at their desired version.

    `versions` has the version that each of those moves to, by subject. `settled` tells that the
    infrastructure's desired version would change nothing, and so counts as deployed. `current` has
    the templates of the version that is deployed, or counts as such. `submission` is what an update
    would submit: a candidate where it was made to judge the infrastructure, else what one is made
    of, or why there can be none.
    """

    artifacts: tuple[Assessment, ...]
    versions: Table[str]
    settled: bool
    current: Files | Verdict
    submission: Candidate | Wish | Verdict


@frozen(kw_only=True, eq=False)
class Weighing:
    """What the releases of one plan are decided with. `cases` are the previews."""

    inputs: Inputs
    bench: Bench
    memory: Memory
    cases: Sequence[PreviewCase]

    @property
    def snapshot(self) -> Snapshot:
        """The facts."""
        return self.bench.snapshot

    @property
    def version_parameters(self) -> frozenset[str]:
        """The parameters that carry versions."""
        definitions = self.inputs.definitions
        every = (definitions.infrastructure, *definitions.services)
        return frozenset(definition.parameter for definition in every)

    def current_templates(self) -> Files | Verdict:
        """Return the templates of the current infrastructure version."""
        definition = self.inputs.definitions.infrastructure
        version = infrastructure_version(definition, self.bench.ground.root)
        return templates_of(self.snapshot, version, STACK)

    def desired_templates(self) -> Files | Verdict:
        """Return the templates that the infrastructure asks for; suspended, it keeps its own."""
        definition = self.inputs.definitions.infrastructure
        version = desired_version(definition, self.snapshot.branches)
        if isinstance(version, Absent):
            return self.current_templates()
        return templates_of(self.snapshot, version, INFRASTRUCTURE)

    def settings_drift(self) -> Iterator[str]:
        """Yield the differences between the settings and the stack."""
        return settings_drift(
            self.bench.ground.root,
            self.snapshot.settings,
            self.version_parameters,
            force=self.bench.force,
        )

    def base(self, current: Files | Verdict) -> Candidate | Verdict:
        """Return the current templates and values with the deployed previews."""
        if isinstance(current, Verdict):
            return current
        nothing = evolve(self.snapshot.settings, parameters=Table(), redacted=(), tags=Table())
        versions: Table[str | None] = Table(dict.fromkeys(self.version_parameters))
        wish = Wish(files=current, versions=versions, settings=nothing, subject=STACK)
        return candidate(wish, self.cases, self.bench)

    def question(self, files: Files | Verdict) -> Question:
        """Return what artifacts are assessed with where these templates are submitted."""
        return Question(
            snapshot=self.snapshot,
            inputs=self.inputs,
            ground=self.bench.ground,
            parameters=_parameters(files, self.bench),
            memory=self.memory,
        )

    def services(self, question: Question) -> tuple[Assessment, ...]:
        """Return what is to become of the services."""
        return tuple(assess(one, question) for one in self.inputs.definitions.services)


def weigh_releases(weighing: Weighing) -> Releases:
    """Return which artifacts move.

    The infrastructure moves as a whole or not at all: where its templates are denied, the others go
    on with its current ones.
    """
    desired = weighing.desired_templates()
    question = weighing.question(desired)
    services = weighing.services(question)
    infrastructure = assess(weighing.inputs.definitions.infrastructure, question)
    infrastructure = infrastructure.judged(*_template_problems(desired, weighing.bench))
    infrastructure = infrastructure.judged(judge_first_deployments(one.case for one in services))
    if infrastructure.moves and isinstance(desired, Files):
        wish = _wish(desired, (infrastructure, *services), INFRASTRUCTURE, weighing)
        made = candidate(wish, weighing.cases, weighing.bench)
        infrastructure = infrastructure.judged(*_judgement(made, services, weighing.bench))
        if infrastructure.moves and isinstance(made, Candidate):
            if _changes_nothing(made, infrastructure, services, weighing):
                infrastructure = infrastructure.judged(_settled(infrastructure))
                artifacts = (infrastructure, *services)
                return _staying(artifacts, question, desired, weighing, settled=True)
            artifacts = (infrastructure, *services)
            return Releases(
                artifacts=artifacts,
                versions=_versions(artifacts),
                settled=False,
                current=weighing.current_templates(),
                submission=made,
            )
    current = weighing.current_templates()
    return _staying((infrastructure, *services), question, current, weighing, settled=False)


def templates_of(snapshot: Snapshot, version: Fact[str], subject: str) -> Files | Verdict:
    """Return the templates of an infrastructure version, or what to say of the subject instead."""
    if isinstance(version, Absent):
        reason = "The stack does not say which version of the infrastructure it has."
        return deny("unknown-facts", subject, reason, "root.parameters")
    if isinstance(version, Unknown):
        reason = f"The version of the infrastructure is unknown: {version.cause}."
        return hold("unknown-facts", subject, reason, "root.parameters", "branches")
    fact = snapshot.infrastructure.trees.get(version, NOT_READ)
    where = f"infrastructure.trees.{version}"
    if isinstance(fact, Absent):
        reason = f"The infrastructure has no templates at {version}."
        return deny("unknown-facts", subject, reason, where)
    if isinstance(fact, Unknown):
        reason = f"The templates of the infrastructure at {version} are unknown: {fact.cause}."
        return hold("unknown-facts", subject, reason, where)
    return fact


def _staying(
    artifacts: Sequence[Assessment],
    asked: Question,
    current: Files | Verdict,
    weighing: Weighing,
    *,
    settled: bool,
) -> Releases:
    """Return the releases with the current templates; the infrastructure's verdicts stand.

    `artifacts` are what was assessed for the desired ones; where that makes no difference to the
    services, they stand too.
    """
    infrastructure, *services = artifacts
    question = weighing.question(current)
    if question.parameters != asked.parameters:
        services = [*weighing.services(question)]
    return Releases(
        artifacts=(infrastructure, *services),
        versions=_versions(services),
        settled=settled,
        current=current,
        submission=current
        if isinstance(current, Verdict)
        else _wish(current, services, STACK, weighing),
    )


def _versions(artifacts: Sequence[Assessment]) -> Table[str]:
    """Return the versions that artifacts move to, by subject."""
    return Table({one.case.subject: one.version for one in artifacts if one.version is not None})


def _wish(files: Files, moving: Sequence[Assessment], subject: str, weighing: Weighing) -> Wish:
    """Return the wish for these artifacts at the versions that they move to, or are at."""
    versions = {one.case.definition.parameter: one.sent for one in moving}
    return Wish(
        files=files,
        versions=Table({**dict.fromkeys(weighing.version_parameters), **versions}),
        settings=weighing.snapshot.settings,
        subject=subject,
    )


def _parameters(files: Files | Verdict, bench: Bench) -> frozenset[str] | Unknown:
    if isinstance(files, Verdict):
        return Unknown(files.reason.rstrip("."))
    try:
        return frozenset(root_template(files, bench).section("Parameters"))
    except InvalidInput as error:
        return Unknown(str(error))


def _template_problems(files: Files | Verdict, bench: Bench) -> Iterator[Verdict]:
    """Yield what stops an infrastructure version before anything is rendered."""
    if isinstance(files, Verdict):
        if files.subject == INFRASTRUCTURE:
            yield files
        return
    try:
        root_template(files, bench)
    except InvalidInput as error:
        yield invalid(INFRASTRUCTURE, error)


def _judgement(
    made: Candidate | Verdict, services: Sequence[Assessment], bench: Bench
) -> Iterator[Verdict]:
    """Yield what the desired templates say of the infrastructure."""
    if isinstance(made, Verdict):
        yield made
        return
    yield from made.verdicts
    yield from judge_room(made, bench)
    owners = {one.case.definition.parameter: one for one in services}
    for parameter in sorted(made.missing):
        yield _missing(parameter, owners.get(parameter))


def _missing(parameter: str, owner: Assessment | None) -> Verdict:
    """Return the verdict on a parameter without a value, which waits where its service does."""
    if owner is not None:
        reason = (
            f"It adds the parameter {parameter}, which has no value as long as "
            f"{owner.case.subject} does not move."
        )
        judge = hold if owner.waits else deny
        return judge("parameters", INFRASTRUCTURE, reason, "infrastructure.trees")
    reason = (
        f"Nothing gives a value to its new parameter {parameter}: set it in "
        "KAYRON_CLOUDFORMATION_PARAMETERS, or give it a default in the root template."
    )
    return deny("parameters", INFRASTRUCTURE, reason, "infrastructure.trees")


def _changes_nothing(
    made: Candidate,
    infrastructure: Assessment,
    services: Sequence[Assessment],
    weighing: Weighing,
) -> bool:
    """Tell whether the desired infrastructure version alone would be no change of the stack.

    CloudFormation refuses an update that changes a parameter which nothing uses, and nothing else.
    """
    if any(one.moves for one in services) or any(weighing.settings_drift()):
        return False
    deployed = weighing.bench.ground.tree
    if not stands_still(made, deployed, infrastructure.case.definition.parameter):
        return False
    files = weighing.current_templates()
    if isinstance(files, Files) and differs_unseen(made, files):
        return False
    if not made.tree.plain:
        return True
    current = weighing.base(files)
    return isinstance(current, Candidate) and stands_still_behind(made, current, deployed)


def _settled(infrastructure: Assessment) -> Verdict:
    reason = f"{infrastructure.case.desired} would change nothing, so it counts as deployed."
    return allow("infrastructure", INFRASTRUCTURE, reason, "infrastructure.trees")
