"""How many dependent round trips a capture takes, and what a warm one asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from kayron.adapters.capture import Progress
from kayron.adapters.live import Live
from tests.sandbox.acme.applying import at_rest
from tests.sandbox.crowd.organisation import Crowd

COLD = 7
WARM = 4


@pytest.fixture(scope="module", params=[(10, 4), (100, 6)], ids=["10 services", "100 services"])
def crowd(request: pytest.FixtureRequest) -> Iterator[Crowd]:
    """Return a crowd with previews, one of whose pull requests was closed since.

    That one is found by its number, and its head commit after it: nothing takes more steps. All of
    that is days ago, so that what stacks hold is remembered.
    """
    with Crowd(*request.param) as made:
        at_rest(made)
        made.repositories["service-0000"].pulls[1].close(made.aws.now())
        made.wait(days=4)
        yield made


def depth(live: Live) -> int:
    """Capture, and return how many round trips had to wait for one another."""
    waves: list[Progress] = []
    live.capture(watch=waves.append)
    return waves[-1].wave


def test_the_depth_does_not_depend_on_the_number_of_services(crowd: Crowd) -> None:
    with crowd.live() as live:
        assert (depth(live), depth(live)) == (COLD, WARM)


def test_a_warm_capture_with_nothing_new_costs_no_quota(crowd: Crowd) -> None:
    with crowd.live() as live:
        cold = live.capture()
        crowd.github.traffic.forget()
        assert live.capture() == cold
    assert {call.status for call in crowd.github.traffic.calls} == {304}


def test_a_warm_capture_reads_nothing_again_that_cannot_have_changed(crowd: Crowd) -> None:
    with crowd.live() as live:
        live.capture()
        for traffic in crowd.traffic:
            traffic.forget()
        live.capture()
    operations = Counter(call.operation for one in crowd.traffic for call in one.calls)
    assert (
        operations.keys()
        & {
            "BatchGetImage",
            "DescribeCertificate",
            "DescribeTaskDefinition",
            "GetTemplate",
            "ListStackResources",
            "git/get-blob",
            "git/get-commit",
            "git/get-tree",
        }
        == set()
    )
