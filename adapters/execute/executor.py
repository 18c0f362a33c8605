"""Carries out actions, one function each: it checks what the action expects, acts, or stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from attrs import frozen

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.execute.commenting import DONE, Commenting
from kayron.adapters.execute.updating import Updating
from kayron.core.action import (
    Action,
    CreateComment,
    DeleteComment,
    OverwriteTemplate,
    PutTemplate,
    UpdateComment,
    UpdateStack,
)
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.plan import Plan

TAKEN = "Something else lies at this content-addressed key; delete it, or look at who wrote it."


@frozen(kw_only=True, eq=False)
class Executor:
    """Carries out the actions of one plan on one stack.

    `renew` is called before each write, and raises when the lease is lost.
    """

    plan: Plan
    bucket: Bucket
    updating: Updating
    commenting: Commenting
    renew: Callable[[], object]

    def run(self, action: Action) -> ActionOutcome:
        """Carry out an action, an update but for its waiting.

        Raises `LeaseLost` or `CaptureError` where no other can be carried out either.
        """
        return _answered(lambda: self._run(action))

    def finish(self, action: UpdateStack) -> ActionOutcome:
        """Wait for an update that was begun; raise as `run` does."""
        return _answered(lambda: self.updating.finish(action))

    def _run(self, action: Action) -> ActionOutcome:
        self.renew()
        match action:
            case PutTemplate():
                return self._put(action)
            case OverwriteTemplate():
                return self._overwrite(action)
            case UpdateStack():
                return self.updating.begin(action)
            case CreateComment():
                return self.commenting.create(action)
            case UpdateComment():
                return self.commenting.update(action)
            case DeleteComment():
                return self.commenting.delete(action)
        assert_never(action)

    def _put(self, action: PutTemplate) -> ActionOutcome:
        text = next(one.text for one in self.plan.templates if one.key == action.key)
        if self.bucket.create(action.key, text.encode()) is None:
            return ActionOutcome(effect=Effect.FAILED, reason=TAKEN)
        return DONE

    def _overwrite(self, action: OverwriteTemplate) -> ActionOutcome:
        obsolete = self.updating.obsolete(action)
        if obsolete is not None:
            return obsolete
        text = next(one.text for one in self.plan.templates if one.path == action.path)
        self.bucket.overwrite(action.key, text.encode())
        return DONE


def _answered(acting: Callable[[], ActionOutcome]) -> ActionOutcome:
    """Return what became of an action; AWS's refusal of one does not stop what needs it not."""
    try:
        return acting()
    except AwsRefusal as refused:
        return ActionOutcome(effect=Effect.FAILED, reason=f"{refused}.")
