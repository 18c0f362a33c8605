"""The policy `custom-name`: CloudFormation does not replace a resource that keeps its own name.

It creates before it deletes, and the new resource would have the old one's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from kayron.core.stack.comparison import Fate, ResourceFate, resource_fates
from kayron.core.stack.evaluated import changed, evaluated
from kayron.core.stack.ledger import Deployed
from kayron.core.stack.replacement import NAMED_TYPES, name_properties
from kayron.core.stack.stateful_policy import replacing
from kayron.core.stack.tree import Ids, resource_path
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, deny

POLICY = "custom-name"


@frozen(kw_only=True)
class RefusedReplacement:
    """A resource that CloudFormation would refuse to replace.

    It keeps its `names`, and `properties`, which cannot change in place, change.
    """

    stack: Ids
    id: str
    type: str
    names: tuple[str, ...]
    properties: tuple[str, ...]


def refused_replacements(fates: Sequence[Fate]) -> tuple[RefusedReplacement, ...]:
    """Return the resources that CloudFormation would refuse to replace, in the trees' order."""
    found = (_refused(one) for fate in fates for one in resource_fates(fate, NAMED_TYPES))
    return tuple(one for one in found if one is not None)


def judge_custom_names(
    refused: Iterable[RefusedReplacement],
    previews: Sequence[Deployed] = (),
    subject: str = INFRASTRUCTURE,
) -> tuple[Verdict, ...]:
    """Return a denial for each of these resources that is not a preview's own."""
    own = {(preview.stack, id_) for preview in previews for id_ in preview.ids}
    verdicts = tuple(
        deny(POLICY, subject, _reason(one), "root.template")
        for one in refused
        if (one.stack, one.id) not in own
    )
    return verdicts or (allow(POLICY, subject, "No resource with a name of its own is replaced."),)


def leaving_by_name(
    refused: Iterable[RefusedReplacement], previews: Iterable[Deployed]
) -> tuple[Deployed, ...]:
    """Return the deployed previews that have to leave first: their own resources are stuck."""
    stuck = {(one.stack, one.id) for one in refused}
    return tuple(
        preview for preview in previews if any((preview.stack, id_) in stuck for id_ in preview.ids)
    )


def _refused(fate: ResourceFate) -> RefusedReplacement | None:
    names = name_properties(fate.before.type)
    if fate.removed or not all(_has(fate, name) for name in names):
        return None
    before = (fate.stack, fate.before)
    for node, later in fate.after:
        if later and any(changed(before, (node, later), name) for name in names):
            return None
    properties = replacing(fate)
    if not properties:
        return None
    return RefusedReplacement(
        stack=fate.stack.ids,
        id=fate.before.id,
        type=fate.before.type,
        names=names,
        properties=properties,
    )


def _has(fate: ResourceFate, name: str) -> bool:
    """Tell whether a resource may have a property as it is deployed."""
    node = fate.before.properties.get(name)
    return node is not None and evaluated(node, fate.stack) is not None


def _reason(refused: RefusedReplacement) -> str:
    path = resource_path(refused.stack, refused.id)
    names, properties = (", ".join(those) for those in (refused.names, refused.properties))
    return (
        f"{path} ({refused.type}) would be replaced, for {properties} cannot change in place, but "
        f"it keeps its {names}, which no two resources may share. Change the {names} too."
    )
