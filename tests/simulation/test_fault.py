"""What faults do to the world, to the process that meets them, and to its time."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from attrs import frozen

from kayron.adapters.aws.client import READ_TIMEOUT
from kayron.adapters.aws.error import FAILURES
from kayron.adapters.github.transport import Response
from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.simulation.acme import Acme
from tests.simulation.aws_clients import SimulatedClients
from tests.simulation.fault import AFTER, FREQUENCY, Fault, Killed, Struck
from tests.simulation.github_transport import SimulatedTransport
from tests.simulation.process import Process
from tests.simulation.wire import LONGEST_DELAY, SHORTEST_DELAY, SLOWEST, Wire

KEY = "note"

QUIET = frozenset({Fault.DELAYED, Fault.STALE})
"""The faults of which a client does not hear."""

DELIVERED = AFTER | QUIET
"""The faults of a write that has its effect."""


@frozen
class Scene:
    """Acme on the wire, and the clients of one process."""

    organisation: Organisation
    wire: Wire
    process: Process

    @property
    def clients(self) -> SimulatedClients:
        return SimulatedClients(self.process.line, self.organisation.aws)

    @property
    def now(self) -> timedelta:
        """Return the world's time as a duration."""
        return timedelta(seconds=self.process.clock.monotonic())

    def write(self) -> None:
        """Write an object."""
        self.clients.s3().put_object(Bucket=BUCKET, Key=KEY, Body=b"here")

    def written(self) -> bool:
        return KEY in self.organisation.aws.region.s3.bucket(BUCKET).objects

    def pulls(self, etag: str = "") -> Response:
        """Ask GitHub for the pull requests of the shop."""
        headers = {"Authorization": f"Bearer {self.organisation.token}"}
        condition = {"If-None-Match": etag} if etag else {}
        transport = SimulatedTransport(self.process.line, self.organisation.github)
        return transport.request("GET", f"/repos/acme/{SHOP}/pulls", {**headers, **condition}, {})


@pytest.fixture
def scene() -> Scene:
    organisation = Organisation(check=False)
    wire = Wire(organisation.aws, Random(1))
    return Scene(organisation, wire, Process("kayron", Acme(organisation), wire, Random(2)))


def test_every_fault_has_a_frequency() -> None:
    assert set(FREQUENCY) == set(Fault)


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_a_write_has_its_effect_or_not_as_the_fault_says(scene: Scene, fault: Fault) -> None:
    scene.wire.fail(fault, "s3", "PutObject")
    try:
        scene.write()
        heard = True
    except (*FAILURES, Killed):
        heard = False
    assert scene.written() is (fault in DELIVERED)
    assert heard is (fault in QUIET)
    # Nothing of AWS's is stale.
    assert scene.wire.calls[-1].fault is (None if fault is Fault.STALE else fault)


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER])
def test_a_time_out_lasts_as_long_as_a_client_waits(scene: Scene, fault: Fault) -> None:
    scene.wire.fail(fault)
    before = scene.now
    with pytest.raises(Exception, match="Read timeout"):
        scene.write()
    assert READ_TIMEOUT < (scene.now - before).total_seconds() < READ_TIMEOUT + 2 * SLOWEST


def test_a_delayed_answer_takes_seconds(scene: Scene) -> None:
    scene.wire.fail(Fault.DELAYED)
    before = scene.now
    scene.write()
    took = (scene.now - before).total_seconds()
    assert SHORTEST_DELAY <= took < LONGEST_DELAY + 2 * SLOWEST


def test_what_a_dead_process_asks_has_no_effect(scene: Scene) -> None:
    scene.wire.fail(Fault.KILLED_BEFORE, "sts")
    assert scene.process.loop() is None
    calls = len(scene.wire.calls)
    assert scene.process.dead
    with pytest.raises(Killed):
        scene.write()
    assert scene.process.loop() is None
    assert (scene.written(), len(scene.wire.calls)) == (False, calls)


