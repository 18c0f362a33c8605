"""Whether wanted previews have room, and can be reached; and what people should know of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from kayron.core.arrival import Arrivals, receive
from kayron.core.plan import Change
from kayron.core.planner import plan
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, deployed, opened
from tests.strategies.worlds import Start
from tests.world.apply import applied
from tests.world.aws import add_foreign_rule, live, push_pull_image
from tests.world.cloudformation import all_stacks, known_resources
from tests.world.facts import snapshot
from tests.world.github import change_infrastructure, close_pull, open_pull, push
from tests.world.recorded import changes, preview, stopped, verdict
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.small import DEFINITIONS, INDEX, LITE
from tests.world.world import World

DENY, HOLD = Outcome.DENY, Outcome.HOLD

HOST = "28967718.lite.testing.example.org"

CATCH_ALL = (
    LITE[LITE.index("  Rule:") :]
    .replace("  Rule:", "  CatchAll:")
    .replace("Priority: 100", "Priority: 90")
    .replace('[!Sub "lite.${Environment}.example.org"]', '["*.example.org"]')
    .replace(
        "Actions: [{Type: forward, TargetGroupArn: !Ref TargetGroup}]",
        'Actions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: "404"}}]',
    )
)

RECORD = """\
  Record:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: Z1
      Name: !Sub "lite.${Environment}.example.org"
      Type: CNAME
      TTL: "60"
      ResourceRecords: [elb.example.org]
