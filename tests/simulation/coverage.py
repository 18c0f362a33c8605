"""What the simulation met, counted: names with how often, which can be added up over seeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from kayron.adapters.reconcile import Round
from kayron.core.action import Action, CreateComment, UpdateComment
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Effect
from kayron.core.comment import STATUSES
from kayron.core.plan import Change, Life, Plan
from tests.simulation.aws_clients import EVENTUAL
from tests.simulation.events.every import EVENTS
from tests.simulation.events.stacks import PASSING, RESTING, STUCK
from tests.simulation.fault import Fault
from tests.simulation.outcomes import OUTCOMES
from tests.simulation.relapse import KINDS
from tests.simulation.wire import Call
from tests.simulation.witness import WRITES

ENOUGH = 400_000
"""Steps after which nothing may be missing: 2,000 seeds take some more."""

COMMENTS = (CreateComment, UpdateComment)
"""The actions that say something in a comment."""

OTHERWISE = frozenset({Ending.STALE})
"""The endings of applies of a plan that was reviewed."""

UPDATES = (
    "UPDATE_IN_PROGRESS",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_FAILED",
    "CREATE_IN_PROGRESS",
    "DELETE_IN_PROGRESS",
)
"""The statuses that a stack comes to by itself."""

READS = frozenset(
    {
        ("cloudformation", "DescribeChangeSet"),
        ("cloudformation", "DescribeStackEvents"),
        ("cloudformation", "DescribeStacks"),
        ("cloudformation", "GetTemplate"),
        ("cloudformation", "ListChangeSets"),
        ("cloudformation", "ListExports"),
        ("cloudformation", "ListStackResources"),
        ("ecr", "BatchGetImage"),
        ("ecs", "DescribeServices"),
        ("ecs", "DescribeTaskDefinition"),
        ("elbv2", "DescribeAccountLimits"),
        ("elbv2", "DescribeListenerCertificates"),
        ("elbv2", "DescribeListeners"),
        ("elbv2", "DescribeRules"),
        ("github", "git/get-blob"),
        ("github", "git/get-commit"),
        ("github", "git/get-tree"),
        ("github", "git/list-matching-refs"),
        ("github", "issues/list-comments"),
        ("github", "pulls/get"),
        ("github", "pulls/list"),
        ("github", "repos/get"),
        ("github", "users/get-authenticated"),
        ("s3", "GetObject"),
        ("sts", "GetCallerIdentity"),
    }
)
"""The operations with which Kayron reads at this company."""

OPERATIONS = tuple(sorted(READS | WRITES))
"""All that it calls there: services and operations."""

STILL = frozenset({"ListChangeSets", "ListExports"})
"""What of AWS may answer what was before, but hardly ever has another answer."""

MOVING = frozenset(
    {operation for _, operation in EVENTUAL} - STILL
    | {"git/list-matching-refs", "issues/list-comments", "pulls/list"}
)
"""What changes all the time, so that there are stale answers. `pulls/get` is asked of closed pull
requests, once or twice, and hardly anything changes in those."""

WITHIN = (
    "clock jumped",
    "Ctrl-C",
    "loop within a loop",
    "process killed",
    "process paused",
)
"""What happens to a process within a loop."""


CAPTURES = "captures compared"
"""What processes remember, with what there is."""

SEVERAL = "comment of several services"
"""A status comment with a row for each service of a repository."""


def faults_of(operation: str) -> tuple[Fault, ...]:
    """Return what can go wrong with an operation."""
    return tuple(one for one in Fault if one is not Fault.STALE or operation in MOVING)


def count_round(counts: Counter[str], done: Round) -> None:
    """Count what a round saw and did."""
    if done.error is not None:
        counts[f"error {type(done.error).__name__}"] += 1
    made = done.applied.plan if done.applied is not None else done.plan
    if made is not None:
        counts.update({f"verdict {one.policy} {one.outcome.value}" for one in made.verdicts})
        bodies = [one.body for one in made.actions if isinstance(one, COMMENTS)]
        counts.update(f"life {one.value}" for one in _lives(made, bodies))
        counts[SEVERAL] += any("| Service |" in body for body in bodies)
        counts.update({f"change {one.change.value}" for one in made.previews})
        counts[f"status {made.status}"] += 1
    if done.applied is not None:
        counts[f"ending {done.applied.ending.value}"] += 1
        kinds = {action.id: type(action).__name__ for action in done.applied.plan.actions}
        for name, outcome in done.applied.outcomes.items():
            counts[f"action {kinds[name]}"] += 1
            counts[f"effect {outcome.effect.value}"] += 1


def _lives(made: Plan, bodies: Iterable[str]) -> set[Life]:
    """Return where previews stand, and where comments say that they do."""
    said = {life for life, status in STATUSES.items() if any(f"| {status} |" in b for b in bodies)}
    return said | {one.life for one in made.previews}


def count_calls(counts: Counter[str], calls: Iterable[Call]) -> None:
    """Count what was called, and what went wrong."""
    for call in calls:
        name = f"{call.service}:{call.operation}"
        counts[f"call {name}"] += 1
        if call.fault is not None:
            counts[f"fault {name} {call.fault.value}"] += 1


def required() -> Iterator[str]:
    """Yield the names of all that must occur."""
    yield from (f"verdict {policy} {outcome}" for policy, outcome in OUTCOMES)
    yield from (f"action {one.__name__}" for one in get_args(Action))
    yield from (f"effect {one.value}" for one in Effect)
    yield from (f"ending {one.value}" for one in Ending if one not in OTHERWISE)
    yield from (f"life {one.value}" for one in Life)
    yield from (f"change {one.value}" for one in Change)
    yield from (f"corrected {kind}" for kind in KINDS)
    yield from (f"event {name}" for name in EVENTS)
    yield from (*WITHIN, CAPTURES, SEVERAL)
    yield from (f"status {one}" for one in sorted({*PASSING, *STUCK, *RESTING, *UPDATES}))
    for service, operation in OPERATIONS:
        yield f"call {service}:{operation}"
        yield from (f"fault {service}:{operation} {one.value}" for one in faults_of(operation))


def absent(counts: Counter[str]) -> list[str]:
    """Return what must occur and did not."""
    return [name for name in required() if not counts[name]]
