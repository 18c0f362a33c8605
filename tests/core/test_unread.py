"""Which facts of a snapshot are unknown, and how much is in it."""

from __future__ import annotations

from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.snapshot import Stack
from kayron.core.table import Table
from kayron.core.unread import UnknownFact, contents, unknown_facts
from tests.world.recorded import recorded

QUIET = recorded("nothing-has-changed")
OUTAGE = Unknown("CloudFormation: 503")


def test_all_of_a_whole_snapshot_is_known() -> None:
    assert unknown_facts(QUIET) == ()


def test_what_is_proved_absent_is_not_unknown() -> None:
    assert unknown_facts(evolve(QUIET, outcomes=Absent())) == ()


def test_unknown_facts_are_found_where_they_are() -> None:
    root = QUIET.root
    assert isinstance(root, Stack)
    nested = evolve(root, nested=Table({"Lite": evolve(root, nested=Table(), template=OUTAGE)}))
    facts = unknown_facts(evolve(QUIET, root=nested, exports=Unknown("no")))
    assert facts == (
        UnknownFact(path='root.nested["Lite"].template', error="CloudFormation: 503"),
        UnknownFact(path="exports", error="no"),
    )


def test_an_unknown_fact_of_a_list_is_found_by_its_number() -> None:
    arn, service = next(iter(QUIET.services.items()))
    assert not isinstance(service, Absent | Unknown)
    deployments = [evolve(one, images=OUTAGE) for one in service.deployments]
    broken = evolve(service, deployments=deployments)
    (fact,) = unknown_facts(evolve(QUIET, services=Table({arn: broken})))
    assert fact.path == f'services["{arn}"].deployments[0].images'


def test_what_was_read_is_counted() -> None:
    assert contents(recorded("an-ordinary-morning")) == (
        ("stack", 9),
        ("ECS service", 7),
        ("listener", 2),
        ("branch head", 3),
        ("pull request", 6),
        ("image", 6),
    )


def test_what_is_not_known_is_not_counted() -> None:
    assert dict(contents(evolve(QUIET, root=OUTAGE, services=Table())))["stack"] == 0
    assert dict(contents(evolve(QUIET, services=Table({"a": OUTAGE}))))["ECS service"] == 0
