"""Templates and blueprints by content: each is worked out once, and kept from plan to plan."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from kayron.core.problem import InvalidInput, Problem
from kayron.core.shelf import Shelf
from kayron.core.template.anatomy import dissect
from kayron.core.template.blueprint import Blueprint, blueprint
from kayron.core.template.given import MARK, parse_given
from kayron.core.template.intrinsic import Scope
from kayron.core.template.reading import Reading
from kayron.core.template.refusal import Refusal, Refused
from kayron.core.template.rule import PlannedRule, planned_rules
from kayron.core.template.service import TaggedService, tagged_services
from kayron.core.template.source import Template, parse_template

Source = tuple[str, str, bool]
"""A template's file and its text, and whether AWS gave it back."""


Problems = tuple[Problem, ...]
"""Why a text is no template."""


@frozen(kw_only=True)
class Use:
    """A template as one stack uses it: its text, and what is known there."""

    file: str
    text: str = field(repr=False)
    environment: str
    scope: Scope


Service = tuple[Use, str, str | None]
"""A use, the artifact's `docker`, and the `domain` that its definition declares."""


@frozen(kw_only=True, eq=False)
class Shelves:
    """What a library worked out, to start the next one with."""

    templates: Mapping[Source, Template | Problems] = field(factory=dict)
    services: Mapping[Use, tuple[TaggedService, ...]] = field(factory=dict)
    rules: Mapping[Use, tuple[PlannedRule, ...]] = field(factory=dict)
    blueprints: Mapping[Service, Blueprint | Refusal] = field(factory=dict)


class Library:
    """Parse templates, read them and cut blueprints, each once per content.

    All methods but `shelves` raise `InvalidInput` with all problems of a text that is no template.
    """

    def __init__(self, known: Shelves | None = None) -> None:
        """Start with what an earlier library worked out."""
        known = known or Shelves()
        self._templates = Shelf(known.templates)
        self._services = Shelf(known.services)
        self._rules = Shelf(known.rules)
        self._blueprints = Shelf(known.blueprints)

    def template(self, text: str, file: str) -> Template:
        """Return a parsed template."""
        return self._template((file, text, False))

    def given(self, text: str, file: str) -> Template:
        """Return a parsed template that AWS gave back."""
        return self._template((file, text, MARK in text))

    def services(self, use: Use) -> tuple[TaggedService, ...]:
        """Return the ECS services of a template and what their tags say."""
        return self._services.get(use, lambda: tagged_services(self._reading(use)))

    def rules(self, use: Use) -> tuple[PlannedRule, ...]:
        """Return the listener rules of a template."""
        return self._rules.get(use, lambda: planned_rules(self._reading(use)))

    def blueprint(self, use: Use, docker: str, domain: str | None) -> Blueprint | Refusal:
        """Return the blueprint of a service's previews, or why there is none.

        `domain` is what the service's definition declares.
        """
        key = (use, docker, domain)
        return self._blueprints.get(key, lambda: _cut(self._reading(use), docker, domain))

    def shelves(self) -> Shelves:
        """Return what this library was asked for, and nothing else that it started with."""
        return Shelves(
            templates=self._templates.asked,
            services=self._services.asked,
            rules=self._rules.asked,
            blueprints=self._blueprints.asked,
        )

    def _template(self, source: Source) -> Template:
        found = self._templates.get(source, lambda: _parsed(source))
        if isinstance(found, tuple):
            raise InvalidInput(found)
        return found

    def _reading(self, use: Use) -> Reading:
        template = self.template(use.text, use.file)
        return Reading(template=template, scope=use.scope, environment=use.environment)


def _parsed(source: Source) -> Template | Problems:
    file, text, given = source
    try:
        return parse_given(text, file) if given else parse_template(text, file)
    except InvalidInput as error:
        return error.problems


def _cut(reading: Reading, docker: str, domain: str | None) -> Blueprint | Refusal:
    try:
        return blueprint(reading, dissect(reading, docker, domain))
    except Refused as refused:
        return refused.refusal
