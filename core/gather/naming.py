"""Which pull requests something of ours names: deployed previews, and the outcomes record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kayron.core.fact import Fact
from kayron.core.gather.secret import readable
from kayron.core.located import walk_stacks
from kayron.core.snapshot import Outcomes, Stack
from kayron.core.stack.ledger import read_ledger
from kayron.core.stack.scope import scope_of
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import Ids, StackNode, stack_path
from kayron.core.template.library import Library

MARK = "Kayron"
"""The key in a copy's `Metadata` that holds the number of its pull request."""


def named_pulls(
    root: Fact[Stack], outcomes: Fact[Outcomes], surroundings: Surroundings, library: Library
) -> Mapping[str, frozenset[int]]:
    """Return the numbers of pull requests that deployed previews or submissions have, by service.

    What a template that cannot be read holds stays unnamed.
    """
    found: dict[str, set[int]] = {}
    for service, number in (*_submitted(outcomes), *_deployed(root, surroundings, library)):
        found.setdefault(service, set()).add(number)
    return {service: frozenset(numbers) for service, numbers in found.items()}


def _submitted(outcomes: Fact[Outcomes]) -> Iterator[tuple[str, int]]:
    for submission in outcomes.entries if isinstance(outcomes, Outcomes) else ():
        for subject, number in submission.pulls.items():
            yield subject.partition("/")[0], number


def _deployed(
    root: Fact[Stack], surroundings: Surroundings, library: Library
) -> Iterator[tuple[str, int]]:
    stacks = ((path, stack) for path, stack in walk_stacks(root) if isinstance(stack, Stack))
    nodes = (_node(path, stack, surroundings, library) for path, stack in stacks)
    for preview in read_ledger(node for node in nodes if node is not None):
        if preview.pull is not None:
            yield preview.service, preview.pull


def _node(
    path: Ids, stack: Stack, surroundings: Surroundings, library: Library
) -> StackNode | None:
    """Return a stack with its template, None where that holds no preview or cannot be read."""
    if not isinstance(stack.template, str) or MARK not in stack.template:
        return None
    file = stack_path(path)
    template = readable(stack.template, file, library.given)
    if template is None:
        return None
    return StackNode(
        ids=path,
        file=file,
        template=template,
        scope=scope_of(surroundings, stack, stack.parameters),
        deployed=stack,
        children=(),
        alternative=False,
    )
