"""Unfold the files of an infrastructure to the tree of its nested stacks.

Every TemplateURL is evaluated where it stands. One that names a file of ours leads on; a foreign
one stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, frozen
from yaml.nodes import Node

from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.snapshot import Stack
from kayron.core.stack.link import Spot, arms_of, is_there, stack_loops, stack_resources
from kayron.core.stack.location import ROOT_FILE, is_url, locate, path_of_key
from kayron.core.stack.naming import Named, settle
from kayron.core.stack.scope import Passed, nested_values, passed_values, root_values, scope_of
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import Ids, Parse, Passage, StackNode, StackTree, walk
from kayron.core.table import Table
from kayron.core.template.intrinsic import Scope, Unresolved, resolve
from kayron.core.template.source import Template, place

DEEPEST = 50
"""Levels of nested stacks that are followed: more than anyone has, and no deep recursion."""

MOST_STACKS = 20_000
"""Stacks that are followed, so that templates that nest each other many times come to an end.

How many AWS takes in one operation is the policy `capacity`'s to say.
"""


@frozen(kw_only=True, eq=False)
class Terms:
    """How a tree is unfolded.

    With `plain_keys` a TemplateURL that cannot be evaluated is no problem: it stays. A stack that
    is the same as one of the `known`, which another tree with its surroundings has, is that very
    node.
    """

    plain_keys: bool = False
    known: tuple[StackNode, ...] = ()


def unfold(
    files: Mapping[str, str],
    surroundings: Surroundings,
    root: Stack | None,
    parameters: Table[str],
    parse: Parse,
    terms: Terms,
) -> StackTree:
    """Return the tree of texts by path, with `index.yaml` at its root.

    `root` is the stack as it runs, `parameters` are the values known of those that it gets.
    """
    unfolding = _Unfolding(files, surroundings, parse, terms)
    first = unfolding.root(root, parameters)
    links, disagreements = settle(unfolding.named, unfolding.templates, plain_keys=terms.plain_keys)
    return StackTree(
        nodes=tuple(walk(first)) if first else (),
        opaque=tuple(unfolding.opaque),
        plain=tuple(unfolding.plain),
        links=links,
        problems=tuple(sorted({*unfolding.problems, *disagreements})),
        invalid=tuple(sorted(unfolding.invalid)),
    )


@frozen(kw_only=True, eq=False)
class _Visit:
    """A stack to look at. `files` are the templates from the root's to its own."""

    ids: Ids
    files: tuple[str, ...]
    deployed: Stack | None
    alternative: bool

    def child(self, resource: str, file: str, *, alternative: bool) -> _Visit:
        """Return the visit to a nested stack."""
        nested = self.deployed.nested.get(resource) if self.deployed else None
        return _Visit(
            ids=(*self.ids, resource),
            files=(*self.files, file),
            deployed=nested if isinstance(nested, Stack) else None,
            alternative=self.alternative or alternative,
        )


def passages(template: Template, scope: Scope) -> Iterator[Passage]:
    """Yield the nested stacks of a template that are there, as a stack with this scope has them."""
    for resource in stack_resources(template):
        if is_there(resource, template, scope):
            arms = arms_of(resource, template, scope)
            yield Passage(
                resource=resource,
                urls=tuple((spot, arm, resolve(arm, template, scope)) for spot, arm in arms),
                passed=passed_values(resource, template, scope),
            )


