"""The listener rules of a stack's template: on which listener each is, and with which priority."""

from __future__ import annotations

from attrs import frozen

from kayron.core.stack.expression import text_of
from kayron.core.stack.link import is_there
from kayron.core.stack.tree import Ids, StackNode, resource_path
from kayron.core.template.reading import LISTENER_RULE
from kayron.core.template.rule import PRIORITY
from kayron.core.template.source import ResourceNode


@frozen(kw_only=True)
class TemplateRule:
    """A listener rule of a template. What is not known is None.

    `arn` is its own where it is deployed, `listener` the ARN of the listener.
    """

    stack: Ids
    id: str
    arn: str | None
    listener: str | None
    priority: int | None

    @property
    def name(self) -> str:
        """The rule for people, such as `Apps/Lite/Rule`."""
        return resource_path(self.stack, self.id)


def rules_of(node: StackNode) -> tuple[TemplateRule, ...]:
    """Return the listener rules that may exist in a stack, in its template's order."""
    return tuple(
        _rule(node, resource)
        for resource in node.template.resources.values()
        if resource.type == LISTENER_RULE and is_there(resource, node.template, node.scope)
    )


def listener_of(said: str | None, arn: str | None) -> str | None:
    """Return the ARN of a rule's listener: what its template says, else what its own ARN carries.

    The template comes first, for it says where the rule is after an update that moves it.
    """
    return said or (listener_of_rule(arn) if arn else None)


def listener_of_rule(arn: str) -> str | None:
    """Return the ARN of the listener that a rule's ARN carries, or None where it is no rule's.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_elasticloadbalancingv2.html
    """
    start, kind, rest = arn.partition(":listener-rule/")
    return f"{start}:listener/{rest.rpartition('/')[0]}" if kind else None


def _rule(node: StackNode, resource: ResourceNode) -> TemplateRule:
    arn = node.scope.physical.get(resource.id)
    said = text_of(resource.properties.get("ListenerArn"), node)
    priority = text_of(resource.properties.get("Priority"), node) or ""
    return TemplateRule(
        stack=node.ids,
        id=resource.id,
        arn=arn,
        listener=listener_of(said, arn),
        priority=int(priority) if PRIORITY.fullmatch(priority) else None,
    )
