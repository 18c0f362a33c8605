"""Listeners, rules, certificates and limits of load balancers."""

from __future__ import annotations

import re

import pytest

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.elb import Elb, ElbNeed
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import AccountLimits, ListenerCertificates, ListenerRules, Listeners
from kayron.core.gather.seen import ArnList, ListenerList, ListenerSeen, RuleList
from kayron.core.snapshot import Condition, Rule
from kayron.core.table import Table
from tests.adapters.aws.fakes import FakeElb, refused
from tests.adapters.aws.reading import answer

BALANCER = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/acme/1"
LISTENER = "arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/acme/1/2"


def world() -> tuple[Elb, FakeElb]:
    fake = FakeElb()
    return Elb(lambda: fake), fake


def forward(*groups: str) -> list[Data]:
    return [
        {
            "Type": "forward",
            "ForwardConfig": {
                "TargetGroups": [{"TargetGroupArn": group, "Weight": 1} for group in groups]
            },
        }
    ]


def rule(number: int, *conditions: Data, actions: list[Data] | None = None) -> Data:
    return {
        "RuleArn": f"rule/{number}",
        "Priority": str(number),
        "Conditions": list(conditions),
        "Actions": actions or [],
        "IsDefault": False,
    }


DEFAULT = {
    "RuleArn": "rule/default",
    "Priority": "default",
    "Conditions": [],
    "Actions": [],
    "IsDefault": True,
}


def condition(data: Data) -> Condition:
    system, fake = world()
    fake.rules[LISTENER] = [rule(1, data)]
    found = answer(system, ListenerRules(listener=LISTENER))
    assert isinstance(found, RuleList)
    return found.rules[0].conditions[0]


def test_listeners_are_listed_to_the_last_page_with_their_default_target_groups() -> None:
    system, fake = world()
    fake.listeners[BALANCER] = [
        {
            "ListenerArn": f"listener/{n}",
            "Port": 80 + n,
            "Protocol": "HTTP",
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": "g"}, *forward("g", "h")],
        }
        for n in range(3)
    ]
    assert answer(system, Listeners(load_balancer=BALANCER)) == ListenerList(
        listeners=tuple(
            ListenerSeen(
                arn=f"listener/{n}",
                port=80 + n,
                protocol="HTTP",
                default_target_groups=("g", "h"),
            )
            for n in range(3)
        )
    )


def test_rules_are_listed_to_the_last_page_without_the_default_one() -> None:
    system, fake = world()
    fake.rules[LISTENER] = [*(rule(n) for n in range(1, 301)), DEFAULT]
    found = answer(system, ListenerRules(listener=LISTENER))
    assert isinstance(found, RuleList)
    assert [one.priority for one in found.rules] == list(range(1, 301))


def test_a_rule_has_every_target_group_that_it_forwards_to() -> None:
    system, fake = world()
    actions = [{"Type": "authenticate-oidc"}, *forward("b", "a")]
    host = {"Field": "host-header", "HostHeaderConfig": {"Values": ["lite.example.org"]}}
    fake.rules[LISTENER] = [rule(7, host, actions=actions)]
    expected = Rule(
        arn="rule/7",
        priority=7,
        conditions=[Condition(kind="host-header", values=["lite.example.org"], regex=False)],
        target_groups=["a", "b"],
    )
    found = answer(system, ListenerRules(listener=LISTENER))
    assert found == RuleList(rules=(expected,))


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("host-header", "HostHeaderConfig"),
        ("path-pattern", "PathPatternConfig"),
        ("http-request-method", "HttpRequestMethodConfig"),
        ("source-ip", "SourceIpConfig"),
    ],
)
def test_values_stand_in_the_configuration_of_the_kind(kind: str, config: str) -> None:
    found = condition({"Field": kind, "Values": ["b", "a"], config: {"Values": ["b", "a"]}})
    assert found == Condition(kind=kind, values=["a", "b"], regex=False)


def test_values_may_stand_in_the_older_place_alone() -> None:
    found = condition({"Field": "path-pattern", "Values": ["/api/*"]})
    assert found == Condition(kind="path-pattern", values=["/api/*"], regex=False)


def test_regular_expressions_are_told_apart() -> None:
    data = {"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^lite"]}}
    assert condition(data) == Condition(kind="host-header", values=["^lite"], regex=True)


def test_the_settings_of_another_kind_are_told_apart_and_not_shown() -> None:
    settings = {"Values": ["é"], "HttpHeaderName": "X-Origin-Verify"}
    data = {"Field": "http-header", "Values": [], "HttpHeaderConfig": settings}
    turned = {"HttpHeaderConfig": dict(reversed(settings.items())), "Field": "http-header"}
    other = {**data, "HttpHeaderConfig": {**settings, "Values": ["e"]}}
    found = condition(data)
    assert found == condition(turned) != condition(other)
    (shown,) = found.values
    assert re.fullmatch("[0-9a-f]{64}", shown)


def test_certificates_are_listed_once_each() -> None:
    system, fake = world()
    fake.certificates[LISTENER] = [
        {"CertificateArn": "b", "IsDefault": True},
        {"CertificateArn": "c", "IsDefault": False},
        {"CertificateArn": "a", "IsDefault": False},
        {"CertificateArn": "b", "IsDefault": False},
    ]
    need = ListenerCertificates(listener=LISTENER)
    assert answer(system, need) == ArnList(arns=("a", "b", "c"))


def test_limits_are_numbers_by_name() -> None:
    system, fake = world()
    fake.limits = [{"Name": f"limit-{n}", "Max": str(n)} for n in range(5)]
    assert answer(system, AccountLimits()) == Table({f"limit-{n}": n for n in range(5)})


@pytest.mark.parametrize(
    ("need", "operation"),
    [
        (Listeners(load_balancer="gone"), "DescribeListeners"),
        (ListenerRules(listener="gone"), "DescribeRules"),
        (ListenerCertificates(listener="gone"), "DescribeListenerCertificates"),
    ],
)
def test_only_what_is_not_found_is_absent(need: ElbNeed, operation: str) -> None:
    system, fake = world()
    assert answer(system, need) == Absent()
    fake.fail(refused("AccessDenied"))
    assert answer(system, need) == Unknown(f"elasticloadbalancing:{operation} is denied")


def test_everything_is_read_every_time() -> None:
    system, fake = world()
    fake.rules[LISTENER] = [DEFAULT]
    need = ListenerRules(listener=LISTENER)
    assert answer(system, need) == answer(system, need) == RuleList(rules=())
    assert len(fake.calls) == 2
