"""A transport that is told what to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from kayron.adapters.github.transport import Response


@frozen(kw_only=True)
class Asked:
    """A request."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: object


Reply = Callable[[Asked], Response]


class Told:
    """Answers by a function of each request, and counts them."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.calls = 0

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: object = None,
    ) -> Response:
        self.calls += 1
        return self.reply(Asked(method=method, path=path, headers=headers, query=query, body=body))
