"""Updates that fail: why is told and remembered, and the same is not tried again by itself."""

from __future__ import annotations

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied, Effect, checked
from kayron.core.document import canonical, parse, structure
from kayron.core.snapshot import Result, Snapshot
from tests.sandbox.acme.applying import (
    Listener,
    applied,
    at_rest,
    comment,
    planned,
    record,
    runs,
    updates,
)
from tests.sandbox.acme.organisation import STACK, Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.rollout import Course

SHOP, BROKEN, SOUND = "storefront", 36, 38
WHY = "The service is on strike."
MAILER = "cloudformation/mailer.yaml"
SERVICE = "      LaunchType: FARGATE\n      TaskDefinition: !Ref WorkerTasks"
BREAKER = """      DeploymentConfiguration:
        DeploymentCircuitBreaker: { Enable: true, Rollback: true }
"""


def reason(done: Applied) -> str:
    (update,) = updates(done)
    assert done.outcomes[update.id].effect is Effect.FAILED
    return done.outcomes[update.id].reason


def hash_of(acme: Organisation, number: int) -> str:
    found = [one for one in planned(acme).previews if one.pull == number]
    return found[0].hash


@pytest.fixture
def broken(acme: Organisation) -> Organisation:
    """Return Acme with two pull requests, the preview of one of which has failed."""
    acme.open_pull(SHOP, BROKEN, "calmer-footer", "aiko")
    acme.open_pull(SHOP, SOUND, "size-guide", "jonas")
    hash_ = hash_of(acme, BROKEN)
    acme.aws.trouble.fail(f"Service{hash_}", WHY, times=None)
    assert applied(acme).ending is Ending.FAILED
    return acme


def test_the_first_cause_of_a_failure_is_told_and_recorded(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Worker", WHY)
    listener = Listener()
    done = applied(acme, listener=listener)
    assert done.ending is Ending.FAILED
    assert WHY in reason(done)
    assert reason(done).startswith("Mailer/Worker: ")
    assert ("Mailer/Worker", "UPDATE_FAILED") in listener.events
    (entry,) = record(acme)
    assert (entry.result, entry.cause, entry.resource) == (Result.FAILED, "mailer", "Mailer/Worker")
    assert runs(acme, "mailer") == ["v0.9.1"]


def test_what_was_done_can_be_read_again(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Worker", WHY)
    done = applied(acme)
    assert checked(structure(parse(canonical(done), "done"), Applied, "done"), "done") == done
    assert isinstance(done.after, Snapshot)


def test_a_nested_stack_that_fails_itself_is_the_cause(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Mailer", WHY)
    assert reason(applied(acme)).startswith(f"Mailer: {WHY}")


def test_what_failed_is_not_tried_again_until_it_changes(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Worker", WHY)
    applied(acme)
    again = applied(acme)
    assert (again.ending, updates(again)) == (Ending.UNCHANGED, ())
    assert [v.reason for v in again.plan.verdicts if WHY in v.reason]
    acme.release("mailer", "v0.10.1")
    at_rest(acme)
    assert runs(acme, "mailer") == ["v0.10.1"]


def test_what_failed_is_tried_again_on_request(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Worker", WHY)
    applied(acme)
    assert applied(acme, retry=True).ending is Ending.DONE
    assert runs(acme, "mailer") == ["v0.10.0"]
    assert [entry.result for entry in record(acme)] == [Result.FAILED, Result.SUCCEEDED]


def test_what_failed_keeps_nothing_else_from_going_on(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Worker", WHY, times=None)
    applied(acme)
    acme.release("checkout-api", "v2.8.0")
    at_rest(acme)
    assert (runs(acme, "mailer"), runs(acme, "checkout-api")) == (["v0.9.1"], ["v2.8.0"])


def test_a_rollout_that_its_circuit_breaker_ends_fails(acme: Organisation) -> None:
    acme.change("infrastructure", MAILER, SERVICE, BREAKER + SERVICE)
    at_rest(acme)
    acme.release("mailer", "v0.10.0")
    acme.aws.rollouts(Course.FAIL, images="*mailer:v0.10.0")
    acme.aws.pace.rollout = 10
    done = applied(acme)
    assert done.ending is Ending.FAILED
    assert "Circuit Breaker was triggered" in reason(done)
    assert "tasks failed to start" in reason(done)
    assert record(acme)[-1].cause == "mailer"
    assert runs(acme, "mailer") == ["v0.9.1"]


def test_a_rollout_that_never_completes_is_settled_once_somebody_cancels_it(
    acme: Organisation,
) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.rollouts(Course.FAIL, images="*mailer:v0.10.0")
    assert applied(acme, wait=False).ending is Ending.LEFT
    assert applied(acme).ending is Ending.UNCHANGED
    assert [entry.result for entry in record(acme)] == [Result.RUNNING]
    client(acme.aws, "cloudformation").cancel_update_stack(StackName=STACK)
    acme.aws.settle()
    again = applied(acme)
    assert (again.ending, updates(again)) == (Ending.UNCHANGED, ())
    assert [entry.result for entry in record(acme)] == [Result.FAILED]


def test_a_failed_previews_comment_says_why_at_once(broken: Organisation) -> None:
    text = comment(broken, SHOP, BROKEN)
    assert "| Failed |" in text
    assert WHY in text
    (entry,) = record(broken)
    assert entry.cause == f"{SHOP}/{hash_of(broken, BROKEN)}"


def test_the_comments_of_others_do_not_say_ready_for_what_was_rolled_back(
    broken: Organisation,
) -> None:
    assert "| Ready |" not in comment(broken, SHOP, SOUND)


def test_a_broken_preview_is_left_out_and_the_others_go_on(broken: Organisation) -> None:
    at_rest(broken)
    assert "| Ready |" in comment(broken, SHOP, SOUND)
    assert "| Failed |" in comment(broken, SHOP, BROKEN)
    heads = {number: pull.head_sha for number, pull in broken.repositories[SHOP].pulls.items()}
    assert heads[SOUND] in runs(broken, SHOP)
    assert heads[BROKEN] not in runs(broken, SHOP)


def test_a_mended_preview_is_shown(broken: Organisation) -> None:
    at_rest(broken)
    broken.aws.trouble.clear()
    sha = broken.push(SHOP, "calmer-footer", "aiko")
    broken.build(SHOP, sha)
    at_rest(broken)
    assert sha in runs(broken, SHOP)
    assert "| Ready |" in comment(broken, SHOP, BROKEN)
