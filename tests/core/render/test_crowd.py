"""Pull requests that get no preview, where there are many of them."""

from __future__ import annotations

from functools import cache

import pytest

from kayron.core.plan import Plan
from kayron.core.render.crowd import LISTED, words
from kayron.core.render.explain import explain
from kayron.core.render.markdown import markdown
from kayron.core.render.markup import prose
from kayron.core.render.style import plain
from kayron.core.render.text import text
from tests.core.lite import at_rest, opened
from tests.world.github import open_fork
from tests.world.settle import plan_of


@cache
def with_excluded(number: int) -> Plan:
    """Return the plan of a world with one preview, a fork and so many updates by a bot."""
    world = open_fork(at_rest(7), "lite", 8, "feature/8", "mallory")
    for pull in range(100, 100 + number):
        world = opened(world, pull, f"dependabot/{pull}")
    return plan_of(world)


def renderings(made: Plan) -> list[str]:
    return [plain(text(made, 100)), markdown(made)]


def test_few_are_listed_with_the_reason_of_each() -> None:
    made = with_excluded(LISTED - 1)
    assert words(made) == ""
    assert [shown.count("dependabot/") >= LISTED - 1 for shown in renderings(made)] == [True, True]


def test_many_are_counted_by_who_excluded_them() -> None:
    made = with_excluded(LISTED)
    said = "21 pull requests more without a preview: exclude-branches 20 and fork 1"
    assert words(made) == said
    printed, marked = renderings(made)
    assert (said in printed, prose(said) in marked) == (True, True)
    assert "dependabot/" not in printed + marked


def test_previews_are_listed_beside_them() -> None:
    assert all("lite/28967718" in shown for shown in renderings(with_excluded(LISTED)))


@pytest.mark.parametrize("number", [LISTED, 1])
def test_each_is_explained(number: int) -> None:
    made = with_excluded(number)
    subject = next(one.subject for one in made.previews if one.pull == 100)
    assert "exclude-branches" in plain(explain(made, subject, 100))


def test_one_whose_name_another_preview_has_is_listed() -> None:
    world = at_rest(7)
    for pull in range(100, 101 + LISTED):
        world = opened(world, pull, "feature/7" if pull == 100 else f"dependabot/{pull}")
    shown = plain(text(plan_of(world), 100))
    assert ("#100" in shown, "20 pull requests" in shown, "#101 " in shown) == (True, False, True)
