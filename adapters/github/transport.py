"""One request to GitHub and its answer: the only thing here that a simulation has to replace.

A transport knows neither credentials, pages, retries nor what an answer means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen


@frozen(kw_only=True)
class Response:
    """What GitHub answered, refusals included.

    Names of headers are in lower case. `data` is the body's JSON, its text where it is no JSON, and
    None where there is none. The `location` of a redirect within the API is a path as in requests.
    """

    status: int
    headers: Mapping[str, str]
    data: object


class Transport(Protocol):
    """Sends requests; safe to use from any thread."""

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: object = None,
    ) -> Response:
        """Return the answer to one request, redirects not followed and nothing sent twice.

        `path` is quoted and begins with a slash, below the API's URL; `body` is sent as JSON.
        Raises `Disconnected` where no whole answer came.
        """


class Disconnected(Exception):
    """No whole answer came, and why: the end of a sentence that is the same every time."""
