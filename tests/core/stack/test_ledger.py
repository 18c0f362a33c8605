from __future__ import annotations

import pytest

from kayron.core.stack.ledger import Deployed, read_ledger
from kayron.core.stack.listener_rule import listener_of_rule, rules_of
from kayron.core.table import Table
from tests.core.stack.builders import (
    LISTENER,
    as_deployed,
    deployed,
    only,
    rule_arn,
)
from tests.shared import SHARED, needs_shared

HASH = "1D0FD508"

MAIN = """\
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      Tags: [{Key: service, Value: lite}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: lite, Image: "registry/lite:v1.0.0"}]
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {Priority: 100}
"""


def copy(
    hash_: str = HASH,
    *,
    tags: str = "[{Key: service, Value: lite}, {Key: preview, Value: '1D0FD508'}]",
    metadata: str = "{Kayron: {pull: 7}}",
    containers: str = "[{Name: lite, Image: 'registry/lite:abc'}]",
    priority: str = "101",
) -> str:
    return f"""\
  Service{hash_}:
    Type: AWS::ECS::Service
    Metadata: {metadata}
    Properties:
      TaskDefinition: !Ref Task{hash_}
      Tags: {tags}
  Task{hash_}:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: {containers}
  Rule{hash_}:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {{Priority: {priority}}}
"""


PREVIEW = Deployed(
    service="lite",
    hash=HASH,
    pull=7,
    stack=(),
    ids=("Rule1D0FD508", "Service1D0FD508", "Task1D0FD508"),
    priorities=Table({"Rule": 101}),
    listeners=Table(),
    version="abc",
)


def ledger(resources: str, head: str = "", **parameters: str) -> tuple[Deployed, ...]:
    template = f"{head}Resources:\n{resources}"
    return read_ledger(as_deployed(deployed(template, parameters)).nodes)


def test_a_template_without_previews_has_none() -> None:
    assert ledger(MAIN) == ()


def test_a_preview_is_what_was_copied_with_its_tagged_service() -> None:
    assert ledger(MAIN + copy()) == (PREVIEW,)


def test_previews_are_sorted_by_service_hash_and_stack() -> None:
    other = copy(
        "00000000", tags="[{Key: service, Value: lite}, {Key: preview, Value: '00000000'}]"
    )
    template = "Resources:\n" + MAIN + copy() + other
    root = deployed(template, nested={"A": deployed("Resources:\n" + MAIN + copy())})
    found = read_ledger(as_deployed(root).nodes)
    assert [(one.hash, one.stack) for one in found] == [
        ("00000000", ()),
        (HASH, ()),
        (HASH, ("A",)),
    ]


def test_a_hash_in_lower_case_names_the_same_preview() -> None:
    tags = "[{Key: service, Value: lite}, {Key: preview, Value: 1d0fd508}]"
    assert ledger(MAIN + copy(tags=tags)) == (PREVIEW,)


def test_tags_are_evaluated() -> None:
    tags = (
        "!If [Yes, [{Key: service, Value: !Ref Name}, !If [Yes, {Key: preview, Value: 1D0FD508}, "
        "!Ref AWS::NoValue]], []]"
    )
    head = "Parameters: {Name: {Type: String}}\nConditions: {Yes: !Equals [a, a]}\n"
    assert ledger(MAIN + copy(tags=tags), head, Name="lite") == (PREVIEW,)


def test_a_copy_whose_service_is_not_known_belongs_to_its_originals() -> None:
    tags = "[{Key: service, Value: !Ref Name}, {Key: preview, Value: 1D0FD508}]"
    assert [one.service for one in ledger(MAIN + copy(tags=tags))] == ["lite"]
    assert [one.service for one in ledger(copy(tags=tags))] == [""]


@pytest.mark.parametrize("value", ["nightly", "FFFFFFFF", "!Ref Unknown"])
def test_a_preview_tag_of_something_else_is_no_preview(value: str) -> None:
    assert ledger(MAIN + copy(tags=f"[{{Key: preview, Value: {value}}}]")) == ()


ENDLESS = f"{{Kayron: {{pull: {'7' * 5_000}}}}}"
"""More digits than Python makes a number of."""


@pytest.mark.parametrize(
    "metadata", ["{}", "{Kayron: {}}", "{Kayron: {pull: many}}", "text", ENDLESS]
)
def test_a_preview_of_the_go_original_has_no_number(metadata: str) -> None:
    assert [one.pull for one in ledger(MAIN + copy(metadata=metadata))] == [None]


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("'123.dkr.ecr.us-west-2.amazonaws.com:5000/lite:v1.2.3'", "v1.2.3"),
        ("!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/lite:abc'", "abc"),
        ("!Join ['', [!Ref Registry, '/lite:', 'abc']]", "abc"),
        ("'lite@sha256:00'", "sha256:00"),
        ("'lite:abc@sha256:00'", "abc"),
        ("!Sub 'lite:${Version}'", None),
        ("lite", None),
        ("!Ref ImageUrl", None),
    ],
)
def test_the_version_is_the_tag_or_digest_as_written(image: str, version: str | None) -> None:
    containers = f"[{{Name: lite, Image: {image}}}]"
    assert [one.version for one in ledger(MAIN + copy(containers=containers))] == [version]


