"""A template's text with previews rendered into it; every other byte stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kayron.core.template.blueprint import Blueprint
from kayron.core.template.rendering import Rendering
from kayron.core.template.source import Template


def expand(template: Template, items: Sequence[tuple[Blueprint, Sequence[Rendering]]]) -> str:
    """Return the template's text with the previews of each blueprint, in the order given."""
    additions: dict[int, list[str]] = {}
    for made, renderings in items:
        texts = additions.setdefault(made.at, [])
        for rendering in renderings:
            texts += made.mold.filled(rendering)
    text, start, whole = template.text, 0, list[str]()
    for at in sorted(additions):
        whole.append(text[start:at])
        whole += additions[at]
        start = at
    return "".join([*whole, text[start:]])


def clash(
    template: Template, made: Blueprint, hash_: str, taken: Collection[str] = ()
) -> str | None:
    """Return the first logical id of a preview that the template or another preview has, or None.

    `taken` has the logical ids of the previews before it: two services of one template may share
    what is copied.
    """
    present = template.resources.keys() | template.section("Parameters").keys() | set(taken)
    return next((id_ for id_, _ in made.added(hash_) if id_ in present), None)
