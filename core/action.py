"""The effects that a plan asks for, as a closed union; each says why, what it needs and expects."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from kayron.core.conversion import Text
from kayron.core.table import Table


@frozen(kw_only=True)
class PutTemplate:
    """Write a rendered template to the bucket, unless its content-addressed key is there."""

    id: str
    reason: str
    needs: tuple[str, ...]
    bucket: str
    key: str
    digest: str
    path: str


@frozen(kw_only=True)
class OverwriteTemplate:
    """Write a rendered template to its plain key, over whatever lies there.

    Expects the stack's newest event to be `event` (None: it has none): what is written is for the
    update that needs it, and an obsolete one must not change what the next one reads.
    """

    id: str
    reason: str
    needs: tuple[str, ...]
    bucket: str
    key: str
    digest: str
    path: str
    event: str | None


@frozen(kw_only=True)
class UpdateStack:
    """Submit one update of the root stack, by a change set or, where `direct`, by UpdateStack.

    Expects the stack's newest event to be `event` (None: it has none). `parameters` has the value
    of each stack parameter, None for `UsePreviousValue`; a name in `redacted` is sent with the
    setting's value, which no document holds. `versions` and `pulls` go into the outcomes record.
    """

    id: str
    reason: str
    needs: tuple[str, ...]
    stack: str
    operation: str
    desired: str
    event: str | None
    direct: bool
    template_url: str
    parameters: Table[str | None]
    redacted: tuple[str, ...]
    tags: Table[str]
    capabilities: tuple[str, ...]
    previews: bool
    versions: Table[str]
    pulls: Table[int]


@frozen(kw_only=True)
class CreateComment:
    """Post the status comment of a pull request. Expects that it has none of ours."""

    id: str
    reason: str
    needs: tuple[str, ...]
    repository: str
    pull: int
    body: Text


@frozen(kw_only=True)
class UpdateComment:
    """Edit the status comment of a pull request.

    `comment` is its id, or None for the one that `needs` creates. One that is for the time after
    the update expects that each subject of `ready` runs its version: an ECS deployment that is
    COMPLETED, with all tasks running.
    """

    id: str
    reason: str
    needs: tuple[str, ...]
    repository: str
    pull: int
    comment: int | None
    body: Text
    ready: Table[str]


@frozen(kw_only=True)
class DeleteComment:
    """Delete a second status comment of ours from a pull request. Its absence is success."""

    id: str
    reason: str
    needs: tuple[str, ...]
    repository: str
    pull: int
    comment: int


Action = (
    PutTemplate | OverwriteTemplate | UpdateStack | CreateComment | UpdateComment | DeleteComment
)

CommentAction: TypeAlias = CreateComment | UpdateComment | DeleteComment
"""The actions of status comments; none of them changes what runs."""

COMMENTING = (CreateComment, UpdateComment, DeleteComment)
