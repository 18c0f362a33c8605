"""The diff of a template, folded to what a person must read.

A preview that is added or removed whole is one line; so is what remains of a long run of changed
lines. What is folded is counted and named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from attrs import field, frozen

from kayron.core.plan import RenderedTemplate
from kayron.core.render.phrase import brief, count
from kayron.core.render.style import Mode

LONGEST = 24
"""The lines of one run that are shown before the rest is folded."""

MODES = {"+": Mode.ADD, "-": Mode.REMOVE}

SIGNS = {Mode.ADD: "+", Mode.REMOVE: "-", Mode.CHANGE: "~", Mode.TITLE: "@@"}

URL = re.compile(r"""[+-] *["']?TemplateURL["']?:""")

KEY = re.compile(r"""( *)["']?([A-Za-z0-9]+?)([0-9A-F]{8})?["']?: *(?:\{.*)?$""")
HASH = re.compile(r"[0-9A-F]{8}")
PULL = re.compile(r"""["']?pull["']?: *["']?([0-9]+)""")


@frozen
class Folded:
    """A line of a folded diff, without its sign. `fold` tells that it stands for others.

    Commits and digests in it are short.
    """

    mode: Mode
    text: str = field(converter=brief)
    fold: bool = False

    @property
    def sign(self) -> str:
        """What the line starts with: `+`, `-`, `~`, `@@` or a space."""
        return SIGNS.get(self.mode, " ")


def fold(template: RenderedTemplate, hashes: Collection[str]) -> list[Folded]:
    """Return a template's diff, folded: previews of these hashes, moved URLs and long runs."""
    lines = [line for line in template.diff.split("\n")[2:] if not line.startswith("\\")]
    folded: list[Folded] = []
    for number, line in enumerate(lines):
        if line.startswith("@"):
            end = next((n for n in range(number + 1, len(lines)) if lines[n][:1] == "@"), None)
            folded.append(Folded(Mode.TITLE, _heading(line)))
            folded += _hunk(lines[number + 1 : end], hashes)
    return folded


def _hunk(lines: Sequence[str], hashes: Collection[str]) -> Iterator[Folded]:
    """Yield the lines of one hunk; that a nested template has another key is one line."""
    changed = [line for line in lines if line[:1] in ("+", "-")]
    if all(URL.match(line) for line in changed):
        now = (line[1:].strip() for line in changed if line.startswith("+"))
        yield from (Folded(Mode.CHANGE, text, fold=True) for text in now)
        return
    for sign, run in groupby(lines, key=lambda line: line[:1]):
        yield from _run(MODES.get(sign, Mode.ASIDE), [line[1:] for line in run], hashes)


def tally(template: RenderedTemplate) -> tuple[int, int]:
    """Return how many lines of a template's diff are added and removed."""
    signs = [line[:1] for line in template.diff.split("\n")[2:]]
    return signs.count("+"), signs.count("-")


def _heading(text: str) -> str:
    """Return `line 40 in Resources.Service` for `@@ -40,7 +40,9 @@ Resources.Service`."""
    numbers, _, keys = text.removeprefix("@@ ").partition(" @@")
    first = numbers.split("+")[-1].split(",")[0]
    return f"line {first}{' in' if keys else ''}{keys}"


def _run(mode: Mode, texts: Sequence[str], hashes: Collection[str]) -> Iterator[Folded]:
    """Yield the lines of one run of one sign, with its previews as one line each."""
    if mode is Mode.ASIDE:
        yield from (Folded(mode, text) for text in texts)
        return
    for owner, part in _parts(texts, hashes):
        if owner:
            yield Folded(mode, _preview(part, owner), fold=True)
            continue
        yield from (Folded(mode, text) for text in part[:LONGEST])
        if len(part) > LONGEST:
            yield Folded(mode, f"{len(part) - LONGEST:,} more lines", fold=True)


def _parts(texts: Sequence[str], hashes: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the preview's hash, or empty text, with the lines that belong to it."""
    owner, part, depth = "", list[str](), 0
    for text in texts:
        start = _start(text, hashes)
        indent = len(text) - len(text.lstrip(" "))
        leaves = owner and text.strip() and indent <= depth and not start and KEY.match(text)
        if (start and start != owner) or leaves:
            if part:
                yield owner, part
            owner, part, depth = start, [], indent
        part.append(text)
    yield owner, part


def _start(text: str, hashes: Collection[str]) -> str:
    """Return the hash of the preview that a line opens: its comment, or a resource of it."""
    if text.lstrip().startswith("#"):
        return next((found for found in HASH.findall(text) if found in hashes), "")
    match = KEY.match(text)
    return match[3] if match and match[3] in hashes else ""


def _preview(part: Sequence[str], owner: str) -> str:
    """Return what stands for the lines of a preview: how many, whose, and its resources."""
    keys = [match for text in part if (match := KEY.match(text)) and match[3] == owner]
    least = min((len(match[1]) for match in keys), default=0)
    resources = sum(1 for match in keys if len(match[1]) == least)
    pulls = [match[1] for text in part if (match := PULL.search(text))]
    whose = f"preview {owner}" + (f" (pull request {pulls[0]})" if pulls else "")
    return f"{count(len(part), 'line')}: {whose}, {count(resources, 'resource')}"
