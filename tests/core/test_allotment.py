"""Which priorities new previews get, and what they wait for where they get none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from kayron.core.plan import Change, Life
from kayron.core.snapshot import Resources, Stack
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict
from tests.core.lite import at_rest, deployed, next_world, opened, released
from tests.world.aws import add_foreign_rule, edit_by_hand, live
from tests.world.github import change_infrastructure, close_pull
from tests.world.reading import absent, unknown
from tests.world.recorded import (
    changes,
    moves,
    no_update,
    preview,
    priorities,
    stopped,
    update,
    verdict,
)
from tests.world.settle import plan_of, settled
from tests.world.small import DEFINITIONS, LITE
from tests.world.world import World

DENY, HOLD = Outcome.DENY, Outcome.HOLD

PATH = "        - {Field: path-pattern, PathPatternConfig: {Values: [/api/*]}}\n      Actions"
API = LITE[LITE.index("  Rule:") :].replace("  Rule:", "  Api:").replace("      Actions", PATH)
TWO_RULES = LITE.replace("Priority: 100", "Priority: 200") + API

FROM_SSM = LITE.replace("Priority: 100", "Priority: !Ref Priority").replace(
    "Resources:",
    '  Priority: {Type: "AWS::SSM::Parameter::Value<String>", Default: "100"}\nResources:',
)


def ranged(span: str) -> dict[str, str]:
    """Return the definitions with a range of priorities for the previews."""
    text = DEFINITIONS["service/lite.yaml"].replace("  deploy:", f"  priorities: {span}\n  deploy:")
    return {**DEFINITIONS, "service/lite.yaml": text}


def test_new_previews_get_the_numbers_after_the_main_rule_in_order() -> None:
    made = plan_of(opened(opened(opened(at_rest(), 9), 8), 7))
    assert priorities(made) == {9: {"Rule": 101}, 8: {"Rule": 102}, 7: {"Rule": 103}}


def test_a_number_that_any_live_rule_holds_is_passed_over() -> None:
    world = add_foreign_rule(at_rest(7), 102, "status.example.org")
    assert priorities(plan_of(opened(world, 8))) == {7: {"Rule": 101}, 8: {"Rule": 103}}


def test_a_number_that_this_update_frees_is_passed_over() -> None:
    made = plan_of(opened(close_pull(at_rest(7), "lite", 7), 8))
    assert priorities(made)[8] == {"Rule": 102}


def test_a_definition_may_give_the_range() -> None:
    world = deployed({}, ranged("500-501"))
    assert priorities(plan_of(opened(world, 7))) == {7: {"Rule": 500}}


def test_a_deployed_preview_keeps_a_number_outside_the_range() -> None:
    world = at_rest(7)
    moved = evolve(
        world, definitions=world.definitions.overlaid(deployed({}, ranged("500-501")).definitions)
    )
    assert priorities(plan_of(opened(moved, 8))) == {7: {"Rule": 101}, 8: {"Rule": 500}}


def test_a_range_ends_before_the_next_main_rule() -> None:
    world = deployed({"lite.yaml": TWO_RULES.replace("200", "102")})
    first, second = opened(world, 7), opened(opened(world, 7), 8)
    assert priorities(plan_of(first)) == {7: {"Api": 101, "Rule": 103}}
    assert said(second, 8).outcome is DENY


def test_each_copied_rule_gets_a_number_after_its_own_original() -> None:
    world = deployed({"lite.yaml": TWO_RULES})
    assert priorities(plan_of(opened(world, 7))) == {7: {"Api": 101, "Rule": 201}}


def test_copies_in_one_range_come_in_the_order_of_their_originals_numbers() -> None:
    world = deployed({"lite.yaml": TWO_RULES}, ranged("500-509"))
    assert priorities(plan_of(opened(world, 7))) == {7: {"Api": 500, "Rule": 501}}


def test_a_full_range_is_denied() -> None:
    world = settled(opened(deployed({}, ranged("500-500")), 7))
    assert said(opened(world, 8), 8).outcome is DENY


def test_a_full_range_that_this_update_makes_room_in_is_waited_for() -> None:
    world = settled(opened(deployed({}, ranged("500-500")), 7))
    freed = opened(close_pull(world, "lite", 7), 8)
    assert said(freed, 8).outcome is HOLD
    assert priorities(plan_of(next_world(freed)))[8] == {"Rule": 500}


def test_a_main_rule_of_unknown_priority_is_denied() -> None:
    found = said(opened(deployed({"lite.yaml": FROM_SSM}), 7), 7)
    assert (found.outcome, "`priorities` would do" in found.reason) == (DENY, True)


def test_its_priority_need_not_be_known_where_the_range_is_given() -> None:
    world = deployed({"lite.yaml": FROM_SSM}, ranged("500-501"))
    assert priorities(plan_of(opened(world, 7))) == {7: {"Rule": 500}}


@pytest.mark.parametrize(
    ("misread", "error"),
    [
        (absent, "it does not exist"),
        (lambda world, *path: unknown(world, "AccessDenied", *path), "AccessDenied"),
    ],
)
def test_an_unknown_listener_is_waited_for(misread: Callable[..., World], error: str) -> None:
    (arn,) = live(at_rest()).listeners
    made = plan_of(misread(opened(at_rest(7), 8), "listeners", arn))
    reason = f"The priorities of the listener {arn} are not known: {error}."
    subject = preview(made, 8).subject
    assert verdict_of(made.verdicts, subject, "unknown-facts") == (HOLD, reason)
    assert no_update(made)


def test_a_service_that_is_not_deployed_yet_is_waited_for() -> None:
    world = without_resource(opened(at_rest(), 7), "Rule")
    found = said(world, 7)
    reason = "lite is not deployed yet: its listener rule Rule does not exist."
    assert (found.outcome, found.reason) == (HOLD, reason)


def test_what_is_stopped_otherwise_takes_no_number() -> None:
    made = plan_of(opened(opened(at_rest(), 7, "renovate/x"), 8))
    assert priorities(made) == {7: {}, 8: {"Rule": 101}}


def said(world: World, pull: int) -> Verdict:
    """Return the verdict on the priorities of a preview, which nothing else stops."""
    made = plan_of(world)
    subject = preview(made, pull).subject
    assert {policy for policy, whose, _ in stopped(made) if whose == subject} == {"priority"}
    return verdict(made, "priority", subject)


def verdict_of(verdicts: tuple[Verdict, ...], subject: str, policy: str) -> tuple[Outcome, str]:
    (found,) = (v for v in verdicts if (v.subject, v.policy) == (subject, policy))
    return found.outcome, found.reason


def without_resource(world: World, name: str) -> World:
    """Let a resource of the service's stack not exist yet."""
    root = live(world).root
    nested = root.nested["Lite"]
    assert isinstance(nested, Stack)
    assert isinstance(nested.resources, Resources)
    by_id = {key: one for key, one in nested.resources.by_id.items() if key != name}
    fewer = evolve(nested, resources=Resources(by_id=Table(by_id)))
    changed = evolve(root, nested=root.nested.overlaid({"Lite": fewer}))
    return evolve(world, live=evolve(live(world), root=changed))


