"""What becomes of stateful resources that are not in a template as such: macros made them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve

from kayron.core.fact import Unknown
from kayron.core.snapshot import Resource, Resources, Stack
from kayron.core.stack.stateful_policy import judge_stateful
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.stack.builders import (
    LEAF,
    URL,
    as_deployed,
    deployed,
    fates_of,
    nested_stack,
    parent,
    unfolded,
)

HEAD = "Transform: AWS::LanguageExtensions\n"

TABLES = {"TableOrders": "AWS::DynamoDB::Table", "TableUsers": "AWS::DynamoDB::Table"}

NAMES = "Parameters: {Names: {Type: CommaDelimitedList}}\n"

REMOVED = "would be removed from its stack. To let it go, add"

DOUBTFUL = "may be removed or replaced, for what a macro makes it from changes."


def loop(values: str, key: str = "Table${Name}", properties: str = "") -> str:
    return (
        f"  Fn::ForEach::Tables:\n    - Name\n    - {values}\n"
        f"    - {key}: {{Type: AWS::DynamoDB::Table, Properties: {{{properties}}}}}\n"
    )


ALARMS = "  Fn::ForEach::Alarms: [Name, [A, B], {'Alarm&{Name}': {Type: AWS::CloudWatch::Alarm}}]\n"

BOTH = loop("[Orders, Users]")


def live(
    template: str,
    types: Mapping[str, str] = TABLES,
    parameters: Mapping[str, str] | None = None,
    status: str = "CREATE_COMPLETE",
) -> Stack:
    """Return a deployed stack with live resources of these types."""
    found = {
        name: Resource(type=kind, physical=name, status=status) for name, kind in types.items()
    }
    return evolve(deployed(template, parameters), resources=Resources(by_id=Table(found)))


def denied(before: Stack, files: str | Mapping[str, str], **parameters: str) -> list[str]:
    """Return why an update is denied to templates that can all be read."""
    named = {"index.yaml": files} if isinstance(files, str) else files
    assert not as_deployed(before).unknown
    assert not unfolded(named, before, parameters).invalid
    verdicts = judge_stateful(fates_of(before, named, **parameters), ())
    return [one.reason for one in verdicts if one.outcome is Outcome.DENY]


def lost(before: Stack, files: str | Mapping[str, str], words: str, **parameters: str) -> list[str]:
    """Return the paths of all that is denied, in these words."""
    reasons = denied(before, files, **parameters)
    assert all(words in reason for reason in reasons)
    return [reason.partition(" ")[0] for reason in reasons]


def test_all_that_a_loop_made_goes_with_it() -> None:
    root = live(HEAD + LEAF + BOTH)
    assert denied(root, HEAD + LEAF) == [
        f"{name} (AWS::DynamoDB::Table) would be removed from its stack. To let it go, add {name} "
        "to `allow_stateful` in kayron.yaml."
        for name in TABLES
    ]
    assert lost(root, HEAD + LEAF + ALARMS, REMOVED) == [*TABLES]


def test_what_people_let_go_is_allowed_though_a_loop_made_it() -> None:
    fates = fates_of(live(HEAD + LEAF + BOTH), {"index.yaml": HEAD + LEAF})
    verdicts = judge_stateful(fates, [*TABLES])
    assert [one.outcome for one in verdicts] == [Outcome.ALLOW, Outcome.ALLOW]


@pytest.mark.parametrize(
    "after",
    [
        HEAD + LEAF + BOTH + "# changed\n",
        HEAD + LEAF + ALARMS + BOTH,
        HEAD + "Resources:\n" + BOTH,
        HEAD + LEAF + "".join(f"  {id_}: {{Type: {kind}}}\n" for id_, kind in TABLES.items()),
    ],
)
def test_what_the_same_loop_makes_or_is_written_out_stays(after: str) -> None:
    assert denied(live(HEAD + LEAF + BOTH), after) == []


def test_a_loop_that_is_read_back_without_its_letters_is_the_same() -> None:
    text = HEAD + LEAF + loop("[Orders, Users]", properties="TableClass: 'ü'")
    assert denied(live(text.replace("ü", "??")), text) == []


def test_what_comes_of_a_changed_loop_cannot_be_told() -> None:
    root = live(HEAD + LEAF + BOTH)
    for after in (loop("[Orders]"), loop("[Orders, Users]", properties="TableName: x")):
        assert lost(root, HEAD + LEAF + after, DOUBTFUL) == [*TABLES]


def test_what_comes_of_another_macro_cannot_be_told() -> None:
    root = live(HEAD + LEAF + BOTH)
    assert lost(root, LEAF + BOTH, DOUBTFUL) == [*TABLES]
    included = HEAD + LEAF + "  Fn::Transform: {Name: AWS::Include, Parameters: {Location: %s}}\n"
    assert lost(live(included % "s3://a"), included % "s3://b", DOUBTFUL) == [*TABLES]


def test_a_loop_that_makes_no_such_ids_does_not_matter() -> None:
    before = HEAD + LEAF + BOTH
    assert denied(live(before + ALARMS), before) == []
    inner = loop("[A]", key="Bucket${Name}${Kind}").replace("\n", "\n      ").rstrip()
    nested = f"  Fn::ForEach::Kinds:\n    - Kind\n    - [X]\n    -\n      {inner}\n"
    types = {**TABLES, "BucketAX": "AWS::S3::Bucket"}
    assert lost(live(before + nested, types), before, REMOVED) == ["BucketAX"]


def test_a_loop_through_other_values_is_another() -> None:
    text = NAMES + HEAD + LEAF + loop("!Ref Names")
    root = live(text, parameters={"Names": "Orders,Users"})
    assert denied(root, text + "# changed\n", Names="Orders,Users") == []
    assert denied(root, text) == []
    assert lost(root, text, DOUBTFUL, Names="Orders") == [*TABLES]


def test_a_resource_of_a_macros_own_type_is_judged_by_its_id() -> None:
    head = "Transform: AWS::Serverless-2016-10-31\nParameters: {What: {Type: String}}\n"
    head += "Conditions: {On: !Equals [!Ref What, x]}\n" + LEAF
    table = "  TableUsers: {Type: AWS::Serverless::SimpleTable, Condition: On%s}\n"
    root = live(head + table % "", {"TableUsers": "AWS::DynamoDB::Table"}, {"What": "x"})
    assert denied(root, head + table % "" + "# changed\n", What="x") == []
    assert lost(root, head, REMOVED, What="x") == ["TableUsers"]
    assert lost(root, head + table % "", REMOVED, What="y") == ["TableUsers"]
    after = head + table % ", Properties: {TableName: a}"
    assert lost(root, after, DOUBTFUL, What="x") == ["TableUsers"]


@pytest.mark.parametrize("status", ["DELETE_COMPLETE", "DELETE_SKIPPED", "DELETE_FAILED"])
def test_what_is_gone_is_no_loss(status: str) -> None:
    assert denied(live(HEAD + LEAF + BOTH, status=status), HEAD + LEAF) == []


def test_what_holds_nothing_or_is_not_known_is_not_judged() -> None:
    text = HEAD + LEAF + BOTH
    assert denied(live(text, {"TableOrders": "AWS::SNS::Topic"}), HEAD + LEAF) == []
    assert denied(evolve(live(text), resources=Unknown("denied")), HEAD + LEAF) == []


def test_without_a_macro_nothing_is_made() -> None:
    assert denied(live(LEAF), "Resources: {Other: {Type: AWS::SNS::Topic}}\n") == []


def test_what_a_loop_made_in_a_nested_stack_goes_with_the_stack() -> None:
    data = HEAD + LEAF + BOTH
    root = deployed(LEAF + nested_stack("Data", f"{URL}/data.yaml"), nested={"Data": live(data)})
    files = {"index.yaml": LEAF, "data.yaml": data}
    assert lost(root, files, REMOVED) == ["Data/TableOrders", "Data/TableUsers"]


def test_a_nested_stack_that_a_loop_made_goes_with_the_loop_alone() -> None:
    stacks = "  Fn::ForEach::Each:\n    - Name\n    - [A]\n    - Data${Name}: %s\n"
    text = HEAD + LEAF + stacks % "{Type: AWS::CloudFormation::Stack}"
    data = live(LEAF + "  Users: {Type: AWS::DynamoDB::Table}\n", {"Users": TABLES["TableUsers"]})
    root = deployed(text, nested={"DataA": data})
    assert denied(root, text + "# changed\n") == []
    assert lost(root, HEAD + LEAF, REMOVED) == ["DataA/Users"]


def test_of_alternatives_one_that_loses_what_a_loop_made_is_enough() -> None:
    url = f'!If [Big, "{URL}/data.yaml", "{URL}/empty.yaml"]'
    index = (
        "Parameters: {Size: {Type: String}}\nConditions: {Big: !Equals [!Ref Size, big]}\n"
        f"Resources:\n{nested_stack('Data', url)}"
    )
    data = HEAD + LEAF + BOTH
    files = {"index.yaml": index, "data.yaml": data, "empty.yaml": LEAF}
    root = deployed(index, nested={"Data": live(data)})
    assert lost(root, files, REMOVED) == ["Data/TableOrders", "Data/TableUsers"]
    assert denied(root, files, Size="big") == []
    assert denied(root, {"index.yaml": parent(Data="data.yaml"), "data.yaml": data}) == []
