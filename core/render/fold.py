"""The diff of a template, folded to what a person must read.

A preview that is added or removed whole is one line; so are the new keys of nested templates, and
what remains of a long run of changed lines. What is folded is counted and named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from attrs import field, frozen

from kayron.core.plan import RenderedTemplate
from kayron.core.render.phrase import brief, count
from kayron.core.render.style import Mode

LONGEST = 24
"""The lines of one run that are shown before the rest is folded."""

MODES = {"+": Mode.ADD, "-": Mode.REMOVE}

SIGNS = {Mode.ADD: "+", Mode.REMOVE: "-", Mode.CHANGE: "~", Mode.TITLE: "@@"}

URL = re.compile(r"""[+-] *["']?TemplateURL["']?:""")
OURS = re.compile(r"""/([^/"']+)\.[0-9a-f]{64}(\.\w+)["',]*$""")

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
    moved: list[str] = []
    folded: list[Folded] = []
    for heading, lines in _hunks(template):
        if names := _moved(lines):
            moved += names
        else:
            folded.append(Folded(Mode.TITLE, _heading(heading, lines)))
            folded += _hunk(lines, hashes)
    if moved:
        word = "new TemplateURL" if len(moved) == 1 else "new TemplateURLs"
        folded.insert(0, Folded(Mode.CHANGE, f"{word}: {', '.join(moved)}", fold=True))
    return folded


def _hunks(template: RenderedTemplate) -> Iterator[tuple[str, list[str]]]:
    """Yield the heading of each hunk with its lines."""
    lines = [line for line in template.diff.split("\n")[2:] if not line.startswith("\\")]
    starts = [number for number, line in enumerate(lines) if line.startswith("@")]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start], lines[start + 1 : end]


def _moved(lines: Sequence[str]) -> list[str]:
    """Return the nested templates that have new keys of ours, if a hunk says nothing else."""
    changed = [line for line in lines if line[:1] in ("+", "-")]
    now = [OURS.search(line) for line in changed if line.startswith("+")]
    if not all(URL.match(line) for line in changed) or not all(now):
        return []
    return [found[1] + found[2] for found in now if found]


def _hunk(lines: Sequence[str], hashes: Collection[str]) -> list[Folded]:
    """Return the lines of one hunk; around previews that are folded nothing else is shown."""
    folded = [
        one
        for sign, run in groupby(lines, key=lambda line: line[:1])
        for one in _run(MODES.get(sign, Mode.ASIDE), [line[1:] for line in run], hashes)
    ]
    changed = [one for one in folded if one.mode is not Mode.ASIDE]
    return changed if all(one.fold for one in changed) else folded


def tally(template: RenderedTemplate) -> tuple[int, int]:
    """Return how many lines of a template's diff are added and removed."""
    signs = [line[:1] for line in template.diff.split("\n")[2:]]
    return signs.count("+"), signs.count("-")


def _heading(text: str, lines: Sequence[str]) -> str:
    """Return `line 43 in Resources.Service` for `@@ -40,7 +40,9 @@ Resources.Service`.

    The line is that of the first change.
    """
    numbers, _, keys = text.removeprefix("@@ ").partition(" @@")
    context = next((number for number, line in enumerate(lines) if line[:1] != " "), 0)
    first = int(numbers.split("+")[-1].split(",")[0]) + context
    return f"line {first:,}{' in' if keys else ''}{keys}"


def _run(mode: Mode, texts: Sequence[str], hashes: Collection[str]) -> Iterator[Folded]:
    """Yield the lines of one run of one sign, with its previews as one line each."""
    if mode is Mode.ASIDE:
        yield from (Folded(mode, text) for text in texts)
        return
    for owner, part in _joined(_parts(texts, hashes)):
        if owner and (resources := _resources(part, owner)):
            yield Folded(mode, _preview(part, owner, resources), fold=True)
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


def _joined(parts: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Yield parts, empty lines as those of the part that follows them."""
    empty: list[str] = []
    for owner, part in parts:
        if not owner and not any(text.strip() for text in part):
            empty = part
            continue
        yield owner, [*empty, *part]
        empty = []
    if empty:
        yield "", empty


def _start(text: str, hashes: Collection[str]) -> str:
    """Return the hash of the preview that a line opens: its comment, or a resource of it."""
    if text.lstrip().startswith("#"):
        return next((found for found in HASH.findall(text) if found in hashes), "")
    match = KEY.match(text)
    return match[3] if match and match[3] in hashes else ""


def _resources(part: Sequence[str], owner: str) -> int:
    """Return how many resources of a preview lines begin."""
    keys = [match for text in part if (match := KEY.match(text)) and match[3] == owner]
    least = min((len(match[1]) for match in keys), default=0)
    return sum(1 for match in keys if len(match[1]) == least)


def _preview(part: Sequence[str], owner: str, resources: int) -> str:
    """Return what stands for the lines of a preview: how many, whose, and its resources."""
    pulls = [match[1] for text in part if (match := PULL.search(text))]
    whose = f"preview {owner}" + (f" (pull request {pulls[0]})" if pulls else "")
    return f"{count(len(part), 'line')}: {whose}, {count(resources, 'resource')}"
