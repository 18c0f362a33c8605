"""The lease, in the sandbox's S3: one owner at a time, by S3's clock."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from kayron.adapters.aws.bucket import Bucket, Stored
from kayron.adapters.aws.client import AwsClients
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.lease import LONGEST, UNREADABLE, Holder, Lease, LeaseLost, take
from tests.adapters.aws.writing import BUCKET, HANGS, READ_TIMEOUT, bucket, clients, sandbox
from tests.adapters.clocks import StillClock
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.traffic import Fault

KEY = "testing/acme.lease.json"
TERM = 60
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def served() -> Iterator[Aws]:
    with sandbox(NOON) as aws:
        yield aws


@pytest.fixture
def aws(served: Aws) -> Aws:
    served.reset()
    served.put_files(BUCKET, {})
    return served


@pytest.fixture(scope="module")
def made(served: Aws) -> AwsClients:
    del served
    return clients(READ_TIMEOUT)


@pytest.fixture
def shelf(aws: Aws, made: AwsClients) -> Bucket:
    del aws
    return bucket(made)


def taken(shelf: Bucket, owner: str = "ada", clock: StillClock | None = None) -> Lease:
    found = take(shelf, KEY, owner, TERM, clock or StillClock())
    assert isinstance(found, Lease)
    return found


def holder(shelf: Bucket) -> Holder:
    found = take(shelf, KEY, "somebody", TERM, StillClock())
    assert isinstance(found, Holder)
    return found


def test_who_finds_a_lease_taken_is_told_by_whom_and_until_when(aws: Aws, shelf: Bucket) -> None:
    taken(shelf)
    aws.advance(10)
    assert holder(shelf) == Holder(owner="ada", since=NOON, until=NOON + timedelta(seconds=TERM))


def test_a_renewed_lease_lasts_longer_and_is_as_old_as_before(aws: Aws, shelf: Bucket) -> None:
    lease = taken(shelf)
    aws.advance(50)
    lease.renew()
    aws.advance(50)
    until = NOON + timedelta(seconds=50 + TERM)
    assert holder(shelf) == Holder(owner="ada", since=NOON, until=until)


def test_a_released_lease_is_free(shelf: Bucket) -> None:
    lease = taken(shelf)
    lease.release()
    assert shelf.get(KEY) is None
    taken(shelf, "bob")


def test_a_released_lease_cannot_be_renewed(shelf: Bucket) -> None:
    lease = taken(shelf)
    lease.release()
    with pytest.raises(LeaseLost, match=r"The lease testing/acme\.lease\.json is lost: it was rel"):
        lease.renew()


def test_a_lease_ends_more_than_its_term_after_the_last_renewal(aws: Aws, shelf: Bucket) -> None:
    taken(shelf)
    aws.advance(TERM)
    assert holder(shelf).owner == "ada"
    aws.advance(1)
    taken(shelf, "bob")
    assert holder(shelf).owner == "bob"


def test_the_term_that_counts_is_the_owners(aws: Aws, shelf: Bucket) -> None:
    taken(shelf)
    aws.advance(TERM)
    found = take(shelf, KEY, "bob", 1, StillClock())
    assert isinstance(found, Holder)


def test_an_owner_that_was_paused_past_its_term_cannot_renew(shelf: Bucket) -> None:
    clock = StillClock()
    lease = taken(shelf, clock=clock)
    clock.sleep(TERM + 1)
    with pytest.raises(LeaseLost, match="it was not renewed within its term of 60 s"):
        lease.renew()


def test_an_owner_whose_clock_stood_still_cannot_renew_what_was_taken_over(
    aws: Aws, shelf: Bucket
) -> None:
    paused = taken(shelf)
    aws.advance(TERM + 1)
    taken(shelf, "bob")
    with pytest.raises(LeaseLost, match="another process took it over"):
        paused.renew()
    assert holder(shelf).owner == "bob"


def test_a_lease_that_is_kept_is_renewed_before_it_ends_and_not_at_every_look(
    aws: Aws, shelf: Bucket
) -> None:
    clock = StillClock()
    lease = taken(shelf, clock=clock)
    aws.traffic.forget()
    for _ in range(5 * TERM):
        clock.sleep(1)
        aws.advance(1)
        lease.keep()
        assert holder(shelf).until > aws.now()
    writes = [call for call in aws.traffic.calls if call.operation == "PutObject"]
    assert 5 < len(writes) < 20


def test_a_lease_that_is_kept_too_late_is_lost(shelf: Bucket) -> None:
    clock = StillClock()
    lease = taken(shelf, clock=clock)
    clock.sleep(TERM + 1)
    with pytest.raises(LeaseLost, match="it was not renewed within its term of 60 s"):
        lease.keep()


def test_a_lease_that_was_lost_stays_lost_and_is_not_written_to_again(
    aws: Aws, shelf: Bucket
) -> None:
    paused = taken(shelf)
    aws.advance(TERM + 1)
    taken(shelf, "bob").release()
    for _ in range(2):
        with pytest.raises(LeaseLost):
            paused.renew()
    assert shelf.get(KEY) is None


def test_an_owner_that_lost_its_lease_does_not_release_the_others(aws: Aws, shelf: Bucket) -> None:
    paused = taken(shelf)
    aws.advance(TERM + 1)
    taken(shelf, "bob")
    paused.release()
    assert holder(shelf).owner == "bob"


@pytest.mark.parametrize("contenders", [2, 8])
def test_of_several_contenders_one_gets_a_free_lease(shelf: Bucket, contenders: int) -> None:
    _one_of(shelf, contenders)


@pytest.mark.parametrize("contenders", [2, 8])
def test_of_several_contenders_one_gets_an_expired_lease(
    aws: Aws, shelf: Bucket, contenders: int
) -> None:
    taken(shelf)
    aws.advance(TERM + 1)
    _one_of(shelf, contenders)


def _one_of(shelf: Bucket, contenders: int) -> None:
    """Let contenders try at once: one gets the lease, the others are told who did."""
    together = Barrier(contenders)

    def contend(number: int) -> Lease | Holder:
        together.wait()
        return take(shelf, KEY, f"contender {number}", TERM, StillClock())

    with ThreadPoolExecutor(contenders) as pool:
        found = list(pool.map(contend, range(contenders)))
    winners = [number for number, one in enumerate(found) if isinstance(one, Lease)]
    assert len(winners) == 1
    others = {one.owner for one in found if isinstance(one, Holder)}
    assert others == {f"contender {winners[0]}"}


@pytest.mark.parametrize("contenders", [2, 8])
def test_no_two_have_the_lease_at_once(shelf: Bucket, contenders: int) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        found = take(shelf, KEY, str(number), TERM, StillClock())
        if isinstance(found, Holder):
            return
        inside.append(number)
        found.renew()
        most.append(len(inside))
        inside.remove(number)
        found.release()

    with ThreadPoolExecutor(contenders) as pool:
        list(pool.map(work, range(contenders * 8)))
    assert set(most) == {1}


def test_threads_of_one_owner_renew_side_by_side(shelf: Bucket) -> None:
    lease = taken(shelf)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: lease.renew(), range(32)))
    lease.renew()


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_that_passes_is_not_noticed(aws: Aws, shelf: Bucket, fault: Fault) -> None:
    for operation in ("GetObject", "PutObject"):
        aws.traffic.fail(fault, operation=operation, seconds=HANGS)
    lease = taken(shelf)
    aws.traffic.fail(fault, operation="PutObject", seconds=HANGS)
    lease.renew()
    assert holder(shelf).owner == "ada"
    aws.traffic.fail(fault, operation="DeleteObject", seconds=HANGS)
    lease.release()
    assert shelf.get(KEY) is None


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.TRUNCATED])
def test_a_renewal_of_which_nobody_heard_is_ours_when_the_network_is_back(
    aws: Aws, shelf: Bucket, fault: Fault
) -> None:
    lease = taken(shelf)
    aws.traffic.fail(fault, operation="PutObject", times=1)
    aws.traffic.fail(Fault.RESET_BEFORE, times=None)
    with pytest.raises(AwsRefusal):
        lease.renew()
    aws.traffic.clear()
    lease.renew()
    lease.release()
    assert shelf.get(KEY) is None


def test_a_renewal_of_which_nobody_ever_heard_is_released_all_the_same(
    aws: Aws, shelf: Bucket
) -> None:
    lease = taken(shelf)
    aws.traffic.fail(Fault.RESET_AFTER, operation="PutObject", times=1)
    aws.traffic.fail(Fault.RESET_BEFORE, times=None)
    with pytest.raises(AwsRefusal):
        lease.renew()
    aws.traffic.clear()
    lease.release()
    assert shelf.get(KEY) is None


@pytest.mark.parametrize(
    "left",
    [
        "",
        "\ud83d",
        "{}",
        '{"owner": "later", "term": 60, "token": "x", "turn": 1, "since": null, "more": 1}',
    ],
)
def test_what_cannot_be_read_holds_the_lease_for_one_term(
    aws: Aws, shelf: Bucket, left: str
) -> None:
    aws.region.s3.put(BUCKET, KEY, left.encode("utf-8", "surrogatepass"))
    until = NOON + timedelta(seconds=TERM)
    assert holder(shelf) == Holder(owner=UNREADABLE, since=NOON, until=until)
    aws.advance(TERM + 1)
    taken(shelf)


def test_no_lease_lasts_for_ever(aws: Aws, shelf: Bucket) -> None:
    found = take(shelf, KEY, "ada", 10**15, StillClock())
    assert isinstance(found, Lease)
    aws.advance(LONGEST + 1)
    taken(shelf, "bob")


def test_the_machines_own_clock_is_the_default(shelf: Bucket) -> None:
    lease = take(shelf, KEY, "ada", TERM)
    assert isinstance(lease, Lease)
    lease.renew()


def test_a_lease_that_always_somebody_else_gets_and_gives_up_is_lost() -> None:
    class Busy:
        """A bucket in which the lease is free whenever one looks, and taken whenever one takes."""

        def get(self, key: str) -> Stored | None:
            del key
            return None

        def create(self, key: str, body: bytes) -> Stored | None:
            del key, body
            return None

        def replace(self, key: str, body: bytes, etag: str) -> Stored | None:
            raise AssertionError((key, body, etag))

        def delete(self, key: str, etag: str) -> bool:
            raise AssertionError((key, etag))

    with pytest.raises(LeaseLost, match="it changed hands 10 times while it was to be taken"):
        take(Busy(), KEY, "ada", TERM, StillClock())
