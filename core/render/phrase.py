"""The words that every rendering of a plan shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from kayron.core.action import (
    Action,
    CreateComment,
    DeleteComment,
    OverwriteTemplate,
    PutTemplate,
    UpdateComment,
    UpdateStack,
)
from kayron.core.fact import Absent, Fact
from kayron.core.plan import Artifact, Change, Life, Plan, Preview
from kayron.core.render.style import Mode
from kayron.core.verdict import STACK, Outcome, Verdict

COMMIT = re.compile(r"[0-9a-f]{40}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
BALANCER = re.compile(r"arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]+:listener(?:-rule)?/")
LONG = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9A-Za-z])")

CHANGES = {
    Change.NONE: Mode.ASIDE,
    Change.ADD: Mode.ADD,
    Change.CHANGE: Mode.CHANGE,
    Change.REMOVE: Mode.REMOVE,
}

OUTCOMES = {Outcome.ALLOW: Mode.ASIDE, Outcome.HOLD: Mode.CHANGE, Outcome.DENY: Mode.REMOVE}

Verdicts = Mapping[str, Sequence[Verdict]]
"""Verdicts by subject."""


def short(version: str) -> str:
    """Return a version for people: a commit or a digest by its first 8 digits."""
    if COMMIT.fullmatch(version):
        return version[:8]
    return version[:15] if DIGEST.fullmatch(version) else version


def brief(sentence: str) -> str:
    """Return a sentence with its commits and digests by their first 8 digits.

    Listeners and rules of load balancers are called by what is their own in their ARNs.
    """
    return LONG.sub(lambda match: match[0][:8], BALANCER.sub("", sentence))


def sentences(reason: str) -> list[str]:
    """Return a reason as the lines that it is to be shown in."""
    return brief(reason).split("\n")


def version(fact: Fact[str]) -> str:
    """Return a version that may be absent or unknown, for people."""
    if isinstance(fact, str):
        return short(fact)
    return "none" if isinstance(fact, Absent) else "unknown"


def step(current: Fact[str], desired: Fact[str]) -> str:
    """Return the way from one version to another, or the version where both are the same."""
    if current == desired:
        return version(current)
    return f"{version(current)} -> {version(desired)}"


def towards(artifact: Artifact) -> str:
    """Return the way from an artifact's current version to the desired one, if there is one."""
    if isinstance(artifact.desired, Absent):
        return version(artifact.current)
    return step(artifact.current, artifact.desired)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it must be."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def by_subject(verdicts: Iterable[Verdict], *outcomes: Outcome) -> Verdicts:
    """Return the verdicts with one of these outcomes, in order, by subject."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.outcome in outcomes:
            found[verdict.subject].append(verdict)
    return dict(found)


def departures(plan: Plan) -> Verdicts:
    """Return why previews go: the verdicts that would stop them, if they were to stay."""
    stops = by_subject(plan.verdicts, Outcome.HOLD, Outcome.DENY)
    going = {preview.subject for preview in plan.previews if preview.life is Life.REMOVING}
    return {subject: found for subject, found in stops.items() if subject in going}


def stopping(plan: Plan) -> Verdicts:
    """Return the verdicts that hold or deny, by subject, but for those on previews that go."""
    stops, going = by_subject(plan.verdicts, Outcome.HOLD, Outcome.DENY), departures(plan)
    return {subject: found for subject, found in stops.items() if subject not in going}


def drifts(thing: Artifact | Preview) -> bool:
    """Tell whether a desired version is known and is not the current one."""
    return isinstance(thing.desired, str) and thing.desired != thing.current


def standing(artifact: Artifact, stops: Verdicts) -> tuple[str, Mode]:
    """Return what this plan means for an artifact: it moves, is as desired, or who stops it."""
    if artifact.moves:
        return "moves", Mode.CHANGE
    if artifact.subject in stops:
        return stopped(stops[artifact.subject])
    if drifts(artifact):
        whom = "the stack" if STACK in stops else "the next update"
        return f"waits for {whom}", Mode.CHANGE
    return "as desired", Mode.ASIDE


def stopped(verdicts: Sequence[Verdict]) -> tuple[str, Mode]:
    """Return which policies stop a subject; those that deny go first."""
    denied = [verdict.policy for verdict in verdicts if verdict.outcome is Outcome.DENY]
    held = [verdict.policy for verdict in verdicts if verdict.outcome is Outcome.HOLD]
    words = [f"denied by {listed(denied)}"] if denied else []
    words += [f"held by {listed(held)}"] if held else []
    return "; ".join(words), Mode.REMOVE if denied else Mode.CHANGE


def living(life: Life) -> Mode:
    """Return how a preview's life is coloured."""
    if life is Life.READY:
        return Mode.ADD
    return Mode.REMOVE if life in (Life.BLOCKED, Life.REMOVING) else Mode.CHANGE


def title(action: Action) -> str:
    """Return what an action does, as words."""
    match action:
        case PutTemplate():
            return f"put template {action.key}"
        case OverwriteTemplate():
            return f"overwrite template {action.key}"
        case UpdateStack():
            return f"update stack {action.stack}"
        case CreateComment():
            return f"create status comment on {action.repository}#{action.pull}"
        case UpdateComment():
            return f"update status comment on {action.repository}#{action.pull}"
        case DeleteComment():
            return f"delete second status comment on {action.repository}#{action.pull}"
        case _:
            assert_never(action)


def summary(plan: Plan) -> str:
    """Return the plan in one line: what moves, what changes, what is stopped, what is done."""
    parts = [*_changes(plan), *_stops(plan)]
    actions = count(len(plan.actions), "action") if plan.actions else "no actions"
    return f"Plan {plan.digest[:8]}: {'; '.join([actions, *parts])}."


def _changes(plan: Plan) -> list[str]:
    moving = sum(1 for artifact in plan.artifacts if artifact.moves)
    words = [f"{count(moving, 'artifact')} {'moves' if moving == 1 else 'move'}"] if moving else []
    changes = [preview.change for preview in plan.previews if preview.change is not Change.NONE]
    signs = [f"{CHANGES[c].value}{changes.count(c)}" for c in Change if c in changes]
    words += [f"previews {' '.join(signs)}"] if signs else []
    puts = {a.path for a in plan.actions if isinstance(a, PutTemplate | OverwriteTemplate)}
    return words + ([count(len(puts), "template")] if puts else [])


def _stops(plan: Plan) -> list[str]:
    stops = stopping(plan).values()
    denied = sum(any(one.outcome is Outcome.DENY for one in found) for found in stops)
    words = [f"{denied} denied"] if denied else []
    words += [f"{len(stops) - denied} held"] if len(stops) > denied else []
    words += [f"{len(plan.waiting)} for the next update"] if plan.waiting else []
    return [", ".join(words)] if words else []
