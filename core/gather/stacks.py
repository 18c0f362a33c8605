"""The deployed stacks: the root, all that are nested in it, and what each holds."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import (
    AllStacks,
    ListedExports,
    NewestEvent,
    StackNamed,
    StackResources,
    StackTemplate,
)
from kayron.core.gather.seen import StackList, StackSeen
from kayron.core.gather.step import Step, ask, both, each
from kayron.core.snapshot import Event, Exports, Resources, Stack
from kayron.core.stack.link import NESTED_STACK
from kayron.core.table import Table

DELETED = "DELETE_COMPLETE"

Listed = Mapping[str, StackSeen] | Unknown
"""The nested stacks of the root by id, or why there is no list."""


@frozen(kw_only=True)
class Stacks:
    """The deployed stacks and the exports of the account in the region."""

    root: Fact[Stack]
    exports: Fact[Exports]


def read_stacks(name: str) -> Step[Stacks]:
    """Read the root stack of this name with all that is nested in it."""
    (root, listed), exports = yield from both(
        both(ask(StackNamed(name=name)), ask(AllStacks())), ask(ListedExports())
    )
    if not isinstance(root, StackSeen):
        return Stacks(root=root, exports=exports)
    if isinstance(listed, StackList):
        nested: Listed = {one.id: one for one in listed.stacks if one.root == root.id}
    else:
        nested = listed if isinstance(listed, Unknown) else {}
    event, stack = yield from both(ask(NewestEvent(stack=root.id)), _read_tree(root, nested))
    return Stacks(root=_with_event(stack, event), exports=exports)


def _with_event(root: Stack, event: Fact[Event]) -> Fact[Stack]:
    """Return the root with its newest event, without which no update of it can be fenced."""
    if isinstance(event, Unknown):
        return Unknown(f"its newest event: {event.error}")
    return evolve(root, event=event if isinstance(event, Event) else None)


def _read_tree(root: StackSeen, nested: Listed) -> Step[Stack]:
    """Read the listed stacks at once, then those that only the resources of one name."""
    listed = {} if isinstance(nested, Unknown) else nested
    seen = (root, *(listed[id_] for id_ in sorted(listed)))
    read = yield from each(_read_one(one) for one in seen)
    facts: dict[str, Fact[Stack]] = {stack.id: stack for stack in read}
    while missing := _missing(facts):
        if isinstance(nested, Unknown):
            facts |= dict.fromkeys(missing, Unknown(f"the list of stacks: {nested.error}"))
        else:
            late = yield from each(_read_unlisted(id_) for id_ in missing)
            facts |= zip(missing, late, strict=True)
    return _assembled(read[0], facts)


def _missing(facts: Mapping[str, Fact[Stack]]) -> tuple[str, ...]:
    """Return the ids of nested stacks that nothing was read of, sorted."""
    stacks = (fact for fact in facts.values() if isinstance(fact, Stack))
    named = {id_ for stack in stacks for id_ in _nested(stack).values()}
    return tuple(sorted(named - facts.keys()))


def _read_one(seen: StackSeen) -> Step[Stack]:
    resources, template = yield from both(
        ask(StackResources(stack=seen.id, status=seen.status, updated=seen.updated)),
        ask(StackTemplate(stack=seen.id, status=seen.status, updated=seen.updated)),
    )
    return Stack(
        name=seen.name,
        id=seen.id,
        status=seen.status,
        status_reason=seen.status_reason,
        parameters=seen.parameters,
        tags=seen.tags,
        outputs=seen.outputs,
        role=seen.role,
        updated=seen.updated,
        parent=seen.parent,
        event=None,
        template=template,
        resources=resources,
        nested=Table(),
    )


def _read_unlisted(id_: str) -> Step[Fact[Stack]]:
    """Read a nested stack by its id: made since the list was read, or deleted by hand."""
    seen = yield from ask(StackNamed(name=id_))
    if not isinstance(seen, StackSeen):
        return seen
    if seen.status == DELETED:
        return Absent()
    return (yield from _read_one(seen))


def _nested(stack: Stack) -> Mapping[str, str]:
    """Return the ids of the stacks that a stack's resources are, by logical id."""
    if not isinstance(stack.resources, Resources):
        return {}
    return {
        name: resource.physical
        for name, resource in stack.resources.by_id.items()
        if resource.type == NESTED_STACK and resource.physical and resource.status != DELETED
    }


def _assembled(stack: Stack, facts: Mapping[str, Fact[Stack]]) -> Stack:
    """Return a stack with the stacks below it in their places."""
    nested = {name: facts[id_] for name, id_ in _nested(stack).items()}
    below = {
        name: _assembled(fact, facts) if isinstance(fact, Stack) else fact
        for name, fact in nested.items()
    }
    return evolve(stack, nested=Table(below))
