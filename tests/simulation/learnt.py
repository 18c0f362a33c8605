"""What processes worked out of texts alone, known to all of them: it saves time, nothing else.

A process that is started anew has no memory of the world. That what is worked out of a text is the
same without a memo is an invariant of its own.
"""

from __future__ import annotations

from attrs import define, evolve, field

from kayron.core.gather.memo import Memo as Read
from kayron.core.inputs import Inputs
from kayron.core.planner import Memo
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Files
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.library import Problems, Service, Shelves, Source, Use
from kayron.core.template.refusal import Refusal
from kayron.core.template.rule import PlannedRule
from kayron.core.template.service import TaggedService
from kayron.core.template.source import Template
from tests.simulation.process import Process

MOST = 2_000
"""Templates that are known before all is forgotten."""


@define
class Learnt:
    """Templates and release definitions that were understood once, in any seed."""

    _inputs: dict[Files, Inputs | InvalidInput] = field(factory=dict)
    _templates: dict[Source, Template | Problems] = field(factory=dict)
    _services: dict[Use, tuple[TaggedService, ...]] = field(factory=dict)
    _rules: dict[Use, tuple[PlannedRule, ...]] = field(factory=dict)
    _blueprints: dict[Service, Blueprint | Refusal] = field(factory=dict)

    def teach(self, process: Process) -> None:
        """Let a process know all of it."""
        process.live.memo = Read(inputs=self._inputs, shelves=self._shelves)
        known = process.reconciler.memo or Memo(
            snapshot={}, inputs={}, shelves=Shelves(), known=None
        )
        process.reconciler.memo = evolve(known, inputs=self._inputs, shelves=self._shelves)

    @property
    def _shelves(self) -> Shelves:
        return Shelves(
            templates=self._templates,
            services=self._services,
            rules=self._rules,
            blueprints=self._blueprints,
        )

    def learn(self, process: Process) -> None:
        """Take in what a process worked out."""
        if len(self._templates) > MOST:
            self._forget()
        read, memo = process.live.memo, process.reconciler.memo
        self._take(read.shelves)
        if read.inputs is not self._inputs:
            self._inputs.update(read.inputs)
        if memo is not None:
            self._take(memo.shelves)

    def _take(self, shelves: Shelves) -> None:
        if shelves.templates is not self._templates:
            self._templates.update(shelves.templates)
            self._services.update(shelves.services)
            self._rules.update(shelves.rules)
            self._blueprints.update(shelves.blueprints)

    def _forget(self) -> None:
        for known in (self._inputs, self._templates, self._services, self._rules):
            known.clear()
        self._blueprints.clear()
