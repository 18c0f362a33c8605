"""Asks GitHub, and reads conditionally: what has not changed is remembered, and costs no quota."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Generic, TypeVar, cast

from attrs import frozen

from kayron.adapters.github.credentials import Credentials
from kayron.adapters.github.exchange import Exchange, Message
from kayron.adapters.github.refusal import Refusal, wait_of
from kayron.adapters.github.shape import Garbled
from kayron.adapters.github.transport import Response
from kayron.adapters.patience import Patience
from kayron.adapters.recent import Recent

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

JSON = "application/vnd.github+json"

REMEMBERED = 200_000
"""Things that answers are remembered of: pull requests, comments of ours, heads. 10,000 artifacts
and 100 pull requests for every tenth of them are 110,000 things."""


@frozen(kw_only=True)
class Ask(Generic[T_co]):
    """What to read, and how to understand it; what is remembered of it goes by all of this."""

    path: str
    read: Callable[[Response], T_co]
    query: tuple[tuple[str, str], ...] = ()
    accept: str = JSON


@frozen(kw_only=True)
class Seen(Generic[T_co]):
    """What GitHub answered, and whether that differs from what it answered last."""

    value: T_co
    new: bool


@frozen(kw_only=True)
class Page(Generic[T_co]):
    """What matters of one page of a list, and whether there may be another page."""

    items: tuple[T_co, ...]
    more: bool


@frozen(kw_only=True)
class _Known:
    etag: str
    value: object


class Client:
    """Asks with credentials, and remembers what was answered; safe to use from any thread."""

    def __init__(self, exchange: Exchange, credentials: Credentials) -> None:
        self._exchange = exchange
        self._credentials = credentials
        self._known: Recent[Ask[object], _Known] = Recent(REMEMBERED)

    def get(self, ask: Ask[T], patience: Patience) -> Seen[T]:
        """Return what GitHub answers now, after as many tries as it takes.

        Raises `Refusal`, or `CaptureError` where GitHub refuses the credentials.
        """
        known = self._known.get(ask)
        return patience.retrying(lambda: self._conditional(ask, known, patience), wait_of)

    def get_fixed(self, ask: Ask[T], patience: Patience) -> T:
        """Return what cannot change, which it is for the caller to remember; raise as `get`."""
        return patience.retrying(lambda: _read(ask, self._sent(ask, "", patience)), wait_of)

    def is_closed(self, patience: Patience) -> bool:
        """Tell whether a rate limit lasts longer than a patience."""
        return self._exchange.is_closed(patience)

    def send(self, message: Message, patience: Patience) -> Response:
        """Send a message once, and anew where another token is needed; raise as `get`."""
        token = self._credentials.token(patience)
        try:
            return self._exchange.send(message, token, patience)
        except Refusal as refusal:
            if refusal.status != HTTPStatus.UNAUTHORIZED:
                raise
            if not self._credentials.renews(token):
                raise self._credentials.refused(refusal) from refusal
        return self._sent_anew(message, patience)

    def _conditional(self, ask: Ask[T], known: _Known | None, patience: Patience) -> Seen[T]:
        response = self._sent(ask, known.etag if known else "", patience)
        if response.status == HTTPStatus.NOT_MODIFIED and known:
            return Seen(value=cast("T", known.value), new=False)
        value = _read(ask, response)
        etag = response.headers.get("etag", "")
        self._known.put(ask, _Known(etag=etag, value=value), _weight(value))
        return Seen(value=value, new=known is None or known.value != value)

    def _sent(self, ask: Ask[object], etag: str, patience: Patience) -> Response:
        headers = {"Accept": ask.accept, **({"If-None-Match": etag} if etag else {})}
        return self.send(Message(path=ask.path, headers=headers, query=dict(ask.query)), patience)

    def _sent_anew(self, message: Message, patience: Patience) -> Response:
        """Send a message with another token than the one that ran out, or was revoked."""
        try:
            return self._exchange.send(message, self._credentials.token(patience), patience)
        except Refusal as refusal:
            if refusal.status == HTTPStatus.UNAUTHORIZED:
                raise self._credentials.refused(refusal) from refusal
            raise


def _read(ask: Ask[T], response: Response) -> T:
    try:
        return ask.read(response)
    except Garbled as error:
        raise Refusal(f"GitHub's answer for {ask.path} is broken: {error}", wait=0) from error


def _weight(value: object) -> int:
    return 1 + len(value.items) if isinstance(value, Page) else 1
