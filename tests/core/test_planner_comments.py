"""The status comments of pull requests, over plans that follow each other."""

from __future__ import annotations

from tests.strategies.steps import Commit, played
from tests.strategies.turns import Apply
from tests.strategies.worlds import busy
from tests.world.settle import plan_of


def test_a_new_domain_is_told_with_the_update_that_brings_it() -> None:
    world = played((Commit("lite.yaml", "lite.${Environment}", "www.${Environment}"),), busy())
    after = Apply()(world)
    (comment,) = after.comments["lite"]["2"].own
    assert "<https://16367aac.www.testing.example.org>" in comment.body
    assert plan_of(after).actions == ()
