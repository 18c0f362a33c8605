"""What the stacks' resources name is read, and whole load balancers with it."""

from __future__ import annotations

from attrs import evolve

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import (
    AccountLimits,
    CertificateNames,
    ListenerCertificates,
    ListenerRules,
    Listeners,
)
from kayron.core.gather.need import Need
from kayron.core.gather.running import Running, load_balancer_of, read_running
from kayron.core.gather.seen import ArnList, ListenerList, ListenerSeen, RuleList
from kayron.core.snapshot import Certificate, Listener, Names, Resource, Resources, Rule
from kayron.core.table import Table
from tests.core.gather.answering import drive, said
from tests.world.example import RULE, STACK

DENIED = Unknown("denied")

START = "arn:aws:elasticloadbalancing:us-west-2:1:"
BALANCER = f"{START}loadbalancer/app/acme/b1"
LISTENER = f"{START}listener/app/acme/b1/l1"
OTHER = f"{START}listener/app/acme/b1/l2"
CERTIFICATE = "arn:aws:acm:us-west-2:1:certificate/c"


def resource(kind: str, physical: str) -> Resource:
    return Resource(
        type=f"AWS::ElasticLoadBalancingV2::{kind}", physical=physical, status="CREATE_COMPLETE"
    )


ROOT = evolve(
    STACK,
    resources=Resources(
        by_id=Table(
            {
                "Listener": resource("Listener", LISTENER),
                "Rule": resource("ListenerRule", f"{START}listener-rule/app/acme/b1/l1/r1"),
                "Coming": resource("ListenerRule", ""),
            }
        )
    ),
    nested=Table({"Gone": Absent()}),
)


def seen(arn: str) -> ListenerSeen:
    return ListenerSeen(arn=arn, port=443, protocol="HTTPS", default_target_groups=())


def read(known: dict[Need[object], object] | None = None) -> Running:
    answers: dict[Need[object], object] = {
        Listeners(load_balancer=BALANCER): ListenerList(listeners=(seen(LISTENER), seen(OTHER))),
        ListenerRules(listener=LISTENER): RuleList(rules=(RULE,)),
        ListenerRules(listener=OTHER): RuleList(rules=()),
        ListenerCertificates(listener=LISTENER): ArnList(arns=(CERTIFICATE,)),
        ListenerCertificates(listener=OTHER): ArnList(arns=()),
        CertificateNames(certificate=CERTIFICATE): Names(values=("*.example.org",)),
        AccountLimits(): Table({"rules-per-application-load-balancer": 200, "other": 1}),
        **(known or {}),
    }
    return drive(read_running(ROOT), said(answers))[0]


def listener(rules: tuple[Rule, ...], certificates: tuple[Certificate, ...]) -> Listener:
    return Listener(
        load_balancer=BALANCER,
        port=443,
        protocol="HTTPS",
        default_target_groups=(),
        rules=rules,
        certificates=certificates,
    )


def test_every_listener_of_a_load_balancer_is_read_that_one_of_our_rules_is_on() -> None:
    certificate = Certificate(arn=CERTIFICATE, names=Names(values=("*.example.org",)))
    ours, other = listener((RULE,), (certificate,)), listener((), ())
    assert dict(read().listeners) == {LISTENER: ours, OTHER: other}


def test_the_arn_of_a_listener_carries_that_of_its_load_balancer() -> None:
    assert load_balancer_of(LISTENER) == BALANCER


def named(known: dict[Need[object], object]) -> Fact[Listener]:
    return read(known).listeners[LISTENER]


def test_a_listener_whose_load_balancer_could_not_be_read_is_unknown() -> None:
    assert named({Listeners(load_balancer=BALANCER): DENIED}) == DENIED


def test_a_listener_that_its_load_balancer_no_longer_has_is_absent() -> None:
    there = read({Listeners(load_balancer=BALANCER): ListenerList(listeners=(seen(OTHER),))})
    assert (there.listeners[LISTENER], isinstance(there.listeners[OTHER], Listener)) == (
        Absent(),
        True,
    )


def test_without_its_rules_a_listener_is_unknown() -> None:
    assert named({ListenerRules(listener=LISTENER): DENIED}) == DENIED


def test_without_its_certificates_a_listener_is_unknown() -> None:
    there = named({ListenerCertificates(listener=LISTENER): DENIED})
    assert there == Unknown("its certificates: denied")


def test_a_listener_that_is_gone_when_its_certificates_are_read_has_none() -> None:
    assert named({ListenerCertificates(listener=LISTENER): Absent()}) == listener((RULE,), ())


def test_the_limits_have_our_names() -> None:
    assert dict(read().limits) == {"rules_per_load_balancer": 200}


def test_a_limit_that_could_not_be_read_is_unknown_and_one_that_aws_does_not_name_absent() -> None:
    assert dict(read({AccountLimits(): DENIED}).limits) == {"rules_per_load_balancer": DENIED}
    assert dict(read({AccountLimits(): Absent()}).limits) == {"rules_per_load_balancer": Absent()}
