"""What is said in pull requests, and what becomes of comments that cannot be written now."""

from __future__ import annotations

import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.execute.commenting import Commenting
from kayron.adapters.github.comments import Final
from kayron.adapters.github.refusal import Refusal
from kayron.core.action import CreateComment, DeleteComment, UpdateComment
from kayron.core.apply.record import Effect
from kayron.core.conversion import Text
from kayron.core.snapshot import Comment
from kayron.core.table import Table

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


@define
class Thread:
    """The comments of ours on one pull request, oldest first."""

    comments: list[Comment]

    def own(self, repository: str, number: int) -> tuple[Comment, ...]:
        del repository, number
        return tuple(self.comments)

    def create(self, repository: str, number: int, body: str) -> Comment | Final:
        del repository, number
        made = Comment(id=len(self.comments) + 1, body=Text(body))
        self.comments.append(made)
        return made

    def edit(self, repository: str, comment: int, body: str) -> Comment | Final:
        del repository
        edited = Comment(id=comment, body=Text(body))
        self.comments = [edited if one.id == comment else one for one in self.comments]
        return edited

    def delete(self, repository: str, comment: int) -> Final:
        del repository
        self.comments = [one for one in self.comments if one.id != comment]
        return Final.GONE


BODIES = st.sampled_from(["Ready", "Deploying", "Removed"])

THREADS = st.lists(BODIES, max_size=3).map(
    lambda bodies: Thread([Comment(id=at, body=Text(one)) for at, one in enumerate(bodies, 1)])
)


@given(THREADS, BODIES)
def test_a_comment_is_posted_if_and_only_if_there_is_none_by_then(
    thread: Thread, body: str
) -> None:
    before = [one.body for one in thread.comments]
    action = CreateComment(
        id="create", reason="It is new.", needs=(), repository="lite", pull=1, body=Text(body)
    )
    outcome = Commenting(comments=thread, runs=dict).create(action)
    assert [one.body for one in thread.comments] == [body, *before[1:]]
    assert outcome.effect is (Effect.UNCHANGED if before[:1] == [body] else Effect.DONE)


VERSIONS = st.dictionaries(st.sampled_from(["lite/1", "lite/2"]), st.sampled_from(["a", "b"]))


@given(promised=VERSIONS, running=VERSIONS, later=st.booleans())
def test_a_comment_promises_after_an_update_only_what_runs_by_then(
    promised: dict[str, str], running: dict[str, str], *, later: bool
) -> None:
    thread = Thread([Comment(id=1, body=Text("Deploying"))])
    action = UpdateComment(
        id="update",
        reason="It is ready.",
        needs=("update-stack",) if later else (),
        repository="lite",
        pull=1,
        comment=1,
        body=Text("Ready"),
        ready=Table(promised),
    )
    outcome = Commenting(comments=thread, runs=lambda: running).update(action)
    true = not later or promised.items() <= running.items()
    assert thread.comments[0].body == ("Ready" if true else "Deploying")
    assert outcome.effect is (Effect.DONE if true else Effect.SKIPPED)