def test_a_deployed_preview_stays_though_its_main_rule_was_deleted() -> None:
    made = plan_of(without_resource(at_rest(7), "Rule"))
    assert priorities(made) == {7: {"Rule": 101}}


def test_a_full_range_is_waited_for_where_a_preview_leaves_to_come_back() -> None:
    world = settled(opened(deployed({}, ranged("500-500")), 7))
    by_hand = edit_by_hand(world, "Lite", "TargetGroup28967718", "Group28967718")
    made = plan_of(opened(by_hand, 8))
    assert changes(made) == {7: Change.REMOVE, 8: Change.NONE}
    assert verdict(made, "priority", preview(made, 8).subject).reason == (
        "1 of the 1 priorities 500-500 for copies of Rule are held; this update frees 1 of them "
        "for the next one."
    )
    assert verdict(made, "priority", preview(made, 8).subject).outcome is HOLD


def test_a_number_that_a_main_rule_waits_for_is_passed_over() -> None:
    api = API.replace("Priority: 100", "Priority: 101")
    world = change_infrastructure(
        next_world(released(opened(at_rest(), 7))), {"lite.yaml": LITE + api}
    )
    made = plan_of(world)
    assert (update(made).previews, priorities(made)) == (True, {7: {"Rule": 102}})
    assert moves(plan_of(next_world(world))) == {"infrastructure"}


