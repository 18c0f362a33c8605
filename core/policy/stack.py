"""The policies of the root stack: each one says whether the stack may be updated now.

Adding a policy is one function and one line of `STACK_POLICIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from kayron.core.conversion import moment_text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.freeze import DAY
from kayron.core.inputs import Inputs
from kayron.core.policy.status import ALLOWED, BUSY, RECOVERY
from kayron.core.problem import InvalidInput
from kayron.core.sentence import sentence
from kayron.core.snapshot import Environment, Outcomes, Result, Snapshot, Stack, Submission
from kayron.core.table import Table
from kayron.core.verdict import STACK, Verdict, allow, deny, hold

ENVIRONMENT_TAG = "environment"

AGAIN = "It is tried again when something changes, or with --retry."


@frozen(kw_only=True)
class StackCase:
    """All that the stack policies look at.

    `unknown` names the facts of the stack, its templates and listeners that could not be read.
    `missing` are the root parameters that nothing gives a value, `claimed` the version parameters
    that a setting tries to override. `desired` is the desired digest, empty where nothing could be
    rendered. `operation` names this very update as the record does, empty where there is none, or
    where somebody asks for it even if there is nothing to change.
    """

    snapshot: Snapshot
    inputs: Inputs | Absent | Unknown | InvalidInput
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    claimed: tuple[str, ...]
    desired: str
    operation: str
    retry: bool


StackPolicy = Callable[[StackCase], Verdict]


def stack_status(case: StackCase) -> Verdict:
    """Judge the status of the root stack; total over all that CloudFormation has."""
    root = case.snapshot.root
    if not isinstance(root, Stack):
        return allow("stack-status", STACK, "There is no status to judge.", "root")
    status = root.status
    if status in ALLOWED:
        return allow("stack-status", STACK, f"The stack is {status}.", "root.status")
    because = f" ({root.status_reason})" if root.status_reason else ""
    if status in BUSY:
        reason = f"The stack is {status}{because}; its update has to end first."
        return hold("stack-status", STACK, reason, "root.status")
    recovery = RECOVERY.get(status, "is in a status that this version does not know: look at it")
    return deny(
        "stack-status", STACK, f"The stack is {status}{because}: it {recovery}.", "root.status"
    )


def root_stack(case: StackCase) -> Verdict:
    """Judge whether this is the root stack of the environment, and nobody else's."""
    root, environment = case.snapshot.root, case.snapshot.environment.value
    name = case.snapshot.stack
    if isinstance(root, Unknown):
        return allow("root-stack", STACK, "The stack could not be read.", "root")
    if isinstance(root, Absent):
        return deny("root-stack", STACK, _missing_stack(case.snapshot), "root")
    if root.parent is not None:
        reason = f"{name} is nested in {root.parent}: name the root stack instead."
        return deny("root-stack", STACK, reason, "root.parent")
    tag = root.tags.get(ENVIRONMENT_TAG)
    if tag != environment:
        found = "has no such tag" if tag is None else f"has {ENVIRONMENT_TAG}={tag}"
        reason = f"{name} must be tagged {ENVIRONMENT_TAG}={environment}, and {found}."
        return deny("root-stack", STACK, reason, "root.tags")
    if case.snapshot.settings.tags.get(ENVIRONMENT_TAG, environment) != environment:
        reason = f"KAYRON_CLOUDFORMATION_TAGS may not set {ENVIRONMENT_TAG} to another value."
        return deny("root-stack", STACK, reason, "settings.tags")
    return allow("root-stack", STACK, f"{name} is the root stack of {environment}.", "root.tags")


def _missing_stack(snapshot: Snapshot) -> str:
    account = f" of account {snapshot.account}" if snapshot.account else ""
    return (
        f"There is no stack {snapshot.stack} in {snapshot.region}{account}: create it first, "
        "or look at KAYRON_CLOUDFORMATION_STACK and AWS_REGION."
    )


def inputs(case: StackCase) -> Verdict:
    """Judge whether the release source says validly what is wanted."""
    source = case.snapshot.source
    if isinstance(case.inputs, Absent):
        missing = _missing_ref(case.snapshot.environment)
        return deny("inputs", STACK, f"{source.repository} {missing}.", "source.commit")
    if isinstance(case.inputs, InvalidInput):
        return deny("inputs", STACK, _invalid(case.inputs), "source.files")
    if isinstance(case.inputs, Unknown):
        return allow("inputs", STACK, "The release source could not be read.", "source.files")
    reason = f"The release definitions at {source.ref} are valid."
    return allow("inputs", STACK, reason, "source.files")


def _invalid(error: InvalidInput) -> str:
    if len(error.problems) == 1:
        return f"Nothing changes until this problem of the release source is mended: {error}"
    count = f"these {len(error.problems)} problems of the release source are mended"
    return f"Nothing changes until {count}:\n{error}"


def _missing_ref(environment: Environment) -> str:
    if environment is Environment.PRODUCTION:
        return "has no release, and production runs what the latest one declares: publish one"
    return "has no default branch to read the release definitions from"


def pause(case: StackCase) -> Verdict:
    """Judge the pause of `kayron.yaml`."""
    paused = case.inputs.configuration.pause if isinstance(case.inputs, Inputs) else None
    if paused is None or not paused.holds_at(case.snapshot.captured):
        return allow("pause", STACK, "Nothing is paused.", "source.files")
    until = f" until {moment_text(paused.until)}" if paused.until else ""
    reason = sentence(f"Everything is paused{until}: {paused.reason}")
    return deny("pause", STACK, reason, "source.files")