def test_of_several_containers_the_one_of_the_service_counts() -> None:
    containers = "[{Name: a, Image: 'envoy:v1'}, {Name: b, Image: 'x.org/lite:abc'}, {Name: c}]"
    assert [one.version for one in ledger(MAIN + copy(containers=containers))] == ["abc"]


@pytest.mark.parametrize(
    ("second", "version"), [("lite:abc", "abc"), ("lite:v1", None), ("${Image}", "abc")]
)
def test_containers_of_its_own_have_one_version_where_they_agree(
    second: str, version: str | None
) -> None:
    containers = f"[{{Image: 'x.org/lite:abc'}}, {{Image: !Sub 'x.org/{second}'}}]"
    assert [one.version for one in ledger(MAIN + copy(containers=containers))] == [version]


@pytest.mark.parametrize(("other", "version"), [("b/shop:abc", "abc"), ("b/shop:v1", None)])
def test_the_only_container_may_have_one_of_two_images(other: str, version: str | None) -> None:
    head = "Parameters: {A: {Type: String}}\nConditions: {Yes: !Equals [!Ref A, b]}\n"
    containers = f"[{{Image: !If [Yes, 'a/shop:abc', '{other}']}}]"
    assert [one.version for one in ledger(MAIN + copy(containers=containers), head)] == [version]


def test_an_image_whose_value_is_of_the_repository_counts() -> None:
    head = "Parameters: {Name: {Type: String}}\n"
    containers = "[{Image: 'envoy:v1'}, {Image: !Sub 'x.org/${Name}:abc'}]"
    found = ledger(MAIN + copy(containers=containers), head, Name="lite")
    assert [one.version for one in found] == ["abc"]


def test_without_an_image_of_its_own_it_has_no_version() -> None:
    containers = "[{Name: a, Image: 'envoy:v1'}, {Name: b, Image: 'nginx:v2'}, {Image: {}}]"
    assert [one.version for one in ledger(MAIN + copy(containers=containers))] == [None]


def test_a_priority_that_cannot_be_read_is_left_out() -> None:
    for priority in ("!Ref No", "1" * 5_000):
        assert [one.priorities for one in ledger(MAIN + copy(priority=priority))] == [Table()]


WORKER = """\
  Worker: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Job}}
  Job: {Type: AWS::ECS::TaskDefinition}
  Name: {Type: AWS::Route53::RecordSet, Properties: {Name: a.org}}
  Way:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {Conditions: [{Values: [a.org]}]}
  Worker1D0FD508:
    Type: AWS::ECS::Service
    DependsOn: Way1D0FD508
    Properties:
      TaskDefinition: !Ref Job1D0FD508
      Tags: [{Key: service, Value: worker}, {Key: preview, Value: 1D0FD508}]
  Job1D0FD508: {Type: AWS::ECS::TaskDefinition}
  Name1D0FD508: {Type: AWS::Route53::RecordSet, Properties: {Name: 1d0fd508.a.org}}
  Way1D0FD508:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {Priority: 5, Conditions: [{Values: [1d0fd508.a.org]}]}
"""


def test_two_services_of_one_template_may_have_previews_of_one_branch_name() -> None:
    lite, worker = ledger(MAIN + copy().replace("{Priority: 101}", "{}") + WORKER)
    assert (lite.service, lite.ids) == ("lite", ("Service1D0FD508", "Task1D0FD508"))
    assert (worker.service, worker.ids, worker.priorities) == (
        "worker",
        ("Job1D0FD508", "Name1D0FD508", "Way1D0FD508", "Worker1D0FD508"),
        Table({"Way": 5}),
    )


@needs_shared
def test_previews_that_the_go_original_deployed_are_read() -> None:
    text = (SHARED / "vectors" / "kayron-go" / "expected.yaml").read_text()
    names = ("DomainRecord", "ListenerRule", "Service", "TargetGroup", "TaskDefinition")
    version = "bc7891268e44f62e0aebbe339c0850b61d52c417"
    found = read_ledger(as_deployed(deployed(text, {"Environment": "testing"})).nodes)
    assert len(found) == 2
    assert found[0] == Deployed(
        service="splits-lite",
        hash=HASH,
        pull=None,
        stack=(),
        ids=tuple(name + HASH for name in names),
        priorities=Table({"ListenerRule": 12001}),
        listeners=Table(),
        version=version,
    )


def test_a_rules_arn_carries_its_listeners() -> None:
    assert listener_of_rule(rule_arn(3)) == LISTENER
    assert listener_of_rule("arn:aws:sns:us-west-2:1:topic") is None


def test_a_rule_has_the_listener_that_its_template_says_else_its_arns() -> None:
    text = """\
Resources:
  Said:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {ListenerArn: arn:other, Priority: 5}
  Live: {Type: AWS::ElasticLoadBalancingV2::ListenerRule}
  New:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {ListenerArn: !Ref No, Priority: many}
"""
    root = deployed(text, physical={"Said": rule_arn(1), "Live": rule_arn(2)})
    found = [(one.name, one.listener, one.priority) for one in rules_of(only(as_deployed(root)))]
    assert found == [("Said", "arn:other", 5), ("Live", LISTENER, None), ("New", None, None)]
