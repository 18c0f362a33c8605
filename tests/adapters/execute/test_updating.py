"""One update in the sandbox: what is begun, what is not and why, and what goes on record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from attrs import evolve

from kayron.adapters.execute.following import EndUntold
from kayron.adapters.execute.updating import Judgement
from kayron.adapters.lease import LeaseLost
from kayron.core.apply.outcomes import unsettled
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.snapshot import Event, Result
from tests.adapters.execute.bench import DATABASE, OPERATION, Bench
from tests.sandbox.aws.templates import url


def test_an_update_is_carried_out_and_recorded(bench: Bench) -> None:
    assert bench.run(bench.action("2")) == ActionOutcome(effect=Effect.DONE, reason="")
    assert bench.results() == [Result.SUCCEEDED]


def test_an_update_is_on_record_as_of_when_its_change_set_is_executed(bench: Bench) -> None:
    bench.updating.begin(bench.action("2"))
    event = bench.updating.updates.newest_event(bench.updating.stack)
    assert isinstance(event, Event)
    (entry,) = bench.record().entries
    assert timedelta() <= event.time - entry.time < timedelta(seconds=1)


def test_where_there_is_nothing_to_change_no_change_set_stays(bench: Bench) -> None:
    assert bench.run(bench.action()).effect is Effect.UNCHANGED
    assert bench.results() == [Result.SUCCEEDED]
    assert bench.change_sets() == []


def test_a_direct_update_that_changes_nothing_is_unchanged_too(bench: Bench) -> None:
    assert bench.run(evolve(bench.action(), direct=True)).effect is Effect.UNCHANGED


def test_a_direct_update_needs_no_change_set(bench: Bench) -> None:
    bench.aws.traffic.forget()
    assert bench.run(evolve(bench.action("2"), direct=True)).effect is Effect.DONE
    assert "CreateChangeSet" not in {call.operation for call in bench.aws.traffic.calls}


@pytest.mark.parametrize("direct", [False, True])
def test_an_update_rests_on_the_newest_event(bench: Bench, *, direct: bool) -> None:
    action = evolve(bench.action("2"), direct=direct)
    bench.aws.deploy("root", DATABASE, {"Version": "3"})
    assert bench.run(action).effect is Effect.SKIPPED
    assert (bench.results(), bench.change_sets()) == ([], [])


def test_a_change_set_that_an_update_overtakes_says_nothing_of_what_was_submitted(
    bench: Bench,
) -> None:
    def interfere() -> None:
        if bench.aws.stack("root").updates == 0:
            bench.aws.deploy("root", DATABASE, {"Version": "3"})

    eyes = evolve(bench.updating.eyes, keep=interfere)
    watched = evolve(bench, updating=evolve(bench.updating, eyes=eyes))
    assert watched.run(bench.action("2")).effect is Effect.SKIPPED
    assert (bench.results(), bench.change_sets()) == ([], [])


@pytest.mark.parametrize("direct", [False, True])
def test_an_update_rests_on_the_stack_as_it_was_before_its_newest_event_was_read(
    bench: Bench, *, direct: bool
) -> None:
    bench.aws.deploy("root", DATABASE, {"Version": "3"})
    action = evolve(bench.action("2"), direct=direct)
    assert bench.run(action).effect is Effect.SKIPPED
    assert (bench.results(), bench.change_sets()) == ([], [])


def test_an_update_whose_events_tell_of_no_end_stays_on_record_as_running(bench: Bench) -> None:
    action = bench.action("2")
    bench.updating.begin(action)
    bench.aws.settle()
    later = evolve(action, operation=f"{action.operation[:-1]}c")
    with pytest.raises(EndUntold, match="its events do not tell how the update ended"):
        bench.updating.finish(later)
    assert bench.results() == [Result.RUNNING]


def test_why_an_update_failed_is_told_without_secrets(bench: Bench) -> None:
    told: list[str] = []
    updating = evolve(
        bench.updating,
        eyes=evolve(bench.updating.eyes, secrets={"Version": "canary"}),
        services=lambda _: ("canary",),
        watch=lambda event, _: told.append(event.reason),
    )
    bench.aws.trouble.fail("Queue", "Value 'canary' at 'x' is not valid.")
    found = evolve(bench, updating=updating).run(bench.action("2"))
    assert found.reason == "Queue: Value '***' at 'x' is not valid."
    (entry,) = bench.record().entries
    assert "canary" not in f"{entry.reason} {told}"
    assert "Value '***' at 'x' is not valid." in told


def test_what_would_remove_a_database_is_refused_and_remembered(bench: Bench) -> None:
    found = bench.run(bench.action("2", "queue.yaml"))
    assert found.effect is Effect.REFUSED
    assert "Table (AWS::DynamoDB::Table) is removed" in found.reason
    assert (bench.results(), bench.change_sets()) == ([Result.REFUSED], [])
    assert bench.record().entries[0].resource == "Table"


def test_what_is_allowed_to_go_may_go(bench: Bench) -> None:
    allowed = evolve(
        bench,
        updating=evolve(bench.updating, judgement=Judgement(allowed=("Table",), previews=())),
    )
    assert allowed.run(bench.action("2", "queue.yaml")).effect is Effect.DONE


def test_what_cloudformation_does_not_accept_is_refused_and_remembered(bench: Bench) -> None:
    found = bench.run(evolve(bench.action("2"), template_url=url("missing.yaml")))
    assert found.effect is Effect.REFUSED
    (entry,) = bench.record().entries
    assert (entry.result, entry.reason) == (Result.REFUSED, found.reason)


def test_a_failed_update_tells_its_first_cause(bench: Bench) -> None:
    bench.aws.trouble.fail("Queue", "The queue is full.")
    found = bench.run(bench.action("2"))
    assert found == ActionOutcome(effect=Effect.FAILED, reason="Queue: The queue is full.")
    (entry,) = bench.record().entries
    assert (entry.result, entry.cause, entry.resource) == (Result.FAILED, "queue", "Queue")


def test_an_update_that_nobody_waits_for_stays_on_record_as_running(bench: Bench) -> None:
    found = bench.updating.begin(bench.action("2"))
    assert found.effect is Effect.LEFT
    assert [one.operation for one in unsettled(bench.record())] == [OPERATION]


def test_nothing_is_executed_once_the_lease_is_lost(bench: Bench) -> None:
    renewals = iter(range(100))

    def renew() -> datetime:
        if next(renewals) > 0:
            raise LeaseLost("key", "another process took it over")
        return bench.aws.now()

    with pytest.raises(LeaseLost):
        evolve(bench.updating, renew=renew).begin(bench.action("2"))
    assert bench.aws.stack("root").status == "CREATE_COMPLETE"
    assert bench.results() == [Result.RUNNING]