# Any listener, any pull requests

WORLDS: dict[str, tuple[Callable[[], World], dict[str, tuple[int, int]]]] = {
    "plain": (lambda: at_rest(7, 9), {"Rule": (101, 199)}),
    "two rules": (
        cache(lambda: settled(opened(deployed({"lite.yaml": TWO_RULES}), 7))),
        {"Api": (101, 199), "Rule": (201, 299)},
    ),
    "a range": (
        cache(lambda: settled(opened(deployed({}, ranged("101-103")), 7))),
        {"Rule": (101, 103)},
    ),
    "moved out of its range": (
        cache(lambda: evolve(at_rest(7), definitions=deployed({}, ranged("103-104")).definitions)),
        {"Rule": (103, 104)},
    ),
    "main rule moved away": (
        cache(
            lambda: settled(
                change_infrastructure(
                    at_rest(7), {"lite.yaml": LITE.replace("Priority: 100", "Priority: 150")}
                )
            )
        ),
        {"Rule": (151, 249)},
    ),
    "new": (lambda: without_resource(at_rest(), "Rule"), {}),
    "priority not known": (cache(lambda: deployed({"lite.yaml": FROM_SSM})), {}),
    "listener not read": (lambda: unread_listener(at_rest()), {}),
}
"""Worlds, and the range of each copied rule of which that is known."""

STOPS = {"new": HOLD, "priority not known": DENY, "listener not read": HOLD}


def unread_listener(world: World) -> World:
    """Let the one listener not be read."""
    (arn,) = live(world).listeners
    return unknown(world, "AccessDenied", "listeners", arn)


def in_use(world: World) -> set[int]:
    """Return the numbers of the live rules, whoever's they are."""
    return {rule.priority for listener in live(world).listeners.values() for rule in listener.rules}


@given(
    name=st.sampled_from(sorted(WORLDS)),
    foreign=st.sets(st.integers(101, 105), max_size=2),
    closed=st.booleans(),
    claimed=st.booleans(),
    new=st.lists(st.integers(11, 15), max_size=3, unique=True),
)
@settings(max_examples=100)
def test_new_previews_get_the_lowest_numbers_that_nobody_holds_the_oldest_first(
    name: str, foreign: set[int], *, closed: bool, claimed: bool, new: list[int]
) -> None:
    begin, ranges = WORLDS[name]
    world, waiting = begin(), claimed and name == "plain"
    if waiting:
        # Templates with a main rule of 104 wait, for it is the turn of previews.
        later = LITE + API.replace("Priority: 100", "Priority: 104")
        moved = next_world(released(opened(world, 1)))
        world = change_infrastructure(moved, {"lite.yaml": later})
    for number in sorted(foreign - in_use(world)):
        world = add_foreign_rule(world, number, f"o{number}.example.org")
    world = close_pull(world, "lite", 7) if closed and name not in STOPS else world
    for number in new:
        world = opened(world, number)
    made = plan_of(world)
    found, outcomes = priorities(made), {stop for _, _, stop in stopped(made)}
    stays = [one for one in made.previews if one.pull in (7, 9) and one.life is not Life.REMOVING]
    assert {one.change for one in stays} <= {Change.NONE}
    # Whatever became of the range since.
    assert set(found.get(7, {"Rule": 101}).values()) <= {101, 201}
    assert name not in STOPS or not new or outcomes == {STOPS[name]}
    held = in_use(world) | ({104} if waiting else set())
    for number in [*([1] if waiting else []), *new]:
        expected = lowest(ranges, held)
        assert found[number] == expected
        held |= set(expected.values())


def lowest(ranges: Mapping[str, tuple[int, int]], held: set[int]) -> dict[str, int]:
    """Return the lowest number of each range that is not held, nothing where one has none."""
    numbers: dict[str, int] = {}
    for rule, (low, high) in ranges.items():
        taken = held | set(numbers.values())
        numbers[rule] = next((n for n in range(low, high + 1) if n not in taken), 0)
    return {} if 0 in numbers.values() else numbers
