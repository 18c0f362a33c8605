"""What the policies say of one service or of the infrastructure.

To add a policy, write a function of the case and add a line to `ARTIFACT_POLICIES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from attrs import field, frozen

from kayron.core.artifact import differs
from kayron.core.conversion import moment_text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.release import Branch, Definition, Suspend
from kayron.core.running import Current
from kayron.core.sentence import sentence
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict, allow, deny, hold


@frozen(kw_only=True)
class ArtifactCase:
    """All that decides whether one artifact may move.

    `image` is the digest of the desired version's image, None for the infrastructure, which has
    none. `parameters` are those of the root template that would be submitted, unknown where it
    cannot be read. `deployed` is the value of its parameter in the stack, None where the stack has
    no such parameter. `settled`: no update of the stack is under way. `branches` has a regular
    expression per environment.
    """

    definition: Definition
    current: Current
    desired: Fact[str]
    image: Fact[str] | None
    parameters: frozenset[str] | Unknown
    deployed: str | None
    settled: bool
    branches: Table[str] = field(factory=Table)
    environment: Environment
    captured: datetime

    @property
    def subject(self) -> str:
        """What verdicts on this artifact speak of."""
        return self.definition.subject

    @property
    def suspended(self) -> bool:
        """Whether its definition suspends it at the time of capture."""
        strategy = self.definition.strategy
        return isinstance(strategy, Suspend) and strategy.holds_at(self.captured)


def suspend(case: ArtifactCase) -> Verdict:
    """Stop a suspended artifact; with an end in sight it resolves by itself."""
    strategy = case.definition.strategy
    if not isinstance(strategy, Suspend):
        return allow("suspend", case.subject, "It is not suspended.")
    because = f": {strategy.reason}" if strategy.reason else ""
    if strategy.until is None:
        return deny("suspend", case.subject, f"It is suspended{because}.", _place(case))
    until = moment_text(strategy.until)
    if case.suspended:
        reason = f"It is suspended until {until}{because}."
        return hold("suspend", case.subject, reason, _place(case), "captured")
    return allow("suspend", case.subject, f"Its suspension ended at {until}.", "captured")


def resolved(case: ArtifactCase) -> Verdict:
    """Stop an artifact whose definition leads to no version."""
    strategy = case.definition.strategy
    if case.suspended or not isinstance(case.desired, Absent):
        return allow("resolved", case.subject, "Its release definition says what is to run.")
    if isinstance(strategy, Branch):
        reason = f"The branch {strategy.name!r} of {case.definition.github} does not exist."
        fact = f"branches.{case.definition.github}.{strategy.name}"
        return deny("resolved", case.subject, reason, fact)
    reason = "Its suspension is over, and its release definition names no release and no branch."
    return deny("resolved", case.subject, reason, _place(case))


def image(case: ArtifactCase) -> Verdict:
    """Hold a service until its desired image is in ECR."""
    name = f"{case.definition.name}:{case.desired}"
    if isinstance(case.desired, str) and isinstance(case.image, Absent):
        reason = f"The image {name} is not in ECR yet."
        return hold("image", case.subject, reason, _image(case))
    if isinstance(case.desired, str) and isinstance(case.image, str):
        return allow("image", case.subject, f"The image {name} is in ECR.", _image(case))
    return allow("image", case.subject, "There is no image to wait for.")


def parameter(case: ArtifactCase) -> Verdict:
    """Stop an artifact that the root template has no parameter for."""
    name = case.definition.parameter
    if isinstance(case.parameters, Unknown):
        reason = f"The root template could not be read: {case.parameters.cause}."
        return hold("parameter", case.subject, reason, "infrastructure.trees")
    if name not in case.parameters:
        reason = f"The root template has no parameter {name}; declare it there."
        return deny("parameter", case.subject, reason, "infrastructure.trees")
    return allow("parameter", case.subject, f"The root template has the parameter {name}.")


def branches(case: ArtifactCase) -> Verdict:
    """Stop a branch that this environment does not take."""
    pattern = case.branches.get(case.environment.value)
    strategy = case.definition.strategy
    if pattern is None or not isinstance(strategy, Branch):
        return allow("branches", case.subject, "No rule on branches applies to it.")
    if re.fullmatch(pattern, strategy.name):
        reason = f"The branch {strategy.name!r} matches {pattern!r}."
        return allow("branches", case.subject, reason, _place(case))
    reason = (
        f"The branch {strategy.name!r} does not match {pattern!r}, "
        f"which kayron.yaml asks for in {case.environment.value}."
    )
    return deny("branches", case.subject, reason, _place(case), "source.files.kayron.yaml")


def unknown_facts(case: ArtifactCase) -> Verdict:
    """Hold an artifact while something that decides about it could not be read."""
    running = Absent() if case.current.problem else case.current.version
    unread = [
        f"its {name} could not be read: {fact.cause}"
        for name, fact in (
            ("desired version", case.desired),
            ("current version", running),
            # Nobody waits for the image of a version that runs already.
            ("image", case.image if differs(running, case.desired) else None),
        )
        if isinstance(fact, Unknown)
    ]
    if unread and not case.suspended:
        facts = ("branches", "images", "services")
        return hold("unknown-facts", case.subject, sentence(*unread), *facts)
    return allow("unknown-facts", case.subject, "Everything that decides about it was read.")


def current(case: ArtifactCase) -> Verdict:
    """Stop an artifact whose ECS service is not one that has a version."""
    if case.current.problem:
        return deny("current", case.subject, case.current.problem, "services")
    return allow("current", case.subject, "Its current version can be told.", "services")


def mendable(case: ArtifactCase) -> Verdict:
    """Stop an artifact that an update cannot move, for its parameter has the version already."""
    if not differs(case.current.version, case.desired):
        return allow("mendable", case.subject, "There is no other version for it to move to.")
    name = case.definition.parameter
    if case.deployed != case.desired:
        return allow("mendable", case.subject, f"An update of the parameter {name} moves it.")
    runs = case.current.version if isinstance(case.current.version, str) else "no version"
    reason = f"The parameter {name} is {case.deployed} already, and ECS runs {runs}"
    facts = (f"root.parameters.{name}", "services")
    if case.current.rolling or not case.settled:
        return hold("mendable", case.subject, f"{reason} until its deployment is done.", *facts)
    reason = f"{reason}; an update would change nothing, so find out why ECS does not follow."
    return deny("mendable", case.subject, reason, *facts)


ARTIFACT_POLICIES: tuple[Callable[[ArtifactCase], Verdict], ...] = (
    suspend,
    resolved,
    image,
    parameter,
    branches,
    unknown_facts,
    current,
    mendable,
)
"""In the order in which a person would ask."""


def judge_artifact(case: ArtifactCase) -> tuple[Verdict, ...]:
    """Return what every policy says of an artifact."""
    return tuple(policy(case) for policy in ARTIFACT_POLICIES)


def may_move(case: ArtifactCase, verdicts: Iterable[Verdict]) -> bool:
    """Tell whether there is release drift and nothing stops it."""
    drifts = differs(case.current.version, case.desired)
    return drifts and all(verdict.outcome is Outcome.ALLOW for verdict in verdicts)


def _image(case: ArtifactCase) -> str:
    return f"images.{case.definition.name}.{case.desired}"


def _place(case: ArtifactCase) -> str:
    return f"source.files.{case.definition.place.file}"
