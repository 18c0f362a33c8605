"""The templates of one infrastructure version, unfolded with the values of one update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from kayron.core.home import Home, Homeless, find_homes
from kayron.core.inputs import Inputs
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Condition, Files, Stack
from kayron.core.stack.listener_rule import listener_of_rule
from kayron.core.stack.rewrite import Rewritten, rewrite
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import StackNode, StackTree, resource_path, with_texts
from kayron.core.stack.unfold import unfold
from kayron.core.table import Table
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.expand import expand
from kayron.core.template.library import Library, Use
from kayron.core.template.refusal import Refusal
from kayron.core.template.rendering import Rendering


@frozen(kw_only=True, eq=False)
class Place:
    """Where the previews of a service are rendered."""

    home: StackNode
    blueprint: Blueprint


@frozen(kw_only=True)
class MainRule:
    """A main rule of a frame. `arn` is None where it is not deployed.

    `listener`, `priority` and `conditions` are None where they are not known.
    """

    name: str
    arn: str | None
    listener: str | None
    priority: int | None
    conditions: tuple[Condition, ...] | None


@frozen(kw_only=True, eq=False)
class Frame:
    """What previews are rendered into.

    `places` has the place of each service that has or asks for previews, or why it has none.
    """

    tree: StackTree
    places: Mapping[str, Place | str]

    def place(self, docker: str) -> Place | None:
        """Return the place of a service, if it has one."""
        found = self.places.get(docker)
        return found if isinstance(found, Place) else None


@frozen(kw_only=True, eq=False)
class Rendered:
    """A frame with previews in it: its stacks, and every template as it would be submitted."""

    tree: StackTree
    files: tuple[Rewritten, ...]


@frozen(kw_only=True, eq=False)
class Workshop:
    """What the frames of one plan are made with.

    `dockers` are the services that have or ask for previews.
    """

    inputs: Inputs
    surroundings: Surroundings
    root: Stack
    dockers: tuple[str, ...]
    library: Library

    def frame(self, files: Files, parameters: Table[str]) -> Frame:
        """Return the frame of these templates, with the known values of the root parameters."""
        tree = unfold(
            files.texts,
            self.surroundings,
            self.root,
            parameters,
            self.library.template,
            plain_keys=self.inputs.configuration.plain_keys,
        )
        domains = {one.name: one.domain for one in self.inputs.definitions.services}
        homes = find_homes(tree, self.dockers, lambda node: self.library.services(self.use(node)))
        places = {docker: self._place(docker, home, domains) for docker, home in homes.items()}
        return Frame(tree=tree, places=places)

    def use(self, node: StackNode) -> Use:
        """Return a stack's template as the stack uses it."""
        return Use(
            file=node.template.file,
            text=node.template.text,
            environment=self.surroundings.environment,
            scope=node.scope,
        )

    def rules(self, frame: Frame) -> tuple[MainRule, ...]:
        """Return the main rules of a frame, in the order of its tree."""
        return tuple(
            MainRule(
                name=resource_path(node.ids, rule.id),
                arn=arn,
                listener=(listener_of_rule(arn) if arn else None) or rule.listener,
                priority=rule.priority,
                conditions=rule.conditions,
            )
            for node in frame.tree.nodes
            for rule in self.library.rules(self.use(node))
            for arn in [node.scope.physical.get(rule.id)]
        )

    def render(
        self, frame: Frame, renderings: Mapping[str, Sequence[Rendering]]
    ) -> Rendered | InvalidInput:
        """Return the frame with these previews of each service.

        What would be no valid template, for its size say, is returned as the problems of it.
        """
        items: dict[str, list[tuple[Blueprint, Sequence[Rendering]]]] = {}
        for docker in sorted(renderings):
            place = frame.place(docker)
            if place is not None:
                items.setdefault(place.home.file, []).append((place.blueprint, renderings[docker]))
        try:
            tree = with_texts(frame.tree, self._texts(frame.tree, items), self.library.template)
            files = rewrite(tree, {}, self.surroundings, self.library.template)
        except InvalidInput as error:
            return error
        return Rendered(tree=tree, files=files)

    def _place(self, docker: str, home: Home, domains: Mapping[str, str | None]) -> Place | str:
        if isinstance(home, Homeless):
            return home.reason
        found = self.library.blueprint(self.use(home), docker, domains.get(docker))
        return str(found) if isinstance(found, Refusal) else Place(home=home, blueprint=found)

    @staticmethod
    def _texts(
        tree: StackTree,
        items: Mapping[str, Iterable[tuple[Blueprint, Sequence[Rendering]]]],
    ) -> dict[str, str]:
        templates = {node.file: node.template for node in tree.nodes if node.file in items}
        return {file: expand(templates[file], tuple(items[file])) for file in templates}
