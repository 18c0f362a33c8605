"""Which previews are wanted, which stay without being wanted, and which leave."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.configuration import Configuration
from kayron.core.fact import Absent, Unknown
from kayron.core.gate_setting import Gates
from kayron.core.hashing import branch_hash
from kayron.core.preview import PreviewCase, Standing
from kayron.core.release import Definition
from kayron.core.snapshot import Environment, Pull, Pulls
from kayron.core.stack.ledger import Deployed
from kayron.core.verdict import Verdict, allow, deny, hold
from kayron.core.wanted import unread_lists, wanted_previews
from tests.core.builder import (
    asking,
    definition,
    definitions,
    deployed,
    previews,
    pull,
    pulls,
    snapshot,
)

COLLIDING = [
    ("feature/branch-116594", "feature/branch-164829"),
    ("fix/8240", "fix/70802"),
]

Seen = list[tuple[int | None, str, Standing]]


def seen(cases: tuple[PreviewCase, ...]) -> Seen:
    """Return the number, the service and the standing of each, in their order."""
    return [(c.pull.number if c.pull else None, c.docker, c.standing) for c in cases]


def only(cases: tuple[PreviewCase, ...]) -> tuple[Standing, Verdict]:
    """Return what becomes of the only preview, and the only verdict on it."""
    (one,) = cases
    (verdict,) = one.verdicts
    return one.standing, verdict


def subject(branch: str, docker: str = "lite") -> str:
    return f"{docker}/{branch_hash(branch)}"


# What is wanted


def test_an_open_pull_request_gets_a_preview() -> None:
    asked = pull(7, "feature")
    assert previews(asking(), requests=pulls(asked)) == (
        PreviewCase(
            docker="lite",
            hash=branch_hash("feature"),
            repository="lite",
            standing=Standing.ADD,
            pull=asked,
            verdicts=(
                allow(
                    "eligibility",
                    subject("feature"),
                    "Pull request #7 passes every gate.",
                    "pulls.lite.7",
                ),
            ),
        ),
    )


def test_a_deployed_preview_with_an_open_pull_request_is_kept() -> None:
    held = deployed("feature", 7)
    (kept,) = previews(asking(), requests=pulls(pull(7, "feature")), held=[held])
    assert (kept.standing, kept.deployed) == (Standing.KEEP, held)


def test_services_of_one_repository_get_a_preview_each() -> None:
    found = previews(
        asking("api", github="mono"), asking("web", github="mono"), requests=pulls(pull(7))
    )
    assert seen(found) == [(7, "api", Standing.ADD), (7, "web", Standing.ADD)]


def test_the_deployed_come_first_then_the_older_and_the_smaller_number() -> None:
    day = timedelta(days=1)
    found = previews(
        asking("web", github="mono"),
        asking("api", github="mono"),
        requests=pulls(
            pull(4, age=2 * day), pull(3, age=2 * day), pull(9, age=5 * day), pull(8, age=day)
        ),
        held=[deployed("feature/8", 8, service="web")],
    )
    assert seen(found) == [
        (8, "web", Standing.KEEP),
        (9, "api", Standing.ADD),
        (9, "web", Standing.ADD),
        (3, "api", Standing.ADD),
        (3, "web", Standing.ADD),
        (4, "api", Standing.ADD),
        (4, "web", Standing.ADD),
        (8, "api", Standing.ADD),
    ]


def test_a_pull_request_that_is_excluded_is_said_and_comes_last() -> None:
    found = previews(asking(), requests=pulls(pull(1, draft=True, age=timedelta(days=9)), pull(2)))
    assert seen(found) == [(2, "lite", Standing.ADD), (1, "lite", Standing.LEFT_OUT)]
    assert found[1].verdicts[0].policy == "draft"


def test_a_closed_pull_request_that_has_no_preview_is_not_spoken_of() -> None:
    assert previews(asking(), requests=pulls(pull(7, open=False))) == ()


def test_one_s_own_gates_replace_those_of_the_settings() -> None:
    found = previews(
        asking("web", github="mono", drafts=True),
        asking("api", github="mono"),
        requests=pulls(pull(7, draft=True)),
    )
    assert seen(found) == [(7, "web", Standing.ADD), (7, "api", Standing.LEFT_OUT)]


@pytest.mark.parametrize(
    ("service", "environment"),
    [
        (definition(), Environment.TESTING),
        (asking(), Environment.PRODUCTION),
        (asking(environments=(Environment.STAGING,)), Environment.TESTING),
    ],
)
def test_nobody_who_does_not_ask_gets_a_preview(
    service: Definition, environment: Environment
) -> None:
    assert previews(service, requests=pulls(pull(7)), environment=environment) == ()


# Who gets it where several ask for one


@pytest.mark.parametrize(("one", "other"), COLLIDING)
def test_fault_7_of_two_head_branches_that_collide_the_first_has_the_preview(
    one: str, other: str
) -> None:
    older, younger = pull(9, one, age=timedelta(days=2)), pull(3, other)
    winner, loser = previews(asking(), requests=pulls(older, younger))
    assert (winner.pull, winner.standing) == (older, Standing.ADD)
    assert (loser.pull, loser.standing) == (younger, Standing.LEFT_OUT)
    assert loser.verdicts == (
        deny(
            "collision",
            subject(one),
            f"The head branch {other!r} of pull request #3 has the same hash as {one!r} of #9, "
            "which has the preview.",
            "pulls.lite.3",
        ),
    )


def test_fault_7_of_two_pull_requests_with_one_head_branch_the_first_has_the_preview() -> None:
    winner, loser = previews(asking(), requests=pulls(pull(8, "same"), pull(5, "same")))
    assert winner.pull == pull(5, "same")
    assert loser.verdicts == (
        deny(
            "collision",
            subject("same"),
            "Pull request #8 shares its head branch 'same' with #5, which has the preview.",
            "pulls.lite.8",
        ),
    )


@pytest.mark.parametrize(("one", "other"), COLLIDING)
def test_the_one_that_is_deployed_keeps_its_preview_however_young(one: str, other: str) -> None:
    older, younger = pull(1, one, age=timedelta(days=9)), pull(2, other)
    found = previews(asking(), requests=pulls(older, younger), held=[deployed(other, 2)])
    assert seen(found) == [(2, "lite", Standing.KEEP), (1, "lite", Standing.LEFT_OUT)]


def test_with_no_number_recorded_the_oldest_of_the_hash_is_the_one_that_is_deployed() -> None:
    found = previews(
        asking(), requests=pulls(pull(1, "same"), pull(2, "same")), held=[deployed("same")]
    )
    assert seen(found) == [(1, "lite", Standing.KEEP), (2, "lite", Standing.LEFT_OUT)]


def test_a_collision_with_one_that_is_excluded_is_none() -> None:
    requests = pulls(pull(1, "same", draft=True, age=timedelta(days=9)), pull(2, "same"))
    found = previews(asking(), requests=requests)
    assert seen(found) == [(2, "lite", Standing.ADD), (1, "lite", Standing.LEFT_OUT)]


def test_a_preview_goes_over_to_the_next_pull_request_of_its_branch() -> None:
    requests = pulls(pull(7, "feature", open=False), pull(9, "feature"))
    found = previews(asking(), requests=requests, held=[deployed("feature", 7)])
    assert seen(found) == [(9, "lite", Standing.KEEP)]


BRANCHES = st.sampled_from([*(branch for pair in COLLIDING for branch in pair), "a", "b"])
REQUESTS = st.lists(
    st.builds(
        pull,
        st.integers(1, 9),
        BRANCHES,
        age=st.integers(1, 3).map(lambda days: timedelta(days=days)),
        draft=st.booleans(),
        open=st.booleans(),
    ),
    max_size=9,
    unique_by=lambda one: one.number,
)
HELD = st.lists(
    st.builds(deployed, BRANCHES, st.none() | st.integers(1, 9)),
    max_size=4,
    unique_by=lambda one: one.hash,
)


@given(REQUESTS, HELD)
def test_no_two_previews_share_a_hash_and_no_order_of_arrival_matters(
    requests: list[Pull], held: list[Deployed]
) -> None:
    found = previews(asking(), requests=pulls(*requests), held=held)
    there = [case.hash for case in found if case.standing is not Standing.LEFT_OUT]
    assert len(there) == len(set(there))
    assert {one.hash for one in held} <= set(there)
    backwards = pulls(*reversed(requests))
    assert previews(asking(), requests=backwards, held=held[::-1]) == found


def claim(request: Pull, held: list[Deployed]) -> tuple[bool, datetime, int]:
    """Return what comes first: who has the preview already, then the older one."""
    has = any(
        one.hash == branch_hash(request.branch) and one.pull in (None, request.number)
        for one in held
    )
    return not has, request.created, request.number


@given(REQUESTS, st.sets(st.integers(1, 9)))
def test_of_one_hash_the_deployed_one_is_first_and_then_the_oldest_and_so_it_is_of_all(
    requests: list[Pull], shown: set[int]
) -> None:
    by_hash = {branch_hash(one.branch): one for one in requests if one.number in shown}
    held = [deployed(one.branch, one.number) for one in by_hash.values()]
    found = previews(asking(), requests=pulls(*requests), held=held)
    eligible = sorted(
        (one for one in requests if one.open and not one.draft), key=lambda one: claim(one, held)
    )
    winners: dict[str, int] = {}
    for request in eligible:
        winners.setdefault(branch_hash(request.branch), request.number)
    wanted = [one for one in found if one.standing in (Standing.ADD, Standing.KEEP)]
    assert {one.hash: one.pull.number for one in wanted if one.pull} == winners
    order = [(not one.deployed, one.pull.created, one.pull.number) for one in wanted if one.pull]
    assert order == sorted(order)


@given(REQUESTS, HELD, st.sampled_from(["asks", "asks for none", "elsewhere", "is gone"]))
def test_where_nobody_asks_no_preview_comes_and_every_one_leaves(
    requests: list[Pull], held: list[Deployed], how: str
) -> None:
    service = {
        "asks for none": definition(),
        "elsewhere": asking(environments=(Environment.STAGING,)),
        "is gone": asking("other"),
    }.get(how, asking())
    found = previews(service, requests=pulls(*requests), held=held)
    own = {one.standing for one in found if one.docker == "lite"}
    assert how == "asks" or own <= {Standing.REMOVE}
    assert {one.hash for one in held} <= {one.hash for one in found}


READINGS = st.lists(st.builds(pull, st.integers(1, 3), open=st.booleans()), max_size=6)


@given(READINGS)
def test_of_a_pull_request_that_was_read_twice_no_order_of_arrival_counts(
    readings: list[Pull],
) -> None:
    found = previews(asking(), requests=pulls(*readings))
    assert previews(asking(), requests=pulls(*reversed(readings))) == found
    assert {one.pull.number for one in found if one.pull} == {r.number for r in readings if r.open}


@given(REQUESTS, HELD)
def test_a_deployed_preview_leaves_on_proof_only(
    requests: list[Pull], held: list[Deployed]
) -> None:
    cut_short = pulls(*requests, complete=False)
    by_number = {request.number: request for request in requests}
    for case in previews(asking(), requests=cut_short, held=held):
        if case.standing is Standing.REMOVE:
            assert case.deployed
            proof = by_number[case.deployed.pull or 0]
            moved = branch_hash(proof.branch) != case.hash
            assert not proof.open or proof.draft or moved


# What leaves


def test_fault_4_a_closed_pull_request_s_preview_leaves() -> None:
    requests = pulls(pull(7, "feature", open=False), complete=False)
    assert only(previews(asking(), requests=requests, held=[deployed("feature", 7)])) == (
        Standing.REMOVE,
        deny("open", subject("feature"), "Pull request #7 is closed.", "pulls.lite.7"),
    )


def test_a_pull_request_that_is_not_eligible_any_more_loses_its_preview() -> None:
    requests = pulls(pull(7, "feature", draft=True))
    assert only(previews(asking(), requests=requests, held=[deployed("feature", 7)])) == (
        Standing.REMOVE,
        deny("draft", subject("feature"), "Pull request #7 is a draft.", "pulls.lite.7"),
    )


def test_a_pull_request_that_is_proved_not_to_exist_loses_its_preview() -> None:
    requests = pulls(unread={"7": Absent()})
    assert only(previews(asking(), requests=requests, held=[deployed("feature", 7)])) == (
        Standing.REMOVE,
        deny(
            "open", subject("feature"), "Pull request #7 does not exist any more.", "pulls.lite.7"
        ),
    )


def test_a_pull_request_with_another_head_branch_loses_the_old_one_s_preview() -> None:
    added, removed = sorted(
        previews(asking(), requests=pulls(pull(7, "new")), held=[deployed("old", 7)]),
        key=lambda case: case.standing.value,
    )
    assert added.standing is Standing.ADD
    assert (removed.standing, removed.verdicts) == (
        Standing.REMOVE,
        (
            deny(
                "open",
                subject("old"),
                "Pull request #7 has the head branch 'new' now.",
                "pulls.lite.7",
            ),
        ),
    )


def test_with_another_head_branch_and_excluded_the_verdict_is_on_the_preview_that_leaves() -> None:
    requests = pulls(pull(7, "new", draft=True))
    assert only(previews(asking(), requests=requests, held=[deployed("old", 7)])) == (
        Standing.REMOVE,
        deny("draft", subject("old"), "Pull request #7 is a draft.", "pulls.lite.7"),
    )


def test_of_the_go_original_s_previews_one_leaves_that_a_whole_list_does_not_hold() -> None:
    assert only(previews(asking(), requests=pulls(), held=[deployed("feature")])) == (
        Standing.REMOVE,
        deny(
            "open",
            subject("feature"),
            "No open pull request of lite has a head branch of this hash.",
            "pulls.lite.complete",
        ),
    )


def test_of_the_go_original_s_previews_one_leaves_whose_pull_request_is_excluded() -> None:
    requests = pulls(pull(7, "feature", head_repository=2))
    assert only(previews(asking(), requests=requests, held=[deployed("feature")])) == (
        Standing.REMOVE,
        deny("fork", subject("feature"), "Pull request #7 comes from a fork.", "pulls.lite.7"),
    )


@pytest.mark.parametrize(
    ("service", "environment", "reason"),
    [
        (
            definition(),
            Environment.TESTING,
            "The release definition of lite no longer asks for previews.",
        ),
        (asking(), Environment.STAGING, "The environment staging allows no previews of lite."),
        (
            asking("other"),
            Environment.TESTING,
            "No release definition declares this service any more.",
        ),
    ],
)
def test_previews_that_nobody_asks_for_any_more_leave(
    service: Definition, environment: Environment, reason: str
) -> None:
    found = previews(
        service,
        requests=pulls(pull(7, "feature", draft=True)),
        held=[deployed("feature", 7)],
        environment=environment,
    )
    left = [case for case in found if case.deployed]
    assert only(tuple(left)) == (
        Standing.REMOVE,
        deny("previews", subject("feature"), reason, "source.files"),
    )


# What stays, for nothing is proved


@pytest.mark.parametrize(
    ("requests", "error"),
    [
        (pulls(unread={"7": Unknown("502")}), "502"),
        (pulls(), "it is not in the snapshot"),
        (None, "it is not in the snapshot"),
        (pulls(pull(8), complete=False), "it is not in the snapshot"),
    ],
)
def test_fault_6_a_pull_request_that_was_not_read_keeps_its_preview(
    requests: Pulls | None, error: str
) -> None:
    found = previews(asking(), requests=requests, held=[deployed("feature", 7)])
    assert only(tuple(case for case in found if case.deployed)) == (
        Standing.STAY,
        hold(
            "unknown-facts",
            subject("feature"),
            f"Pull request #7 could not be read: {error}; its preview stays.",
            "pulls.lite.7",
        ),
    )


@pytest.mark.parametrize(
    ("requests", "why"),
    [
        (pulls(complete=False), "it changed while it was read"),
        (pulls(complete=Unknown("502")), "502"),
        (pulls(pull(7, "feature", draft=True), complete=Unknown("502")), "502"),
        (None, "it is not in the snapshot"),
    ],
)
def test_fault_6_a_list_that_may_be_cut_short_proves_nothing(
    requests: Pulls | None, why: str
) -> None:
    found = previews(asking(), requests=requests, held=[deployed("feature")])
    assert only(tuple(case for case in found if case.deployed)) == (
        Standing.STAY,
        hold(
            "unknown-facts",
            subject("feature"),
            "Its pull request's number is not recorded, and the list of open pull requests of "
            f"lite is not proved whole ({why}); the preview stays.",
            "pulls.lite.complete",
        ),
    )


def test_a_preview_of_a_service_that_is_not_known_stays() -> None:
    (found,) = previews(asking(), requests=pulls(), held=[deployed("feature", 7, service="")])
    assert (found.standing, found.verdicts[0].policy) == (Standing.STAY, "unknown-facts")


def test_of_one_preview_in_two_stacks_the_first_counts_and_both_are_named() -> None:
    twice = [deployed("feature", 7, stack=("Web",)), deployed("feature", 7, stack=())]
    (found,) = previews(asking(), requests=pulls(pull(7, "feature")), held=twice)
    assert (found.deployed, found.verdicts[1:]) == (
        twice[1],
        (
            deny(
                "current",
                found.subject,
                "It is deployed more than once, in Web and the root stack. Any update leaves one "
                "of them; find out how the others came to be.",
                "root.template",
            ),
        ),
    )


def test_of_a_pull_request_that_was_read_twice_the_open_one_counts() -> None:
    requests = pulls(pull(7, "feature"), pull(7, "feature", open=False))
    found = previews(asking(), requests=requests, held=[deployed("feature", 7)])
    assert seen(found) == [(7, "lite", Standing.KEEP)]


# Lists


@pytest.mark.parametrize(
    ("requests", "why"),
    [
        (pulls(complete=False), "it changed while it was read"),
        (pulls(complete=Unknown("502")), "502"),
        (None, "it is not in the snapshot"),
    ],
)
def test_fault_6_a_list_that_is_not_proved_whole_is_said(requests: Pulls | None, why: str) -> None:
    lists = {} if requests is None else {"lite": requests}
    services = definitions(asking(), definition("web"))
    assert unread_lists(services, Configuration(), snapshot(pull_lists=lists)) == (
        allow(
            "unknown-facts",
            "lite",
            f"The list of open pull requests of lite is not proved whole ({why}): some may be "
            "missing here, and none counts as closed because of it.",
            "pulls.lite.complete",
        ),
    )


def test_nothing_is_said_of_a_whole_list_or_where_nobody_asks() -> None:
    whole, none = snapshot(pull_lists={"lite": pulls()}), snapshot()
    silent = Configuration(previews=Gates(environments=()))
    assert unread_lists(definitions(asking()), Configuration(), whole) == ()
    assert unread_lists(definitions(asking()), silent, none) == ()


def test_a_thousand_services_with_a_hundred_pull_requests_are_one_walk() -> None:
    services = [asking(f"s{i}", github="mono") for i in range(200)]
    held = [deployed(f"feature/{n}", service=f"s{i}") for i in range(200) for n in range(50)]
    requests = pulls(*(pull(n, draft=n < 50) for n in range(100)))
    found = wanted_previews(
        definitions(*services), Configuration(), snapshot(pull_lists={"mono": requests}), held
    )
    assert sum(case.standing is Standing.REMOVE for case in found) == 10_000
    assert sum(case.standing is Standing.ADD for case in found) == 10_000


def test_the_repository_of_a_service_that_is_not_declared_is_spelled_as_another_has_it() -> None:
    declared = definitions(definition("light", github="App"))
    ledger = (deployed("feature/7", 7, service="app"), deployed("feature/8", 8, service="shop"))
    found = wanted_previews(declared, Configuration(), snapshot(), ledger)
    assert {case.docker: case.repository for case in found} == {"app": "App", "shop": "shop"}
