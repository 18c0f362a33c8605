"""What CloudFormation wants for a tree of templates: capabilities, and a way that can expand it."""

from __future__ import annotations

from kayron.core.stack.tree import StackTree
from kayron.core.template.source import Template

IAM = "CAPABILITY_NAMED_IAM"
EXPAND = "CAPABILITY_AUTO_EXPAND"

IAM_TYPES = "AWS::IAM::"


def capabilities(tree: StackTree) -> tuple[str, ...]:
    """Return the capabilities of an update, in text order.

    A macro may make IAM resources. A template that cannot be read may have both.
    """
    if tree.opaque or tree.invalid or has_macro(tree):
        return EXPAND, IAM
    templates = {node.file: node.template for node in tree.nodes}.values()
    return (IAM,) if any(map(_has_iam, templates)) else ()


def has_macro(tree: StackTree) -> bool:
    """Tell whether a macro rewrites one of the templates.

    No change set expands macros of nested stacks: CAPABILITY_AUTO_EXPAND has no effect on one.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
    """
    return any(node.template.transform for node in tree.nodes)


def _has_iam(template: Template) -> bool:
    return any(one.type.startswith(IAM_TYPES) for one in template.resources.values())