"""


def limited(world: World, **limits: int) -> World:
    """Let the settings say what AWS takes."""
    return evolve(world, settings=evolve(world.settings, limits=Table(limits)))


def arrived(world: World) -> Arrivals:
    """Return how the previews of a world arrive on the templates that are deployed."""
    _, memo = plan(snapshot(world))
    assert memo.known
    return memo.known.arrivals


# What is known already


def test_previews_arrive_as_they_did_where_all_that_it_follows_from_is_equal() -> None:
    first, again = arrived(opened(at_rest(7), 8)), arrived(opened(at_rest(7), 8))
    assert again.origin
    assert receive(*again.origin, first) is first


def test_they_arrive_anew_where_anything_of_it_differs() -> None:
    world = opened(at_rest(7), 8)
    first, now = arrived(world), arrived(limited(world, template_resources=6))
    assert now.origin
    found = receive(*now.origin, first)
    assert (found.standings, found.numbers) == (now.standings, now.numbers)
    assert found.standings != first.standings


# Room


def test_the_youngest_preview_waits_for_room() -> None:
    world = limited(opened(opened(at_rest(), 7), 8), template_resources=8)
    made = plan_of(world)
    assert changes(made) == {7: Change.ADD, 8: Change.NONE}
    assert stopped(made) == {("capacity", preview(made, 8).subject, HOLD)}


def test_a_preview_that_waits_for_its_image_keeps_its_room() -> None:
    older = open_pull(at_rest(), "lite", 7, "feature/7")
    made = plan_of(limited(opened(older, 8), template_resources=8))
    assert stopped(made) == {
        ("image", preview(made, 7).subject, HOLD),
        ("capacity", preview(made, 8).subject, HOLD),
    }


def test_a_deployed_preview_has_its_room_before_older_ones_that_are_new() -> None:
    older = opened(settled(opened(at_rest(), 8)), 7)
    made = plan_of(limited(older, template_resources=8))
    assert stopped(made) == {("capacity", preview(made, 7).subject, HOLD)}


def test_the_room_of_a_preview_that_leaves_is_free_in_its_template() -> None:
    world = limited(opened(close_pull(at_rest(7), "lite", 7), 8), template_resources=8)
    assert changes(plan_of(world)) == {7: Change.REMOVE, 8: Change.ADD}


def test_rules_that_leave_count_until_they_are_gone() -> None:
    world = opened(close_pull(at_rest(7), "lite", 7), 8)
    made = plan_of(limited(world, rules_per_load_balancer=2))
    assert ("capacity", preview(made, 8).subject, HOLD) in stopped(made)


def test_target_groups_count_too() -> None:
    made = plan_of(limited(opened(at_rest(), 7), target_groups_per_load_balancer=1))
    assert stopped(made) == {("capacity", preview(made, 7).subject, HOLD)}


INNER = (
    INDEX[INDEX.index("  LoadBalancer:") : INDEX.index("  Lite:")]
    .replace("  LoadBalancer:", "  Inner:")
    .replace("!Ref LoadBalancer", "!Ref Inner")
    .replace("  Listener:", "  InnerListener:")
)

WITHIN = (
    LITE[LITE.index("  TargetGroup:") :]
    .replace("TargetGroup:", "InnerGroup:")
    .replace("!Ref TargetGroup", "!Ref InnerGroup")
    .replace("  Rule:", "  InnerRule:")
    .replace("!Ref Listener", "!Ref InnerListener")
)


def within_and_without() -> World:
    """Return a world whose service is behind two load balancers, each with a rule of its own."""
    index = INDEX.replace("  Lite:\n", f"{INNER}  Lite:\n").replace(
        "        Version:", "        InnerListener: !Ref InnerListener\n        Version:"
    )
    entry = "{TargetGroupArn: !Ref InnerGroup, ContainerName: lite, ContainerPort: 80}"
    lite = LITE.replace("  Version: {Type", "  InnerListener: {Type: String}\n  Version: {Type")
    lite = lite.replace("LoadBalancers: [", f"LoadBalancers: [{entry}, ") + WITHIN
    return deployed({"index.yaml": index, "lite.yaml": lite})


@pytest.mark.parametrize("limit", ["rules_per_load_balancer", "target_groups_per_load_balancer"])
def test_each_load_balancer_counts_what_is_on_it(limit: str) -> None:
    world = opened(within_and_without(), 7)
    assert stopped(plan_of(limited(world, **{limit: 2}))) == set()
    made = plan_of(limited(world, **{limit: 1}))
    assert stopped(made) == {("capacity", preview(made, 7).subject, HOLD)}


STARTS: Mapping[str, Start] = {"one": at_rest, "two": within_and_without}
"""How many load balancers the service is behind."""


@cache
def asking(start: str, count: int) -> World:
    """Return a world in which so many previews are asked for, all of them built."""
    return opened(asking(start, count - 1), 6 + count) if count else settled(STARTS[start]())


def used(world: World, limit: str) -> int:
    """Return how much there is of what is limited, where there is most of it."""
    if limit == "template_resources":
        return max(len(known_resources(one)) for one in all_stacks(live(world).root))
    rules: dict[str, list[tuple[str, ...]]] = {}
    for one in live(world).listeners.values():
        rules.setdefault(one.load_balancer, []).extend(rule.target_groups for rule in one.rules)
    if limit == "rules_per_load_balancer":
        return max(map(len, rules.values()))
    return max(len({group for groups in found for group in groups}) for found in rules.values())


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(STARTS)),
    st.integers(0, 3),
    st.sampled_from(
        ["rules_per_load_balancer", "target_groups_per_load_balancer", "template_resources"]
    ),
    st.integers(1, 4),
    st.integers(0, 5),
)
def test_as_many_previews_arrive_as_there_is_room_for_and_the_oldest_first(
    start: str, count: int, limit: str, times: int, over: int
) -> None:
    world = asking(start, count)
    # A preview has as much of everything as the service that it copies.
    service = used(world, limit)
    most = service * times + over % service
    made = plan_of(limited(world, **{limit: most}))
    arriving = [pull for pull, change in changes(made).items() if change is Change.ADD]
    assert sorted(filter(None, arriving)) == [*range(7, 7 + min(count, times - 1))]
    assert used(applied(world, made), limit) <= most


def test_main_services_without_room_deny_the_stack() -> None:
    made = plan_of(limited(opened(at_rest(), 7), template_resources=3))
    assert ("capacity", "stack", DENY) in stopped(made)


def test_kayron_yaml_knows_better_than_the_settings_and_they_than_the_account() -> None:
    account = opened(at_rest(), 7)
    account = evolve(account, account_limits=Table({"rules_per_load_balancer": 1}))
    settings = limited(account, rules_per_load_balancer=2)
    text = "limits: {rules_per_load_balancer: 1}\n"
    configured = define(settings, "kayron.yaml", text)
    assert [changes(plan_of(world))[7] for world in (account, settings, configured)] == [
        Change.NONE,
        Change.ADD,
        Change.NONE,
    ]


def test_templates_without_room_for_the_previews_that_stay_deny_the_infrastructure() -> None:
    more = change_infrastructure(
        at_rest(7), {"lite.yaml": f"{LITE}  Queue: {{Type: AWS::SQS::Queue}}\n"}
    )
    made = plan_of(limited(more, template_resources=8))
    assert stopped(made) == {("capacity", "infrastructure", DENY)}
    assert verdict(made, "capacity", "infrastructure").reason == (
        "With its previews, lite.yaml would have 9 resources of at most 8."
    )


# Reach


def test_a_preview_that_a_planned_rule_swallows_is_denied() -> None:
    world = opened(deployed({"lite.yaml": LITE + CATCH_ALL}), 7)
    made = plan_of(world)
    found = verdict(made, "reachability", preview(made, 7).subject)
    assert found.outcome is DENY
    assert found.reason.startswith("The rule Lite/CatchAll with priority 90 matches everything")


def test_a_preview_that_a_rule_of_another_tool_swallows_is_denied() -> None:
    world = add_foreign_rule(opened(at_rest(), 7), 50, "*.testing.example.org")
    made = plan_of(world)
    assert stopped(made) == {("reachability", preview(made, 7).subject, DENY)}


def test_a_deployed_preview_that_is_swallowed_since_stays_where_it_is() -> None:
    made = plan_of(add_foreign_rule(at_rest(7), 50, "*.testing.example.org"))
    assert stopped(made) == {("reachability", preview(made, 7).subject, DENY)}
    assert changes(made) == {7: Change.NONE}


def test_a_preview_of_two_rules_goes_on_to_its_next_commit() -> None:
    further = """\
  Further:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 200
      Conditions:
        - {Field: host-header, HostHeaderConfig: {Values: [example.org]}}
        - {Field: path-pattern, PathPatternConfig: {Values: ["/lite/*"]}}
      Actions: [{Type: forward, TargetGroupArn: !Ref TargetGroup}]
