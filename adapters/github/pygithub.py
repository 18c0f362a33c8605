"""The transport over PyGithub, stripped of what it does by itself.

It would wait between requests, retry writes, sleep until a rate limit resets, and lose the query of
a redirect. None of that happens here: https://github.com/PyGithub/PyGithub, Requester.py.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests
from attrs import frozen
from github import Github
from github.Requester import (
    HTTPRequestsConnectionClass,
    HTTPSRequestsConnectionClass,
    Requester,
    RequestsResponse,
)

from kayron.adapters.github.transport import Disconnected, Response

TIMEOUT = 15
"""Seconds without a byte. GitHub itself ends a request after 10: whoever waits longer for a first
byte waits for nothing, and the rest is for the way.
Source: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts"""

API_VERSION = "2022-11-28"

USER_AGENT = "kayron"


class PyGithubTransport:
    """Requests to the API at a URL, on one kept connection per thread."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._own = threading.local()
        self._lines: list[_Line] = []
        self._lock = threading.Lock()
        # At debug it writes whole answers and our headers, tokens among them.
        logging.getLogger("github.Requester").setLevel(logging.INFO)

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: object = None,
    ) -> Response:
        """Return the answer to one request; see `Transport`."""
        line = self._line()
        try:
            status, found, text = line.requester.requestJson(
                method, path, dict(query), dict(headers), body, line.connection
            )
        except _Redirect as redirect:
            location = redirect.location.removeprefix(self._url)
            return Response(status=redirect.status, headers={"location": location}, data=None)
        except requests.RequestException as error:
            raise Disconnected(_reason(error)) from None
        return Response(status=status, headers=found, data=_parsed(found, text))

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for line in self._lines:
                line.connection.close()
            self._lines.clear()

    def _line(self) -> _Line:
        """Return the calling thread's own PyGithub: one that is shared mixes up answers."""
        line: _Line | None = getattr(self._own, "line", None)
        if line is None:
            line = self._own.line = _connected(self._url, self._timeout)
            with self._lock:
                self._lines.append(line)
        return line


@frozen(kw_only=True)
class _Line:
    requester: Requester
    connection: _Plain | _Secure


class _Redirect(Exception):
    """Passes by PyGithub, which would follow without the query."""

    def __init__(self, status: int, location: str) -> None:
        super().__init__(status, location)
        self.status = status
        self.location = location


class _Plain(HTTPRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _unless_redirected(super().getresponse())


class _Secure(HTTPSRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _unless_redirected(super().getresponse())


def _unless_redirected(response: RequestsResponse) -> RequestsResponse:
    location = response.headers.get("location")
    if location and response.response.is_redirect:
        raise _Redirect(response.status, location)
    # GitHub sends UTF-8, and requests would guess where a header does not say so.
    response.response.encoding = "utf-8"
    return response


def _connected(url: str, timeout: int) -> _Line:
    where = urlsplit(url)
    kind = _Secure if where.scheme == "https" else _Plain
    github = Github(
        base_url=url,
        auth=None,
        timeout=timeout,
        user_agent=USER_AGENT,
        per_page=100,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
        api_version=API_VERSION,
    )
    connection = kind(where.hostname or "", where.port, timeout=timeout, retry=None, pool_size=1)
    # Proxy and certificates of the environment, which requests would look up for each request.
    found = connection.session.merge_environment_settings(url, {}, None, verify=True, cert=None)
    connection.session.proxies, connection.verify = found["proxies"], found["verify"]
    connection.session.trust_env = False
    return _Line(requester=github.requester, connection=connection)


def _parsed(headers: Mapping[str, str], text: str) -> object:
    if "json" not in headers.get("content-type", ""):
        return text or None
    try:
        return json.loads(text) if text else None
    except ValueError:
        raise Disconnected("sent a broken answer") from None


def _reason(error: requests.RequestException) -> str:
    """Return what happened, without ports, addresses and times, which differ every time."""
    match error:
        case requests.exceptions.SSLError():
            return "has no certificate that is trusted, or speaks no TLS"
        case requests.exceptions.ProxyError():
            return "is not reached through the proxy"
        case requests.exceptions.Timeout():
            return "did not answer in time"
        case (
            requests.exceptions.ChunkedEncodingError() | requests.exceptions.ContentDecodingError()
        ):
            return "sent a broken answer"
        case requests.exceptions.ConnectionError():
            return "broke off the connection, or did not take it"
        case _:
            return f"was not asked: {type(error).__name__}"
