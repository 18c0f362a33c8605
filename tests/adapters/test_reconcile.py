"""The loop: what a round does, what it leaves alone, and what ends it."""

from __future__ import annotations

from random import Random

import pytest
from attrs import frozen

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.execute.apply import TERM, Busy
from kayron.adapters.github.lately import SPAN
from kayron.adapters.job import CaptureError
from kayron.adapters.lease import Lease, LeaseLost, take
from kayron.adapters.patience import patience
from kayron.adapters.reconcile import DOUBLINGS, INTERVAL, JITTER, Reconciler, Round
from kayron.core.action import CreateComment
from kayron.core.apply.ending import Ending
from kayron.core.snapshot import Outcomes, Result, Stack
from kayron.core.stack.location import lease_key
from tests.sandbox.acme.applying import record
from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import BUCKET, ENVIRONMENT, OWNER, STACK, Organisation
from tests.sandbox.aws.rollout import Course
from tests.sandbox.served import BOT
from tests.simulation.acme import Acme
from tests.simulation.aws_clients import SimulatedClients
from tests.simulation.fault import Fault
from tests.simulation.process import Process
from tests.simulation.wire import Wire

WRITES = ("Put", "Delete", "Create", "Execute", "Update")

NUMBER = 10

PATIENCE = 20
"""Rounds until there is rest."""


@frozen
class Scene:
    """Acme, and one loop in it."""

    organisation: Organisation
    wire: Wire
    process: Process

    @property
    def loop(self) -> Reconciler:
        return self.process.reconciler

    def round(self) -> Round:
        """Run a round, some time after the one before."""
        self.organisation.wait(seconds=INTERVAL)
        return self.loop.once()

    def rounds(self) -> list[Round]:
        """Run rounds until nothing is to do or under way; return those that did something."""
        done = [self.round()]
        while done[-1].applied or self.organisation.aws.stack(STACK).status.endswith("PROGRESS"):
            assert len(done) < PATIENCE, done[-1]
            done.append(self.round())
        return [one for one in done if one.applied]

    def writes(self) -> list[str]:
        """Return the calls that write, and forget all."""
        calls = [call.operation for call in self.wire.calls]
        self.wire.calls.clear()
        return [name for name in calls if name.startswith(WRITES) or name.startswith("issues/c")]

    def results(self) -> list[Result]:
        """Return the results on record."""
        return [entry.result for entry in record(self.organisation)]

    def said(self) -> str:
        """Return the one status comment of the pull request."""
        comments = self.organisation.repositories[SHOP].pulls[NUMBER].comments.values()
        (own,) = [one.body for one in comments if one.author == BOT]
        return own


@pytest.fixture
def scene() -> Scene:
    organisation = Organisation(check=False)
    wire = Wire(organisation.aws, Random(1))
    process = Process("kayron", Acme(organisation), wire, Random(2))
    scene = Scene(organisation, wire, process)
    scene.rounds()
    wire.calls.clear()
    return scene


def test_a_round_with_nothing_to_do_takes_no_lease_and_writes_nothing(scene: Scene) -> None:
    done = scene.round()
    assert done.plan is not None
    assert (done.plan.actions, done.applied, done.error) == ((), None, None)
    assert scene.writes() == []


def test_a_round_begins_an_update_and_does_not_wait_for_it(scene: Scene) -> None:
    scene.organisation.aws.rollouts(Course.HOLD)
    scene.organisation.release("mailer", "v0.10.0")
    before = scene.process.clock.monotonic()
    done = scene.round()
    assert done.applied is not None
    assert done.applied.ending is Ending.LEFT
    assert scene.process.clock.monotonic() - before < 2 * INTERVAL
    assert scene.organisation.aws.stack(STACK).status == "UPDATE_IN_PROGRESS"


