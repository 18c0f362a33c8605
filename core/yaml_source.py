"""YAML that people write for Kayron, as nodes with their places.

ruamel.yaml scans and parses; what a plain scalar means is decided here, by the core schema of YAML
1.2, and nothing is constructed: `529E8759` stays as written, and is known to be a number to others.
Problems are gathered, and the first that is no YAML ends the reading. Aliases are followed within
bounds; tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from kayron.core.problem import Place, Problem
from kayron.core.yaml_node import SHOWN, Entries, Items, Kind, Node, Scalar, plain_kind, shown

CHARACTERS: Final = 5_000_000
"""The longest text that is read: several times 10,000 definitions."""

DEPTH: Final = 20
"""The deepest nesting that is read: four times what any of our files needs."""

NODES: Final = 1_000_000
"""The most nodes that a text may stand for when its aliases are written out."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class _Yaml(YAML):
    """ruamel.yaml without its search for plug-ins, in its own folder, each time that it is made."""

    def official_plug_ins(self) -> list[str]:
        """Return none."""
        return []


class _Stop(Exception):
    """End the parse; the problem that ends it has been recorded."""


def compose(text: str, file: str, problems: list[Problem]) -> Node | None:
    """Return the root node of a YAML text, None where it is empty or ends the parse with a problem.

    Appends what is wrong to `problems`.
    """
    if len(text) > CHARACTERS:
        problems.append(Problem(Place(file), f"has more than {CHARACTERS:,} characters."))
        return None
    text = text.removeprefix("\ufeff")
    composer = _Composer(file, problems)
    try:
        with closing(_Yaml(typ="safe", pure=True).parse(text)) as events:
            return composer.document(events)
    except _Stop:
        return None
    except MarkedYAMLError as error:
        problems.append(Problem(composer.place(error.problem_mark), _sentence(error)))
    except ReaderError as error:
        message = f"is not YAML: the character U+{error.character:04X} is not allowed."
        problems.append(Problem(_place_at(text, error.position, file), message))
    except (ValueError, OverflowError):
        problems.append(Problem(Place(file), "is not YAML: an escape is no character."))
    return None


def _place_at(text: str, index: int, file: str) -> Place:
    line = text.count("\n", 0, index)
    return Place(file, line + 1, index - text.rfind("\n", 0, index))


def _sentence(error: MarkedYAMLError) -> str:
    sentence = " ".join(filter(None, (error.context, error.problem)))
    return f"is not YAML: {sentence[: 2 * SHOWN]}."


class _Composer:
    """Builds nodes from the events of one document."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._anchors: dict[str, Node] = {}

    def place(self, mark: StreamMark | None) -> Place:
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return Place(self._file, line, column)

    def document(self, events: Iterator[Event]) -> Node | None:
        """Return the root node, None where it is empty."""
        root: Node | None = None
        started = False
        for event in events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if started:
                self._stop(event, "a second document begins here; put everything into the first.")
            started = True
            root = self._node(next(events), events, 0)
        return None if isinstance(root, Scalar) and root.kind is Kind.NULL else root

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._aliased(event)
        if depth > DEPTH:
            self._stop(event, f"is nested more than {DEPTH} deep; no file of Kayron's is.")
        node = self._built(event, events, depth)
        if node.size > NODES:
            self._stop(event, f"stands for more than {NODES:,} values; write fewer aliases.")
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _built(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._items(event, events, depth)
        return self._entries(event, events, depth)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        self._refuse_tag(event)
        if _SURROGATE.search(event.value):
            self._say(event, "holds half of a surrogate pair, which is no character.")
        kind = Kind.TEXT if event.style else plain_kind(event.value)
        return Scalar(self.place(event.start_mark), event.value, kind)

    def _items(self, event: Event, events: Iterator[Event], depth: int) -> Items:
        self._refuse_tag(event)
        nodes = []
        while not isinstance(item := next(events), CollectionEndEvent):
            nodes.append(self._node(item, events, depth + 1))
        size = 1 + sum(node.size for node in nodes)
        return Items(self.place(event.start_mark), tuple(nodes), size)

    def _entries(self, event: Event, events: Iterator[Event], depth: int) -> Entries:
        self._refuse_tag(event)
        pairs: dict[str, tuple[Scalar, Node]] = {}
        size = 1
        while not isinstance(item := next(events), CollectionEndEvent):
            key = self._node(item, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            size += key.size + value.size
            if not isinstance(key, Scalar):
                self._say(item, "is no key; a key is a single word.")
            elif key.text in pairs:
                first = pairs[key.text][0].place.line
                self._say(item, f"{shown(key.text)}: is in line {first} already; keep one.")
            else:
                pairs[key.text] = (key, value)
        return Entries(self.place(event.start_mark), tuple(pairs.values()), size)

    def _aliased(self, event: AliasEvent) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            self._stop(event, f"*{shown(event.anchor)} names no anchor before it.")
        return node

    def _refuse_tag(self, event: Event) -> None:
        tag = getattr(event, "ctag", None)
        if tag is not None:
            self._say(event, f"{shown(str(tag))}: is a tag, and none is read here; remove it.")

    def _say(self, event: Event, message: str) -> None:
        self._problems.append(Problem(self.place(event.start_mark), message))

    def _stop(self, event: Event, message: str) -> NoReturn:
        self._say(event, message)
        raise _Stop
