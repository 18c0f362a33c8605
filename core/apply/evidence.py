"""What a change set says that would be lost, judged beside what the plan has found itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kayron.core.apply.event import ChangeDetail, ResourceChange
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.stateful import is_stateful
from kayron.core.stack.stateful_policy import POLICY
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, deny

FACT = "change-set"
"""What these verdicts rest on. It is read while a plan is applied, and no part of a snapshot."""


def judge_changes(
    changes: Sequence[ResourceChange],
    allow_stateful: Collection[str],
    previews: Collection[str] = (),
) -> tuple[Verdict, ...]:
    """Return a verdict on each stateful resource that a change set removes or may replace.

    A removal, and a replacement for a certain cause, is denied unless `allow_stateful` of
    `kayron.yaml` has the path; what only may happen is shown. `previews` are the hashes of the
    plan's previews, whose own resources are not judged. What a removed nested stack holds is not in
    a change set: the plan has judged it.
    """
    verdicts = tuple(
        verdict
        for change in sorted(changes, key=lambda one: one.path)
        if not change.path.endswith(tuple(previews))
        for verdict in _verdicts(change, allow_stateful)
    )
    nothing = "The change set removes and replaces no stateful resource."
    return verdicts or (allow(POLICY, INFRASTRUCTURE, nothing, FACT),)


def _verdicts(change: ResourceChange, allowed: Collection[str]) -> Iterator[Verdict]:
    what = f"The change set says that {change.path} ({change.type})"
    if change.type == NESTED_STACK and change.action == "Remove":
        yield _shown(f"{what} is removed with all that it holds, which the plan has judged.")
    elif not is_stateful(change.type):
        return
    elif change.action == "Remove":
        yield _lost(change, f"{what} is removed", allowed)
    elif change.action == "Dynamic":
        yield _shown(f"{what} may change in a way that shows in the update only.")
    elif change.action == "Modify" and _is_certain(change):
        yield _lost(change, f"{what} is replaced{_because(_replacing(change))}", allowed)
    elif change.action == "Modify" and change.replacement in ("True", "Conditional"):
        yield _shown(f"{what} may be replaced{_because(_replacing(change))}.")


def _is_certain(change: ResourceChange) -> bool:
    """Tell whether the replacement is sure to happen: no cause of it that is dynamic alone.

    CloudFormation says True for a static cause only; without details it is believed.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
    """
    causes = [one for one in change.details if one.recreation == "Always"]
    static = any(one.evaluation == "Static" for one in causes)
    return change.replacement == "True" and (static or not causes)


def _replacing(change: ResourceChange) -> Iterable[ChangeDetail]:
    return (one for one in change.details if one.recreation in ("Always", "Conditionally"))


def _because(details: Iterable[ChangeDetail]) -> str:
    """Return why it is replaced, to stand after those words; empty where the change set is mute."""
    names = sorted({one.target for one in details if one.target})
    return f", for {', '.join(names)} {'changes' if len(names) == 1 else 'change'}" if names else ""


def _lost(change: ResourceChange, what: str, allowed: Collection[str]) -> Verdict:
    if change.path in allowed:
        return _shown(f"{what}; kayron.yaml allows it.")
    remedy = f"To let it go, add {change.path} to `allow_stateful` in kayron.yaml."
    return deny(POLICY, INFRASTRUCTURE, f"{what}. {remedy}", FACT)


def _shown(reason: str) -> Verdict:
    return allow(POLICY, INFRASTRUCTURE, reason, FACT)
