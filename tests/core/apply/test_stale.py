"""Which facts changed since a plan was reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.stale import changed_facts, is_own_success
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Basis, Life, Parameter, Plan, Preview, Source
from kayron.core.snapshot import Event, Stack
from kayron.core.table import Table
from kayron.core.verdict import Verdict, allow, deny, hold
from tests.plans import QUIET, READY, RICH, UPDATE, artifact, commit
from tests.strategies.events import Misread, Override, Sicken, Status, Tag
from tests.strategies.histories import histories
from tests.strategies.steps import History, played
from tests.strategies.worlds import Start, starts
from tests.world.apply import applied
from tests.world.aws import push_image
from tests.world.example import NOON, STACK
from tests.world.github import (
    change_pull,
    close_pull,
    delete_branch,
    get_pull,
    head,
    open_pull,
    push,
)
from tests.world.releases import bump_release, define, suspend
from tests.world.scenario.at_rest import GIFT_CARDS, SEARCH, SHOP, SIZE_GUIDE, at_rest, ready_pull
from tests.world.scenario.releases import released
from tests.world.settle import plan_of
from tests.world.world import World, wait


def organisation() -> World:
    """Return Acme with two previews, a third to add, and releases to make, one without image."""
    world = push(released(at_rest(SIZE_GUIDE, GIFT_CARDS)), SHOP, "main")
    world = push_image(world, SHOP, head(world, SHOP, "main"))
    return bump_release(ready_pull(world, SEARCH), "mailer", "v0.10.0")


START = organisation()


def facts(change: Callable[[World], World], start: World = START) -> tuple[str, ...]:
    return changed_facts(plan_of(start), plan_of(change(start)))


def short(version: str) -> str:
    return version[:8]


def test_an_hour_later_the_plan_still_holds() -> None:
    assert facts(lambda world: wait(world, hours=1)) == ()


def test_a_branch_that_moved_is_named_with_its_commits() -> None:
    after = push(START, SHOP, "main")
    way = f"{short(head(START, SHOP, 'main'))} to {short(head(after, SHOP, 'main'))}"
    assert facts(lambda _: after) == (f"branch main of storefront moved from {way}",)


def test_a_pull_request_that_was_pushed_to_is_named_with_its_commits() -> None:
    after = push(START, SHOP, "fix/search-as-you-type")
    before, now = (short(get_pull(one, SHOP, SEARCH).commit) for one in (START, after))
    assert facts(lambda _: after) == (
        f"pull request #44 of storefront moved from {before} to {now}",
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda world: close_pull(world, SHOP, SIZE_GUIDE), "#38 of storefront is closed"),
        (lambda world: close_pull(world, SHOP, SEARCH), "#44 of storefront is closed"),
        (
            lambda world: change_pull(world, SHOP, SEARCH, draft=True),
            "#44 of storefront is a draft",
        ),
        (
            lambda world: change_pull(world, SHOP, SIZE_GUIDE, branch="other"),
            "#38 of storefront has the head branch 'other' now",
        ),
        (
            lambda world: change_pull(world, SHOP, SEARCH, branch="other"),
            "#44 of storefront has the head branch 'other' now",
        ),
        (
            lambda world: open_pull(world, SHOP, 60, "new"),
            "#60 of storefront asks for a preview now",
        ),
    ],
)
def test_what_became_of_a_pull_request_is_told(
    change: Callable[[World], World], expected: str
) -> None:
    assert facts(change) == (f"pull request {expected}",)


BUSY = (
    "the policy stack-status holds the stack now: The stack is UPDATE_IN_PROGRESS; its update has "
    "to end first"
)

UNREAD = (
    "the policy unknown-facts holds the stack now: Some facts could not be read: the root stack "
    "(AccessDenied: 403)"
)

PAUSE = "pause: {reason: maintenance}\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda world: bump_release(world, "checkout-api", "v2.9.0"),
            (
                "service/backend.yaml changed",
                "checkout-api is declared as release v2.9.0 now, and was as release v2.8.0",
            ),
        ),
        (
            lambda world: suspend(world, SHOP, "the till is counted"),
            (
                "service/storefront.yaml changed",
                "storefront is declared as suspended now, and was as branch main",
            ),
        ),
        (
            lambda world: define(world, "kayron.yaml", PAUSE),
            (
                "kayron.yaml changed",
                "the policy pause denies the stack now: Everything is paused: maintenance",
            ),
        ),
        (
            lambda world: push_image(world, "mailer", "v0.10.0"),
            ("the policy image allows mailer now: The image mailer:v0.10.0 is in ECR",),
        ),
        (lambda world: delete_branch(world, SHOP, "main"), ("branch main of storefront is gone",)),
        (
            Misread("branches", SHOP, "main"),
            ("branch main of storefront could not be read again: AccessDenied: 403",),
        ),
        (Override("LogLevel", "debug"), ("the parameter LogLevel gets another value",)),
        (Tag("team", "sea"), ("the tag team changed",)),
        (
            Override("Environment", "sea"),
            ("the parameter Environment is testing and shall be sea",),
        ),
        (
            Status("UPDATE_IN_PROGRESS"),
            (
                "the stack was updated by somebody else since",
                "the preview storefront/0278CD2D is not ready any more",
                "the preview storefront/35349991 is not ready any more",
                BUSY,
            ),
        ),
        (
            Misread("root"),
            (UNREAD,),
        ),
        (Sicken("35349991"), ("the preview storefront/35349991 is not ready any more",)),
        (
            Misread("comments", SHOP, str(SEARCH)),
            ("the action comment storefront#44 is not needed any more",),
        ),
    ],
)
def test_what_else_changed_is_told(
    change: Callable[[World], World], expected: tuple[str, ...]
) -> None:
    assert facts(change) == expected


def test_what_was_not_read_when_it_was_reviewed_is_told_by_the_policies() -> None:
    (fact,) = changed_facts(plan_of(Misread("root")(START)), plan_of(START))
    assert fact == (
        "the policy unknown-facts allows the stack now: The stack, its templates and listeners are "
        "known"
    )


def test_an_applied_plan_is_another_one() -> None:
    assert facts(lambda world: applied(world, plan_of(world)))[:2] == (
        "the stack was updated by somebody else since",
        "checkout-api runs v2.8.0 now",
    )


# What the world seldom shows, by hand.


def basis(**changes: object) -> Basis:
    return evolve(RICH.basis, **changes)  # type: ignore[arg-type]


def between(before: Plan, after: Plan) -> tuple[str, ...]:
    """Return the facts of two plans whose basis is made to differ in what is submitted alone."""
    found = changed_facts(before, evolve(after, basis=evolve(after.basis, desired="f" * 64)))
    return tuple(one for one in found if one != "what the update would submit changed")


def running(version: Fact[str]) -> Plan:
    return evolve(RICH, artifacts=(evolve(artifact("lite", "v1.0.0", "v1.0.0"), current=version),))


@pytest.mark.parametrize(
    ("after", "fact"),
    [
        ("v1.0.1", "lite runs v1.0.1 now"),
        (Absent(), "lite runs nothing now"),
        (Unknown("403."), "it could not be told again what lite runs: 403"),
    ],
)
def test_what_a_service_runs_is_told(after: Fact[str], fact: str) -> None:
    assert between(running("v1.0.0"), running(after)) == (fact,)


def test_a_version_that_is_there_again_is_told() -> None:
    gone = evolve(artifact("lite", "v1", commit("a")), desired=Absent(), strategy="branch main")
    back = evolve(gone, desired=commit("a"))
    found = between(evolve(RICH, artifacts=(gone,)), evolve(RICH, artifacts=(back,)))
    assert found == (f"branch main of lite is at {commit('a')[:8]} now",)


def test_services_that_come_and_go_are_told() -> None:
    one, other = artifact("lite", "v1", "v1"), artifact("site", "v1", "v1")
    found = between(evolve(RICH, artifacts=(one,)), evolve(RICH, artifacts=(other,)))
    assert found == ("lite is not declared any more", "site is declared now")


def showing(*previews: Preview, verdicts: Iterable[Verdict] = ()) -> Plan:
    return evolve(RICH, previews=previews, verdicts=tuple(verdicts))


LEGACY = evolve(READY, pull=None, branch=None)

UNPROVED = allow("unknown-facts", "splits-lite", "It is not proved.", "pulls.splits-lite.complete")


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        (showing(LEGACY), showing(), f"the preview {READY.subject} is not there any more"),
        (showing(), showing(LEGACY), f"the preview {READY.subject} is there now"),
        (
            showing(READY),
            showing(verdicts=[UNPROVED]),
            "pull request #12 of splits-lite could not be read again",
        ),
        (showing(READY), showing(), "pull request #12 of splits-lite is closed"),
        (
            showing(READY),
            showing(evolve(READY, pull=13)),
            f"{READY.subject} is of pull request #13 of splits-lite now",
        ),
        (
            showing(READY),
            showing(evolve(READY, current=commit("b"))),
            f"the preview {READY.subject} runs {commit('b')[:8]} now",
        ),
        (
            showing(evolve(READY, life=Life.DEPLOYING)),
            showing(READY),
            f"the preview {READY.subject} is ready now",
        ),
    ],
)
def test_what_became_of_a_preview_is_told(before: Plan, after: Plan, fact: str) -> None:
    assert between(before, after) == (fact,)


def test_a_preview_that_nobody_asks_for_any_more_need_not_be_closed() -> None:
    after = evolve(showing(), basis=basis(inputs=Table()))
    assert between(showing(READY), after) == (
        "kayron.yaml is gone",
        "pull request #12 of splits-lite no longer asks for a preview",
    )


def test_a_new_file_of_the_release_source_is_told() -> None:
    inputs = RICH.basis.inputs.overlaid({"service/lite.yaml": "7" * 64})
    assert between(RICH, evolve(RICH, basis=basis(inputs=inputs))) == ("service/lite.yaml is new",)


def with_parameter(**changes: object) -> Plan:
    found = Parameter(
        name="LogLevel", source=Source.OVERRIDE, value="info", changes=False, reason=""
    )
    return evolve(RICH, parameters=(evolve(found, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (with_parameter(), ()),
        (with_parameter(changes=True), ("the parameter LogLevel of the stack changed",)),
        (with_parameter(value="debug"), ("the parameter LogLevel gets another value",)),
        (with_parameter(source=Source.VERSION, value="v1"), ()),
        (with_parameter(name="Other"), ()),
    ],
)
def test_a_changed_parameter_is_told(after: Plan, expected: tuple[str, ...]) -> None:
    assert between(with_parameter(), after) == expected


def judged(*verdicts: Verdict) -> Plan:
    """Return a plan with these verdicts, one of each policy on each subject."""
    words = {f"{one.policy} {one.subject}": one.outcome.value for one in verdicts}
    return evolve(RICH, verdicts=verdicts, basis=basis(verdicts=Table(words)))


BEFORE = judged(allow("image", "lite", "It is there."), allow("open", "lite", "It is open."))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            judged(hold("image", "lite", "It is not there."), deny("open", "lite", "It is shut.")),
            ("the policy open denies lite now: It is shut",),
        ),
        (
            judged(hold("image", "lite", "It is\nnot there."), allow("new", "lite", "It is new.")),
            ("the policy image holds lite now: It is not there",),
        ),
        (
            judged(*BEFORE.verdicts, allow("new", "lite", "It is new.")),
            ("the policy new allows lite now: It is new",),
        ),
        (judged(BEFORE.verdicts[0]), ("the policy open says nothing of lite any more",)),
        (
            evolve(judged(deny("image", "lite", "It is not."), BEFORE.verdicts[1]), verdicts=()),
            ("the policy image says something else of lite",),
        ),
    ],
)
def test_of_the_verdicts_on_one_subject_the_gravest_is_told(
    after: Plan, expected: tuple[str, ...]
) -> None:
    assert changed_facts(BEFORE, after) == expected


def test_without_any_other_fact_it_is_told_what_would_be_done_otherwise() -> None:
    actions = Table({"a": "1", "b": "1"})
    after = basis(event=None, desired="", actions=Table({"b": "2", "c": "1"}))
    blank = evolve(RICH, artifacts=(), previews=())
    before = evolve(blank, basis=basis(actions=actions))
    assert changed_facts(before, evolve(blank, basis=after)) == (
        "the action a is not needed any more",
        "the action b is another one",
        "the action c is new",
        "the newest event of the stack is another one",
        "what the update would submit changed",
    )


# Laws.

words = st.sampled_from(["", "a", "b"])
tables = st.dictionaries(
    st.sampled_from(["image lite", "open stack", "pause stack", "kayron.yaml"]), words, max_size=3
).map(Table)
bases = st.builds(
    Basis,
    desired=words,
    event=st.none() | words,
    verdicts=tables,
    actions=tables,
    inputs=tables,
)
plans = st.sampled_from([RICH, QUIET, BEFORE, evolve(QUIET, artifacts=())])


@given(reviewed=plans, fresh=plans, before=bases, after=bases)
def test_there_are_facts_if_and_only_if_the_basis_is_another_one(
    reviewed: Plan, fresh: Plan, before: Basis, after: Basis
) -> None:
    found = changed_facts(evolve(reviewed, basis=before), evolve(fresh, basis=after))
    assert bool(found) == (before != after)
    assert len(set(found)) == len(found)


@given(start=starts, history=histories(most=4))
def test_whatever_happens_a_stale_plan_says_why(start: Start, history: History) -> None:
    reviewed, fresh = plan_of(start()), plan_of(played(history, start()))
    found = changed_facts(reviewed, fresh)
    assert bool(found) == (reviewed.basis != fresh.basis)
    assert changed_facts(fresh, fresh) == ()


@given(start=starts, history=histories(most=4))
def test_where_a_policy_says_otherwise_the_plan_is_stale(start: Start, history: History) -> None:
    reviewed, fresh = plan_of(start()), plan_of(played(history, start()))
    before, after = (
        {(one.policy, one.subject, one.outcome) for one in made.verdicts}
        for made in (reviewed, fresh)
    )
    assert before == after or changed_facts(reviewed, fresh)
    assert before == after or reviewed.basis.verdicts != fresh.basis.verdicts


# The plan's own success.


def stack(status: str = "UPDATE_COMPLETE", operation: str | None = UPDATE.operation) -> Stack:
    return evolve(STACK, status=status, event=Event(id="e", token=operation, time=NOON))


@pytest.mark.parametrize(
    ("root", "own"),
    [
        (stack(), True),
        (stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"), True),
        (stack("UPDATE_ROLLBACK_COMPLETE"), False),
        (stack("UPDATE_IN_PROGRESS"), False),
        (stack(operation="kayron-other"), False),
        (stack(operation=None), False),
        (evolve(STACK, event=None), False),
        (Absent(), False),
        (Unknown("403"), False),
    ],
)
def test_a_plan_knows_its_own_success(root: Fact[Stack], *, own: bool) -> None:
    assert is_own_success(RICH, root) is own


def test_a_plan_without_an_update_has_no_success_of_its_own() -> None:
    assert not is_own_success(QUIET, stack(operation=None))


STATUSES = ("UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE")

TOKENS = st.sampled_from([UPDATE.operation, "kayron-other", None])


@given(st.sampled_from(STATUSES), TOKENS)
def test_only_its_very_own_update_that_stayed_is_a_plans_own_success(
    status: str, token: str | None
) -> None:
    own = token == UPDATE.operation and status != "UPDATE_ROLLBACK_COMPLETE"
    assert is_own_success(RICH, stack(status, token)) == own
