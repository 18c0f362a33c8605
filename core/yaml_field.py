"""The keys of a YAML mapping that a person wrote, read strictly: nothing is converted silently.

Every reader returns None where a key is missing or wrong, and reports what is wrong: where it
stands, which key it is, and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from difflib import get_close_matches
from typing import Literal, TypeVar

from kayron.core.moment import parse_moment
from kayron.core.problem import Place, Problem
from kayron.core.yaml_node import (
    Entries,
    Items,
    Kind,
    Node,
    Scalar,
    listed,
    shape,
    shown,
    text_problem,
)

COMPARED = 64
"""Characters of an unknown word that are compared with the known ones."""

T = TypeVar("T")

ABBREVIATION = 3
"""Letters with which a known word that begins with them is probably meant."""

TIME_RULE = "must be a time with its zone, such as 2026-12-24T18:00:00Z"


def fields_of(
    node: Node, path: str, known: Collection[str], problems: list[Problem]
) -> Fields | None:
    """Return the keys of a mapping. `path` is the way to it, empty for what a file holds."""
    if isinstance(node, Entries):
        return Fields(node, path, known, problems)
    message = f"must be a mapping with some of {listed(known)}, not {shape(node)}."
    problems.append(Problem(node.place, f"{path}: {message}" if path else message))
    return None


class Fields:
    """The known keys of one mapping; unknown ones are reported at once."""

    def __init__(
        self, node: Entries, path: str, known: Collection[str], problems: list[Problem]
    ) -> None:
        self.place = node.place
        self._path = path
        self._problems = problems
        self._nodes: dict[str, Node] = {}
        self._keys: dict[str, Place] = {}
        for key, value in node.pairs:
            self._keys[key.text] = key.place
            if key.text in known:
                self._nodes[key.text] = value
            else:
                hint = suggestion(key.text, known)
                self.refuse_key(key.text, f"is no key here; {hint}")

    def __contains__(self, name: object) -> bool:
        return name in self._nodes

    def refuse(self, name: str, message: str) -> None:
        """Report what is wrong with a key's value, or that a key is missing."""
        node = self._nodes.get(name)
        self._say(self.place if node is None else node.place, name, message)

    def refuse_key(self, name: str, message: str) -> None:
        """Report a key that must not be there."""
        self._say(self._keys[name], name, message)

    def value_place(self, name: str) -> Place:
        """Return where the value of a key that is there stands."""
        return self._nodes[name].place

    def text(self, name: str) -> str | None:
        """Return a text of printable characters."""
        return self._text(self._nodes[name], name) if name in self else None

    def legal(self, name: str, allowed: Callable[[str], object], rule: str) -> str | None:
        """Return a text that is allowed; `rule` is the sentence for one that is not."""
        return self._legal(self._nodes[name], name, allowed, rule) if name in self else None

    def choice(self, name: str, known: Collection[str]) -> str | None:
        """Return one of the known words."""
        text = self.text(name)
        return None if text is None else self._known(self._nodes[name], name, text, known)

    def prose(self, name: str) -> str | None:
        """Return a text for people, its lines joined."""
        node = self._nodes.get(name)
        if isinstance(node, Scalar):
            joined = " ".join(node.text.split())
            return self._text(Scalar(node.place, joined, node.kind), name)
        return self.text(name)

    def flag(self, name: str) -> bool | None:
        """Return true or false."""
        node = self._nodes.get(name)
        if node is None:
            return None
        if isinstance(node, Scalar) and node.kind is Kind.BOOLEAN:
            return node.text.lower() == "true"
        self.refuse(name, f"must be true or false, without quotes, not {shape(node)}.")
        return None

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`."""
        node = self._nodes.get(name)
        if node is None:
            return None
        if isinstance(node, Scalar) and node.kind is Kind.NUMBER:
            digits = re.fullmatch("[0-9]{1,9}", node.text)
            if digits is not None and low <= int(node.text) <= high:
                return int(node.text)
        self.refuse(name, f"must be a whole number from {low} to {high}, not {shape(node)}.")
        return None

    def moment(self, name: str) -> datetime | None:
        """Return a time in UTC."""
        text = self.legal(name, parse_moment, TIME_RULE)
        return None if text is None else parse_moment(text)

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return a list of texts, as written."""
        return self._each(name, self._text)

    def legal_texts(
        self, name: str, allowed: Callable[[str], object], rule: str
    ) -> tuple[str, ...] | None:
        """Return a list of texts that are allowed; `rule` is the sentence for one that is not."""
        return self._each(name, lambda node, path: self._legal(node, path, allowed, rule))

    def choices(self, name: str, known: Collection[str]) -> tuple[str, ...] | None:
        """Return a list of known words, each once, in the order of `known`."""

        def word(node: Node, path: str) -> str | None:
            text = self._text(node, path)
            return None if text is None else self._known(node, path, text, known)

        found = self._each(name, word)
        return None if found is None else tuple(item for item in known if item in found)

    def mapping(self, name: str, known: Collection[str]) -> Fields | None:
        """Return the keys of a mapping."""
        if name not in self:
            return None
        return fields_of(self._nodes[name], self._way(name), known, self._problems)

    def mappings(self, name: str, known: Collection[str]) -> tuple[Fields, ...]:
        """Return the keys of each mapping in a list."""

        def entries(node: Node, path: str) -> Fields | None:
            return fields_of(node, self._way(path), known, self._problems)

        return self._each(name, entries) or ()

    def true_or_mapping(self, name: str, known: Collection[str]) -> Literal[True] | Fields | None:
        """Return true, or the keys of a mapping."""
        node = self._nodes.get(name)
        if node is None or isinstance(node, Entries):
            return self.mapping(name, known)
        if isinstance(node, Scalar) and node.kind is Kind.BOOLEAN and node.text.lower() == "true":
            return True
        rule = "must be true, without quotes, or a mapping"
        self.refuse(name, f"{rule}, not {shape(node)}; for neither, remove the key.")
        return None

    def _each(self, name: str, read: Callable[[Node, str], T | None]) -> tuple[T, ...] | None:
        node = self._nodes.get(name)
        if isinstance(node, Items):
            items = [read(item, f"{name}[{i}]") for i, item in enumerate(node.nodes)]
            found = tuple(item for item in items if item is not None)
            return found if len(found) == len(items) else None
        if node is not None:
            self.refuse(name, f"must be a list, not {shape(node)}.")
        return None

    def _text(self, node: Node, name: str) -> str | None:
        problem = text_problem(node)
        if problem:
            self._say(node.place, name, problem)
            return None
        return node.text if isinstance(node, Scalar) else None

    def _legal(
        self, node: Node, name: str, allowed: Callable[[str], object], rule: str
    ) -> str | None:
        if not isinstance(node, Scalar) or not node.text or allowed(node.text):
            return self._text(node, name)
        problem = text_problem(node)
        message = f"{problem} It {rule}." if problem else f"{rule}, not {shown(node.text)!r}."
        self._say(node.place, name, message)
        return None

    def _known(self, node: Node, name: str, text: str, known: Collection[str]) -> str | None:
        if text in known:
            return text
        self._say(node.place, name, f"{shown(text)!r} is not known; {suggestion(text, known)}")
        return None

    def _say(self, place: Place, name: str, message: str) -> None:
        way = shown(self._way(name)) or "''"
        self._problems.append(Problem(place, f"{way}: {message}"))

    def _way(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def suggestion(word: str, known: Collection[str]) -> str:
    """Return a sentence with the known word that was probably meant, or with all of them."""
    near = get_close_matches(word[:COMPARED], known, n=1)
    near += [whole for whole in known if len(word) >= ABBREVIATION and whole.startswith(word)]
    return f"did you mean {near[0]}?" if near else f"known: {listed(known)}."
