"""Templates and blueprints by content: each is worked out once, and remembered from plan to plan.

A memory changes the time that a plan takes, never its result: it holds nothing but what the same
arguments would give again.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from kayron.core.problem import InvalidInput, Problem
from kayron.core.template.anatomy import dissect
from kayron.core.template.blueprint import Blueprint, blueprint
from kayron.core.template.intrinsic import Scope
from kayron.core.template.reading import Reading
from kayron.core.template.refusal import Refusal, Refused
from kayron.core.template.source import Template, parse_template

Source = tuple[str, str]
"""A template's file and its text."""


Problems = tuple[Problem, ...]
"""Why a text is no template."""


@frozen(kw_only=True)
class ServiceKey:
    """All that a blueprint follows from: the template, the artifact and what is known there."""

    file: str
    text: str = field(repr=False)
    docker: str
    domain: str | None
    environment: str
    scope: Scope


@frozen(kw_only=True, eq=False)
class Memo:
    """What a library worked out, to start the next one with."""

    templates: Mapping[Source, Template | Problems] = field(factory=dict)
    blueprints: Mapping[ServiceKey, Blueprint | Refusal] = field(factory=dict)


class Library:
    """Parse templates and cut blueprints, each once per content."""

    def __init__(self, memo: Memo | None = None) -> None:
        """Start with what an earlier library worked out."""
        self._known = memo or Memo()
        self._templates: dict[Source, Template | Problems] = {}
        self._blueprints: dict[ServiceKey, Blueprint | Refusal] = {}

    def template(self, text: str, file: str) -> Template:
        """Return a parsed template. Raises `InvalidInput` with all its problems."""
        source = (file, text)
        found = self._templates.get(source) or self._known.templates.get(source)
        if found is None:
            found = _parsed(text, file)
        self._templates[source] = found
        if isinstance(found, tuple):
            raise InvalidInput(found)
        return found

    def blueprint(self, key: ServiceKey) -> Blueprint | Refusal:
        """Return the blueprint of a service's previews, or why there is none.

        Raises `InvalidInput` where the template itself is invalid.
        """
        found = self._blueprints.get(key) or self._known.blueprints.get(key)
        if found is None:
            found = _cut(self.template(key.text, key.file), key)
        self._blueprints[key] = found
        return found

    def memo(self) -> Memo:
        """Return what this library was asked for, and nothing else that it started with."""
        return Memo(templates=dict(self._templates), blueprints=dict(self._blueprints))


def _parsed(text: str, file: str) -> Template | Problems:
    try:
        return parse_template(text, file)
    except InvalidInput as error:
        return error.problems


def _cut(template: Template, key: ServiceKey) -> Blueprint | Refusal:
    reading = Reading(template=template, scope=key.scope, environment=key.environment)
    try:
        return blueprint(reading, dissect(reading, key.docker, key.domain))
    except Refused as refused:
        return refused.refusal
