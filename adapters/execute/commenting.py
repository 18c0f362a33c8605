"""Writes status comments as actions ask for it; never says Ready for what is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import frozen

from kayron.adapters.github.comments import Final
from kayron.adapters.github.refusal import Refusal
from kayron.core.action import CreateComment, DeleteComment, UpdateComment
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.snapshot import Comment

DONE = ActionOutcome(effect=Effect.DONE, reason="")
UNCHANGED = ActionOutcome(effect=Effect.UNCHANGED, reason="")

NEXT = "the next apply writes it."

NONE_OF_OURS = ActionOutcome(effect=Effect.SKIPPED, reason="It has no status comment of ours.")

FINALS = {
    Final.LOCKED: ActionOutcome(effect=Effect.SKIPPED, reason="The conversation is locked."),
    Final.GONE: ActionOutcome(effect=Effect.SKIPPED, reason="The comment is not there any more."),
}


class Writer(Protocol):
    """The calls that are used; see `Comments`."""

    def own(self, repository: str, number: int) -> tuple[Comment, ...]:
        """Return all of ours on a pull request, oldest first."""

    def create(self, repository: str, number: int, body: str) -> Comment | Final:
        """Post a comment."""

    def edit(self, repository: str, comment: int, body: str) -> Comment | Final:
        """Give a comment another text."""

    def delete(self, repository: str, comment: int) -> Final:
        """Delete a comment."""


@frozen(kw_only=True, eq=False)
class Commenting:
    """Writes comments.

    `runs` tells which version each preview that is ready runs, by subject, when an update is
    through. What is said without one is what the plan's own facts show.
    """

    comments: Writer
    runs: Callable[[], Mapping[str, str]]

    def create(self, action: CreateComment) -> ActionOutcome:
        """Post a comment where there is none of ours."""
        return _answered(lambda: self._create(action))

    def update(self, action: UpdateComment) -> ActionOutcome:
        """Edit a comment, once what it says is true."""
        return _answered(lambda: self._update(action))

    def delete(self, action: DeleteComment) -> ActionOutcome:
        """Delete a comment; its absence is success."""
        return _answered(lambda: self._delete(action))

    def _create(self, action: CreateComment) -> ActionOutcome:
        own = self.comments.own(action.repository, action.pull)
        if own:
            return self._edited(own[0], action.repository, action.body)
        made = self.comments.create(action.repository, action.pull, action.body)
        return FINALS[made] if isinstance(made, Final) else DONE

    def _update(self, action: UpdateComment) -> ActionOutcome:
        promised = action.ready if action.needs else {}
        running = self.runs() if promised else {}
        late = [name for name, wanted in promised.items() if running.get(name) != wanted]
        if late:
            reason = f"{', '.join(late)}: not ready yet; the next apply looks again."
            return ActionOutcome(effect=Effect.SKIPPED, reason=reason)
        own = self.comments.own(action.repository, action.pull)
        chosen = [one for one in own if action.comment in (None, one.id)]
        if not chosen:
            return NONE_OF_OURS
        return self._edited(chosen[0], action.repository, action.body)

    def _edited(self, comment: Comment, repository: str, body: str) -> ActionOutcome:
        if comment.body == body:
            return UNCHANGED
        edited = self.comments.edit(repository, comment.id, body)
        return FINALS[edited] if isinstance(edited, Final) else DONE

    def _delete(self, action: DeleteComment) -> ActionOutcome:
        deleted = self.comments.delete(action.repository, action.comment)
        return DONE if deleted is Final.GONE else FINALS[deleted]


def _answered(writing: Callable[[], ActionOutcome]) -> ActionOutcome:
    """Return what became of a comment; GitHub's refusal of one is no reason to stop the others.

    What GitHub takes no more of for now is no failure.
    """
    try:
        return writing()
    except Refusal as refusal:
        if refusal.limited:
            return ActionOutcome(effect=Effect.SKIPPED, reason=f"{refusal}; {NEXT}")
        return ActionOutcome(effect=Effect.FAILED, reason=f"{refusal}.")
