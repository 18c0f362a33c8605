from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.stack.custom_name_policy import (
    RefusedReplacement,
    judge_custom_names,
    leaving_by_name,
    refused_replacements,
)
from kayron.core.stack.ledger import Deployed
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.stack.builders import LEAF, deployed, fates_of


def group(properties: str) -> str:
    kind = "AWS::ElasticLoadBalancingV2::TargetGroup"
    return f"{LEAF}  Group:\n    Type: {kind}\n    Properties: {{{properties}}}\n"


def refused(before: str, after: str) -> tuple[RefusedReplacement, ...]:
    root = deployed(before, physical={"Group": "arn:group", "Topic": "t"})
    return refused_replacements(fates_of(root, {"index.yaml": after}))


STUCK = RefusedReplacement(
    stack=(),
    id="Group",
    type="AWS::ElasticLoadBalancingV2::TargetGroup",
    names=("Name",),
    properties=("Port",),
)


def test_a_resource_that_keeps_its_name_cannot_be_replaced() -> None:
    assert refused(group("Name: lite, Port: 80"), group("Name: lite, Port: 81")) == (STUCK,)


def test_a_resource_with_a_new_name_can_be_replaced() -> None:
    assert refused(group("Name: lite, Port: 80"), group("Name: lite2, Port: 81")) == ()
    assert refused(group("Name: lite, Port: 80"), group("Port: 81")) == ()


def test_a_resource_that_aws_names_can_be_replaced() -> None:
    assert refused(group("Port: 80"), group("Port: 81")) == ()


def named_where(condition: str, port: int) -> str:
    """Return a template whose resource has a name of its own where a condition holds."""
    conditions = "Conditions: {Live: !Equals [a, b], Perhaps: !Equals [!Ref Unknown, a]}\n"
    name = f"!If [{condition}, lite, !Ref AWS::NoValue]"
    return conditions + group(f"Name: {name}, Port: {port}")


def test_a_resource_whose_name_is_no_value_here_can_be_replaced() -> None:
    assert refused(named_where("Live", 80), named_where("Live", 81)) == ()


def test_a_resource_that_may_have_a_name_keeps_it() -> None:
    assert refused(named_where("Perhaps", 80), named_where("Perhaps", 81)) == (STUCK,)


def test_a_resource_that_is_not_replaced_keeps_its_name() -> None:
    before, after = group("Name: a, HealthCheckPath: /"), group("Name: a, HealthCheckPath: /x")
    assert refused(before, after) == ()


def test_a_removed_resource_is_not_replaced() -> None:
    assert refused(group("Name: lite, Port: 80"), LEAF) == ()


def preview(*ids: str) -> Deployed:
    return Deployed(
        service="lite",
        hash="1D0FD508",
        pull=7,
        stack=(),
        ids=ids,
        priorities=Table(),
        listeners=Table(),
        version=None,
    )


def test_a_resource_of_the_main_services_is_denied() -> None:
    (verdict,) = judge_custom_names([STUCK])
    assert (verdict.policy, verdict.subject, verdict.outcome) == (
        "custom-name",
        "infrastructure",
        Outcome.DENY,
    )
    assert verdict.reason == (
        "Group (AWS::ElasticLoadBalancingV2::TargetGroup) would be replaced, for Port cannot "
        "change in place, but it keeps its Name, which no two resources may share. Change the "
        "Name too."
    )


def test_a_preview_leaves_instead_and_nobody_is_denied() -> None:
    own, other = preview("Group", "Service"), preview("Other")
    (verdict,) = judge_custom_names([STUCK], [own, other])
    assert verdict.outcome is Outcome.ALLOW
    assert leaving_by_name([STUCK], [own, other]) == (own,)


GROUPS = st.builds(
    lambda name, port, path: ", ".join(filter(None, [name, f"Port: {port}", path])),
    st.sampled_from(["", "Name: lite", "Name: site"]),
    st.sampled_from([80, 81]),
    st.sampled_from(["", "HealthCheckPath: /x"]),
)


@given(GROUPS, GROUPS)
def test_a_replacement_is_refused_if_and_only_if_the_name_stays(before: str, after: str) -> None:
    name = before.partition(",")[0] if before.startswith("Name") else ""
    stays = bool(name) and after.startswith(f"{name},")
    port = "Port: 80" in before, "Port: 80" in after
    assert bool(refused(group(before), group(after))) == (stays and port[0] != port[1])
