"""Whatever happened before: what each plan does, and that plans come to rest."""

from __future__ import annotations

from functools import cache

from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kayron.core.plan import DriftKind, Plan
from kayron.core.planner import Memo, plan
from kayron.core.snapshot import Stack
from kayron.core.verdict import INFRASTRUCTURE, STACK, Outcome
from tests.core.planner_laws import Turn, broken, nothing_is_done_when_nothing_may_be, unexplained
from tests.strategies.events import EditByHand, Status, Tag
from tests.strategies.histories import histories
from tests.strategies.steps import (
    Close,
    Commit,
    History,
    Open,
    Push,
    Release,
    Step,
    Write,
    played,
)
from tests.strategies.turns import Apply, update_of
from tests.strategies.worlds import (
    ADDED_QUEUE,
    BLOG_STACK,
    CONFIGURATION,
    FREEZE,
    SITE_DEFINITION,
    Start,
    busy,
    starts,
    two,
)
from tests.world.apply import applied
from tests.world.aws import live
from tests.world.cloudformation import all_stacks, known_resources
from tests.world.facts import snapshot
from tests.world.settle import PATIENCE, plan_of, settled
from tests.world.world import World, wait

NEW_PARAMETER = "  New: {Type: String}\n  LiteVersion: {"

BLOGS = BLOG_STACK + BLOG_STACK.replace("  Blog:", "  OtherBlog:")
"""Two stacks of one template."""


def told(made: Plan) -> str:
    """Return what a plan does and why not, for a failure's message."""
    stops = [v for v in made.verdicts if v.outcome is not Outcome.ALLOW]
    return "\n".join(
        [
            *(f"{a.id}: {a.reason}" for a in made.actions),
            *(f"{v.subject}: {v.reason}" for v in stops),
        ]
    )


def stopped(made: Plan) -> set[str]:
    """Return the subjects that a verdict stops."""
    return {one.subject for one in made.verdicts if one.outcome is not Outcome.ALLOW}


def names(reason: str, subjects: set[str]) -> bool:
    """Tell whether a reason of an update speaks of one of these subjects."""
    return any(subject in reason for subject in subjects)


def waits(made: Plan) -> list[str]:
    """Return the changes that are left for the next update."""
    return [one for one in made.waiting if " moves " in one or one.startswith("The preview ")]


class Daemon:
    """Plans with the memo of the plan before, as one that runs on does."""

    def __init__(self) -> None:
        self.memo: Memo | None = None

    def plan(self, world: World) -> Plan:
        made, self.memo = plan(snapshot(world), self.memo)
        return made

    def applied(self, world: World) -> World:
        """Return the world after its plan, which breaks no law and leaves what it says."""
        made = self.plan(world)
        after = applied(world, made)
        assert not broken(Turn(before=world, made=made, after=after)), told(made)
        # Time is frozen, for policies may change with it.
        following = self.plan(evolve(after, now=world.now))
        now, update = stopped(following), update_of(following)
        reasons = update.reason.split("\n") if update else []
        # What this update makes room for was stopped until then, and said so.
        before = stopped(made)
        assert [r for r in reasons if r not in made.waiting and not names(r, before)] == []
        left = [one for one in waits(made) if one not in reasons]
        # A new preview may be one that templates which wait cannot hold.
        left = [one for one in left if not (INFRASTRUCTURE in now and INFRASTRUCTURE in one)]
        assert left == [] or STACK in now, told(following)
        if not made.waiting and not update and now <= before:
            assert not following.actions, told(following)
        return after


@example(start=two, history=(Commit("index.yaml", "  Cluster:\n", f"{BLOGS}  Cluster:\n"),))
@example(start=two, history=(Commit("index.yaml", "  LiteVersion: {", NEW_PARAMETER),))
@example(
    start=two,
    history=(Push("main"), Apply(), Commit("blog.yaml", "Resources:\n", ADDED_QUEUE)),
)
@example(start=busy, history=(Status("UPDATE_ROLLBACK_FAILED"),))
@example(start=busy, history=(Commit("lite.yaml", "  Service:\n", "  WebService:\n"),))
@example(start=two, history=(Open(1, "first"), Commit("lite.yaml", "Value: lite}", "Value: x}")))
@example(start=busy, history=(Close(1), Close(2), Commit("site.yaml", "y: 300", "y: 101")))
@example(
    start=two,
    history=(Open(1, "a"), Open(2, "a"), *[Apply()] * 3, Close(1), Push("main"), Apply()),
)
@given(start=starts, history=histories())
def test_a_plan_breaks_no_law_and_leaves_nothing_to_do_but_what_it_says(
    start: Start, history: History
) -> None:
    daemon, world = Daemon(), start()
    turns: History = (*history, Apply())
    for step in turns:
        world = wait(world, minutes=5)
        world = daemon.applied(world) if isinstance(step, Apply) else step(world)


