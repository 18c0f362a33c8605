from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.aws.sandbox import Aws


@pytest.fixture(scope="session")
def served() -> Iterator[Aws]:
    """Serve one sandbox for all tests of a process."""
    with Aws() as aws:
        yield aws


@pytest.fixture
def aws(served: Aws) -> Aws:
    """Return the sandbox, as new, in which nothing takes time."""
    served.reset()
    served.pace.step = served.pace.rollout = 0
    return served
