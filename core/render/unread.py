"""The facts that are unknown, folded: an error once, with the first of the facts that it hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kayron.core.render.layout import paragraph
from kayron.core.render.phrase import brief, count, listed
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.unread import UnknownFact

SHOWN = 3
"""So many paths of facts with one error are shown; of more, only their number is."""

ERRORS = 10
"""So many errors are shown; of more, only how many facts they hide."""

INDENT = 5

ARN = re.compile(r"arn:[a-z-]+:([a-z0-9-]+):[a-z0-9-]*:[0-9]*:")


def unread(facts: Sequence[UnknownFact], room: int) -> Iterator[Line]:
    """Yield each error with its facts, those first that hide the most."""
    by_error: dict[str, list[str]] = {}
    for fact in facts:
        by_error.setdefault(fact.error, []).append(fact.path)
    found = sorted(by_error.items(), key=lambda item: -len(item[1]))
    for error, paths in found[:ERRORS]:
        head = line(Span("?  ", Mode.CHANGE))
        yield from paragraph(head, Span(short(error)), room, hanging=INDENT)
        below = line(Span(" " * INDENT))
        yield from paragraph(below, Span(_named(paths), Mode.ASIDE), room)
    if rest := sum(len(paths) for _, paths in found[ERRORS:]):
        more = f"{count(rest, 'fact')} more, for other reasons"
        yield line(Span("?  ", Mode.CHANGE), Span(more, Mode.ASIDE))


def _named(paths: Sequence[str]) -> str:
    shown = [short(path) for path in paths[:SHOWN]]
    if len(paths) <= SHOWN:
        return listed(shown)
    return f"{', '.join(shown)} and {count(len(paths) - SHOWN, 'fact')} more"


def short(text: str) -> str:
    """Return a text for people: an ARN without its account, a commit by its first 8 digits."""
    return brief(ARN.sub(r"\1:", text))
