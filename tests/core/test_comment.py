"""The status comment of a pull request."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from kayron.core.comment import comment_body, is_final, is_ours, marker
from kayron.core.plan import Life, Preview
from kayron.core.render.markup import LIMIT
from kayron.core.snapshot import Environment
from kayron.core.verdict import allow, deny, hold
from tests import hostile
from tests.plans import ADDED, BLOCKED, READY, REMOVED, RICH, WAITING

TESTING = Environment.TESTING


def body(*previews: Preview) -> str:
    return comment_body(previews, RICH.verdicts, TESTING)


@pytest.mark.parametrize("preview", [READY, ADDED, REMOVED, WAITING, BLOCKED])
def test_one_service(preview: Preview, snapshot: SnapshotAssertion) -> None:
    assert body(preview) == snapshot


def test_several_services_have_a_column(snapshot: SnapshotAssertion) -> None:
    other = evolve(WAITING, service="splits-server", subject=f"splits-server/{WAITING.hash}")
    verdicts = (hold("image", other.subject, "The image is not in ECR yet."),)
    assert comment_body((other, READY), verdicts, TESTING) == snapshot


def test_the_order_of_previews_does_not_matter() -> None:
    assert body(READY, WAITING) == body(WAITING, READY)


@given(st.sampled_from(Life))
def test_only_a_ready_preview_is_called_ready(life: Life) -> None:
    shown = body(evolve(READY, life=life))
    assert ("Ready" in shown) == (life is Life.READY)
    assert ("<https://" in shown) == (life is Life.READY)


def test_a_ready_preview_shows_the_commit_that_runs_and_others_the_one_that_shall() -> None:
    assert "a0123456" in body(evolve(READY, desired="d" * 40))
    assert "c0123456" in body(ADDED)


def test_what_is_no_commit_is_code() -> None:
    assert "| `v1.0.0` |" in body(evolve(READY, current="v1.0.0"))


def test_what_is_going_has_no_endpoint() -> None:
    assert "lite.testing.splits.org" not in body(REMOVED)


@pytest.mark.parametrize("domain", ["<b>.example.org", "a b.example.org", "localhost", "x" * 300])
def test_only_a_domain_is_linked(domain: str) -> None:
    assert "https://" not in body(evolve(READY, domain=domain))


def test_the_reasons_are_those_that_hold_or_deny_this_preview() -> None:
    verdicts = (
        allow("image", WAITING.subject, "It is there."),
        deny("image", BLOCKED.subject, "It is not."),
    )
    shown = comment_body((WAITING,), verdicts, TESTING)
    assert "It is" not in shown


def test_the_marker_names_environments_other_than_testing() -> None:
    assert [marker(environment) for environment in Environment] == [
        "<!-- kayron:preview:status:development -->",
        "<!-- kayron:preview:status -->",
        "<!-- kayron:preview:status:staging -->",
        "<!-- kayron:preview:status:production -->",
    ]


@pytest.mark.parametrize("one", Environment)
@pytest.mark.parametrize("other", Environment)
def test_a_comment_belongs_to_its_environment_alone(one: Environment, other: Environment) -> None:
    assert is_ours(comment_body((READY,), (), one), other) == (one is other)


@given(hostile.texts)
def test_hostile_names_add_no_structure(name: str) -> None:
    def shown(text: str) -> list[str]:
        preview = evolve(ADDED, service=text, domain=text, branch=text, notes=(text,))
        other = evolve(WAITING, current=text, desired=text)
        verdicts = (deny("eligibility", ADDED.subject, text),)
        return comment_body((preview, other), verdicts, TESTING).splitlines()

    found, reference = shown(f"z{name}"), shown("zx")
    assert [line.count("|") for line in found] == [line.count("|") for line in reference]
    assert sum(line.count("<!--") for line in found) == 1


def test_a_blocked_preview_that_made_an_update_fail_is_called_failed() -> None:
    verdicts = (hold("failed-before", BLOCKED.subject, "It made an update fail."),)
    assert "| Failed |" in comment_body((BLOCKED,), verdicts, TESTING)
    assert not is_final(comment_body((BLOCKED,), verdicts, TESTING))
    # What runs is told of, whatever became of a newer version.
    assert "| Ready |" in comment_body(
        (READY,), (evolve(verdicts[0], subject=READY.subject),), TESTING
    )


def test_a_comment_of_removed_previews_is_final() -> None:
    removed = evolve(REMOVED, life=Life.REMOVED)
    assert is_final(body(removed, removed))
    assert not is_final(body(removed, READY))


def test_a_comment_fits_whatever_is_in_it() -> None:
    many = [evolve(BLOCKED, service=f"service-{n}", notes=("x" * 5000,)) for n in range(50)]
    shown = comment_body(many, (), TESTING)
    assert len(shown) <= LIMIT
    assert "lines left out" in shown
