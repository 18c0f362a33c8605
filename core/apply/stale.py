"""Whether a reviewed plan is still the plan, and which facts changed where it is not."""

from __future__ import annotations

from collections.abc import Iterator

from kayron.core.action import UpdateStack
from kayron.core.apply.moved import moved
from kayron.core.apply.reconsidered import different, reconsidered, silenced
from kayron.core.fact import Fact
from kayron.core.plan import DriftKind, Parameter, Plan, Source
from kayron.core.sentence import clause
from kayron.core.snapshot import Stack

SUCCEEDED = frozenset({"UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"})
"""The statuses after an update that will not be rolled back any more."""


def changed_facts(reviewed: Plan, fresh: Plan) -> tuple[str, ...]:
    """Return the facts that changed since a plan was reviewed, as clauses; none if it still holds.

    It holds where its basis is that of the fresh plan. Otherwise there is at least one clause,
    such as `branch main of storefront moved from 51f94fa9 to 7345d01a`.
    """
    if reviewed.basis == fresh.basis:
        return ()
    told = list(moved(reviewed, fresh))
    facts = [*_stack(reviewed, fresh), *_inputs(reviewed, fresh), *(one.text for one in told)]
    facts += reconsidered(reviewed, fresh, frozenset(one.subject for one in told))
    return tuple(dict.fromkeys(facts)) or tuple(_remainder(reviewed, fresh))


def is_own_success(reviewed: Plan, root: Fact[Stack]) -> bool:
    """Tell whether the stack's newest operation is a plan's own update, and succeeded."""
    own = {one.operation for one in reviewed.actions if isinstance(one, UpdateStack)}
    if not isinstance(root, Stack) or root.event is None:
        return False
    return root.event.token in own and root.status in SUCCEEDED


def _stack(reviewed: Plan, fresh: Plan) -> Iterator[str]:
    """Yield what changed of the stack and of its settings.

    Where it was not read, a policy says so. Parameters and tags are those of the
    update, and an update of previews leaves the settings aside: they are compared with those of the
    same kind of update, and else what drifted since is told.
    """
    if not (reviewed.artifacts and fresh.artifacts):
        return
    if reviewed.basis.event != fresh.basis.event:
        yield "the stack was updated by somebody else since"
    if _turn(reviewed) == _turn(fresh):
        before = {one.name: one for one in reviewed.parameters}
        for parameter in fresh.parameters:
            yield from _parameter(before.get(parameter.name, parameter), parameter)
        for key in different(reviewed.tags, fresh.tags):
            yield f"the tag {key} changed"
    else:
        known = set(reviewed.drift)
        drifted = (one for one in fresh.drift if one.kind is DriftKind.SETTINGS)
        yield from (clause(one.reason) for one in drifted if one not in known)


def _turn(plan: Plan) -> bool | None:
    """Return whether a plan's update is one of previews, None where it has no update."""
    updates = (one for one in plan.actions if isinstance(one, UpdateStack))
    return next((one.previews for one in updates), None)


def _parameter(before: Parameter, after: Parameter) -> Iterator[str]:
    """Yield what changed of a parameter; a version parameter follows its artifact."""
    if Source.VERSION in (before.source, after.source):
        return
    if (before.source, before.value) != (after.source, after.value):
        yield f"the parameter {after.name} gets another value"
    elif before.changes != after.changes:
        yield f"the parameter {after.name} of the stack changed"


def _inputs(reviewed: Plan, fresh: Plan) -> Iterator[str]:
    before, after = reviewed.basis.inputs, fresh.basis.inputs
    for path in different(before, after):
        if path not in after:
            yield f"{path} is gone"
        else:
            yield f"{path} changed" if path in before else f"{path} is new"


def _remainder(reviewed: Plan, fresh: Plan) -> Iterator[str]:
    """Yield what the plan says or would do otherwise, where no fact says why."""
    yield from silenced(reviewed, fresh)
    before, after = reviewed.basis.actions, fresh.basis.actions
    for id_ in different(before, after):
        if id_ not in after:
            yield f"the action {id_} is not needed any more"
        else:
            yield f"the action {id_} {'is another one' if id_ in before else 'is new'}"
    if reviewed.basis.event != fresh.basis.event:
        yield "the newest event of the stack is another one"
    if reviewed.basis.desired != fresh.basis.desired:
        yield "what the update would submit changed"
