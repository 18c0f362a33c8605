"""What happens between the steps of an apply, and what an earlier one has left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kayron.core.action import Action, UpdateStack
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Effect
from kayron.core.snapshot import Result
from tests.sandbox.acme.applying import (
    Listener,
    applied,
    at_rest,
    comment,
    deployed,
    planned,
    record,
    runs,
    updates,
)
from tests.sandbox.acme.organisation import STACK, TAGS, Organisation
from tests.sandbox.aws.clients import client

SHOP, NUMBER = "storefront", 36
OURS = f"kayron-{'0' * 32}-{'1' * 16}"
THEIRS = "marias-experiment"


def prepared(acme: Organisation, name: str) -> None:
    """Create a change set and leave it."""
    client(acme.aws, "cloudformation").create_change_set(
        StackName=STACK,
        ChangeSetName=name,
        UsePreviousTemplate=True,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[
            {"ParameterKey": key, "UsePreviousValue": True}
            for key in acme.aws.stack(STACK).definition.parameters
            if key != "LogLevel"
        ]
        + [{"ParameterKey": "LogLevel", "ParameterValue": name}],
    )
    acme.aws.settle()


def change_sets(acme: Organisation) -> list[str]:
    found = client(acme.aws, "cloudformation").list_change_sets(StackName=STACK)["Summaries"]
    return sorted(one["ChangeSetName"] for one in found)


def interfering(acme: Organisation) -> Listener:
    """Listen, and update the stack by hand when its update begins."""

    def begun(action: Action) -> None:
        if isinstance(action, UpdateStack):
            acme.aws.deploy(STACK, deployed(acme), tags={**TAGS, "cost-center": "17"})

    return Listener(on_begun=begun)


def test_an_update_that_is_left_is_settled_by_the_next_apply(acme: Organisation) -> None:
    acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    left = applied(acme, wait=False)
    assert left.ending is Ending.LEFT
    assert [one.result for one in record(acme)] == [Result.RUNNING]
    acme.aws.settle()
    assert "| Deploying |" in comment(acme, SHOP, NUMBER)
    done = applied(acme)
    assert (done.ending, updates(done)) == (Ending.DONE, ())
    assert [one.result for one in record(acme)] == [Result.SUCCEEDED]
    assert "| Ready |" in comment(acme, SHOP, NUMBER)


@pytest.mark.parametrize("hours", [-30, 30])
def test_an_update_is_settled_however_wrong_the_clock_of_its_writer_was(
    acme: Organisation, hours: int
) -> None:
    acme.release("mailer", "v0.10.0")
    acme.aws.trouble.fail("Mailer*", times=1)
    left = applied(acme, wait=False, wrong=timedelta(hours=hours))
    assert left.ending is Ending.LEFT
    acme.aws.settle()
    done = applied(acme)
    assert [one.result for one in record(acme)] == [Result.FAILED]
    assert (done.ending, updates(done)) == (Ending.UNCHANGED, ())


def test_an_update_is_fenced_from_another_one_since_its_plan(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    done = applied(acme, listener=interfering(acme))
    (update,) = updates(done)
    assert done.outcomes[update.id].effect is Effect.SKIPPED
    assert "updated by somebody else" in done.outcomes[update.id].reason
    assert done.ending is Ending.STALE
    assert (runs(acme, "mailer"), record(acme), change_sets(acme)) == (["v0.9.1"], (), [])
    at_rest(acme)
    assert runs(acme, "mailer") == ["v0.10.0"]


def test_a_pull_request_is_told_of_an_update_while_it_goes_on(acme: Organisation) -> None:
    acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    told: list[str] = []
    listener = Listener(on_event=lambda _: told.append(comment(acme, SHOP, NUMBER)))
    applied(acme, listener=listener)
    assert told
    assert all("| Deploying |" in text for text in told)
    assert "| Ready |" in comment(acme, SHOP, NUMBER)


def test_of_an_update_that_was_not_begun_no_pull_request_is_told(acme: Organisation) -> None:
    pull = acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    assert applied(acme, listener=interfering(acme)).ending is Ending.STALE
    assert not pull.comments


def test_what_we_left_behind_is_removed_and_nothing_of_others(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    prepared(acme, OURS)
    prepared(acme, THEIRS)
    applied(acme, listener=interfering(acme))
    assert change_sets(acme) == [THEIRS]


def test_a_change_set_of_this_very_update_is_no_obstacle(acme: Organisation) -> None:
    acme.release("mailer", "v0.10.0")
    (update,) = updates(planned(acme))
    prepared(acme, update.operation)
    assert applied(acme).ending is Ending.DONE
    assert runs(acme, "mailer") == ["v0.10.0"]
