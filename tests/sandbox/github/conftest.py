"""A GitHub to test against."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.github.server import GitHub


@pytest.fixture
def github() -> Iterator[GitHub]:
    """GitHub with an organisation; at the end every answer must have been as GitHub says."""
    with GitHub() as server:
        server.organization("acme", members=("ada",))
        yield server