def test_while_an_update_is_under_way_rounds_only_look(scene: Scene) -> None:
    scene.organisation.aws.rollouts(Course.HOLD)
    scene.organisation.release("mailer", "v0.10.0")
    scene.round()
    scene.writes()
    done = scene.round()
    assert (done.applied, done.error) == (None, None)
    assert scene.writes() == []
    assert scene.results()[-1] is Result.RUNNING


def test_what_is_wanted_is_brought_about_and_then_there_is_rest(scene: Scene) -> None:
    scene.organisation.open_pull(SHOP, NUMBER, "gift-cards", "aiko")
    scene.rounds()
    assert scene.results()[-1] is Result.SUCCEEDED
    assert "Ready" in scene.said()
    scene.writes()
    assert scene.round().applied is None
    assert scene.writes() == []


def test_a_locked_conversation_makes_no_round_due_for_some_minutes(scene: Scene) -> None:
    organisation = scene.organisation
    # Whoever may write speaks in locked conversations, too.
    organisation.github.organization(OWNER, members=["aiko"])
    for repository in organisation.repositories.values():
        repository.collaborator(BOT, "read")
    organisation.open_pull(SHOP, NUMBER, "gift-cards", "aiko").lock()
    scene.rounds()
    done = scene.round()
    assert done.plan is not None
    assert [type(action) for action in done.plan.actions] == [CreateComment]
    assert done.applied is None
    organisation.wait(seconds=SPAN)
    assert scene.round().applied is not None


def test_the_end_of_a_submission_goes_on_record_though_nothing_else_is_to_do(scene: Scene) -> None:
    scene.organisation.release("mailer", "v0.10.0")
    begun = scene.round()
    assert begun.applied is not None
    assert begun.applied.ending is Ending.LEFT
    scene.organisation.aws.settle()
    done = scene.round()
    assert done.plan is not None
    assert done.plan.actions == ()
    assert done.applied is not None
    assert scene.results()[-1] is Result.SUCCEEDED


def test_a_failure_is_on_record_before_anything_is_tried_again(scene: Scene) -> None:
    scene.organisation.aws.trouble.fail("Worker", "The service is on strike.")
    scene.organisation.release("mailer", "v0.10.0")
    begun, recorded = scene.rounds()
    assert scene.results() == [Result.FAILED]
    assert begun.applied is not None
    assert begun.applied.ending is Ending.LEFT
    assert recorded.applied is not None
    assert recorded.applied.ending is Ending.UNCHANGED


def test_what_failed_is_left_alone_and_tried_at_once_when_it_changes(scene: Scene) -> None:
    scene.organisation.aws.trouble.fail("Worker", "The service is on strike.")
    scene.organisation.release("mailer", "v0.10.0")
    scene.rounds()
    scene.writes()
    assert scene.rounds() == []
    assert scene.writes() == []
    scene.organisation.release("mailer", "v0.10.1")
    done = scene.round()
    assert done.applied is not None
    assert done.applied.ending is Ending.LEFT
    scene.rounds()
    assert scene.results() == [Result.FAILED, Result.SUCCEEDED]


def held(scene: Scene) -> Lease:
    """Take the lease as another process does."""
    clients = SimulatedClients(scene.wire.line("other"), scene.organisation.aws)
    clock = scene.process.clock
    bucket = Bucket(clients.s3, BUCKET, lambda: patience(30, clock))
    lease = take(bucket, lease_key(ENVIRONMENT, STACK), "maria@laptop", TERM, clock, Random(9))
    assert isinstance(lease, Lease)
    return lease


def test_while_another_writes_a_round_ends_and_says_who_it_is(scene: Scene) -> None:
    lease = held(scene)
    scene.organisation.release("mailer", "v0.10.0")
    done = scene.round()
    assert isinstance(done.error, Busy)
    assert done.error.holder.owner == "maria@laptop"
    assert done.plan is not None
    assert done.plan.actions != ()
    lease.release()
    assert scene.round().applied is not None


