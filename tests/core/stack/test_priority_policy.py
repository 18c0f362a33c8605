from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Fact, Unknown
from kayron.core.shelf import Shelf
from kayron.core.snapshot import Listener
from kayron.core.stack.comparison import fates
from kayron.core.stack.priority_policy import judge_priorities
from kayron.core.verdict import Outcome
from tests.core.stack.builders import (
    LISTENER,
    as_deployed,
    deployed,
    listener,
    rule_arn,
    unfolded,
)


def rules(**priorities: object) -> str:
    return "Resources:\n" + "".join(
        f"  {name}:\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n"
        f"    Properties: {{ListenerArn: '{LISTENER}', Priority: {priority}}}\n"
        for name, priority in priorities.items()
    )


def denied(
    before: str, after: str, live: Fact[Listener], physical: Mapping[str, str] | None = None
) -> list[str]:
    arns = {"A": rule_arn(1), "B": rule_arn(2)} if physical is None else physical
    root = deployed(before, physical=arns)
    tree = unfolded({"index.yaml": after}, root)
    verdicts = judge_priorities(
        tree.nodes, fates(as_deployed(root), tree, Shelf({})), {LISTENER: live}
    )
    return [verdict.reason for verdict in verdicts if verdict.outcome is Outcome.DENY]


AB = rules(A=1, B=2)


def test_rules_that_stay_are_not_judged() -> None:
    assert denied(AB, AB, listener(7, 7)) == []
    assert denied(AB, AB + "# changed\n", listener(7, 7)) == []


def test_a_new_rule_with_a_free_number_is_allowed() -> None:
    assert denied(AB, rules(A=1, B=2, C=3), listener(1, 2)) == []


def test_a_new_rule_cannot_take_the_number_of_a_live_rule_of_another_tool() -> None:
    other = rule_arn(3)
    assert denied(AB, rules(A=1, B=2, C=3), listener(1, 2, 3)) == [
        (
            f"C takes the priority 3 of the listener {LISTENER}, which {other} holds until the end "
            "of the update. Give it another."
        )
    ]


def test_a_new_rule_cannot_take_the_number_of_a_rule_that_moves_away() -> None:
    assert denied(AB, rules(A=9, B=2, C=1), listener(1, 2)) == [
        (
            f"C takes the priority 1 of the listener {LISTENER}, which A holds until the end of "
            "the update. Give it another."
        )
    ]


def test_two_rules_cannot_swap_their_numbers() -> None:
    assert len(denied(AB, rules(A=2, B=1), listener(1, 2))) == 2


def test_two_new_rules_cannot_take_the_same_number() -> None:
    assert denied(AB, rules(A=1, B=2, C=3, D=3), listener(1, 2)) == [
        f"C takes the priority 3 of the listener {LISTENER}, which D takes too. Give each its own.",
        f"D takes the priority 3 of the listener {LISTENER}, which C takes too. Give each its own.",
    ]


def test_a_new_rule_and_a_rule_that_stays_are_named_once() -> None:
    assert len(denied(AB, rules(A=1, B=2, C=1), listener(1, 2))) == 1


def test_a_rule_that_moves_back_to_its_own_live_number_is_allowed() -> None:
    assert denied(AB, rules(A=3, B=2), listener(3, 2)) == []


def test_a_rule_in_a_template_that_never_came_to_be_is_new() -> None:
    assert len(denied(AB, AB + "# changed\n", listener(1, 2), {"A": rule_arn(1)})) == 1


def test_what_is_not_known_is_not_judged() -> None:
    assert denied(AB, rules(A=1, B=2, C="!Ref No"), listener(1, 2)) == []
    assert denied(AB, rules(A=1, B=2, C=3), Unknown("denied")) == []


def test_the_verdict_names_the_listener_it_rests_on() -> None:
    tree = unfolded({"index.yaml": rules(A=1)})
    (verdict,) = judge_priorities(tree.nodes, (), {LISTENER: listener(1)}, "stack")
    assert (verdict.subject, verdict.facts) == ("stack", (f"listeners.{LISTENER}",))


NUMBERS = st.integers(1, 6)


@given(
    before=st.lists(NUMBERS, min_size=2, max_size=2, unique=True),
    after=st.dictionaries(st.sampled_from("ABCD"), NUMBERS),
    foreign=st.sets(NUMBERS, max_size=2),
)
def test_a_rule_that_moves_is_denied_if_and_only_if_another_one_holds_its_number(
    before: list[int], after: dict[str, int], foreign: set[int]
) -> None:
    own = dict(zip("AB", before, strict=True))
    others = sorted(foreign - set(before))
    stopped = {
        name
        for name, number in after.items()
        if own.get(name) != number
        if number in others
        or any(number == held for other, held in (*own.items(), *after.items()) if other != name)
    }
    reasons = denied(rules(**own), rules(**after), listener(*before, *others))
    assert {reason.partition(" ")[0] for reason in reasons} == stopped
