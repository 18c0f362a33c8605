"""A stack in each of CloudFormation's statuses: updated, waited for, or left to a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied
from kayron.core.policy.status import ALLOWED, BUSY, RECOVERY
from kayron.core.verdict import STACK, Outcome
from tests.sandbox.acme.applying import applied, forget, runs, updates, writes
from tests.sandbox.acme.organisation import STACK as NAME
from tests.sandbox.acme.organisation import Organisation

DELETES = ("DeleteStack", "DeleteService", "DeleteRule")


@pytest.fixture(scope="module")
def served() -> Iterator[Organisation]:
    with Organisation(check=False) as organisation:
        organisation.release("mailer", "v0.10.0")
        yield organisation


def in_status(acme: Organisation, status: str) -> Applied:
    acme.aws.set_status(NAME, status)
    forget(acme)
    return applied(acme)


def judged(done: Applied) -> list[tuple[Outcome, bool]]:
    """Return what the policy says of the status, and whether it names it."""
    return [
        (verdict.outcome, done.plan.verdicts != () and "The stack is " in verdict.reason)
        for verdict in done.plan.verdicts
        if (verdict.policy, verdict.subject) == ("stack-status", STACK)
    ]


@pytest.mark.parametrize("status", sorted(BUSY))
def test_a_busy_stack_is_waited_for(served: Organisation, status: str) -> None:
    done = in_status(served, status)
    assert (done.ending, updates(done), writes(served)) == (Ending.UNCHANGED, (), ())
    assert judged(done) == [(Outcome.HOLD, True)]


@pytest.mark.parametrize("status", sorted(RECOVERY))
def test_a_stack_that_a_person_must_mend_is_left_to_one(served: Organisation, status: str) -> None:
    done = in_status(served, status)
    assert (done.ending, updates(done), writes(served)) == (Ending.DENIED, (), ())
    assert judged(done) == [(Outcome.DENY, True)]


@pytest.mark.parametrize("status", sorted(ALLOWED))
def test_a_stack_at_rest_is_updated(acme: Organisation, status: str) -> None:
    acme.release("mailer", "v0.10.0")
    assert in_status(acme, status).ending is Ending.DONE
    assert runs(acme, "mailer") == ["v0.10.0"]
    assert [call for call in writes(acme) if call.operation in DELETES] == []
