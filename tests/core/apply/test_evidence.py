"""What a change set says that would be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.event import ChangeDetail, ResourceChange
from kayron.core.apply.evidence import judge_changes
from kayron.core.verdict import INFRASTRUCTURE, Outcome, Verdict, allow, deny

HASH = "1D0FD508"

ENGINE = ChangeDetail(target="Engine", recreation="Always", evaluation="Static")
SUBNET = ChangeDetail(target="SubnetId", recreation="Always", evaluation="Dynamic")
TAGS = ChangeDetail(target="Tags", recreation="Never", evaluation="Static")
SIZE = ChangeDetail(target="Size", recreation="Conditionally", evaluation="Static")


def change(
    action: str = "Modify",
    replacement: str = "True",
    *details: ChangeDetail,
    path: str = "Data/Database",
    kind: str = "AWS::RDS::DBInstance",
) -> ResourceChange:
    return ResourceChange(
        path=path, type=kind, action=action, replacement=replacement, details=details
    )


def judged(one: ResourceChange, *allowed: str) -> Verdict:
    (verdict,) = judge_changes([one], allowed)
    assert (verdict.policy, verdict.subject) == ("stateful", INFRASTRUCTURE)
    return verdict


NOTHING = allow(
    "stateful",
    INFRASTRUCTURE,
    "The change set removes and replaces no stateful resource.",
    "change-set",
)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (change("Remove", ""), "is removed"),
        (change("Modify", "True", ENGINE, TAGS), "is replaced, for Engine changes"),
        (change("Modify", "True", ENGINE, SUBNET), "is replaced, for Engine, SubnetId change"),
        (change("Modify", "True"), "is replaced"),
    ],
)
def test_what_is_sure_to_be_lost_is_denied_unless_people_let_it_go(
    one: ResourceChange, reason: str
) -> None:
    what = f"The change set says that Data/Database (AWS::RDS::DBInstance) {reason}"
    remedy = "To let it go, add Data/Database to `allow_stateful` in kayron.yaml."
    assert judged(one) == deny("stateful", INFRASTRUCTURE, f"{what}. {remedy}", "change-set")
    let_go = f"{what}; kayron.yaml allows it."
    assert judged(one, "Data/Database") == allow("stateful", INFRASTRUCTURE, let_go, "change-set")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (change("Modify", "True", SUBNET), "may be replaced, for SubnetId changes."),
        (change("Modify", "Conditional", SIZE, TAGS), "may be replaced, for Size changes."),
        (change("Modify", "Conditional"), "may be replaced."),
        (change("Dynamic", ""), "may change in a way that shows in the update only."),
        (
            change("Remove", "", path="Data", kind="AWS::CloudFormation::Stack"),
            "is removed with all that it holds, which the plan has judged.",
        ),
    ],
)
def test_what_may_be_lost_is_shown(one: ResourceChange, reason: str) -> None:
    verdict = judged(one)
    assert verdict.outcome is Outcome.ALLOW
    assert verdict.reason == f"The change set says that {one.path} ({one.type}) {reason}"


@pytest.mark.parametrize(
    "one",
    [
        change("Modify", "False", TAGS),
        change("Add", ""),
        change("Import", ""),
        change("Modify", "True", ENGINE, kind="AWS::ECS::TaskDefinition"),
        change("Remove", "", kind="AWS::ECS::Service"),
        change("Modify", "True", ENGINE, kind="AWS::CloudFormation::Stack"),
    ],
)
def test_what_loses_nothing_is_not_mentioned(one: ResourceChange) -> None:
    assert judge_changes([one], ()) == (NOTHING,)


def test_an_empty_change_set_loses_nothing() -> None:
    assert judge_changes([], ()) == (NOTHING,)


def test_what_is_a_preview_s_own_may_go_with_it() -> None:
    log = change("Remove", "", path=f"Lite/Logs{HASH}", kind="AWS::Logs::LogGroup")
    assert judge_changes([log], (), [HASH]) == (NOTHING,)
    assert judge_changes([log], (), ["529E8759"])[0].outcome is Outcome.DENY


def test_each_one_has_its_verdict_in_the_order_of_paths() -> None:
    changes = [change("Remove", "", path=path) for path in ("B", "A")]
    reasons = [one.reason for one in judge_changes(changes, ["B"])]
    assert [reason.split()[5] for reason in reasons] == ["A", "B"]


CHANGES = st.builds(
    lambda action, replacement, details, kind: change(action, replacement, *details, kind=kind),
    st.sampled_from(["Add", "Modify", "Remove", "Dynamic"]),
    st.sampled_from(["True", "False", "Conditional", ""]),
    st.lists(st.sampled_from([ENGINE, SUBNET, TAGS, SIZE]), max_size=3, unique=True),
    st.sampled_from(["AWS::RDS::DBInstance", "AWS::ECS::Service"]),
)


@given(CHANGES, st.booleans())
def test_what_is_denied_is_what_is_lost_for_certain_and_not_allowed(
    one: ResourceChange,
    let_go: bool,  # noqa: FBT001 - Hypothesis gives it by position
) -> None:
    causes = [detail for detail in one.details if detail.recreation == "Always"]
    static = any(detail.evaluation == "Static" for detail in causes)
    replaced = one.action == "Modify" and one.replacement == "True" and (static or not causes)
    lost = one.type == "AWS::RDS::DBInstance" and (one.action == "Remove" or replaced)
    allowed = [one.path] if let_go else []
    outcomes = {verdict.outcome for verdict in judge_changes([one], allowed)}
    assert (Outcome.DENY in outcomes) == (lost and not let_go)
