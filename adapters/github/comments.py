"""Creates, edits and deletes status comments. Which ones, and with what text, others decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus
from itertools import count
from typing import TypeVar, cast
from urllib.parse import quote

from kayron.adapters.github import answer
from kayron.adapters.github.budget import Budget
from kayron.adapters.github.client import JSON, Client
from kayron.adapters.github.exchange import Message
from kayron.adapters.github.reading import Reading
from kayron.adapters.github.refusal import Refusal, wait_of
from kayron.adapters.github.shape import Garbled
from kayron.adapters.github.transport import Response
from kayron.adapters.patience import Patience
from kayron.core.action import CommentAction, CreateComment
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.github import GitHubNeed, OwnComments, OwnLogin
from kayron.core.gather.need import Need
from kayron.core.snapshot import Comment

T = TypeVar("T")

LOCKED = re.compile(r"\blocked\b", re.IGNORECASE)
"""In GitHub's words; a repository may be blocked."""

NOT_THERE = frozenset({HTTPStatus.NOT_FOUND.value, HTTPStatus.GONE.value})


class Final(Enum):
    """Why a comment was not written, where nothing would change that."""

    LOCKED = "the conversation is locked, and GitHub does not let us speak in it"
    GONE = "the comment is not there any more"


class Comments:
    """Our own comments with a marker; safe to use from any thread.

    Each call has a patience of its own. All raise `Refusal`, or `CaptureError` where GitHub refuses
    the credentials. Where a conversation was locked, nothing is tried for a while. `reading`
    returns what reads GitHub with a patience.
    """

    def __init__(
        self,
        client: Client,
        owner: str,
        marker: str,
        reading: Callable[[Patience], Reading],
        patience: Callable[[], Patience],
        budget: Budget,
    ) -> None:
        self._client = client
        self._owner = owner
        self._marker = marker
        self._reading = reading
        self._patience = patience
        self._budget = budget

    def own(self, repository: str, number: int) -> tuple[Comment, ...]:
        """Return all of ours on a pull request, oldest first; none where it is not there."""
        return self._own(repository, number, self._patience())

    def create(self, repository: str, number: int, body: str) -> Comment | Final:
        """Post a comment.

        It is posted again only after a look that shows none of ours: an answer may be lost after
        the comment was written, and the text must have the marker for that look to find it.
        """
        patience, tries = self._patience(), count()

        def post() -> Comment:
            if next(tries):
                present = self._own(repository, number, patience)
                if present:
                    return present[0]
            return self._said("POST", repository, _all_of(number), body, patience)

        try:
            return patience.retrying(post, wait_of)
        except Refusal as refusal:
            if _is_locked(refusal):
                return Final.LOCKED
            present = self._own(repository, number, self._patience()) if _is_open(refusal) else ()
            if not present:
                raise
            return present[0]

    def edit(self, repository: str, comment: int, body: str) -> Comment | Final:
        """Give a comment another text."""
        patience = self._patience()

        def patch() -> Comment:
            return self._said("PATCH", repository, _one(comment), body, patience)

        try:
            return patience.retrying(patch, wait_of)
        except Refusal as refusal:
            return _final(refusal)

    def delete(self, repository: str, comment: int) -> Final:
        """Delete a comment; `GONE` is what is asked for, whoever deleted it."""
        patience = self._patience()
        message = self._message("DELETE", repository, _one(comment), None)
        try:
            patience.retrying(lambda: self._sent(message, patience), wait_of)
        except Refusal as refusal:
            return _final(refusal)
        return Final.GONE

    def is_locked(self, action: CommentAction, moment: float) -> bool:
        """Tell whether what an action writes to was locked a short time before a moment."""
        return self._budget.locked.has(self._path(action.repository, _path_of(action)), moment)

    def _own(self, repository: str, number: int, patience: Patience) -> tuple[Comment, ...]:
        reading = self._reading(patience)
        author = self._fact(reading, OwnLogin())
        if isinstance(author, Absent):
            raise Refusal("GitHub does not tell who we are")
        need = OwnComments(repository=repository, number=number, author=author, marker=self._marker)
        found = self._fact(reading, need)
        return () if isinstance(found, Absent) else found.own

    def _fact(self, reading: Reading, need: Need[Fact[T]]) -> T | Absent:
        """Return a fact, or raise `Refusal` where it cannot be read."""
        fact = cast("Fact[T]", reading.answer(cast("GitHubNeed", need)))
        if isinstance(fact, Unknown):
            raise Refusal(fact.error, limited=self._client.is_closed(reading.patience))
        return fact

    def _said(
        self, method: str, repository: str, path: str, body: str, patience: Patience
    ) -> Comment:
        message = self._message(method, repository, path, {"body": body})
        return _read(message, self._sent(message, patience))

    def _sent(self, message: Message, patience: Patience) -> Response:
        """Send a write, but not where one was locked out a short time ago."""
        clock = patience.clock
        if self._budget.locked.has(message.path, clock.monotonic()):
            raise Refusal("GitHub calls it locked", status=HTTPStatus.FORBIDDEN, said="locked")
        self._budget.spend(clock.monotonic())
        try:
            return self._client.send(message, patience)
        except Refusal as refusal:
            if _is_locked(refusal):
                self._budget.locked.note(message.path, clock.monotonic())
            raise

    def _message(self, method: str, repository: str, path: str, body: object) -> Message:
        whole = self._path(repository, path)
        return Message(method=method, path=whole, headers={"Accept": JSON}, body=body)

    def _path(self, repository: str, path: str) -> str:
        return f"/repos/{self._owner}/{quote(repository, safe='')}/{path}"


def _read(message: Message, response: Response) -> Comment:
    try:
        return answer.comment(response)
    except Garbled as error:
        raise Refusal(f"GitHub's answer for {message.path} is broken: {error}", wait=0) from error


def _final(refusal: Refusal) -> Final:
    """Return what a refusal means for good, or raise it."""
    if _is_locked(refusal):
        return Final.LOCKED
    if refusal.status in NOT_THERE:
        return Final.GONE
    raise refusal


def _path_of(action: CommentAction) -> str:
    if isinstance(action, CreateComment) or action.comment is None:
        return _all_of(action.pull)
    return _one(action.comment)


def _all_of(pull: int) -> str:
    return f"issues/{pull}/comments"


def _one(comment: int) -> str:
    return f"issues/comments/{comment}"


def _is_locked(refusal: Refusal) -> bool:
    return refusal.status == HTTPStatus.FORBIDDEN and bool(LOCKED.search(refusal.said))


def _is_open(refusal: Refusal) -> bool:
    """Tell whether it is open what became of a request: GitHub did not say that it refuses it."""
    return refusal.status == 0 or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR
