"""Every fault at every operation that writes: the same in the end, and nothing done twice.

Of faults that stay, one before and one after the effect is tried; `KAYRON_THOROUGH=1` tries all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied, Effect
from kayron.core.error import KayronError
from tests.sandbox.acme.applying import applied
from tests.sandbox.acme.interruption import WRITES
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.acme.rounds import Rounds
from tests.sandbox.traffic import Fault

DIRECT = frozenset({("cloudformation", "UpdateStack")})
BY_CHANGE_SET = {("cloudformation", "CreateChangeSet"), ("cloudformation", "ExecuteChangeSet")}

SORTS = (Fault.THROTTLED, Fault.RESET_AFTER)
STAYING = tuple(Fault) if os.environ.get("KAYRON_THOROUGH") else SORTS

each_staying_fault = pytest.mark.parametrize("fault", STAYING, ids=lambda fault: fault.value)
each_fault = pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)


class DirectAcme(Organisation):
    """Acme, whose stack Kayron updates without change sets."""

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "KAYRON_UPDATE_STACK": "true"}


@pytest.fixture(scope="module")
def changing() -> Iterator[Rounds]:
    with Organisation(check=False) as organisation:
        yield Rounds.begun(organisation)


@pytest.fixture(scope="module")
def updating() -> Iterator[Rounds]:
    with DirectAcme(check=False) as organisation:
        yield Rounds.begun(organisation)


@pytest.fixture
def acme(changing: Rounds) -> Iterator[Rounds]:
    yield from round_of(changing)


@pytest.fixture
def direct(updating: Rounds) -> Iterator[Rounds]:
    yield from round_of(updating)


def round_of(rounds: Rounds) -> Iterator[Rounds]:
    rounds.change()
    yield rounds
    clear(rounds)


def clear(rounds: Rounds) -> None:
    for traffic in rounds.organisation.traffic:
        traffic.clear()


def struck(rounds: Rounds, fault: Fault, where: tuple[str, str], times: int | None) -> None:
    for traffic in rounds.organisation.traffic:
        traffic.fail(fault, *where, times=times, seconds=0.01)


def met(rounds: Rounds, fault: Fault) -> set[tuple[str, str]]:
    """Return the operations that a fault was met at."""
    calls = [call for traffic in rounds.organisation.traffic for call in traffic.calls]
    return {(call.service, call.operation) for call in calls if call.fault is fault}


@each_fault
def test_a_fault_that_passes_at_every_operation_changes_nothing(acme: Rounds, fault: Fault) -> None:
    assert_unchanged_by(fault, acme, WRITES - DIRECT)


@each_fault
def test_nor_does_one_at_updates_without_change_sets(direct: Rounds, fault: Fault) -> None:
    assert_unchanged_by(fault, direct, WRITES - BY_CHANGE_SET)


def assert_unchanged_by(
    fault: Fault, rounds: Rounds, operations: frozenset[tuple[str, str]]
) -> None:
    for where in operations:
        struck(rounds, fault, where, times=1)
    done = applied(rounds.organisation, listener=rounds.listener)
    assert done.ending is Ending.DONE, done.outcomes
    assert met(rounds, fault) == operations
    rounds.assert_at_rest()


@pytest.mark.parametrize("where", sorted(WRITES - DIRECT), ids=" ".join)
@each_staying_fault
def test_after_a_fault_that_stays_the_next_apply_completes(
    acme: Rounds, fault: Fault, where: tuple[str, str]
) -> None:
    assert_passes(fault, acme, where)


@each_staying_fault
def test_so_it_does_without_change_sets(direct: Rounds, fault: Fault) -> None:
    assert_passes(fault, direct, ("cloudformation", "UpdateStack"))


def assert_passes(fault: Fault, rounds: Rounds, where: tuple[str, str]) -> None:
    struck(rounds, fault, where, times=None)
    done = ended(rounds)
    assert met(rounds, fault) == {where}
    clear(rounds)
    if isinstance(done, Applied) and is_whole(done) and where[1] != "DeleteObject":
        rounds.assert_at_rest()
    rounds.assert_that_the_next_apply_completes()


def is_whole(done: Applied) -> bool:
    """Tell whether all was done, and nothing left for the next apply."""
    effects = {outcome.effect for outcome in done.outcomes.values()}
    return done.ending is Ending.DONE and Effect.SKIPPED not in effects


def ended(rounds: Rounds) -> Applied | KayronError:
    """Return how an apply ended, if only by an error of our own."""
    try:
        return applied(rounds.organisation, listener=rounds.listener)
    except KayronError as error:
        return error