STOPS = st.sampled_from([FREEZE, FREEZE, "pause: {reason: stop}\n", "nonsense: true\n"])


# Each plays a history, and a plan follows it.
@settings(max_examples=100)
@given(start=starts, history=histories(most=6), text=STOPS)
def test_nothing_is_done_when_nothing_may_be_whatever_waits(
    start: Start, history: History, text: str
) -> None:
    world = Write(CONFIGURATION, text)(played(history, start()))
    turn = Turn(before=world, made=plan_of(world), after=world)
    assert [*nothing_is_done_when_nothing_may_be(turn)] == []


WISHES: tuple[tuple[Step, Step], ...] = (
    (Close(9), Open(9, "again")),
    (Tag("team", "shop"), Tag("team", "web")),
    (
        Write("service/site.yaml", SITE_DEFINITION),
        Write("service/site.yaml", SITE_DEFINITION.replace("v1.0.0", "v1.1.0")),
    ),
    (
        Commit("index.yaml", "Default: debug", "Default: info"),
        Commit("index.yaml", "Default: info", "Default: debug"),
    ),
)
"""What may be wished for, each one way and another."""


@cache
def walked(walk: tuple[int, ...]) -> World:
    """Return the world after each of these wishes in turn became another one, and came true."""
    if not walk:
        return settled(played((Release("v1.1.0"), *(step for step, _ in WISHES)), busy()))
    *before, wish = walk
    step = WISHES[wish][before.count(wish) % 2 == 0]
    return settled(step(wait(walked(tuple(before)), minutes=5)))


def deployed(world: World) -> list[tuple[object, ...]]:
    """Return what the stacks were last updated to."""
    stacks = all_stacks(live(world).root)
    return [(one.name, one.template, one.parameters, one.tags) for one in stacks]


# Most walks begin like another one, whose world is known.
@settings(max_examples=25)
@given(st.lists(st.integers(0, len(WISHES) - 1), min_size=2, max_size=5))
def test_what_was_deployed_once_is_deployed_again_when_it_is_wished_for_again(
    walk: list[int],
) -> None:
    seen: dict[tuple[int, ...], object] = {}
    for end in range(len(walk) + 1):
        wishes = tuple(walk[:end].count(wish) % 2 for wish in range(len(WISHES)))
        found = deployed(walked(tuple(walk[:end])))
        assert seen.setdefault(wishes, found) == found


DATA = "Resources:\n  Data: {Type: AWS::S3::Bucket}\n  Base: {Type: AWS::RDS::DBInstance}\n"


def data(world: World) -> set[str]:
    """Return the physical ids of what people would miss."""
    return {
        found.physical
        for stack in all_stacks(live(world).root)
        for found in known_resources(stack).values()
        if found.type in ("AWS::S3::Bucket", "AWS::RDS::DBInstance")
    }


@settings(max_examples=60)
@given(start=starts, nested=st.sampled_from(["Lite", "Site"]), history=histories(most=4))
def test_no_update_takes_data_away_that_somebody_added_by_hand(
    start: Start, nested: str, history: History
) -> None:
    world = EditByHand(nested, "Resources:\n", DATA)(start())
    assert len(data(world)) == 2
    assert data(world) <= data(played((*history, Push("main"), Apply()), world))


HANDS = (
    EditByHand("Lite", "Family: lite", "Family: heavy"),
    EditByHand("Lite", "Port: 80", "Port: 8080"),
    EditByHand("Site", "Value: !Ref Level", "Value: loud"),
    EditByHand("Site", "/api/*", "/v2/*"),
)


def templates(world: World) -> dict[str, object]:
    """Return the deployed templates of the nested stacks; that of the root says where they lie."""
    nested = live(world).root.nested
    return {name: one.template for name, one in nested.items() if isinstance(one, Stack)}


@settings(max_examples=40)
@given(
    start=st.sampled_from([two, busy]),
    hands=st.lists(st.sampled_from(HANDS), max_size=2),
    configuration=st.sampled_from(["", "template_drift: reconcile\n"]),
)
def test_what_somebody_changed_by_hand_is_told_and_mended_where_that_is_asked_for_alone(
    start: Start, hands: list[EditByHand], configuration: str
) -> None:
    before = templates(start())
    world = Write(CONFIGURATION, configuration)(played(tuple(hands), start()))
    changed = templates(world)
    told_of = {one.subject for one in plan_of(world).drift if one.kind is DriftKind.TEMPLATE}
    assert told_of == {name for name in before if before[name] != changed[name]}
    assert templates(settled(world)) == (before if configuration else changed)


@given(start=starts, history=histories())
def test_plans_come_to_rest_and_explain_what_is_left(start: Start, history: History) -> None:
    daemon, world = Daemon(), played(history, start())
    for _ in range(PATIENCE):
        made = daemon.plan(world)
        if not made.actions:
            break
        world = applied(world, made)
    assert (made.actions, unexplained(made)) == ((), []), told(made)
