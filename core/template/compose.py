"""From a template's text to PyYAML's nodes, whose marks are exact offsets into that very text.

libyaml first, for it is fast; what it refuses is tried once more with PyYAML's own parser, which
reads more of what CloudFormation reads. Nothing here knows what a template means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen
from yaml import BaseLoader, CBaseLoader
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.tokens import Token

from kayron.core.limit import TEMPLATE_BYTES
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.template.node import LIST, MAP, TEXT, scalars
from kayron.core.template.surrogate import HALF, Mask, masked, unmask

DEEPEST_NESTING = 100
"""Levels of nesting that are read. Our own bound: libyaml's composer recurses without one and then
ends the process; recursion over nodes is safe with it."""

TOO_DEEP = f"is nested more than {DEEPEST_NESTING} levels deep."

BOM = "\ufeff"

UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a text: control characters and halves of surrogate pairs."""

TAGS: dict[type[Node], str] = {ScalarNode: TEXT, SequenceNode: LIST, MappingNode: MAP}


class _TooDeepError(YAMLError):
    """The nesting exceeds `DEEPEST_NESTING`."""


class _Untyped:
    """Give every node without a tag the tag of its kind, and bound the nesting.

    YAML's implicit types are of no use here: a template's scalars keep their text.
    """

    nesting = 0

    def resolve(self, kind: type[Node], *_: object) -> str:
        """Return the tag of a node that has none."""
        return TAGS[kind]

    def descend_resolver(self, *_: object) -> None:
        """Enter a node."""
        self.nesting += 1
        if self.nesting > DEEPEST_NESTING:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self.nesting -= 1


class _Fast(_Untyped, CBaseLoader):
    """libyaml."""


class _Patient(_Untyped, BaseLoader):
    """PyYAML's own parser."""


@frozen(eq=False)
class Composition:
    """The root node of a text's only document, None where it has none, and what was composed.

    `source` is as long as the text; it differs where parsers refuse what CloudFormation reads.
    """

    root: Node | None
    source: str
    loader: type[_Fast | _Patient]


def compose(text: str, file: str) -> Composition:
    """Compose a template's text.

    Marks count a byte order mark as a character; use `place_of` for people. Raises `InvalidInput`.
    """
    _refuse_size(text, file)
    # An empty line is as long as the byte order mark and leaves every column as it is.
    source = "\n" + text[1:] if text.startswith(BOM) else text
    try:
        found = _attempt(source, _Fast)
        if isinstance(found, Composition):
            return found
        return _compose_patiently(found, source, text, file)
    except _TooDeepError:
        raise InvalidInput([Problem(Place(file), TOO_DEEP)]) from None
    except (YAMLError, UnicodeEncodeError):
        raise InvalidInput([_unreadable(text, file)]) from None


def tokens(composition: Composition) -> Iterator[Token]:
    """Yield the tokens of what was composed."""
    loader = composition.loader(composition.source)
    while (token := loader.get_token()) is not None:
        yield token


def place_of(mark: Mark, text: str, file: str) -> Place:
    """Return the place, from 1, of a mark in a text that may begin with a byte order mark."""
    return Place(file, mark.line + 1 - text.startswith(BOM), mark.column + 1)


def _refuse_size(text: str, file: str) -> None:
    size = len(text)
    if size <= TEMPLATE_BYTES and not text.isascii():
        size = len(text.encode(errors="surrogatepass"))
    if size > TEMPLATE_BYTES:
        message = (
            f"has {size:,} bytes or more; CloudFormation takes templates of at most "
            f"{TEMPLATE_BYTES:,}. Split it into nested stacks."
        )
        raise InvalidInput([Problem(Place(file), message)])


def _attempt(source: str, loader: type[_Fast | _Patient]) -> Composition | MarkedYAMLError:
    """Compose with one parser; its refusal is returned, for another may read what it does not."""
    try:
        return Composition(loader(source).get_single_node(), source, loader)
    except MarkedYAMLError as error:
        return error
    except UnicodeEncodeError:
        raise
    except (ValueError, OverflowError):  # It stumbles over huge numbers in escapes and directives.
        return MarkedYAMLError()


def _compose_patiently(refusal: MarkedYAMLError, source: str, text: str, file: str) -> Composition:
    """Compose what libyaml refused: with surrogate pairs masked, then with the other parser."""
    mask = masked(source)
    refusals = [refusal]
    for loader in (_Fast, _Patient) if mask.originals else (_Patient,):
        found = _attempt(mask.text, loader)
        if isinstance(found, Composition):
            _unmask_all(found.root, mask, text, file)
            return found
        refusals.append(found)
    # Each parser refuses things of its own that hardly ever are what is wrong: the one that came
    # furthest tells it.
    raise InvalidInput([_not_yaml(max(reversed(refusals), key=_reach), text, file)])


def _reach(refusal: MarkedYAMLError) -> int:
    mark = refusal.problem_mark
    return mark.index if mark else -1


def _unmask_all(root: Node | None, mask: Mask, text: str, file: str) -> None:
    """Put characters back into all scalars; raise for halves of surrogate pairs, which are none."""
    problems = []
    for node in scalars(root):
        unmask(node, mask)
        if HALF.search(node.value):
            message = "holds half of a surrogate pair, which is no character."
            problems.append(Problem(place_of(node.start_mark, text, file), message))
    if problems:
        raise InvalidInput(problems)


def _unreadable(text: str, file: str) -> Problem:
    found = UNREADABLE.search(text)
    before = text[: found.start() if found else 0]
    place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    character = f"U+{ord(text[len(before)]):04X}"
    return Problem(place, f"holds the character {character}, which YAML does not allow.")


def _not_yaml(error: MarkedYAMLError, text: str, file: str) -> Problem:
    said = ", ".join(part for part in (error.context, error.problem) if part)
    place = place_of(error.problem_mark, text, file) if error.problem_mark else Place(file)
    return Problem(place, f"is not YAML: {said}.")
