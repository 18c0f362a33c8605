"""A plan that was reviewed is carried out as it is, or refused where a fact has changed since."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Effect
from kayron.core.plan import Plan
from tests.sandbox.acme.applying import (
    Listener,
    applied,
    at_rest,
    comment,
    deployed,
    forget,
    planned,
    updates,
    writes,
)
from tests.sandbox.acme.organisation import STACK, TAGS, Organisation

SHOP, NUMBER = "storefront", 36
CONFIGURATION = "kayron.yaml"


@pytest.fixture
def reviewed(acme: Organisation) -> Plan:
    """Return the plan that moves a release and knows a pull request."""
    acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    at_rest(acme)
    acme.release("mailer", "v0.10.0")
    made = planned(acme)
    assert updates(made)
    return made


def a_commit(acme: Organisation) -> None:
    acme.build("catalog", acme.push("catalog"))


def a_closed_pull_request(acme: Organisation) -> None:
    acme.repositories[SHOP].pulls[NUMBER].close(acme.aws.now())


def a_parameter(acme: Organisation) -> None:
    acme.aws.deploy(STACK, deployed(acme), {"LogLevel": "debug"})


def an_update_by_hand(acme: Organisation) -> None:
    acme.aws.deploy(STACK, deployed(acme), tags={**TAGS, "cost-center": "17"})


def a_policy(acme: Organisation) -> None:
    acme.change("releases", CONFIGURATION, "max_per_service: 10", "max_per_service: 9")


CHANGES: tuple[tuple[Callable[[Organisation], None], str], ...] = (
    (a_commit, "branch main of catalog moved from"),
    (a_closed_pull_request, f"pull request #{NUMBER} of storefront"),
    (a_parameter, "the stack was updated by somebody else since"),
    (a_parameter, "the parameter LogLevel of the stack changed"),
    (an_update_by_hand, "the stack was updated by somebody else since"),
    (an_update_by_hand, "the tag cost-center changed"),
    (a_policy, f"{CONFIGURATION} changed"),
)


@pytest.mark.parametrize(("change", "fact"), CHANGES)
def test_a_plan_is_stale_once_a_fact_has_changed(
    acme: Organisation, reviewed: Plan, change: Callable[[Organisation], None], fact: str
) -> None:
    change(acme)
    forget(acme)
    listener = Listener()
    done = applied(acme, reviewed, listener)
    assert done.ending is Ending.STALE
    assert [one for one in listener.facts if fact in one], listener.facts
    assert writes(acme) == ()


def test_a_plan_that_was_applied_is_unchanged(acme: Organisation, reviewed: Plan) -> None:
    assert applied(acme, reviewed).ending is Ending.DONE
    forget(acme)
    assert applied(acme, reviewed).ending is Ending.UNCHANGED
    assert writes(acme) == ()


def test_what_moves_by_itself_makes_no_plan_stale(acme: Organisation, reviewed: Plan) -> None:
    acme.wait(hours=2)
    assert applied(acme, reviewed).ending is Ending.DONE


def test_a_plan_whose_update_is_through_still_lets_its_comments_follow(
    acme: Organisation,
) -> None:
    acme.open_pull(SHOP, NUMBER, "calmer-footer", "aiko")
    applied(acme, wait=False)
    acme.aws.settle()
    assert "| Ready |" not in comment(acme, SHOP, NUMBER)
    done = applied(acme)
    assert "| Ready |" in comment(acme, SHOP, NUMBER)
    assert {one.effect for one in done.outcomes.values()} == {Effect.DONE}
