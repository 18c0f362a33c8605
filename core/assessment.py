"""What is to become of each artifact: the versions that meet, and what the policies say of them."""

from __future__ import annotations

from typing import assert_never

from attrs import evolve, frozen

from kayron.core.artifact import desired_version, image_fact, infrastructure_version
from kayron.core.fact import Fact, Unknown
from kayron.core.ground import Ground
from kayron.core.inputs import Inputs
from kayron.core.policy.artifact import ArtifactCase, judge_artifact, may_move
from kayron.core.policy.failed import Memory, judge_failed
from kayron.core.release import Branch, Definition, Release, Suspend
from kayron.core.running import Current
from kayron.core.snapshot import Snapshot
from kayron.core.verdict import Outcome, Verdict


@frozen(kw_only=True, eq=False)
class Assessment:
    """An artifact and all verdicts on it."""

    case: ArtifactCase
    verdicts: tuple[Verdict, ...]

    @property
    def moves(self) -> bool:
        """Whether there is release drift that nothing stops."""
        return may_move(self.case, self.verdicts)

    @property
    def version(self) -> str | None:
        """The version that it moves to, None where it does not move."""
        return self.case.desired if self.moves and isinstance(self.case.desired, str) else None

    @property
    def sent(self) -> str | None:
        """The version to submit, None for what the stack has.

        Where ECS runs what is desired and the stack says something else, or nothing, that is the
        desired one too: what the stack says would be put in place as soon as a template changes.
        """
        case = self.case
        stopped = any(verdict.outcome is not Outcome.ALLOW for verdict in self.verdicts)
        agreed = case.current.version == case.desired != case.deployed and not stopped
        return case.desired if agreed and isinstance(case.desired, str) else self.version

    @property
    def waits(self) -> bool:
        """Whether only what resolves by itself stops it."""
        stops = {verdict.outcome for verdict in self.verdicts} - {Outcome.ALLOW}
        return stops == {Outcome.HOLD}

    def judged(self, *verdicts: Verdict) -> Assessment:
        """Return the assessment with more verdicts."""
        return evolve(self, verdicts=(*self.verdicts, *verdicts))


@frozen(kw_only=True)
class Question:
    """What the assessment of artifacts rests on.

    `parameters` are those of the root template that would be submitted.
    """

    snapshot: Snapshot
    inputs: Inputs
    ground: Ground
    parameters: frozenset[str] | Unknown
    memory: Memory


def assess(definition: Definition, question: Question) -> Assessment:
    """Return what is to become of one artifact."""
    snapshot, ground = question.snapshot, question.ground
    desired = desired_version(definition, snapshot.branches)
    case = ArtifactCase(
        definition=definition,
        current=_current(definition, ground),
        desired=desired,
        image=_image(definition, desired, snapshot),
        parameters=question.parameters,
        deployed=ground.root.parameters.get(definition.parameter),
        settled=ground.settled,
        branches=question.inputs.configuration.branches,
        environment=snapshot.environment,
        captured=snapshot.captured,
    )
    failed = judge_failed(case.subject, desired, question.memory)
    return Assessment(case=case, verdicts=(*judge_artifact(case), failed))


def strategy_text(definition: Definition) -> str:
    """Return a definition's deployment strategy for people."""
    match definition.strategy:
        case Release(tag=tag):
            return f"release {tag}"
        case Branch(name=name):
            return f"branch {name}"
        case Suspend():
            return "suspended"
    assert_never(definition.strategy)


def _current(definition: Definition, ground: Ground) -> Current:
    if definition.docker is None:
        return Current(version=infrastructure_version(definition, ground.root))
    return ground.running.current(definition.docker)


def _image(definition: Definition, desired: Fact[str], snapshot: Snapshot) -> Fact[str] | None:
    if definition.docker is None:
        return None
    return image_fact(snapshot.images, definition.docker, desired)