def test_a_round_that_cannot_read_ends_with_the_error_and_the_next_starts_clean(
    scene: Scene,
) -> None:
    scene.organisation.aws.access.expired = True
    done = scene.round()
    assert isinstance(done.error, CaptureError)
    assert (done.snapshot, done.plan, done.applied) == (None, None, None)
    scene.organisation.aws.access.clear()
    assert scene.round().error is None


def test_a_lease_that_is_lost_at_once_ends_the_round(scene: Scene) -> None:
    key, s3 = lease_key(ENVIRONMENT, STACK), scene.organisation.aws.region.s3

    def rob(_process: str, _service: str, operation: str) -> None:
        if operation == "DescribeStacks" and key in s3.bucket(BUCKET).objects:
            s3.put(BUCKET, key, b"another's")

    scene.organisation.release("mailer", "v0.10.0")
    scene.wire.between = rob
    done = scene.round()
    lost = isinstance(done.error, LeaseLost)
    assert lost or (done.applied is not None and done.applied.ending is Ending.LOST)
    assert scene.organisation.aws.stack(STACK).status == "CREATE_COMPLETE"


def test_a_defect_comes_out(scene: Scene) -> None:
    def break_(_process: str, _service: str, _operation: str) -> None:
        raise ZeroDivisionError

    scene.wire.between = break_
    with pytest.raises(ZeroDivisionError):
        scene.round()


def test_faults_that_pass_are_not_noticed(scene: Scene) -> None:
    for operation in ("DescribeStacks", "GetObject", "DescribeServices", "pulls/list"):
        scene.wire.fail(Fault.SERVER_ERROR, "*", operation)
    done = scene.round()
    assert (done.error, done.applied) == (None, None)
    assert done.plan is not None
    assert done.plan.actions == ()


def test_rounds_go_on_until_the_pause_says_so(scene: Scene) -> None:
    heard: list[Round] = []
    waits: list[float] = []

    def pause(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) < 3

    scene.loop.forever(pause, heard.append)
    assert len(heard) == 3
    assert all(INTERVAL * (1 - JITTER) <= wait <= INTERVAL * (1 + JITTER) for wait in waits)
    assert len(set(waits)) == 3


def test_rounds_are_rarer_while_they_fail(scene: Scene) -> None:
    scene.organisation.aws.access.expired = True
    waits: list[float] = []

    def pause(seconds: float) -> bool:
        waits.append(seconds)
        scene.organisation.aws.access.expired = len(waits) < 6
        return len(waits) < 7

    scene.loop.forever(pause)
    wanted = [*(INTERVAL * 2 ** min(count, DOUBLINGS) for count in range(1, 7)), INTERVAL]
    assert [round(wait / due) for wait, due in zip(waits, wanted, strict=True)] == [1] * 7


def test_rounds_are_rarer_while_what_they_do_fails(scene: Scene) -> None:
    scene.organisation.aws.access.deny("*", "CreateChangeSet")
    scene.organisation.release("mailer", "v0.10.0")
    waits: list[float] = []

    def pause(seconds: float) -> bool:
        waits.append(seconds)
        scene.organisation.wait(seconds=seconds)
        return len(waits) < 3

    scene.loop.forever(pause)
    wanted = [INTERVAL * 2**count for count in (1, 2, 3)]
    assert waits == pytest.approx(wanted, rel=JITTER)


def test_rounds_go_on_however_many_have_failed(scene: Scene) -> None:
    scene.organisation.aws.access.expired = True
    waits: list[float] = []

    def pause(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) < 1100

    scene.loop.forever(pause)
    assert waits[-1] == pytest.approx(INTERVAL * 2**DOUBLINGS, rel=JITTER)


def test_a_round_tells_what_it_saw_first(scene: Scene) -> None:
    scene.organisation.release("mailer", "v0.10.0")
    done = scene.round()
    assert done.snapshot is not None
    assert isinstance(done.snapshot.root, Stack)
    assert isinstance(done.snapshot.outcomes, Outcomes) or scene.results()
    assert done.snapshot.root.status == "CREATE_COMPLETE"
