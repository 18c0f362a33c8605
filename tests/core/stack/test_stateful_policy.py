from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Unknown
from kayron.core.stack.stateful_policy import judge_stateful
from kayron.core.verdict import INFRASTRUCTURE, Outcome, Verdict
from tests.core.stack.builders import LEAF, URL, deployed, fates_of, nested_stack, parent


def database(properties: str = "Engine: mysql", extra: str = "") -> str:
    return f"  Db:\n    Type: AWS::RDS::DBInstance\n{extra}    Properties: {{{properties}}}\n"


def reasons(verdicts: tuple[Verdict, ...]) -> list[str]:
    assert {verdict.subject for verdict in verdicts} == {INFRASTRUCTURE}
    return [verdict.reason for verdict in verdicts if verdict.outcome is Outcome.DENY]


def judged(before: str, after: str, *allowed: str, **parameters: str) -> list[str]:
    root = deployed(LEAF + before, parameters, physical={"Db": "db-1", "Topic": "t"})
    return reasons(judge_stateful(fates_of(root, {"index.yaml": LEAF + after}), allowed))


def test_nothing_stateful_changes() -> None:
    verdicts = judge_stateful(fates_of(deployed(LEAF), {"index.yaml": "Resources: {}\n"}), ())
    assert [(one.outcome, one.reason) for one in verdicts] == [
        (Outcome.ALLOW, "No stateful resource is removed or replaced.")
    ]


def test_a_removed_database_is_denied() -> None:
    assert judged(database(), "") == [
        (
            "Db (AWS::RDS::DBInstance) would be removed from its stack. To let it go, add Db to "
            "`allow_stateful` in kayron.yaml."
        )
    ]


def test_a_removed_database_that_people_let_go_is_allowed() -> None:
    root = deployed(LEAF + database(), physical={"Db": "db-1"})
    (verdict,) = judge_stateful(fates_of(root, {"index.yaml": LEAF}), ("Db",))
    assert (verdict.outcome, verdict.reason) == (
        Outcome.ALLOW,
        "Db (AWS::RDS::DBInstance) would be removed from its stack; kayron.yaml allows it.",
    )


def test_a_retained_database_counts_too_for_no_stack_holds_it_any_more() -> None:
    (reason,) = judged(database(extra="    DeletionPolicy: Retain\n"), "")
    assert "removed from its stack; its DeletionPolicy keeps it, outside of any stack." in reason
    (reason,) = judged(
        database(extra="    UpdateReplacePolicy: Retain\n"), database("DBName: other")
    )
    assert "its UpdateReplacePolicy keeps it, outside of any stack." in reason


def test_a_snapshot_keeps_nothing_running() -> None:
    (reason,) = judged(database(extra="    DeletionPolicy: Snapshot\n"), "")
    assert "keeps it" not in reason


def test_a_database_that_becomes_something_else_is_removed() -> None:
    assert len(judged(database(), "  Db: {Type: AWS::SNS::Topic}\n")) == 1


def test_a_database_whose_condition_turns_false_is_removed() -> None:
    root = deployed(
        "Parameters: {On: {Type: String}}\nConditions: {On: !Equals [!Ref On, 'yes']}\n"
        f"Resources:\n{database(extra='    Condition: On' + chr(10))}",
        {"On": "yes"},
        physical={"Db": "db-1"},
    )
    files = {"index.yaml": str(root.template)}
    assert reasons(judge_stateful(fates_of(root, files, On="yes"), ())) == []
    assert len(reasons(judge_stateful(fates_of(root, files, On="no"), ()))) == 1
    assert reasons(judge_stateful(fates_of(root, files), ())) == []


def test_a_condition_on_a_boolean_holds_however_it_is_spelled() -> None:
    head = (
        "Parameters: {WithData: {Type: String}}\n"
        "Conditions: {HasData: !Equals [!Ref WithData, True]}\n"
    )
    text = head + LEAF + database(extra="    Condition: HasData\n")
    root = deployed(text, {"WithData": "true"}, physical={"Db": "db-1"})
    files = {"index.yaml": text + "# changed\n"}
    assert reasons(judge_stateful(fates_of(root, files, WithData="true"), ())) == []
    assert len(reasons(judge_stateful(fates_of(root, files, WithData="false"), ()))) == 1


def test_a_database_that_never_came_to_be_is_no_loss() -> None:
    root = deployed(LEAF + database(), physical={"Topic": "t"})
    assert reasons(judge_stateful(fates_of(root, {"index.yaml": LEAF}), ())) == []


def test_where_the_resources_are_unknown_the_template_counts() -> None:
    root = deployed(LEAF + database(), physical=Unknown("denied"))
    assert len(reasons(judge_stateful(fates_of(root, {"index.yaml": LEAF}), ()))) == 1


