"""A preview's text, cut once for all previews of a service into constant pieces and slots.

What is cut is parsed once before it leaves: previews differ only in values with a checked grammar.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from kayron.core.template.anatomy import Anatomy
from kayron.core.template.copying import copy_edits
from kayron.core.template.edit import HASH, METADATA, Edit, Piece, cut, insert
from kayron.core.template.layout import LINE_BREAKS, Layout, is_flow, layout_of
from kayron.core.template.placement import placements
from kayron.core.template.proof import SAMPLE_HASH, adds_exactly
from kayron.core.template.reading import Reading
from kayron.core.template.reference import renames
from kayron.core.template.refusal import refuse
from kayron.core.template.rendering import Mold, Rendering
from kayron.core.template.source import ResourceNode, Template


@frozen(kw_only=True)
class Blueprint:
    """The text of any preview of a service.

    `at` is the offset of the template's text where previews go. `types` has the copied resources
    by the original's logical id, in the text's order.
    """

    anatomy: Anatomy
    at: int
    mold: Mold = field(repr=False)
    types: tuple[tuple[str, str], ...]

    def added(self, hash_: str) -> tuple[tuple[str, str], ...]:
        """Return the logical id and type of each resource of a preview."""
        return tuple((id_ + hash_, kind) for id_, kind in self.types)

    def text(self, rendering: Rendering) -> str:
        """Return the text of one preview."""
        return "".join(self.mold.filled(rendering))


def blueprint(reading: Reading, anatomy: Anatomy) -> Blueprint:
    """Return the blueprint of a service's previews in its template.

    Raises `Refused` where a copy cannot be made, or would not be what is meant.
    """
    template = reading.template
    layout = layout_of(template, anatomy.service)
    metadata: list[tuple[str, str, str]] = []
    copies = []
    for id_ in anatomy.ids:
        edits = copy_edits(reading, layout, anatomy, template.resources[id_])
        noted = [_optional(layout, edit, metadata) for edit in edits]
        copies.append(tuple(_copy(layout, anatomy, template.resources[id_], noted)))
    types = tuple((id_, template.resources[id_].type) for id_ in anatomy.ids)
    for at, pieces in placements(template, layout, copies):
        mold = Mold.of(pieces, *metadata)
        made = Blueprint(anatomy=anatomy, at=at, mold=mold, types=types)
        if _proves(template, made):
            return made
    key = template.resources[anatomy.service].key
    return refuse(template, key, "a copy here would not parse to what it is meant to be.")


def _optional(layout: Layout, edit: Edit, metadata: list[tuple[str, str, str]]) -> Edit:
    """Return an edit that is left out where the pull request is not known, and note its text."""
    if METADATA not in edit.pieces:
        return edit
    at = edit.pieces.index(METADATA)
    before, after = ("".join(map(str, part)) for part in (edit.pieces[:at], edit.pieces[at + 1 :]))
    metadata.append((before, after, layout.text[edit.start : edit.end]))
    return Edit(edit.start, edit.end, (METADATA,))


def _copy(
    layout: Layout, anatomy: Anatomy, resource: ResourceNode, edits: list[Edit]
) -> Iterator[Piece]:
    """Yield the pieces of a copy, from its key on and without a line break at the end."""
    key = resource.key
    end = layout.end(resource.node)
    span = (key.start_mark.index, end if is_flow(resource.node) else layout.end_of_line(end))
    named = insert(layout, key, len(key.value), (HASH,))
    own = [*named, *renames(layout, anatomy.links[resource.id], anatomy.ids)]
    *rest, last = cut(layout.text, span, own, edits)
    yield from rest
    yield str(last).rstrip(LINE_BREAKS)


def _proves(template: Template, made: Blueprint) -> bool:
    numbers = tuple(range(1, len(made.anatomy.rules) + 1))
    sample = Rendering(hash=SAMPLE_HASH, version="v1", pull=1, priorities=numbers)
    return adds_exactly(template, made.at, made.text(sample), made.anatomy.ids)
