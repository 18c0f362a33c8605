"""What a capture worked out of texts alone, to make the next one faster."""

from __future__ import annotations

from attrs import field, frozen

from kayron.core.inputs import KnownInputs
from kayron.core.template.library import Shelves


@frozen(kw_only=True, eq=False)
class Memo:
    """What release sources and templates come to, by content; it changes the time, no fact."""

    inputs: KnownInputs = field(factory=dict)
    shelves: Shelves = field(factory=Shelves)
