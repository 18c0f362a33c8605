"""Comments that cannot be written now are no failure."""

from __future__ import annotations

import pytest

from kayron.adapters.execute.commenting import Commenting
from kayron.adapters.github.comments import Final
from kayron.adapters.github.refusal import Refusal
from kayron.core.action import DeleteComment
from kayron.core.apply.record import Effect
from kayron.core.snapshot import Comment

DELETE = DeleteComment(
    id="delete", reason="One is enough.", needs=(), repository="lite", pull=1, comment=1
)


class Refusing:
    """Writes nothing."""

    def __init__(self, *, limited: bool) -> None:
        self._limited = limited

    def own(self, repository: str, number: int) -> tuple[Comment, ...]:
        raise self._refusal(repository, number)

    def create(self, repository: str, number: int, body: str) -> Comment | Final:
        raise self._refusal(repository, number, body)

    def edit(self, repository: str, comment: int, body: str) -> Comment | Final:
        raise self._refusal(repository, comment, body)

    def delete(self, repository: str, comment: int) -> Final:
        raise self._refusal(repository, comment)

    def _refusal(self, *_: object) -> Refusal:
        return Refusal("GitHub asks to be left alone for 60 s", limited=self._limited)


@pytest.mark.parametrize(("limited", "effect"), [(True, Effect.SKIPPED), (False, Effect.FAILED)])
def test_only_a_refusal_for_good_is_a_failure(*, limited: bool, effect: Effect) -> None:
    writing = Commenting(comments=Refusing(limited=limited), runs=dict)
    outcome = writing.delete(DELETE)
    assert outcome.effect is effect
    assert outcome.reason.startswith("GitHub asks to be left alone for 60 s")