def test_a_process_that_is_killed_between_its_calls_asks_nothing_more(scene: Scene) -> None:
    def strike(_process: str, _service: str, operation: str) -> None:
        if operation == "PutObject":
            scene.process.kill()

    scene.wire.between = strike
    with pytest.raises(Killed):
        scene.write()
    assert not scene.written()


def test_the_death_of_one_process_is_not_that_of_another(scene: Scene) -> None:
    other = Process("other", Acme(scene.organisation), scene.wire, Random(3))

    def strike(process: str, service: str, _operation: str) -> None:
        if (process, service) == ("kayron", "sts"):
            scene.wire.fail(Fault.KILLED_AFTER, "acm")
            assert scene.wire.depth == 1
            assert other.loop() is None

    scene.wire.between = strike
    done = scene.process.loop()
    assert done is not None
    assert done.error is None
    assert (other.dead, scene.process.dead, scene.wire.depth) == (True, False, 0)


def numbers(response: Response) -> list[int]:
    assert isinstance(response.data, list)
    return [one["number"] for one in response.data]


def test_a_stale_answer_is_one_from_before_the_last_change(scene: Scene) -> None:
    old = scene.pulls()
    scene.organisation.wait(minutes=10)
    scene.organisation.open_pull(SHOP, 10, "gift-cards", "aiko")
    scene.wire.fail(Fault.STALE)
    assert (numbers(old), numbers(scene.pulls()), numbers(scene.pulls())) == ([], [], [10])
    assert [call.fault for call in scene.wire.calls] == [None, Fault.STALE, None]


def test_a_stale_answer_to_who_has_it_already_says_that_nothing_changed(scene: Scene) -> None:
    etag = scene.pulls().headers["etag"]
    scene.organisation.open_pull(SHOP, 10, "gift-cards", "aiko")
    scene.wire.fail(Fault.STALE, times=None)
    assert scene.pulls(etag).status == 304


def test_no_answer_is_stale_for_more_than_a_minute(scene: Scene) -> None:
    scene.pulls()
    scene.organisation.open_pull(SHOP, 10, "gift-cards", "aiko")
    scene.organisation.wait(seconds=61)
    scene.wire.fail(Fault.STALE)
    assert numbers(scene.pulls()) == [10]
    assert scene.wire.calls[-1].fault is None


def test_an_answer_that_is_right_again_is_not_stale(scene: Scene) -> None:
    scene.pulls()
    scene.organisation.push(SHOP, "some-branch")
    scene.wire.fail(Fault.STALE)
    scene.pulls()
    assert scene.wire.calls[-1].fault is None


def test_an_answer_of_aws_is_stale_for_a_minute(scene: Scene) -> None:
    stack = scene.organisation.aws.region.cloudformation.stacks.find(STACK)

    def status() -> str:
        answer = scene.clients.cloudformation().describe_stacks(StackName=STACK)
        return str(answer["Stacks"][0]["StackStatus"])

    assert status() == "CREATE_COMPLETE"
    stack.status = "UPDATE_IN_PROGRESS"
    scene.wire.fail(Fault.STALE, times=2)
    assert status() == "CREATE_COMPLETE"
    scene.organisation.wait(seconds=61)
    assert status() == "UPDATE_IN_PROGRESS"
    assert [call.fault for call in scene.wire.calls] == [None, Fault.STALE, None]


def test_faults_are_drawn_as_often_as_the_rate_says(scene: Scene) -> None:
    wire = Wire(scene.organisation.aws, Random(5), rate=0.5)
    struck = 0
    for _ in range(400):
        line = wire.line("kayron")
        try:
            line.call("s3", "GetObject", lambda: None)
        except (Struck, Killed):
            struck += 1
    assert 120 < struck < 240
    assert {call.fault for call in wire.calls} == {None, *Fault} - {Fault.STALE}
