"""The templates of a plan: what would be submitted, and how it differs from what is deployed."""

from __future__ import annotations

import re
from functools import partial

from kayron.core.candidate import Candidate
from kayron.core.conversion import Text
from kayron.core.ground import Ground
from kayron.core.plan import RenderedTemplate
from kayron.core.render.diff import unified
from kayron.core.shelf import Shelf
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.location import ROOT_FILE
from kayron.core.stack.rewrite import Rewritten
from kayron.core.stack.tree import stack_path
from kayron.core.stack_shelves import Change
from kayron.core.verdict import Verdict

URL = re.compile(r'https://[^"\s]+\.[0-9a-f]{64}[^"\s]*')
"""The URL of a content-addressed key, as we write it."""


def template_rows(
    made: Candidate, ground: Ground, current: Candidate | Verdict, diffs: Shelf[Change, Text]
) -> tuple[RenderedTemplate, ...]:
    """Return every template of a candidate, by path.

    Those that no stack is known to use are shown against what `current` has of them.
    """
    deployed = {ids: node.template.text for ids, node in ground.tree.by_ids().items()}
    users = {
        file: tuple(sorted(node.ids for node in nodes))
        for file, nodes in made.tree.by_file().items()
    }
    used = _urls_in_use(ground)
    was = {one.path: one.text for one in current.files} if isinstance(current, Candidate) else {}
    rows = []
    for file in made.files:
        stacks = users.get(file.path, ())
        known = (deployed[ids] for ids in stacks if ids in deployed)
        before = next(known, "") if stacks else was.get(file.path, "")
        rows.append(_row(file, stacks, before, diffs, in_use=file.url in used))
    return tuple(sorted(rows, key=lambda row: row.path))


def _row(
    file: Rewritten,
    users: tuple[tuple[str, ...], ...],
    before: str,
    diffs: Shelf[Change, Text],
    *,
    in_use: bool,
) -> RenderedTemplate:
    key = (before, file.text, file.path)
    diff = diffs.get(key, partial(unified, *key)) if before != file.text else Text("")
    return RenderedTemplate(
        path=file.path,
        stacks=tuple(map(stack_path, users)),
        key=file.key,
        digest=file.digest,
        text=Text(file.text),
        diff=diff,
        deployed=in_use or (file.path == ROOT_FILE and _is_root_in_use(before, file.text)),
    )


def _urls_in_use(ground: Ground) -> frozenset[str]:
    """Return the URLs of ours by which deployed templates name others."""
    texts = (node.template.text for node in ground.tree.nodes)
    return frozenset(url for text in texts if NESTED_STACK in text for url in URL.findall(text))


def _is_root_in_use(before: str, text: str) -> bool:
    """Tell whether the deployed root template is this one, and was written by us.

    No template names the root's key; one that names ours below it has been in the bucket itself.
    What AWS shows of a text that is not ASCII does not tell it from others.
    """
    return before == text and URL.search(text) is not None
