"""The functions that make texts and lists of others: Sub, Join, Select, Split, and If."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yaml.nodes import Node

from kayron.core.limit import TEMPLATE_BYTES
from kayron.core.template.evaluation import Evaluation
from kayron.core.template.lookup import attribute, named
from kayron.core.template.node import entries, items, scalar
from kayron.core.template.scope import Items, NoValue, Unresolved, Value

HOLE = re.compile(r"\$\{([^{}]*)\}")
"""A variable of `Sub`; `${!Name}` stands for the text `${Name}`."""


def sub(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `Sub`, with and without variables of its own."""
    parts = items(argument)
    text = scalar(parts[0] if parts else argument)
    if text is None:
        return evaluation.unresolved(argument, "Sub needs a text")
    own = {key.value: value for part in parts[1:2] for key, value in entries(part)}
    pieces = HOLE.split(text)
    for index in range(1, len(pieces), 2):
        value = _hole(evaluation, pieces[index].strip(), own, argument)
        if isinstance(value, Unresolved):
            return value
        pieces[index] = value
    return _joined(evaluation, "", pieces, argument)


def _hole(
    evaluation: Evaluation, name: str, own: dict[str, Node], argument: Node
) -> str | Unresolved:
    if name.startswith("!"):
        return "${" + name[1:] + "}"
    if name in own:
        return evaluation.text(own[name])
    found = (attribute if "." in name else named)(evaluation, name, argument)
    if isinstance(found, tuple | NoValue):
        return evaluation.unresolved(argument, f"{name} is no text that Sub could insert")
    return found


def join(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `Join`."""
    parts = items(argument)
    if len(parts) != len(("delimiter", "list")):
        return evaluation.unresolved(argument, "Join needs a delimiter and a list")
    delimiter = evaluation.text(parts[0])
    texts = known(evaluation.items(parts[1]))
    if isinstance(delimiter, Unresolved):
        return delimiter
    if isinstance(texts, Unresolved):
        return texts
    return _joined(evaluation, delimiter, texts, argument)


def _joined(
    evaluation: Evaluation, delimiter: str, texts: Sequence[str], argument: Node
) -> str | Unresolved:
    """Return texts as one, unless it is too long for any template: functions may multiply it."""
    if len(delimiter) * len(texts) + sum(map(len, texts)) > TEMPLATE_BYTES:
        return evaluation.unresolved(argument, "the text is longer than a template may be")
    return delimiter.join(texts)


def known(found: Items | Unresolved) -> tuple[str, ...] | Unresolved:
    """Return a list whose items are all known, or the first that is not."""
    if isinstance(found, Unresolved):
        return found
    unknown = next((item for item in found if isinstance(item, Unresolved)), None)
    return unknown or tuple(item for item in found if isinstance(item, str))


def split(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `Split`."""
    texts = evaluation.texts(items(argument))
    if isinstance(texts, Unresolved):
        return texts
    if len(texts) != len(("delimiter", "text")) or not texts[0]:
        return evaluation.unresolved(argument, "Split needs a delimiter and a text")
    return tuple(texts[1].split(texts[0]))


def select(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `Select`; items that are not selected may be unknown."""
    parts = items(argument)
    if len(parts) != len(("index", "list")):
        return evaluation.unresolved(argument, "Select needs an index and a list")
    index, found = evaluation.text(parts[0]), evaluation.items(parts[1])
    if isinstance(index, Unresolved):
        return index
    if isinstance(found, Unresolved):
        return found
    if not re.fullmatch("[0-9]{1,9}", index) or int(index) >= len(found):
        return evaluation.unresolved(argument, f"there is no item {index} of {len(found)}")
    return found[int(index)]


def choose(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `If`: the arm that holds, or either where both have one value."""
    parts = items(argument)
    name = scalar(parts[0]) if len(parts) == len(("condition", "then", "else")) else None
    if name is None:
        return evaluation.unresolved(argument, "If needs the name of a condition and two values")
    holds = evaluation.holds(name)
    if holds is not None:
        return evaluation.value(parts[1 if holds else 2])
    first, second = map(evaluation.value, parts[1:])
    if first == second and not isinstance(first, Unresolved):
        return first
    return evaluation.unresolved(argument, f"the condition {name} cannot be evaluated")
