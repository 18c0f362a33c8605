"""What is submitted for a decision, unless a verdict stops the stack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from kayron.core.agenda import Update
from kayron.core.candidate import Candidate
from kayron.core.decision import Decision, Options, in_turn
from kayron.core.frame import Frame
from kayron.core.operation import Submission, desired_digest, operation_name, tags_sent
from kayron.core.parameter import secrets, submitted
from kayron.core.plan import Change, Preview
from kayron.core.policy.stack import StackCase, judge_stack
from kayron.core.row import Scene
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.capability import capabilities, has_macro
from kayron.core.table import Table
from kayron.core.turn import preview_changes
from kayron.core.verdict import STACK, Outcome, Verdict


@frozen(kw_only=True, eq=False)
class Proposal:
    """A decision, what would be submitted for it, and every verdict.

    `submission` is None where no templates can be had; `desired` is its digest, else empty.
    `reasons` say why this plan updates the stack, as sentences; none where it does not. `again`
    tells that somebody wants that although it failed or changes nothing. `passed` says why the
    update whose turn it was lets this one go first.
    """

    decision: Decision
    submission: Submission | None
    desired: str
    verdicts: tuple[Verdict, ...]
    reasons: tuple[str, ...]
    again: bool
    passed: tuple[str, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether nothing at all is to be done."""
        return any(one.policy == "pause" and _stops(one) for one in self.verdicts)

    @property
    def versions(self) -> Table[str]:
        """The versions of artifacts that this plan puts in place, by subject."""
        moves = self.reasons and not self.decision.previews_next
        return self.decision.releases.versions if moves else Table()

    @property
    def waiting(self) -> tuple[str, ...]:
        """What is left for the next update, as sentences."""
        if not self.reasons:
            return ()
        decision = self.decision
        arrivals = preview_changes(decision.arrivals.standings, but=self.leaving)
        later = decision.pending.releases if decision.previews_next else arrivals
        return (*later, *self.passed)

    @property
    def leaving(self) -> frozenset[str]:
        """The previews that this plan's update takes away, whatever kind of update it is."""
        chosen = self.decision.chosen
        return frozenset(chosen.standings.leaving) if chosen and self.reasons else frozenset()

    @property
    def frame(self) -> Frame | None:
        """That of the templates which this plan's update puts in place, None without one."""
        return self.decision.chosen.frame if self.decision.chosen and self.reasons else None

    def scene(self, snapshot: Snapshot) -> Scene:
        """Return what the rows of the previews are told from."""
        decision = self.decision
        return Scene(
            snapshot=snapshot,
            ground=decision.ground,
            frame=decision.base.frame if isinstance(decision.base, Candidate) else None,
            arrivals=decision.arrivals,
            leaving=self.leaving,
            submitted=bool(self.reasons) and decision.previews_next,
        )

    def update(self, previews: Sequence[Preview]) -> Update | None:
        """Return the update with what it does to these previews, None where there is none."""
        chosen = self.decision.chosen
        if not self.reasons or self.submission is None or chosen is None:
            return None
        touched = [one for one in previews if one.change is not Change.NONE]
        moved = [one for one in touched if one.change is not Change.REMOVE]
        versions = {one.subject: one.effective for one in moved if isinstance(one.effective, str)}
        return Update(
            reasons=self.reasons,
            submission=self.submission,
            previews=self.decision.previews_next,
            versions=self.versions.overlaid(versions),
            # Those that leave too: their comments have a last word to come.
            pulls=Table({one.subject: one.pull for one in touched if one.pull is not None}),
            plain=chosen.plain,
            direct=has_macro(chosen.tree),
            again=self.again,
        )


def propose(snapshot: Snapshot, root: Stack, decision: Decision, options: Options) -> Proposal:
    """Return what is submitted for a decision, with every verdict of the plan.

    Where what is next is stopped, and what comes after it is not, that goes first: neither releases
    nor previews starve the other.
    """
    first = _proposal(snapshot, root, decision, options)
    pending = decision.pending
    if first.reasons or not (pending.releases and pending.previews):
        return first
    turned = in_turn(decision, previews_next=not decision.previews_next)
    other = _proposal(snapshot, root, turned, options)
    stops = tuple(verdict.reason for verdict in first.verdicts if _stops(verdict))
    return evolve(other, passed=stops) if other.reasons else first


def _proposal(snapshot: Snapshot, root: Stack, decision: Decision, options: Options) -> Proposal:
    chosen = decision.chosen
    submission = _submission(snapshot, root, decision, chosen) if chosen else None
    desired = desired_digest(submission) if submission else ""
    reasons = _reasons(decision)
    again = options.retry or options.always
    asked = reasons and not again
    case = StackCase(
        snapshot=snapshot,
        inputs=decision.inputs,
        unknown=decision.ground.unknown,
        missing=chosen.missing if chosen and chosen.subject == STACK else (),
        claimed=_claimed(snapshot, decision),
        desired=desired,
        operation=operation_name(desired, root.event) if asked else "",
        retry=options.retry,
    )
    verdicts = (*judge_stack(case), *decision.stack, *_others(decision))
    stopped = submission is None or any(map(_stops, verdicts))
    return Proposal(
        decision=decision,
        submission=submission,
        desired=desired,
        verdicts=verdicts,
        reasons=() if stopped else reasons,
        again=again,
    )


def _reasons(decision: Decision) -> tuple[str, ...]:
    pending = decision.pending
    return pending.previews if decision.previews_next else pending.releases


def _stops(verdict: Verdict) -> bool:
    return verdict.subject == STACK and verdict.outcome is not Outcome.ALLOW


def _submission(
    snapshot: Snapshot, root: Stack, decision: Decision, chosen: Candidate
) -> Submission:
    setting = Table() if decision.previews_next else snapshot.settings.tags
    return Submission(
        templates=Table({file.path: file.key for file in chosen.files}),
        parameters=submitted(chosen.parameters),
        redacted=secrets(chosen.parameters),
        tags=tags_sent(root.tags, setting),
        capabilities=capabilities(chosen.tree),
    )


def _claimed(snapshot: Snapshot, decision: Decision) -> tuple[str, ...]:
    """Return the version parameters that a setting tries to override."""
    settings = snapshot.settings
    definitions = (one.case.definition for one in decision.releases.artifacts)
    versions = {definition.parameter for definition in definitions}
    return tuple(sorted(versions & {*settings.parameters, *settings.redacted}))


def _others(decision: Decision) -> Iterator[Verdict]:
    """Yield the verdicts on artifacts, on previews in their order, and on what is neither."""
    for artifact in decision.releases.artifacts:
        yield from artifact.verdicts
    for case in decision.arrivals.standings.cases:
        yield from case.verdicts
    yield from decision.others
