from __future__ import annotations

from datetime import timedelta
from random import Random

from attrs import evolve

from tests.simulation.company import Company
from tests.simulation.declaration import Gates, Policy
from tests.simulation.oracle import wanted
from tests.simulation.variant import Variant

TESTING = Variant(
    environment="testing",
    own_branch=False,
    annotated=False,
    direct=False,
    plain=False,
    original=False,
    step=0.1,
    rollout=0.2,
)


def company(variant: Variant = TESTING) -> Company:
    return Company(Random(1), variant)


def opened(one: Company, branch: str, *, draft: bool = False) -> int:
    sha = one.push("web", branch)
    one.build("web", sha)
    there = one.repositories["web"]
    return there.open_pull(branch, author="ada", time=one.now(), draft=draft).number


def asking(one: Company) -> list[int]:
    return [wish.pull for wish in wanted(one).wishes]


def test_open_pull_requests_are_wanted_in_the_order_of_their_creation() -> None:
    one = company()
    second = opened(one, "b")
    one.aws.advance(60)
    third = opened(one, "a")
    assert asking(one) == [second, third]


def test_drafts_are_wanted_where_the_service_says_so() -> None:
    one = company()
    draft = opened(one, "b", draft=True)
    assert asking(one) == []
    web = one.declared.of("web")
    assert web is not None
    one.declare(one.declared.having(evolve(web, preview=Gates(drafts=True))))
    assert asking(one) == [draft]


def test_of_colliding_branches_the_first_is_wanted() -> None:
    one = company()
    first = opened(one, "feature/branch-116594")
    opened(one, "feature/branch-164829")
    assert asking(one) == [first]


def test_what_is_too_old_is_wanted_no_more() -> None:
    one = company()
    opened(one, "b")
    policy = Policy(previews=Gates(max_age=timedelta(days=1)))
    one.declare(evolve(one.declared, policy=policy))
    one.aws.advance(timedelta(days=2).total_seconds())
    assert asking(one) == []


def test_limits_leave_the_first_ones() -> None:
    one = company()
    first = opened(one, "a")
    opened(one, "b")
    one.declare(evolve(one.declared, policy=Policy(previews=Gates(max_total=1))))
    assert asking(one) == [first]


def test_production_wants_what_the_latest_release_says() -> None:
    one = company(evolve(TESTING, environment="production"))
    api = one.declared.of("api")
    assert api is not None
    one.declare(one.declared.having(evolve(api, release="v3.0.0")))
    assert wanted(one).versions["api"] == "v3.0.0"
    with one.github.world.change():
        one.repositories["releases"].releases.pop()
    assert wanted(one).versions["api"] == "v1.0.0"


def test_a_broken_release_source_wants_nothing() -> None:
    one = company()
    one.declare(evolve(one.declared, broken={"kayron.yaml": "pauze: 1\n"}))
    assert wanted(one).declaration is None
