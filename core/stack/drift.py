"""Template drift: whether the deployed templates say what these inputs render to."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kayron.core.stack.deployed import DeployedTree
from kayron.core.stack.link import NESTED_STACK, TEMPLATE_URL
from kayron.core.stack.readback import as_read_back, document_as_read_back
from kayron.core.stack.tree import Ids, StackTree, stack_path
from kayron.core.template.source import Plain, Template, plain

SHOWN = 5
"""Differences of a template that are spelled out; people look at the diff for more."""

PROPERTIES = "Properties"


@frozen(kw_only=True)
class TemplateDrift:
    """A stack whose deployed template differs, and how: a sentence."""

    stack: Ids
    reason: str


def template_drift(deployed: DeployedTree, rendered: StackTree) -> tuple[TemplateDrift, ...]:
    """Return the stacks whose deployed template differs from what is rendered, in the trees' order.

    They are compared as documents, TemplateURLs aside, in the form in which AWS gives text back.
    Stacks that only one of the trees has show in the template that holds them. A stack with several
    possible templates is compared with the nearest.
    """
    by_ids = rendered.by_ids()
    found = []
    for node in deployed.nodes:
        reasons = [_reason(node.template, one.template) for one in by_ids.get(node.ids, ())]
        if reasons and all(reasons):
            subject = f"The template of {stack_path(node.ids) or 'the root stack'}"
            reason = f"{subject} was changed in AWS: {min(reasons, key=len)}."
            found.append(TemplateDrift(stack=node.ids, reason=reason))
    return tuple(found)


def _reason(deployed: Template, rendered: Template) -> str:
    """Return how two templates differ, empty where they do not."""
    if as_read_back(deployed.text) == as_read_back(rendered.text):
        return ""
    found = [*_differences((), _document(deployed), _document(rendered))]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "; ".join([*found[:SHOWN], *more])


def _document(template: Template) -> Plain:
    document = plain(template.root)
    resources = document.get("Resources") if isinstance(document, dict) else None
    for resource in resources.values() if isinstance(resources, dict) else ():
        if isinstance(resource, dict) and resource.get("Type") == NESTED_STACK:
            properties = resource.get(PROPERTIES)
            if isinstance(properties, dict):
                properties.pop(TEMPLATE_URL, None)
    return document_as_read_back(document)


def _differences(path: tuple[str, ...], was: Plain, becomes: Plain) -> Iterator[str]:
    """Yield the smallest parts that differ: entries of mappings; lists and texts as a whole."""
    if was == becomes:
        return
    if not isinstance(was, dict) or not isinstance(becomes, dict):
        yield f"{'.'.join(path)} differs"
        return
    for key in sorted(was.keys() | becomes.keys()):
        step = (*path, key)
        if key not in becomes:
            yield f"{'.'.join(step)} is only deployed"
        elif key not in was:
            yield f"{'.'.join(step)} is not deployed"
        else:
            yield from _differences(step, was[key], becomes[key])
