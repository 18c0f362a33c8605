"""What becomes of one preview, and where it stands."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.hashing import preview_subject
from kayron.core.plan import Life
from kayron.core.running import Current
from kayron.core.snapshot import Pull
from kayron.core.stack.ledger import Deployed
from kayron.core.verdict import Outcome, Verdict

IMAGE = "image"
"""The policy that a preview waits for when its image is not in ECR yet."""


class Standing(Enum):
    """What is to become of a preview.

    `STAY`: it is deployed, and neither wanted nor proved unwanted, so it is left as it is.
    `LEFT_OUT`: a pull request that gets no preview.
    """

    ADD = "add"
    KEEP = "keep"
    STAY = "stay"
    REMOVE = "remove"
    LEFT_OUT = "left out"


@frozen(kw_only=True)
class PreviewCase:
    """A preview that is wanted, deployed, or refused to a pull request, with all verdicts on it.

    `pull` is None where only the ledger knows of it, or its pull request could not be read. Two
    pull requests of one hash are two cases with one subject, so verdicts count by case. `image` is
    the digest of the image of the pull request's head commit.
    """

    docker: str
    hash: str
    repository: str
    standing: Standing
    pull: Pull | None = None
    deployed: Deployed | None = None
    current: Current = field(factory=lambda: Current(version=Absent()))
    image: Fact[str] = field(factory=Absent)
    verdicts: tuple[Verdict, ...] = ()

    @property
    def subject(self) -> str:
        """What verdicts on this preview speak of."""
        return preview_subject(self.docker, self.hash)

    @property
    def desired(self) -> Fact[str]:
        """The head commit that should run; absent where nothing should."""
        if self.standing is Standing.STAY:
            return Unknown("it could not be told whether this preview is still wanted")
        if self.standing in (Standing.ADD, Standing.KEEP) and self.pull:
            return self.pull.commit
        return Absent()

    @property
    def denied(self) -> bool:
        """Whether a person is needed."""
        return any(verdict.outcome is Outcome.DENY for verdict in self.verdicts)

    @property
    def stopped(self) -> bool:
        """Whether a verdict keeps a wanted preview from being added or changed."""
        return any(verdict.outcome is not Outcome.ALLOW for verdict in self.verdicts)

    @property
    def waits_for_image(self) -> bool:
        """Whether its image is not in ECR yet."""
        return any(v.policy == IMAGE and v.outcome is Outcome.HOLD for v in self.verdicts)

    @property
    def deployed_version(self) -> str | None:
        """The version to render it with as it stands: the ledger's, else what ECS runs."""
        if self.deployed and self.deployed.version:
            return self.deployed.version
        return self.current.version if isinstance(self.current.version, str) else None

    @property
    def version(self) -> str | None:
        """The version to render it with; None where it is not to be in the template at all."""
        if self.standing in (Standing.REMOVE, Standing.LEFT_OUT):
            return None
        if isinstance(self.desired, str) and not self.stopped:
            return self.desired
        return self.deployed_version if self.deployed else None

    @property
    def number(self) -> int | None:
        """The number of the pull request that wants it, else the recorded one.

        A branch may have another pull request than the one that its preview was made for.
        """
        if self.pull and self.standing in (Standing.ADD, Standing.KEEP):
            return self.pull.number
        return self.recorded_number

    @property
    def recorded_number(self) -> int | None:
        """The number that a deployed preview's template records, else its pull request's."""
        if self.deployed and self.deployed.pull is not None:
            return self.deployed.pull
        return self.pull.number if self.pull else None

    @property
    def taken_over(self) -> bool:
        """Whether another pull request wants it than the one that its template records.

        One that no template records is not found any more once it is closed.
        """
        return self.number != self.recorded_number

    def judged(self, *verdicts: Verdict) -> PreviewCase:
        """Return the case with more verdicts on it."""
        # Every preview is judged often: `evolve` would take four times as long.
        return PreviewCase(
            docker=self.docker,
            hash=self.hash,
            repository=self.repository,
            standing=self.standing,
            pull=self.pull,
            deployed=self.deployed,
            current=self.current,
            image=self.image,
            verdicts=(*self.verdicts, *verdicts),
        )


def life(case: PreviewCase, *, submitted: bool, ready: bool) -> Life:
    """Return where a preview stands.

    `submitted`: this plan's update adds or changes it. `ready`: the last update of the stack is
    complete, and its ECS service runs the desired version as `Running.is_ready` says.
    """
    if case.standing is Standing.REMOVE:
        return Life.REMOVING
    if case.standing in (Standing.LEFT_OUT, Standing.STAY) or case.denied:
        return Life.BLOCKED
    if case.waits_for_image:
        return Life.WAITING
    if submitted:
        return Life.DEPLOYING
    if case.deployed and case.deployed_version == case.desired and not case.taken_over:
        return Life.READY if ready else Life.DEPLOYING
    return Life.BLOCKED if case.stopped else Life.WANTED
