"""Real clients of a sandbox's GitHub: PyGithub, and requests for what PyGithub hides."""

from __future__ import annotations

import json

import github as pygithub
import requests

from tests.sandbox.github.server import GitHub


def client(github: GitHub, token: str) -> pygithub.Github:
    """Return PyGithub, not slowed down and not retrying."""
    return pygithub.Github(
        base_url=github.url,
        auth=pygithub.Auth.Token(token),
        seconds_between_requests=None,
        seconds_between_writes=None,
        per_page=100,
        retry=None,
    )


def call(
    github: GitHub,
    path: str,
    token: str | None = None,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: object = None,
) -> requests.Response:
    """Call GitHub once, following no redirect."""
    known = {} if token is None else {"Authorization": f"Bearer {token}"}
    return requests.request(
        method,
        f"{github.url}{path}",
        headers={**known, **(headers or {})},
        data=None if body is None else json.dumps(body),
        timeout=10,
        allow_redirects=False,
    )
