"""The unified diff of a deployed text and the text that replaces it, as people and `patch` read it.

AWS gives `?` for every character of a deployed template that is not ASCII. So both sides are shown
that way, and runs of `?` count as equal (SPEC section 6). A line of one resource never counts as
the same line of another, so a resource that goes and one that comes are shown whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from kayron.core.conversion import Text
from kayron.core.render.edit import Edit, edits
from kayron.core.render.owner import depth_of, entries, keys_to, owned

CONTEXT = 3
"""Equal lines shown on each side of a change."""

FOREIGN = re.compile(r"[^\x00-\x7f]")
QUESTIONS = re.compile(r"\?+")
UNFINISHED = "\\ No newline at end of file"

Lines = Sequence[str]


def unified(before: str, after: str, path: str = "template") -> Text:
    """Return the unified diff of a deployed text and a rendered one, empty where they are equal.

    Each hunk's heading has the line numbers and the keys that lead to its first change. Where both
    texts end every line with CRLF, the CR is left out.
    """
    old, new = _as_deployed(before), _as_deployed(after)
    head = [f"--- deployed/{path}" if before else "--- /dev/null"]
    head.append(f"+++ rendered/{path}" if after else "+++ /dev/null")
    lines = [*head, *_body(Sides(old, new), Sides(_collapsed(old), _collapsed(new)))]
    return Text("\n".join(lines) if len(lines) > len(head) else "")


def exact(before: str, after: str) -> list[str]:
    """Return the hunks of the unified diff of two texts as lines; any character may differ."""
    sides = Sides(before, after)
    lines = "\n".join(_body(sides, sides))
    return lines.split("\n") if lines else []


@frozen
class Sides:
    """Two texts to compare."""

    old: str
    new: str

    def without_crlf(self) -> Sides:
        """Return the texts with LF for CRLF if they use nothing else."""
        if not (_only_crlf(self.old) and _only_crlf(self.new)):
            return self
        return Sides(self.old.replace("\r\n", "\n"), self.new.replace("\r\n", "\n"))


def _body(shown: Sides, compared: Sides) -> Iterator[str]:
    if compared.old == compared.new:
        return
    shown, compared = shown.without_crlf(), compared.without_crlf()
    old, new = _split(shown.old), _split(shown.new)
    for hunk in _hunks(tuple(_changes(compared))):
        yield from _hunk(hunk, old, new)


def _as_deployed(text: str) -> str:
    return text if text.isascii() else FOREIGN.sub("?", text)


def _collapsed(text: str) -> str:
    return QUESTIONS.sub("?", text) if "??" in text else text


def _only_crlf(text: str) -> bool:
    return not text or ("\r\n" in text and text.count("\n") == text.count("\r\n"))


def _split(text: str) -> list[str]:
    """Split a text at line feeds; a last line without one differs from the same line with it."""
    lines = text.split("\n")
    if not lines[-1]:
        return lines[:-1]
    lines[-1] += f"\n{UNFINISHED}"
    return lines


def _changes(sides: Sides) -> Iterator[Edit]:
    """Yield the edits between two texts: first by entry, then by line within those that differ."""
    depth = depth_of(sides.new or sides.old)
    old, new = _split(sides.old), _split(sides.new)
    starts, others = entries(old, depth), entries(new, depth)
    for whole in edits(_parts(old, starts), _parts(new, others)):
        a, b = starts[whole.a], others[whole.b]
        ours, theirs = old[a : starts[whole.a_end]], new[b : others[whole.b_end]]
        for edit in edits(owned(ours, depth), owned(theirs, depth)):
            yield Edit(edit.a + a, edit.a_end + a, edit.b + b, edit.b_end + b)


def _parts(lines: Lines, starts: Sequence[int]) -> list[str]:
    return ["\n".join(lines[start:end]) for start, end in pairwise(starts)]


def _hunks(changes: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Yield the changes in groups that share their context."""
    group = [changes[0]]
    for previous, change in pairwise(changes):
        if change.a - previous.a_end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    yield group


def _hunk(group: Sequence[Edit], old: Lines, new: Lines) -> Iterator[str]:
    first, last = group[0], group[-1]
    start = max(first.b - CONTEXT, 0)
    before = first.a - (first.b - start)
    trail = min(CONTEXT, len(new) - last.b_end)
    spans = _span(before, last.a_end + trail), _span(start, last.b_end + trail)
    where = _keys(new, first.b, first.b_end) or _keys(old, first.a, first.a_end)
    yield f"@@ -{spans[0]} +{spans[1]} @@ {where}".rstrip()
    position = start
    for change in group:
        yield from (f" {line}" for line in new[position : change.b])
        yield from (f"-{line}" for line in old[change.a : change.a_end])
        yield from (f"+{line}" for line in new[change.b : change.b_end])
        position = change.b_end
    yield from (f" {line}" for line in new[position : position + trail])


def _keys(lines: Lines, start: int, end: int) -> str:
    """Return the keys above the first line of a change that is not empty."""
    return next((keys_to(lines, at) for at in range(start, end) if lines[at].strip()), "")


def _span(start: int, end: int) -> str:
    """Return a range of lines as diff writes it: from 1, the line before where it is empty."""
    size = end - start
    first = start + 1 if size else start
    return f"{first}" if size == 1 else f"{first},{size}"
