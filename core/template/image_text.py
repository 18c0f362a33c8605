"""Images of containers: their expressions as text with holes, and that text with another version.

The tag starts at the first `:` or `@` after the last `/`, both outside of `${}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from yaml.nodes import Node, ScalarNode

from kayron.core.template.domain import substitution
from kayron.core.template.edit import IMAGE, Edit, Piece, insert_instead, quoted_pieces, replace
from kayron.core.template.hole import HOLE, UNNAMED, with_holes
from kayron.core.template.layout import Layout
from kayron.core.template.node import call, child
from kayron.core.template.plain import Plain, plain
from kayron.core.template.reading import Reading
from kayron.core.template.reference import VARIABLE, renamed_text, renamed_value
from kayron.core.template.refusal import refuse
from kayron.core.template.splice import put
from kayron.core.template.value import Value

FILLING: Final = "\0"
"""Stands for each character of a hole."""


def tag_start(text: str) -> int | None:
    """Return where the tag or digest of an image starts, the end of the text where it has none.

    None where the tag may lie inside a hole.
    """
    solid = HOLE.sub(lambda hole: FILLING * len(hole.group()), text)
    name = solid.rfind("/") + 1
    found = re.search("[:@]", solid[name:])
    if found is not None:
        return name + found.start()
    return None if FILLING in solid[name:] else len(text)


def repository(text: str) -> str:
    """Return an image's text without its tag or digest."""
    return text[: tag_start(text)]


def is_of(text: str, docker: str) -> bool:
    """Tell whether an image is of a definition's repository, whatever stands before that."""
    name = repository(text)
    return name == docker or name.endswith(f"/{docker}")


def image_text(reading: Reading, node: Node) -> str:
    """Return an image's text with holes, or its value where all of it is a hole."""
    document = plain(node)
    match document:
        case str() as text:
            return text
        case {"Fn::Sub": [str() as text, dict()]}:
            return text
        case {"Fn::Sub": _} | {"Fn::Join": _}:
            return with_holes(document)
        case _:
            return reading.text(node) or UNNAMED


def own_images(reading: Reading, containers: Sequence[Sequence[Node]], docker: str) -> list[Node]:
    """Return the images of the artifact: a single container's, else those of its repository.

    Each container is given as all that it may be.
    """
    nodes = [child(container, "Image") for group in containers for container in group]
    images = [arm for node in nodes if node is not None for arm in reading.arms(node)]
    if len(containers) == 1:
        return images
    return [image for image in images if _is_image_of(reading, image, docker)]


def _is_image_of(reading: Reading, node: Node, docker: str) -> bool:
    """Tell whether an image's text or its value is of a definition's repository."""
    texts = (image_text(reading, node), reading.text(node))
    return any(text is not None and is_of(text, docker) for text in texts)


def with_version(
    reading: Reading, layout: Layout, node: Node, ids: Collection[str]
) -> Iterator[Edit]:
    """Yield the edits that put the preview's version in place of an image's tag or digest.

    Refuses an image whose tag cannot be told from the rest of it.
    """
    text, document, found = image_text(reading, node), plain(node), call(node)
    start = tag_start(text)
    argument = node if found is None else found.argument
    if start is None:
        yield from replace(layout, node, quoted_pieces(_resolved(reading, node), IMAGE))
    elif isinstance(argument, ScalarNode) and _stays_in_place(document, text[:start]):
        yield from insert_instead(layout, argument, start, (IMAGE,))
    else:
        yield from put(layout, node, _anew(document, text[:start], ids, json=layout.json))


def _stays_in_place(document: Plain, name: str) -> bool:
    """Tell whether an image stays what it is: a text, or an `Fn::Sub` that keeps a variable."""
    match document:
        case str():
            return True
        case {"Fn::Sub": str()}:
            return VARIABLE.search(name) is not None
        case _:
            return False


def _anew(document: Plain, name: str, ids: Collection[str], *, json: bool) -> Value:
    """Return an image with the preview's version; `name` is its text up to the tag."""
    match document:
        case {"Fn::Sub": [str(), dict() as local]}:
            return _with_variables(name, local, ids, json=json)
        case {"Fn::Join": [str() as delimiter, [*parts]]} if UNNAMED in name:
            kept = _kept(delimiter, parts, len(name), ids, json=json)
            return {"Fn::Join": [quoted_pieces(""), [*kept, quoted_pieces(IMAGE)]]}
        case _:
            return substitution((*renamed_text(name, ids), IMAGE), json=json)


def _kept(
    delimiter: str, parts: list[Plain], start: int, ids: Collection[str], *, json: bool
) -> Iterator[Value]:
    """Yield the parts of a join that stand before an offset of its text, delimiters among them."""
    at = 0
    for index, part in enumerate(parts):
        for piece, document in ((delimiter if index else "", None), (with_holes(part), part)):
            text = piece[: max(0, start - at)]
            at += len(piece)
            if text == UNNAMED:
                yield renamed_value(document, ids)
            elif text:
                yield substitution(tuple(renamed_text(text, ids)), json=json)


def _with_variables(
    text: str, local: dict[str, Plain], ids: Collection[str], *, json: bool
) -> Value:
    """Return an `Fn::Sub` with those of its own variables that the text still has."""
    names = {match[2] for match in VARIABLE.finditer(text)}
    used = {name: value for name, value in local.items() if name in names}
    shared = [id_ for id_ in ids if id_ not in local]
    pieces: tuple[Piece, ...] = (*renamed_text(text, shared), IMAGE)
    if not used:
        return substitution(pieces, json=json)
    return {"Fn::Sub": [quoted_pieces(*pieces), renamed_value(used, ids)]}


def _resolved(reading: Reading, node: Node) -> str:
    """Return the value of an image that is known here, up to its tag."""
    text = reading.text(node)
    if text is None:
        reason = "the image's tag may be inside a value that is not known here."
        refuse(reading.template, node, reason)
    return repository(text)