def test_a_changed_create_only_property_replaces() -> None:
    assert judged(database("DBName: a, Port: 1"), database("DBName: b, Port: 2")) == [
        (
            "Db (AWS::RDS::DBInstance) would be replaced, for DBName cannot change in place. To "
            "let it go, add Db to `allow_stateful` in kayron.yaml."
        )
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DBName: a", "DBName: 'a'"),
        ("DBName: a", "DBName: !Ref Name"),
        ("DBName: !Sub '${Name}'", "DBName: !Ref Name"),
        ("DBName: !GetAtt X.Y", "DBName: !GetAtt X.Y"),
        ("DBName: !GetAtt X.Y", "DBName: {'Fn::GetAtt': [X, Y]}"),
        ("DBName: !If [Yes, a, b]", "DBName: a"),
        ("DBName: !If [Yes, !Ref AWS::NoValue, b]", "Port: 1"),
        ("DBName: !If [Unknown, a, b]", "DBName: !If [Unknown, a, b]"),
        ("Timezone: M?nchen ??", "Timezone: München ü"),
        ("Port: 1", "Port: 2"),
        ("StorageEncrypted: True", "StorageEncrypted: 'true'"),
    ],
)
def test_what_means_the_same_replaces_nothing(before: str, after: str) -> None:
    head = (
        "Parameters: {Name: {Type: String}, What: {Type: String}}\n"
        "Conditions: {Yes: !Equals [a, a], Unknown: !Equals [!Ref What, x]}\n"
    )
    root = deployed(head + LEAF + database(before), {"Name": "a"}, physical={"Db": "db-1"})
    files = {"index.yaml": head + LEAF + database(after) + "# changed\n"}
    assert reasons(judge_stateful(fates_of(root, files, Name="a"), ())) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DBName: a", "Port: 1"),
        ("Port: 1", "DBName: a"),
        ("DBName: !Ref Name", "DBName: !Ref Name"),
        ("DBName: !GetAtt X.Y", "DBName: !GetAtt X.Z"),
        ("DBName: !GetAtt X.Y", "DBName: a"),
    ],
)
def test_what_is_written_otherwise_or_comes_to_another_value_replaces(
    before: str, after: str
) -> None:
    head = "Parameters: {Name: {Type: String}}\n"
    root = deployed(head + LEAF + database(before), {"Name": "a"}, physical={"Db": "db-1"})
    files = {"index.yaml": head + LEAF + database(after)}
    assert len(reasons(judge_stateful(fates_of(root, files, Name="b"), ()))) == 1


def test_a_hidden_value_that_is_written_the_same_replaces_nothing() -> None:
    head = "Parameters: {User: {Type: String, NoEcho: true}}\n"
    text = head + LEAF + database("MasterUsername: !Ref User")
    root = deployed(text, {"User": "****"}, physical={"Db": "db-1"})
    files = {"index.yaml": text + "# changed\n"}
    assert reasons(judge_stateful(fates_of(root, files, User="other"), ())) == []


def repository(encryption: str) -> str:
    properties = f"{{EncryptionConfiguration: {encryption}}}"
    return f"  Db:\n    Type: AWS::ECR::Repository\n    Properties: {properties}\n"


def test_nested_properties_are_compared_by_their_paths() -> None:
    (reason,) = judged(
        repository("{EncryptionType: KMS, KmsKey: a}"),
        repository("{EncryptionType: KMS, KmsKey: b}"),
    )
    assert "for EncryptionConfiguration, EncryptionConfiguration/KmsKey cannot" in reason
    (reason,) = judged(repository("text"), repository("{KmsKey: b}"))
    assert "for EncryptionConfiguration, EncryptionConfiguration/KmsKey cannot" in reason
    (reason,) = judged(
        repository("!FindInMap [A, !Ref B, C]"), repository("!FindInMap [A, !Ref B, D]")
    )
    assert "EncryptionConfiguration/EncryptionType, EncryptionConfiguration/KmsKey cannot" in reason


def test_a_removed_nested_stack_is_the_removal_of_all_it_holds() -> None:
    inner = deployed("Resources:\n" + database(), name="inner", physical={"Db": "db-1"})
    middle = deployed(parent(Inner="inner.yaml"), name="middle", nested={"Inner": inner})
    root = deployed(LEAF + nested_stack("Data", f"{URL}/middle.yaml"), nested={"Data": middle})
    (reason,) = reasons(judge_stateful(fates_of(root, {"index.yaml": LEAF}), ()))
    assert reason.startswith("Data/Inner/Db (AWS::RDS::DBInstance) would be removed")
    files = {"index.yaml": LEAF + "  Data: {Type: AWS::SNS::Topic}\n"}
    assert reasons(judge_stateful(fates_of(root, files), ())) == [reason]


