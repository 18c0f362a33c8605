"""What the policies say of previews: removals, limits, readiness, what is left behind."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gate_setting import Gates
from kayron.core.hashing import branch_hash
from kayron.core.orphan import Orphan
from kayron.core.policy.preview import Judged, PreviewFacts, judge_previews
from kayron.core.policy.preview_limit import judge_limits
from kayron.core.policy.removals import judge_removals
from kayron.core.preview import PreviewCase, Standing
from kayron.core.running import Running
from kayron.core.snapshot import EcsService
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict, deny, hold
from tests.core.builder import case, deployed, deployment, ecs_service, pull

ASKED = pull(7, "feature")
HELD = deployed("feature", 7, version="c6")
HASH = HELD.hash
SUBJECT = f"lite/{HASH}"


def facts(
    *services: EcsService,
    gap: str = "",
    image: Fact[str] = "sha256:7",
    orphans: tuple[Orphan, ...] = (),
) -> PreviewFacts:
    running = Running(services={("lite", HASH): services}, unread={}, gap=gap)
    images: Table[Fact[str]] = Table({"c7": image})
    return PreviewFacts(running=running, images=Table({"lite": images}), orphans=orphans)


def judged(asked: PreviewCase, known: PreviewFacts) -> PreviewCase:
    return judge_previews([asked], known, {}).cases[0]


def stops(asked: PreviewCase) -> list[Verdict]:
    return [verdict for verdict in asked.verdicts if verdict.outcome is not Outcome.ALLOW]


# Removals


def many(standing: Standing, count: int, *, first: int = 0) -> list[PreviewCase]:
    numbers = range(first, first + count)
    return [case(standing, pull(n), deployed(f"feature/{n}", n)) for n in numbers]


@pytest.mark.parametrize(("leaving", "population"), [(10, 10), (3, 11), (0, 100), (30, 100)])
def test_some_previews_leave(leaving: int, population: int) -> None:
    cases = [
        *many(Standing.REMOVE, leaving),
        *many(Standing.KEEP, population - leaving, first=100),
        case(Standing.ADD, pull(999)),
    ]
    assert judge_removals(cases) == tuple(cases)


@pytest.mark.parametrize(
    ("leaving", "population", "arithmetic"),
    [
        (4, 11, "37 % is over 30 % (4 of 11)"),
        (12, 12, "100 % is over 30 % (12 of 12)"),
        (301, 1000, "31 % is over 30 % (301 of 1000)"),
    ],
)
def test_too_many_at_once_stay(leaving: int, population: int, arithmetic: str) -> None:
    cases = [
        *many(Standing.REMOVE, leaving),
        *many(Standing.KEEP, population - leaving, first=5000),
        case(Standing.LEFT_OUT, pull(9999)),
    ]
    found = judge_removals(cases)
    verdicts = {
        deny(
            "removals",
            one.subject,
            f"Too many previews would leave at once: {arithmetic}. "
            "It stays unless --force is given.",
            "root.template",
        )
        for one in cases[:leaving]
    }
    assert {one.standing for one in found[:leaving]} == {Standing.STAY}
    assert {one.verdicts[-1] for one in found[:leaving]} == verdicts
    assert list(found[leaving:]) == cases[leaving:]


def test_force_lets_them_leave() -> None:
    cases = many(Standing.REMOVE, 12)
    assert judge_previews(cases, facts(), {}, force=True).cases == tuple(
        evolve(one, image=Absent()) for one in cases
    )
    assert {one.standing for one in judge_previews(cases, facts(), {}).cases} == {Standing.STAY}


# Limits


def limited(cases: list[PreviewCase], **limits: int) -> list[list[str]]:
    """Return the policies that hold each preview of `lite`."""
    gates = Gates(**limits)  # type: ignore[arg-type]
    found = judge_limits(cases, {"lite": gates, "web": gates})
    return [[verdict.policy for verdict in stops(one)] for one in found]


def test_without_a_limit_nothing_is_held() -> None:
    assert limited(many(Standing.ADD, 3)) == [[], [], []]
    assert judge_limits(many(Standing.ADD, 1), {}) == tuple(many(Standing.ADD, 1))


def test_new_previews_over_the_limit_of_a_service_are_held() -> None:
    cases = [case(Standing.ADD, pull(n)) for n in range(3)]
    assert limited(cases, max_per_service=2) == [[], [], ["max-per-service"]]
    (held,) = stops(judge_limits(cases, {"lite": Gates(max_per_service=2)})[2])
    assert held == hold(
        "max-per-service",
        cases[2].subject,
        "It is preview 3 of its service, over the 2 of max_per_service.",
        "source.files.kayron.yaml",
    )


def test_the_limit_of_all_services_counts_them_all() -> None:
    cases = [case(Standing.ADD, pull(1), docker=docker) for docker in ("lite", "web", "lite")]
    assert limited(cases, max_total=2) == [[], [], ["max-total"]]
    (held,) = stops(judge_limits(cases, {"lite": Gates(max_total=2)})[2])
    assert held.reason == "It is preview 3 of all services, over the 2 of max_total."


def test_one_that_is_held_leaves_its_place_to_another_service() -> None:
    cases = [case(Standing.ADD, pull(1), docker=docker) for docker in ("lite", "lite", "web")]
    assert limited(cases, max_per_service=1, max_total=2) == [[], ["max-per-service"], []]


def test_deployed_previews_have_their_places_in_any_case() -> None:
    cases = [
        *many(Standing.STAY, 1),
        *many(Standing.KEEP, 2, first=10),
        case(Standing.ADD, pull(99)),
    ]
    assert limited(cases, max_total=2) == [[], [], ["max-total"], ["max-total"]]
    assert limited(cases, max_total=3) == [[], [], [], ["max-total"]]
    assert limited(cases, max_total=0)[0] == []


def test_what_leaves_or_is_left_out_takes_no_place() -> None:
    cases = [
        *many(Standing.REMOVE, 1),
        case(Standing.ADD, pull(5)),
        case(Standing.LEFT_OUT, pull(6)),
    ]
    assert limited(cases, max_total=1) == [[], [], []]


@given(
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_no_limit_is_passed_by_a_new_preview(
    kept: int, new: int, per_service: int, total: int
) -> None:
    cases = [
        *many(Standing.KEEP, kept),
        *(case(Standing.ADD, pull(100 + n), docker="web" if n % 2 else "lite") for n in range(new)),
    ]
    found = limited(cases, max_per_service=per_service, max_total=total)
    added = sum(not held for held in found[kept:])
    assert kept + added <= max(kept, total)
    for docker, held in (("lite", kept), ("web", 0)):
        own = [one for one, stops in zip(cases[kept:], found[kept:], strict=True) if not stops]
        count = held + sum(one.docker == docker for one in own)
        assert count <= max(held, per_service)


# Readiness


def test_fault_2_a_new_preview_waits_for_its_image() -> None:
    found = judged(case(Standing.ADD, ASKED), facts(image=Absent()))
    reason = "The image lite:c7 is not in ECR yet."
    assert stops(found) == [hold("image", SUBJECT, reason, "images.lite.c7")]
    assert (found.version, found.waits_for_image) == (None, True)


def test_fault_2_a_deployed_preview_keeps_its_version_until_the_next_image_is_there() -> None:
    found = judged(case(Standing.KEEP, ASKED, HELD), facts(image=Absent()))
    assert (found.version, found.waits_for_image) == ("c6", True)


def test_an_image_that_could_not_be_read_holds() -> None:
    found = judged(case(Standing.ADD, ASKED), facts(image=Unknown("throttled")))
    reason = "Whether the image lite:c7 is in ECR could not be read: throttled."
    assert stops(found) == [hold("unknown-facts", SUBJECT, reason, "images.lite.c7")]


@pytest.mark.parametrize("image", [Absent(), Unknown("throttled"), "sha256:7"])
def test_a_preview_that_is_deployed_with_its_commit_waits_for_no_image(image: Fact[str]) -> None:
    held = deployed("feature", 7, version="c7")
    found = judged(case(Standing.KEEP, ASKED, held), facts(image=image))
    assert (stops(found), found.version) == ([], "c7")


def test_a_preview_with_its_image_goes_on() -> None:
    found = judged(case(Standing.KEEP, ASKED, HELD), facts(ecs_service("x", deployment("lite:c6"))))
    assert (stops(found), found.version, found.current.version) == ([], "c7", "c6")


def test_a_deployed_preview_that_cannot_be_told_what_it_runs_is_held() -> None:
    found = judged(case(Standing.KEEP, ASKED, HELD), facts(gap="the root stack: 403"))
    reason = "It could not be read what it runs: the root stack: 403."
    assert stops(found) == [hold("unknown-facts", SUBJECT, reason, "services")]


def test_a_new_preview_runs_nothing_that_could_be_read() -> None:
    assert stops(judged(case(Standing.ADD, ASKED), facts(gap="the root stack: 403"))) == []


def test_a_preview_with_two_ecs_services_is_denied() -> None:
    found = judged(case(Standing.KEEP, ASKED, HELD), facts(ecs_service("a"), ecs_service("b")))
    reason = "2 ECS services say that they are this one: main/a, main/b."
    assert stops(found) == [deny("current", SUBJECT, reason, "services")]


@pytest.mark.parametrize("standing", [Standing.REMOVE, Standing.STAY, Standing.LEFT_OUT])
def test_readiness_says_nothing_of_what_is_not_wanted(standing: Standing) -> None:
    assert judged(case(standing, ASKED, HELD), facts(image=Absent())).verdicts == ()


# What is left behind

ORPHAN = Orphan(docker="lite", hash=HASH, name="the ECS service main/x", leaving=False)


def test_a_new_preview_whose_earlier_life_left_something_is_denied() -> None:
    found = judge_previews([case(Standing.ADD, ASKED)], facts(orphans=(ORPHAN,)), {})
    assert [verdict.policy for verdict in stops(found.cases[0])] == ["orphans"]
    assert found.verdicts == ()


@pytest.mark.parametrize("cases", [[], [case(Standing.LEFT_OUT, ASKED)]])
def test_what_is_left_behind_is_reported_where_no_preview_is_wanted(
    cases: list[PreviewCase],
) -> None:
    found = judge_previews(cases, facts(orphans=(ORPHAN,)), {})
    assert [(verdict.policy, verdict.subject) for verdict in found.verdicts] == [
        ("orphans", SUBJECT)
    ]


def test_several_reports_stand_in_the_order_of_their_subjects() -> None:
    others = [evolve(ORPHAN, hash=branch_hash(name)) for name in ("a", "b", "c", "d")]
    found = judge_previews([], facts(orphans=tuple(others)), {})
    subjects = [verdict.subject for verdict in found.verdicts]
    assert subjects == sorted(subjects)


def test_no_preview_is_nothing_to_judge() -> None:
    assert judge_previews([], facts(), {}) == Judged(cases=(), verdicts=())
