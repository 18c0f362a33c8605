"""What an apply did, as one document: the plan, the outcome of each action, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from kayron.core.apply.ending import Ending
from kayron.core.document import digest
from kayron.core.fact import Fact
from kayron.core.plan import Plan
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.seal import is_sealed
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table

FORMAT = 1
"""The version of the JSON form. A reader refuses any other."""


class Effect(Enum):
    """What became of an action.

    `UNCHANGED`: what it does was there already. `SKIPPED`: something that it needs was not done, or
    what it expects was not found. `LEFT`: it goes on, and nobody waits for it.
    `INTERRUPTED`: a person stopped it here; what had begun goes on.
    """

    DONE = "done"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"
    FAILED = "failed"
    LEFT = "left"
    INTERRUPTED = "interrupted"


@frozen(kw_only=True)
class ActionOutcome:
    """What became of an action, and why, as a sentence; empty where there is nothing to add."""

    effect: Effect
    reason: str


@frozen(kw_only=True)
class Applied:
    """An apply, to be replayed and examined offline.

    `outcomes` has one for each action of the plan by its id. `before` is the snapshot that the plan
    was made from, `after` that of a capture when all was through; why it is missing, else.
    """

    format: int
    plan: Plan
    ending: Ending
    outcomes: Table[ActionOutcome]
    before: Snapshot
    after: Fact[Snapshot]


def checked(applied: Applied, file: str) -> Applied:
    """Return the record of an apply; raise `InvalidInput` where its parts do not belong together.

    The plan is the very one that was made, and each of its actions has an outcome.
    """
    problems = [Problem(Place(file), text) for text in _problems(applied)]
    if problems:
        raise InvalidInput(problems)
    return applied


def _problems(applied: Applied) -> Iterator[str]:
    if not is_sealed(applied.plan):
        yield "$.plan.digest: is not the digest of this plan: it was changed after it was made."
    if applied.plan.snapshot != digest(applied.before):
        yield "$.before: is not the snapshot that the plan was made from."
    ids = {action.id for action in applied.plan.actions}
    for id_ in sorted(ids - applied.outcomes.keys()):
        yield f"$.outcomes: lacks that of the action {id_}."
    for id_ in sorted(applied.outcomes.keys() - ids):
        key = json.dumps(id_, ensure_ascii=False)
        yield f"$.outcomes[{key}]: is that of no action of the plan."