def test_a_default_that_replaces_counts_where_the_parent_passes_no_value() -> None:
    index = (
        "Conditions: {Named: !Equals [a, b]}\n"
        + parent(Data="data.yaml")
        + "      Parameters: {Name: !If [Named, other, !Ref AWS::NoValue]}\n"
    )
    data = (
        "Parameters: {Name: {Type: String, Default: app}}\n"
        f"Resources:\n{database('DBName: !Ref Name')}"
    )
    nested = deployed(data, {"Name": "app"}, name="data", physical={"Db": "db-1"})
    root = deployed(index, nested={"Data": nested})
    files = {"index.yaml": index, "data.yaml": data}
    assert reasons(judge_stateful(fates_of(root, files), ())) == []
    files["data.yaml"] = data.replace("Default: app", "Default: main")
    (reason,) = reasons(judge_stateful(fates_of(root, files), ()))
    assert reason.startswith("Data/Db (AWS::RDS::DBInstance) would be replaced, for DBName")


def test_a_stack_whose_new_template_is_not_known_is_not_judged() -> None:
    data = deployed("Resources:\n" + database(), name="data", physical={"Db": "db-1"})
    root = deployed(parent(Data="data.yaml"), nested={"Data": data})
    files = {"index.yaml": "Resources:\n" + nested_stack("Data", "https://example.org/x")}
    assert reasons(judge_stateful(fates_of(root, files), ())) == []


def test_a_tree_that_has_no_root_judges_nothing() -> None:
    root = deployed(LEAF + database(), physical={"Db": "db-1"})
    assert reasons(judge_stateful(fates_of(root, {}), ())) == []


def test_of_alternatives_one_that_loses_is_enough() -> None:
    data = deployed("Resources:\n" + database(), name="data", physical={"Db": "db-1"})
    url = f'!If [Big, "{URL}/data.yaml", "{URL}/empty.yaml"]'
    index = (
        "Parameters: {Size: {Type: String}}\nConditions: {Big: !Equals [!Ref Size, big]}\n"
        f"Resources:\n{nested_stack('Data', url)}"
    )
    files = {"index.yaml": index, "data.yaml": str(data.template), "empty.yaml": LEAF}
    root = deployed(index, nested={"Data": data})
    assert len(reasons(judge_stateful(fates_of(root, files), ()))) == 1
    assert reasons(judge_stateful(fates_of(root, files, Size="big"), ())) == []


def test_a_previews_own_resource_is_not_judged() -> None:
    root = deployed(LEAF + database(), physical={"Db": "db-1"})
    fates = fates_of(root, {"index.yaml": LEAF})
    assert reasons(judge_stateful(fates, (), {((), "Db")})) == []


def test_the_subject_may_be_another() -> None:
    root = deployed(LEAF + database(), physical={"Db": "db-1"})
    (verdict,) = judge_stateful(fates_of(root, {"index.yaml": LEAF}), (), (), "stack")
    assert verdict.subject == "stack"


KEEPING = st.sampled_from(["", "    DeletionPolicy: Retain\n", "    DeletionPolicy: Delete\n"])

LATER = st.sampled_from(["", "Engine: mysql", "Engine: mysql, DBName: x", "Engine: postgres"])
"""What the database's properties are afterwards: it is gone, the same, or has another name."""


@given(
    KEEPING, LATER, st.sampled_from(["root", "nested", "removed", "removed above"]), st.booleans()
)
def test_no_database_goes_without_a_word_whatever_keeps_it_and_wherever_it_is(
    extra: str,
    later: str,
    where: str,
    let_go: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    before = LEAF + database(extra=extra)
    after = LEAF + (database(later, extra) if later else "")
    if where == "root":
        root, files, path = deployed(before, physical={"Db": "d"}), {"index.yaml": after}, "Db"
    else:
        data = deployed(before, name="Data", physical={"Db": "d", "Topic": "t"})
        text = "Resources:\n" + nested_stack("Data", f"{URL}/data.yaml")
        root = deployed(text, nested={"Data": data}, physical={"Data": "arn:Data"})
        index, path = text if where == "nested" else LEAF, "Data/Db"
        files = {"index.yaml": index, "data.yaml": after, "mid.yaml": text}
        if where == "removed above":
            above = "Resources:\n" + nested_stack("Mid", f"{URL}/mid.yaml")
            root = deployed(above, nested={"Mid": root}, physical={"Mid": "arn:Mid"})
            path = "Mid/Data/Db"
    found = judge_stateful(fates_of(root, files), (path,) if let_go else ())
    lost = where.startswith("removed") or not later or "DBName" in later
    assert bool(reasons(found)) == (lost and not let_go)
