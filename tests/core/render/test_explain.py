"""Everything that a plan says of one subject."""

from __future__ import annotations

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from kayron.core.render.explain import UnknownSubject, explain, subjects
from kayron.core.render.style import plain
from kayron.core.verdict import allow
from tests.plans import ADDED, READY, RICH


@pytest.mark.parametrize(
    "subject", ["stack", "infrastructure", "splits-lite", "splits-server", ADDED.subject]
)
def test_a_subject(subject: str, snapshot: SnapshotAssertion) -> None:
    assert plain(explain(RICH, subject, 100)) == snapshot


def test_verdicts_that_allow_are_explained() -> None:
    assert "The stack is UPDATE_COMPLETE." in plain(explain(RICH, "stack", 100))


def test_verdicts_name_the_facts_that_they_rest_on() -> None:
    assert "rests on root.status" in plain(explain(RICH, "stack", 100))


def test_only_what_concerns_the_subject_is_shown() -> None:
    shown = plain(explain(RICH, READY.subject, 100))
    assert "[6] delete second status comment on splits-lite#12" in shown
    assert "[4]" not in shown


def test_a_preview_that_github_does_not_know_has_no_number() -> None:
    plan = evolve(RICH, previews=(evolve(READY, pull=None, branch=None),), actions=())
    assert plain(explain(plan, READY.subject, 100)).splitlines()[1] == "   current     a0123456"


def test_what_is_left_for_the_next_update_is_said_of_its_subject_alone() -> None:
    plan = evolve(RICH, waiting=("splits-lite moves from v1 to v2.",))
    left = "|  left for the next update: splits-lite moves from v1 to v2.\n"
    assert left in plain(explain(plan, "splits-lite", 100))
    assert left not in plain(explain(plan, READY.subject, 100))


def test_a_subject_that_is_only_judged_is_known() -> None:
    plan = evolve(RICH, verdicts=(allow("orphans", "lite/ABCDEF01", "It is gone."),))
    assert "lite/ABCDEF01" in subjects(plan)
    assert "It is gone." in plain(explain(plan, "lite/ABCDEF01", 100))


def test_an_unknown_subject_names_near_ones() -> None:
    with pytest.raises(UnknownSubject, match=r"'splits-lit'; did you mean splits-lite or") as found:
        explain(RICH, "splits-lit", 100)
    assert found.value.near[0] == "splits-lite"


def test_an_unknown_subject_that_is_like_none_says_so() -> None:
    with pytest.raises(UnknownSubject, match=r"'\\x1bzzz'\.$"):
        explain(RICH, "\x1bzzz", 100)
