"""From an update that was decided to the actions that carry it out, in order."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kayron.core.action import Action, OverwriteTemplate, PutTemplate, UpdateStack
from kayron.core.operation import Submission, desired_digest, operation_name
from kayron.core.plan import RenderedTemplate
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.location import ROOT_FILE, plain_key, url
from kayron.core.table import Table

UPDATE = "update-stack"
"""The id of the action that updates the stack; a plan has one at most."""


@frozen(kw_only=True)
class Update:
    """One update of the root stack.

    `reasons` are sentences. `versions` has the version of each subject that moves, `pulls` the pull
    request number of each preview that it adds, changes or removes; both go into the outcomes
    record. `plain` are the paths of the templates that are written to their plain keys too, in the
    order to do so. `direct` tells that no change set could make it, and `again` that somebody wants
    it although it failed or changes nothing.
    """

    reasons: tuple[str, ...]
    submission: Submission
    previews: bool
    versions: Table[str]
    pulls: Table[int]
    plain: tuple[str, ...]
    direct: bool
    again: bool


NEW = "Nothing deployed uses this key yet."

LOST = "What is deployed uses this key, but something may have deleted what lies there."


def update_actions(
    snapshot: Snapshot, root: Stack, templates: tuple[RenderedTemplate, ...], update: Update
) -> Iterator[Action]:
    """Yield what an update needs: the templates that are not in use yet, then the update itself.

    An update on purpose puts those in use too: that one was deleted may be why it failed before.
    What plain keys hold is not known, so each update writes them all; they may name what is put.
    """
    puts = [
        _put(snapshot, one)
        for one in templates
        if one.stacks and (update.again or not one.deployed)
    ]
    first = tuple(put.id for put in puts)
    by_path = {template.path: template for template in templates}
    over = [_overwrite(snapshot, root, by_path[path], first) for path in update.plain]
    yield from puts
    yield from over
    yield _update(snapshot, root, update, (*first, *(one.id for one in over)))


def _put(snapshot: Snapshot, template: RenderedTemplate) -> PutTemplate:
    return PutTemplate(
        id=f"put-template {template.path}",
        reason=LOST if template.deployed else NEW,
        needs=(),
        bucket=snapshot.settings.bucket,
        key=template.key,
        digest=template.digest,
        path=template.path,
    )


def _overwrite(
    snapshot: Snapshot, root: Stack, template: RenderedTemplate, needs: tuple[str, ...]
) -> OverwriteTemplate:
    return OverwriteTemplate(
        id=f"overwrite-template {template.path}",
        reason=(
            "A template URL that cannot be evaluated may name this key; what lies there is "
            "overwritten."
        ),
        needs=needs,
        bucket=snapshot.settings.bucket,
        key=plain_key(snapshot.environment.value, template.path),
        digest=template.digest,
        path=template.path,
        event=root.event.id if root.event else None,
    )


def _update(snapshot: Snapshot, root: Stack, update: Update, needs: tuple[str, ...]) -> UpdateStack:
    submission = update.submission
    desired = desired_digest(submission)
    key = submission.templates[ROOT_FILE]
    return UpdateStack(
        id=UPDATE,
        reason="\n".join(update.reasons),
        needs=needs,
        stack=snapshot.stack,
        operation=operation_name(desired, root.event),
        desired=desired,
        event=root.event.id if root.event else None,
        direct=update.direct or snapshot.settings.update_stack,
        template_url=url(snapshot.settings.bucket, snapshot.region, key),
        parameters=submission.parameters,
        redacted=submission.redacted,
        tags=submission.tags,
        capabilities=submission.capabilities,
        previews=update.previews,
        versions=update.versions,
        pulls=update.pulls,
    )
