"""Give every TemplateURL of ours the literal URL of the template's content-addressed key.

Children come first: a parent's text, and so its key, depends on the keys of what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from attrs import frozen

from kayron.core.document import digest_of_text
from kayron.core.shelf import Shelf
from kayron.core.stack.link import Link, node_at
from kayron.core.stack.location import content_key, url
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import Parse, StackTree
from kayron.core.template.edit import quoted
from kayron.core.template.source import Template, last_leaf_end


@frozen(kw_only=True)
class Rewritten:
    """A template as it is submitted: `path` is below `cloudformation/`, `digest` of `text`."""

    path: str
    key: str
    digest: str
    text: str
    url: str


Submitted = tuple[str, str, str, str, str]
"""A template's path and text, and the environment, bucket and region that it is submitted to."""


def rewrite(
    tree: StackTree,
    texts: Mapping[str, str],
    surroundings: Surroundings,
    parse: Parse,
    known: Shelf[Submitted, Rewritten],
) -> tuple[Rewritten, ...]:
    """Return every template of the tree as it is submitted, once each, children before parents.

    `texts` are the texts by path that take the place of the tree's own, such as rendered ones; they
    hold the same nested stacks. Only those that have any are parsed. Raises `InvalidInput`.
    """
    templates = {node.file: node.template for node in tree.nodes}
    done: dict[str, Rewritten] = {}
    for path in _children_first(tree):
        template, links = templates[path], tree.links.get(path, ())
        text = texts.get(path, template.text)
        if links:
            template = template if text == template.text else parse(text, path)
            text = relink(template, links, done)
        done[path] = as_submitted(path, text, surroundings, known)
    return tuple(done.values())


def relink(template: Template, links: tuple[Link, ...], done: Mapping[str, Rewritten]) -> str:
    """Return the template's text with a quoted literal in place of the URL of each link.

    A link whose template is not among `done` stays as it is written.
    """
    spans = []
    for link in links:
        if link.path in done:
            node = node_at(template.resources[link.spot.resource], link.spot)
            end = last_leaf_end(template, node)
            spans.append((node.start_mark.index, end, quoted(done[link.path].url)))
    pieces, at = [], 0
    for start, end, literal in sorted(spans):
        pieces += [template.text[at:start], literal]
        at = end
    return "".join([*pieces, template.text[at:]])


def _children_first(tree: StackTree) -> list[str]:
    """Return the files of the tree so that each comes after all that it links to."""
    files = dict.fromkeys(node.file for node in tree.nodes)
    order: list[str] = []
    started: set[str] = set()
    waiting = [(file, False) for file in reversed(files)]
    while waiting:
        file, ready = waiting.pop()
        if ready:
            order.append(file)
        elif file in files and file not in started:
            started.add(file)
            waiting.append((file, True))
            waiting += [(link.path, False) for link in tree.links.get(file, ())]
    return order


def as_submitted(
    path: str, text: str, surroundings: Surroundings, known: Shelf[Submitted, Rewritten]
) -> Rewritten:
    """Return a template that needs no rewriting as it is submitted."""
    key = (path, text, surroundings.environment, surroundings.bucket, surroundings.region)
    return known.get(key, partial(_rewritten, *key))


def _rewritten(path: str, text: str, environment: str, bucket: str, region: str) -> Rewritten:
    digest = digest_of_text(text)
    key = content_key(environment, path, digest)
    location = url(bucket, region, key)
    return Rewritten(path=path, key=key, digest=digest, text=text, url=location)
