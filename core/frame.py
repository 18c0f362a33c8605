"""The templates of one infrastructure version, unfolded with the values of one update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from attrs import field, frozen

from kayron.core.home import Home, Homeless, find_homes
from kayron.core.inputs import Inputs
from kayron.core.parameter import Declared, declared_parameters
from kayron.core.snapshot import Condition, Files, Stack
from kayron.core.stack.listener_rule import listener_of
from kayron.core.stack.rewrite import Rewritten, as_submitted, rewrite
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import StackNode, StackTree, resource_path
from kayron.core.stack.unfold import Terms, unfold
from kayron.core.stack.usage import Footprint, footprint_of
from kayron.core.stack_shelves import StackShelves
from kayron.core.table import Table
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.expand import expand
from kayron.core.template.library import Library, Use
from kayron.core.template.refusal import Refusal
from kayron.core.template.rendering import Rendering
from kayron.core.template.rule import PlannedRule
from kayron.core.template.service import TaggedService
from kayron.core.template.source import Template


def _as_home(node: StackNode) -> tuple[str, Table[str]]:
    return node.file, node.scope.physical


@frozen(kw_only=True)
class Place:
    """Where the previews of a service are rendered. Equal are those that take the same ones."""

    home: StackNode = field(eq=_as_home)
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


@frozen(kw_only=True)
class Origin:
    """All that a frame follows from.

    `parameters` are the known values of the root parameters, `domains` those that definitions
    declare by `docker`; `dockers` are the services that have or ask for previews.
    """

    files: Files
    parameters: Table[str]
    surroundings: Surroundings
    root: Stack
    domains: Table[str | None]
    dockers: tuple[str, ...]
    plain_keys: bool


@frozen(kw_only=True, eq=False)
class Frame:
    """What previews are rendered into.

    `places` has the place of each service that has or asks for previews, or why it has none.
    """

    origin: Origin
    tree: StackTree
    places: Mapping[str, Place | str]

    @property
    def hidden(self) -> Mapping[str, str]:
        """The texts by path that only plain keys lead to, where these are asked for."""
        if not self.origin.plain_keys:
            return {}
        known = {node.file for node in self.tree.nodes}
        return {path: text for path, text in self.origin.files.texts.items() if path not in known}

    def place(self, docker: str) -> Place | None:
        """Return the place of a service, if it has one."""
        found = self.places.get(docker)
        return found if isinstance(found, Place) else None


@frozen(kw_only=True, eq=False)
class Workshop:
    """What the frames of one plan are made with.

    `dockers` are the services that have or ask for previews, `known` the frames of an earlier plan.
    """

    inputs: Inputs
    surroundings: Surroundings
    root: Stack
    dockers: tuple[str, ...]
    library: Library
    known: tuple[Frame, ...]
    shelves: StackShelves

    def frame(self, files: Files, parameters: Table[str]) -> Frame:
        """Return the frame of these templates, with the known values of the root parameters."""
        origin = Origin(
            files=files,
            parameters=parameters,
            surroundings=self.surroundings,
            root=self.root,
            domains=Table({one.name: one.domain for one in self.inputs.definitions.services}),
            dockers=self.dockers,
            plain_keys=self.inputs.configuration.plain_keys,
        )
        known = (frame for frame in self.known if frame.origin == origin)
        return next(known, None) or self._made(origin)

    def _made(self, origin: Origin) -> Frame:
        tree = unfold(
            origin.files.texts,
            self.surroundings,
            self.root,
            origin.parameters,
            self.library.template,
            Terms(plain_keys=origin.plain_keys, known=self._known_nodes(origin)),
        )
        homes = find_homes(tree, self.dockers, self.services)
        places = {
            docker: self._place(docker, home, origin.domains) for docker, home in homes.items()
        }
        return Frame(origin=origin, tree=tree, places=places)

    def _known_nodes(self, origin: Origin) -> tuple[StackNode, ...]:
        """Return the stacks of a known frame that lies in the same surroundings."""
        around = origin.surroundings
        frames = (one for one in self.known if one.origin.surroundings == around)
        return next((frame.tree.nodes for frame in frames), ())

    def use(self, node: StackNode) -> Use:
        """Return a stack's template as the stack uses it."""
        return Use(
            file=node.template.file,
            text=node.template.text,
            environment=self.surroundings.environment,
            scope=node.scope,
        )

    def services(self, node: StackNode) -> tuple[TaggedService, ...]:
        """Return the ECS services of a stack and what their tags say."""
        return self.shelves.services.get(node, lambda: self.library.services(self.use(node)))

    def footprints(self, frame: Frame) -> tuple[Footprint, ...]:
        """Return what each stack of a frame uses of listeners."""
        get = self.shelves.footprints.get
        return tuple(get(node, partial(footprint_of, node)) for node in frame.tree.nodes)

    def rules(self, frame: Frame) -> tuple[MainRule, ...]:
        """Return the main rules of a frame, in the order of its tree."""
        return tuple(
            MainRule(
                name=resource_path(node.ids, rule.id),
                arn=arn,
                listener=listener_of(rule.listener, arn),
                priority=rule.priority,
                conditions=rule.conditions,
            )
            for node in frame.tree.nodes
            for rule in self.planned(node)
            for arn in [node.scope.physical.get(rule.id)]
        )

    def planned(self, node: StackNode) -> tuple[PlannedRule, ...]:
        """Return the listener rules of a stack's template."""
        return self.shelves.rules.get(node, lambda: self.library.rules(self.use(node)))

    def declared(self, template: Template) -> Table[Declared]:
        """Return the parameters that a template declares."""
        return self.shelves.declared.get(template, lambda: declared_parameters(template))

    def texts(
        self, frame: Frame, renderings: Mapping[str, Sequence[Rendering]]
    ) -> Mapping[str, str]:
        """Return the texts of the templates that get these previews of each service, by path."""
        items: dict[str, list[tuple[Blueprint, Sequence[Rendering]]]] = {}
        for docker, place in frame.places.items():
            if isinstance(place, Place) and docker in renderings:
                items.setdefault(place.home.file, []).append((place.blueprint, renderings[docker]))
        templates = {node.file: node.template for node in frame.tree.nodes if node.file in items}
        return {file: expand(templates[file], items[file]) for file in templates}

    def files(self, frame: Frame, texts: Mapping[str, str]) -> tuple[Rewritten, ...]:
        """Return every template as it is submitted, these texts in place of a frame's own.

        Children come before parents, those first that only plain keys lead to, if there are any.
        """
        parse, known = self.library.template, self.shelves.rewritten
        reached = rewrite(frame.tree, texts, self.surroundings, parse, known)
        hidden = (as_submitted(*one, self.surroundings, known) for one in frame.hidden.items())
        return (*hidden, *reached)

    def _place(self, docker: str, home: Home, domains: Mapping[str, str | None]) -> Place | str:
        if isinstance(home, Homeless):
            return home.reason
        found = self.library.blueprint(self.use(home), docker, domains.get(docker))
        return str(found) if isinstance(found, Refusal) else Place(home=home, blueprint=found)
