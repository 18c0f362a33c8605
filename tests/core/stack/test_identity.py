from __future__ import annotations

from kayron.core.stack.identity import identity_change
from kayron.core.stack.ledger import Deployed, read_ledger
from kayron.core.table import Table
from tests.core.stack.builders import LISTENER, as_deployed, deployed, rule_arn

PREVIEW = Deployed(
    service="lite",
    hash="1D0FD508",
    pull=7,
    stack=("Lite",),
    ids=("Rule1D0FD508", "Service1D0FD508"),
    priorities=Table({"Rule": 101}),
    listeners=Table({"Rule": LISTENER}),
    version=None,
)

IDS = frozenset(PREVIEW.ids)


def change(
    stack: tuple[str, ...] = ("Lite",),
    ids: frozenset[str] = IDS,
    listener: str | None = LISTENER,
) -> str:
    return identity_change(PREVIEW, stack, ids, {"Rule": listener})


def test_a_preview_that_keeps_its_stack_ids_and_listener_stays() -> None:
    assert change() == ""


def test_a_listener_that_is_not_known_is_no_change() -> None:
    assert change(listener=None) == ""


def test_another_stack_makes_it_leave() -> None:
    assert change(stack=()) == "it moves from Lite to the root stack"


def test_other_logical_ids_make_it_leave() -> None:
    assert change(ids=IDS - {"Rule1D0FD508"} | {"Way1D0FD508"}) == (
        "its resources change: without Rule1D0FD508 and with Way1D0FD508"
    )
    assert change(ids=IDS | {"Way1D0FD508"}) == "its resources change: with Way1D0FD508"


def test_another_listener_makes_it_leave() -> None:
    assert change(listener="arn:other") == (
        f"the copy of Rule moves from the listener {LISTENER} to arn:other"
    )


def test_the_live_rules_tell_the_deployed_listeners() -> None:
    text = """\
Resources:
  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule}
  Rule1D0FD508: {Type: AWS::ElasticLoadBalancingV2::ListenerRule}
  Service1D0FD508:
    Type: AWS::ECS::Service
    Properties:
      Tags: [{Key: service, Value: lite}, {Key: preview, Value: "1D0FD508"}]
"""
    physical = {"Rule1D0FD508": rule_arn(1), "Rule": rule_arn(2)}
    (live,) = read_ledger(as_deployed(deployed(text, physical=physical)).nodes)
    assert live.listeners == Table({"Rule": LISTENER})
    (unborn,) = read_ledger(as_deployed(deployed(text)).nodes)
    assert unborn.listeners == Table()
