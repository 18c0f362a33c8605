"""The policy `stateful`: nothing that holds data or an address goes without a word from people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kayron.core.stack.comparison import Fate, ResourceFate, made_fates, resource_fates
from kayron.core.stack.evaluated import changed
from kayron.core.stack.replacement import create_only
from kayron.core.stack.stateful import STATEFUL_TYPES
from kayron.core.stack.tree import Ids
from kayron.core.template.node import scalar
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, deny

POLICY = "stateful"

KEPT = frozenset({"Retain", "RetainExceptOnCreate"})


def judge_stateful(
    fates: Sequence[Fate],
    allowed: Collection[str],
    own: Collection[tuple[Ids, str]] = (),
    subject: str = INFRASTRUCTURE,
) -> tuple[Verdict, ...]:
    """Return a verdict on each stateful resource that an update removes or replaces.

    `allowed` are paths such as `Data/Database`, as `kayron.yaml` lists them. `own` are resources of
    previews, by stack and logical id; those are not judged. A resource that a policy retains counts
    too: it lives on, but no stack holds it any more, and a new one takes its place.
    """
    verdicts = tuple(
        _verdict(path, reason, allowed, subject)
        for stack in fates
        for path, reason in (*_losses_of_written(stack, own), *_losses_of_made(stack))
    )
    return verdicts or (allow(POLICY, subject, "No stateful resource is removed or replaced."),)


def replacing(fate: ResourceFate) -> tuple[str, ...]:
    """Return the create-only properties of a resource that change in one alternative at least."""
    before = (fate.stack, fate.before)
    return tuple(
        path
        for path in create_only(fate.before.type)
        if any(later and changed(before, (node, later), path) for node, later in fate.after)
    )


def _losses_of_written(stack: Fate, own: Collection[tuple[Ids, str]]) -> Iterator[tuple[str, str]]:
    for fate in resource_fates(stack, STATEFUL_TYPES):
        if (stack.before.ids, fate.before.id) not in own:
            yield from ((fate.path, reason) for reason in _losses(fate))


def _losses_of_made(stack: Fate) -> Iterator[tuple[str, str]]:
    for fate in made_fates(stack, STATEFUL_TYPES):
        lost = "would be removed from its stack"
        doubt = "may be removed or replaced, for what a macro makes it from changes"
        yield fate.path, f"{fate.path} ({fate.type}) {lost if fate.removed else doubt}"


def _losses(fate: ResourceFate) -> Iterator[str]:
    if fate.removed:
        kept = _keeps(fate, "DeletionPolicy")
        yield f"{fate.path} ({fate.before.type}) would be removed from its stack{kept}"
        return
    properties = replacing(fate)
    if properties:
        kept = _keeps(fate, "UpdateReplacePolicy")
        which = f"{', '.join(properties)} cannot change in place"
        yield f"{fate.path} ({fate.before.type}) would be replaced, for {which}{kept}"


def _keeps(fate: ResourceFate, attribute: str) -> str:
    node = fate.before.attributes.get(attribute)
    kept = node is not None and scalar(node) in KEPT
    return f"; its {attribute} keeps it, outside of any stack" if kept else ""


def _verdict(path: str, reason: str, allowed: Collection[str], subject: str) -> Verdict:
    if path in allowed:
        return allow(POLICY, subject, f"{reason}; kayron.yaml allows it.", "source.files")
    remedy = f"To let it go, add {path} to `allow_stateful` in kayron.yaml."
    return deny(POLICY, subject, f"{reason}. {remedy}", "root.template")
