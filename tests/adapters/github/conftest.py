"""GitHub on loopback, for the adapter that reads it through PyGithub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.github.server import GitHub as Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """GitHub with an organisation; at the end every answer must have been as GitHub says."""
    with Sandbox() as server:
        server.organization("acme", members=("ada",))
        yield server
