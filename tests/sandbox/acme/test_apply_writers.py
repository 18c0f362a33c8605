"""Several appliers on one stack: one of them writes, the others say who does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kayron.adapters.execute.apply import Busy, apply
from kayron.adapters.execute.applying import Wishes
from kayron.core.action import UpdateStack
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied
from kayron.core.decision import Options
from tests.sandbox.acme.applying import LEASE, Listener, applied, living, runs
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.sandbox.served import environ

WISHES = Wishes(options=Options(), wait=True)
OWNERS = tuple(f"writer-{number}" for number in range(8))

CLAIM = '{"owner":"maria@laptop","since":null,"term":60,"token":"dead","turn":1}'


def together(acme: Organisation, owners: tuple[str, ...]) -> dict[str, Applied | Busy]:
    """Let each owner apply in a life of its own, all at once; return what each came to."""
    at_once = Barrier(len(owners))

    def one(owner: str) -> Applied | Busy:
        with living(acme) as live:
            at_once.wait()
            try:
                return apply(live, owner, WISHES, None, Listener())
            except Busy as busy:
                return busy

    # Each life sets the variables, and puts back what it found: set here, they stay the same.
    with environ(acme.environment()), ThreadPoolExecutor(len(owners)) as pool:
        return dict(zip(owners, pool.map(one, owners), strict=True))


def begun(acme: Organisation) -> int:
    """Return how many of our updates the stack has begun."""
    events = acme.aws.stack(STACK).events
    tokens = [event.get("ClientRequestToken") or "" for event in events]
    return len({token for token in tokens if token.startswith("kayron-")})


@pytest.mark.parametrize("several", [2, 8])
def test_of_several_appliers_one_writes_and_the_others_name_it(
    acme: Organisation, several: int
) -> None:
    acme.release("mailer", "v0.10.0")
    found = together(acme, OWNERS[:several])
    done = {owner: one for owner, one in found.items() if isinstance(one, Applied)}
    ends = sorted(one.ending.value for one in done.values())
    # Whoever comes when the first has gone finds nothing to do.
    assert ends == ["done", *["unchanged"] * (len(done) - 1)]
    for one in found.values():
        if isinstance(one, Busy):
            assert one.holder.owner in done
            assert one.holder.owner in str(one)
    assert begun(acme) == 1
    assert runs(acme, "mailer") == ["v0.10.0"]
    assert not holds_lease(acme)


def holds_lease(acme: Organisation) -> bool:
    return LEASE in acme.aws.region.s3.bucket(BUCKET).objects


def test_while_one_applies_others_are_told_who_it_is(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    met: list[str] = []

    def meanwhile(action: object) -> None:
        if isinstance(action, UpdateStack):
            with pytest.raises(Busy) as busy:
                applied(acme)
            met.append(busy.value.holder.owner)

    assert applied(acme, listener=Listener(on_begun=meanwhile)).ending is Ending.DONE
    assert met == ["aiko@desk"]
    assert not holds_lease(acme)


def test_a_dead_writers_lease_is_taken_over_once_it_has_expired(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.put_files(BUCKET, {LEASE: CLAIM})
    with pytest.raises(Busy, match="maria@laptop"):
        applied(acme)
    acme.wait(seconds=90)
    assert applied(acme).ending is Ending.DONE
    assert not holds_lease(acme)
