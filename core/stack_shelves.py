"""What is remembered of single stacks and templates from plan to plan."""

from __future__ import annotations

from kayron.core.conversion import Text
from kayron.core.parameter import Declared
from kayron.core.shelf import Shelf
from kayron.core.stack.rewrite import Rewritten, Submitted
from kayron.core.stack.tree import StackNode
from kayron.core.stack.usage import Footprint, Sizes
from kayron.core.table import Table
from kayron.core.template.rule import PlannedRule
from kayron.core.template.service import TaggedService
from kayron.core.template.source import Template

Change = tuple[str, str, str]
"""A text, what becomes of it, and its path."""


class StackShelves:
    """What is remembered of single stacks, and of templates as they are submitted."""

    services: Shelf[StackNode, tuple[TaggedService, ...]]
    rules: Shelf[StackNode, tuple[PlannedRule, ...]]
    footprints: Shelf[StackNode, Footprint]
    sizes: Sizes
    declared: Shelf[Template, Table[Declared]]
    same: Shelf[tuple[StackNode, StackNode], bool]
    rewritten: Shelf[Submitted, Rewritten]
    diffs: Shelf[Change, Text]

    def __init__(self, known: StackShelves | None = None) -> None:
        """Start with what earlier shelves were asked for."""
        self.services = Shelf(known.services.asked if known else {})
        self.rules = Shelf(known.rules.asked if known else {})
        self.declared = Shelf(known.declared.asked if known else {})
        self.same = Shelf(known.same.asked if known else {})
        self.footprints = Shelf(known.footprints.asked if known else {})
        self.sizes = Shelf(known.sizes.asked if known else {})
        self.rewritten = Shelf(known.rewritten.asked if known else {})
        self.diffs = Shelf(known.diffs.asked if known else {})
