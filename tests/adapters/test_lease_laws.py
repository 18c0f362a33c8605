"""What holds for a lease through any pauses, renewals and takings, on clocks of one pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.aws.bucket import Stored
from kayron.adapters.lease import Lease, LeaseLost, take
from tests.adapters.clocks import StillClock

KEY = "testing/acme.lease.json"
TERM = 60
NAMES = ("ada", "bob")

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@define
class Shelf:
    """One object in S3, whose times are whole seconds."""

    clock: StillClock
    body: bytes | None = None
    etag: int = 0
    modified: float = 0.0

    def get(self, key: str) -> Stored | None:
        del key
        return None if self.body is None else self._stored()

    def create(self, key: str, body: bytes) -> Stored | None:
        return self._put(body) if self.get(key) is None else None

    def replace(self, key: str, body: bytes, etag: str) -> Stored | None:
        found = self.get(key)
        return self._put(body) if found is not None and found.etag == etag else None

    def delete(self, key: str, etag: str) -> bool:
        found = self.get(key)
        if found is None or found.etag != etag:
            return False
        self.body = None
        return True

    def _put(self, body: bytes) -> Stored:
        self.body, self.etag, self.modified = body, self.etag + 1, self.clock.passed
        return self._stored()

    def _stored(self) -> Stored:
        return Stored(
            body=self.body or b"",
            etag=str(self.etag),
            modified=NOON + timedelta(seconds=int(self.modified)),
            date=NOON + timedelta(seconds=int(self.clock.passed)),
        )


STEPS = st.lists(
    st.one_of(
        st.sampled_from([1.0, 30.0, 59.0, 60.0, 61.0, 200.0]),
        st.tuples(st.sampled_from(["take", "renew", "release"]), st.sampled_from(NAMES)),
    ),
    max_size=20,
)


@given(STEPS)
def test_one_has_the_lease_until_more_than_a_term_after_its_last_renewal(
    steps: list[float | tuple[str, str]],
) -> None:
    clock = StillClock()
    shelf, leases = Shelf(clock), dict[str, Lease]()
    holder, written = "", 0.0
    for step in steps:
        if isinstance(step, float):
            clock.sleep(step)
            continue
        what, who = step
        free = not holder or clock.passed - written > TERM
        if what == "take":
            found = take(shelf, KEY, who, TERM, clock)
            assert isinstance(found, Lease) == free
            if isinstance(found, Lease):
                leases[who], holder, written = found, who, clock.passed
            else:
                assert (found.owner, found.until) == (holder, _until(written))
        elif who in leases:
            mine = holder == who and not free
            if what == "renew":
                assert _renews(leases[who]) == mine
                written = clock.passed if mine else written
            else:
                leases.pop(who).release()
                holder = "" if holder == who else holder


def _until(written: float) -> datetime:
    return NOON + timedelta(seconds=int(written) + TERM)


def _renews(lease: Lease) -> bool:
    try:
        lease.renew()
    except LeaseLost:
        return False
    return True