class _Unfolding:
    """The walk from the root, and what was found on the way."""

    def __init__(
        self,
        files: Mapping[str, str],
        surroundings: Surroundings,
        parse: Parse,
        terms: Terms,
    ) -> None:
        self.files = files
        self.surroundings = surroundings
        self.parse = parse
        self.known = {(node.ids, node.file): node for node in terms.known}
        self.plain_keys = terms.plain_keys
        self.count = 0
        self.opaque: list[Ids] = []
        self.plain: list[Ids] = []
        self.problems: set[Problem] = set()
        self.invalid: set[Problem] = set()
        self.templates: dict[str, Template | None] = {}
        self.named: dict[tuple[str, Spot], Named] = {}

    def root(self, deployed: Stack | None, parameters: Table[str]) -> StackNode | None:
        """Return the root stack and all below it."""
        if ROOT_FILE not in self.files:
            self.invalid.add(Problem(Place(ROOT_FILE), "is missing; it is the root template."))
            return None
        visit = _Visit(ids=(), files=(ROOT_FILE,), deployed=deployed, alternative=False)
        return self.stack(visit, lambda template: root_values(template, parameters, deployed))

    def stack(self, visit: _Visit, values: Callable[[Template], Table[str]]) -> StackNode | None:
        """Return a stack and all below it, or None where its template cannot be read."""
        self.count += 1
        file = visit.files[-1]
        template = self.template(file)
        if template is None:
            return None
        known = values(template)
        node = self.same(visit, template, known) or self.fresh(visit, template, known)
        self.loops(node)
        children = tuple(child for one in node.passages for child in self.nested(one, visit, node))
        return node if children == node.children else evolve(node, children=children)

    def same(self, visit: _Visit, template: Template, values: Table[str]) -> StackNode | None:
        """Return the known node of a stack whose values are the same, whatever is below it."""
        known = self.known.get((visit.ids, template.file))
        if (
            known is None
            or known.template is not template
            or known.alternative != visit.alternative
        ):
            return None
        return (
            known if known.deployed == visit.deployed and known.scope.parameters == values else None
        )

    def fresh(self, visit: _Visit, template: Template, values: Table[str]) -> StackNode:
        """Return a stack's node without what is below it."""
        scope = scope_of(self.surroundings, visit.deployed, values)
        return StackNode(
            ids=visit.ids,
            file=visit.files[-1],
            template=template,
            scope=scope,
            deployed=visit.deployed,
            children=(),
            alternative=visit.alternative,
            passages=tuple(passages(template, scope)),
        )

    def loops(self, node: StackNode) -> None:
        """Note the loops that make nested stacks: where their TemplateURLs lead is not known."""
        for name, loop in stack_loops(node.template, node.scope):
            self.opaque.append((*node.ids, name))
            if self.plain_keys:
                self.plain.append(node.ids)
            else:
                message = f"the TemplateURL of a stack inside {name} cannot be evaluated."
                self.problems.add(Problem(place(node.template, loop), message))

    def template(self, file: str) -> Template | None:
        """Return a file's template, or None where it cannot be read."""
        if file not in self.templates:
            self.templates[file] = None
            try:
                self.templates[file] = self.parse(self.files[file], file)
            except InvalidInput as error:
                self.invalid.update(error.problems)
        return self.templates[file]

    def nested(self, passage: Passage, visit: _Visit, parent: StackNode) -> Iterator[StackNode]:
        """Yield what a stack resource leads to: one stack, each alternative, or nothing."""
        resource = passage.resource
        where = place(parent.template, resource.key)
        paths = {self.target(spot, node, value, parent) for spot, node, value in passage.urls}
        if not paths:
            self.problems.add(Problem(where, f"{resource.id} has no TemplateURL."))
        known = sorted(path for path in paths if path is not None)
        if len(known) < max(1, len(paths)):
            self.opaque.append((*parent.ids, resource.id))
        for path in known:
            below = visit.child(resource.id, path, alternative=len(paths) > 1)
            yield from self.follow(below, where, passage.passed)

    def follow(self, visit: _Visit, where: Place, passed: Passed) -> Iterator[StackNode]:
        """Yield the stack of a visit, unless the way there has no end."""
        *above, file = visit.files
        if file in above:
            circle = " -> ".join([*above[above.index(file) :], file])
            self.problems.add(Problem(where, f"{visit.ids[-1]} holds itself: {circle}."))
        elif len(above) > DEEPEST:
            self.problems.add(Problem(where, f"lies more than {DEEPEST} nested stacks deep."))
        elif self.count >= MOST_STACKS:
            message = f"has more than {MOST_STACKS:,} nested stacks."
            self.problems.add(Problem(Place(ROOT_FILE), message))
        else:
            node = self.stack(visit, lambda t: nested_values(t, passed, visit.deployed))
            if node is not None:
                yield node

    def target(
        self, spot: Spot, node: Node, value: str | Unresolved, parent: StackNode
    ) -> str | None:
        """Return the path of the template of ours that a TemplateURL names, or None."""
        path = None
        if not isinstance(value, Unresolved):
            path = self.path(spot, value, place(parent.template, node))
        elif self.plain_keys:
            self.plain.append((*parent.ids, spot.resource))
        else:
            message = f"the TemplateURL of {spot.resource} cannot be evaluated: {value.reason}."
            self.problems.add(Problem(value.place, message))
        self.named.setdefault((parent.file, spot), {})[path] = parent.ids
        return path

    def path(self, spot: Spot, value: str, where: Place) -> str | None:
        """Return the path of the template of ours that a URL names, or None."""
        subject = f"the TemplateURL of {spot.resource}"
        if not is_url(value):
            self.problems.add(Problem(where, f"{subject} is {value!r}, which is no https URL."))
        location = locate(value)
        if location is None or location.bucket != self.surroundings.bucket:
            return None
        path = path_of_key(self.surroundings.environment, location.key)
        if path is None or path in self.files:
            return path
        message = f"{subject} names {path}, which is not among the files below cloudformation/."
        self.problems.add(Problem(where, message))
        return None
