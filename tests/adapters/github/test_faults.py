"""Every fault at every operation: retried, and where it lasts, unknown; never absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from kayron.core.fact import Absent, Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.seen import PullList
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import acme, ada, asked, patient
from tests.adapters.github.test_reading import absences
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.server import GitHub as Sandbox
from tests.sandbox.traffic import Fault

NEEDS = {
    "users/get-authenticated": [0],
    "repos/get": [1],
    "repos/get-latest-release": [2],
    "git/list-matching-refs": [3, 5, 6],
    "repos/get-commit": [4],
    "git/get-tree": [7],
    "git/get-blob": [8],
    "pulls/list": [9],
    "pulls/get": [10],
    "git/get-commit": [11],
    "issues/list-comments": [12],
}
"""By operation, which of Acme's needs ask for it."""

CAUSES = {
    Fault.THROTTLED: "GitHub asks to be left alone for 1 s (403, secondary rate limit)",
    Fault.TOO_MANY_REQUESTS: "GitHub asks to be left alone for 1 s (429, secondary rate limit)",
    Fault.SERVER_ERROR: "GitHub answered 500 Internal Server Error for ",
    Fault.UNAVAILABLE: "GitHub answered 503 Service Unavailable for ",
    Fault.RESET_BEFORE: "GitHub broke off the connection, or did not take it for ",
    Fault.RESET_AFTER: "GitHub broke off the connection, or did not take it for ",
    Fault.TIMEOUT: "GitHub broke off the connection, or did not take it for ",
    Fault.TRUNCATED: "GitHub sent a broken answer for ",
}


Served = tuple[Sandbox, Mapping[AnyNeed, object]]
"""GitHub, and the answers that it gives where nothing fails."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Sandbox(limits=Limits(quota=100_000, points=100_000)) as server:
        server.organization("acme", members=("ada",))
        needs = acme(server).needs
        yield server, asked(ada(server), needs)


@pytest.fixture
def world(served: Served) -> Iterator[Served]:
    served[0].traffic.clear()
    yield served
    served[0].traffic.clear()


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("operation", NEEDS)
def test_a_fault_that_passes_changes_no_answer(world: Served, operation: str, fault: Fault) -> None:
    sandbox, expected = world
    sandbox.traffic.fail(fault, operation=operation, seconds=0.02)
    assert asked(ada(sandbox), expected) == expected
    assert fault in {call.fault for call in sandbox.traffic.calls}


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("operation", NEEDS)
def test_a_fault_that_lasts_makes_unknown_what_it_hits_and_nothing_else(
    world: Served, operation: str, fault: Fault
) -> None:
    sandbox, expected = world
    sandbox.traffic.fail(fault, operation=operation, times=None, seconds=0.02)
    clock = StillClock()
    answers = asked(ada(sandbox), expected, patient(clock))
    hit = {[*expected][number] for number in NEEDS[operation]}
    assert {need for need in answers if answers[need] != expected[need]} == hit
    for need in hit:
        cause = unknown(answers[need])
        assert cause.error.startswith(CAUSES[fault])
        assert asked(ada(sandbox), [need], patient())[need] == answers[need]


def unknown(answer: object) -> Unknown:
    """Return why something is unknown, a list among them."""
    fact = answer.complete if isinstance(answer, PullList) else answer
    assert isinstance(fact, Unknown)
    return fact


@pytest.mark.parametrize("fault", Fault)
def test_without_a_proof_nothing_is_absent(world: Served, fault: Fault) -> None:
    sandbox, _ = world
    needs: list[AnyNeed] = [need for need in absences("lite") if "main" not in repr(need)]
    certain = asked(ada(sandbox), needs)
    sandbox.traffic.fail(fault, operation="repos/get", times=None, seconds=0.02)
    answers = asked(ada(sandbox), needs)
    proved = {need for need, answer in answers.items() if answer == Absent()}
    assert set(certain.values()) == {Absent()}
    assert {type(need).__name__ for need in proved} == {"TagTarget", "TagCommit"}
    assert all(unknown(answers[need]) for need in set(needs) - proved)
