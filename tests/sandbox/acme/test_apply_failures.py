"""Updates that fail: why is told and remembered, and the same is not tried again by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import frozen

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
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.rollout import Course

SHOP, BROKEN, SOUND = "storefront", 36, 38
WHY = "The service is on strike."
MAILER = "cloudformation/mailer.yaml"
SERVICE = "      LaunchType: FARGATE\n      TaskDefinition: !Ref WorkerTasks"
BREAKER = """      DeploymentConfiguration:
        DeploymentCircuitBreaker: { Enable: true, Rollback: true }
"""

STOREFRONT = "cloudformation/storefront.yaml"
LAUNCH = "      LaunchType: FARGATE\n"
NO_BREAKER = """\
      DeploymentConfiguration:
        DeploymentCircuitBreaker: { Enable: false, Rollback: false }
"""
GIVEN_UP = "Exceeded attempts to wait"
STEADY = 60
"""In place of three hours of looks, one every two seconds."""


@frozen(kw_only=True)
class Victim:
    """What is to fail: a service's resource in its nested stack, which runs such an image."""

    resource: str
    stack: str
    image: str


def a_resource_fails(acme: Organisation, victim: Victim) -> str:
    acme.aws.trouble.fail(victim.resource, WHY, times=None)
    return f"{victim.stack}/{victim.resource}: {WHY}"


def a_nested_stack_fails(acme: Organisation, victim: Victim) -> str:
    acme.aws.trouble.fail(victim.stack, WHY, times=None)
    return f"{victim.stack}: {WHY}"


def the_rollout_never_completes(acme: Organisation, victim: Victim) -> str:
    acme.aws.pace.steady = STEADY
    acme.aws.rollouts(Course.FAIL, images=victim.image)
    return f"{victim.stack}/{victim.resource}: {GIVEN_UP}"


Way = Callable[[Organisation, Victim], str]
"""Lets something fail, and returns the first cause as it is to be told."""

EVERY_WAY = pytest.mark.parametrize(
    "fails", [a_resource_fails, a_nested_stack_fails, the_rollout_never_completes]
)


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


@EVERY_WAY
def test_what_failed_is_not_tried_again_until_it_changes(acme: Organisation, fails: Way) -> None:
    acme.release("mailer", "v0.10.0")
    why = fails(acme, Victim(resource="Worker", stack="Mailer", image="*mailer:v0.10.0"))
    assert reason(applied(acme)).splitlines()[0] == why
    again = applied(acme)
    assert (again.ending, updates(again)) == (Ending.UNCHANGED, ())
    assert [v.reason for v in again.plan.verdicts if why.rstrip(".") in v.reason]
    acme.aws.trouble.clear()
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


def test_templates_that_somebody_deleted_are_put_again_on_request(acme: Organisation) -> None:
    acme.change("infrastructure", MAILER, SERVICE, BREAKER + SERVICE)
    at_rest(acme)
    acme.release("mailer", "v0.10.0")
    objects = acme.aws.region.s3.bucket(BUCKET).objects
    for key in [key for key in objects if key.endswith(".yaml")]:
        del objects[key]
    assert applied(acme).ending is Ending.REFUSED
    assert applied(acme, retry=True).ending is Ending.DONE
    assert runs(acme, "mailer") == ["v0.10.0"]


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


def test_a_rollout_that_cloudformation_gives_up_is_told_with_what_ecs_says(
    acme: Organisation,
) -> None:
    acme.release("mailer", "v0.10.0")
    victim = Victim(resource="Worker", stack="Mailer", image="*mailer:v0.10.0")
    why = the_rollout_never_completes(acme, victim)
    first, *said = reason(applied(acme)).splitlines()
    assert first == why
    assert [line for line in said if line.endswith("deployment failed: tasks failed to start.")]
    assert (record(acme)[-1].cause, record(acme)[-1].reason) == ("mailer", GIVEN_UP)
    assert runs(acme, "mailer") == ["v0.9.1"]


@EVERY_WAY
def test_a_failed_preview_is_told_and_not_tried_again_until_it_changes(
    acme: Organisation, fails: Way
) -> None:
    # Kayron gives a preview a circuit breaker, but where the author wants none.
    acme.change("infrastructure", STOREFRONT, LAUNCH, LAUNCH + NO_BREAKER)
    at_rest(acme)
    sha = acme.open_pull(SHOP, BROKEN, "calmer-footer", "aiko").head_sha
    service = f"Service{hash_of(acme, BROKEN)}"
    why = fails(acme, Victim(resource=service, stack="Storefront", image=f"*storefront:{sha}"))
    assert reason(applied(acme)).splitlines()[0] == why
    told = comment(acme, SHOP, BROKEN)
    assert "| Failed |" in told
    assert why in told
    again = applied(acme)
    assert (again.ending, updates(again)) == (Ending.UNCHANGED, ())
    acme.aws.trouble.clear()
    sha = acme.push(SHOP, "calmer-footer", "aiko")
    acme.build(SHOP, sha)
    at_rest(acme)
    assert sha in runs(acme, SHOP)
    assert "| Ready |" in comment(acme, SHOP, BROKEN)


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