"""
    world = settled(opened(deployed({"lite.yaml": LITE + further}), 7))
    made = plan_of(push_pull_image(push(world, "lite", "feature/7"), "lite", 7))
    assert changes(made) == {7: Change.CHANGE}
    assert stopped(made) == set()


def test_a_preview_whose_name_is_not_known_is_not_judged() -> None:
    """The parent passes a value that only AWS knows."""
    lite = LITE.replace('!Sub "lite.${Environment}.example.org"', "!Ref Host").replace(
        "Resources:", '  Host: {Type: "AWS::SSM::Parameter::Value<String>"}\nResources:'
    )
    index = INDEX.replace("        Version:", "        Host: /lite/host\n        Version:")
    made = plan_of(opened(deployed({"index.yaml": index, "lite.yaml": lite}), 7))
    found = preview(made, 7)
    assert (found.domain, found.notes, found.change) == ("", (), Change.ADD)


# What people should know


def test_a_name_without_a_record_and_a_certificate_is_told() -> None:
    assert preview(plan_of(opened(at_rest(), 7)), 7).notes == (
        f"No DNS record is copied with it, so {HOST} has to lead to the load balancer.",
        f"No certificate of the listener covers {HOST}.",
    )


def test_a_name_with_a_record_over_http_needs_no_note() -> None:
    index = INDEX.replace("Protocol: HTTPS", "Protocol: HTTP")
    world = deployed({"index.yaml": index, "lite.yaml": LITE + RECORD}, DEFINITIONS)
    assert preview(plan_of(opened(world, 7)), 7).notes == ()