def freeze(case: StackCase) -> Verdict:
    """Judge the freeze windows of `kayron.yaml`; a zone without a recorded offset may be in one."""
    windows = case.inputs.configuration.freeze if isinstance(case.inputs, Inputs) else ()
    for window in windows:
        offset = _offset(case.snapshot.zones, window.zone)
        if not isinstance(offset, int):
            fact, error = f"zones.{window.zone}", "there is no such zone"
            if isinstance(offset, Unknown):
                fact, error = f"{fact}.unknown", offset.cause
            reason = f"Whether a freeze holds in {window.zone} is unknown: {error}."
            return hold("freeze", STACK, reason, fact)
        if window.holds_at(case.snapshot.captured, offset):
            reason = sentence(f"A freeze holds ({window}): {window.reason}")
            return hold("freeze", STACK, reason, "captured")
    return allow("freeze", STACK, "No freeze window is open.", "captured")


def _offset(zones: Table[Fact[int]], zone: str) -> Fact[int]:
    """Return how many minutes a zone is east of UTC."""
    offset = zones.get(zone, 0 if zone == "UTC" else Unknown("it was not recorded"))
    if isinstance(offset, int) and abs(offset) > DAY:
        return Unknown("it was recorded as more than a day")
    return offset


def unknown_facts(case: StackCase) -> Verdict:
    """Judge whether all is known that an update rests on as a whole."""
    errors = list(case.unknown)
    if isinstance(case.inputs, Unknown):
        errors.append(f"the release source ({case.inputs.cause})")
    if errors:
        reason = f"Some facts could not be read: {'; '.join(errors)}."
        return hold("unknown-facts", STACK, reason, "root", "listeners")
    return allow(
        "unknown-facts", STACK, "The stack, its templates and listeners are known.", "root"
    )


def failed_before(case: StackCase) -> Verdict:
    """Judge whether this very update was refused before, failed, or had nothing to change.

    Where a version was the cause, that version is held, and the update is another one without it.
    """
    outcomes = case.snapshot.outcomes
    if isinstance(outcomes, Unknown):
        reason = f"Whether this was tried before is unknown: {outcomes.cause}."
        return hold("failed-before", STACK, reason, "outcomes.unknown")
    # An update that changed anything gave the next one another name.
    empty = last_submission(outcomes, lambda entry: _is_done(entry, case.operation))
    if empty is not None:
        when = moment_text(empty.time)
        reason = f"CloudFormation found nothing to change in this update at {when}."
        return hold("failed-before", STACK, f"{reason} {AGAIN}", "outcomes")
    last = last_submission(outcomes, lambda entry: entry.desired == case.desired)
    if last is None or last.result not in (Result.REFUSED, Result.FAILED):
        return allow("failed-before", STACK, "This update has not failed before.", "outcomes")
    if _may_go(last, case.inputs):
        reason = f"It would lose {last.resource}, which kayron.yaml allows by now."
        return allow("failed-before", STACK, reason, "outcomes", "source.files")
    if case.retry:
        return allow(
            "failed-before", STACK, f"Tried again on request after: {last.reason}", "outcomes"
        )
    how = _how(last)
    reason = f"{how} at {moment_text(last.time)}: {last.reason or 'no reason given'}"
    return hold("failed-before", STACK, f"{reason.rstrip('.')}. {AGAIN}", "outcomes")


def _is_done(entry: Submission, operation: str) -> bool:
    return entry.operation == operation and entry.result is Result.SUCCEEDED


def _may_go(last: Submission, inputs: Inputs | Absent | Unknown | InvalidInput) -> bool:
    """Tell whether an update was not begun for a stateful resource which may go by now."""
    allowed = inputs.configuration.allow_stateful if isinstance(inputs, Inputs) else ()
    return last.result is Result.REFUSED and last.resource in allowed


def _how(last: Submission) -> str:
    if last.result is Result.FAILED:
        return "CloudFormation failed at this update"
    # At a resource that it would lose; CloudFormation refuses updates as a whole.
    return "This update was not begun" if last.resource else "CloudFormation refused this update"


def last_submission(
    outcomes: Outcomes | Absent, wanted: Callable[[Submission], bool]
) -> Submission | None:
    """Return the newest submission of the outcomes record that is wanted."""
    entries: Iterable[Submission] = () if isinstance(outcomes, Absent) else outcomes.entries
    return next((entry for entry in reversed(tuple(entries)) if wanted(entry)), None)


def parameters(case: StackCase) -> Verdict:
    """Judge whether every parameter of the root template gets one value from one place."""
    if case.claimed:
        names = ", ".join(case.claimed)
        reason = (
            f"KAYRON_CLOUDFORMATION_PARAMETERS sets {names}, which a release definition decides: "
            "take it out of the setting."
        )
        return deny("parameters", STACK, reason, "settings.parameters")
    if case.missing:
        names = ", ".join(case.missing)
        reason = (
            f"Nothing gives a value to {names}: set it in KAYRON_CLOUDFORMATION_PARAMETERS, or "
            "give it a default in the root template."
        )
        return deny("parameters", STACK, reason, "settings.parameters", "root.parameters")
    return allow("parameters", STACK, "Every parameter of the root template gets a value.", "root")


STACK_POLICIES: tuple[StackPolicy, ...] = (
    inputs,
    unknown_facts,
    root_stack,
    stack_status,
    pause,
    freeze,
    parameters,
    failed_before,
)


def judge_stack(case: StackCase) -> tuple[Verdict, ...]:
    """Return what every stack policy says."""
    return tuple(policy(case) for policy in STACK_POLICIES)
