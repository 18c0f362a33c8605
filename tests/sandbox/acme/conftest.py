"""Acme as it begins, for whoever has none of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.acme.organisation import Organisation


@pytest.fixture
def acme() -> Iterator[Organisation]:
    with Organisation(check=False) as organisation:
        yield organisation
