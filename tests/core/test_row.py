"""The rows of a plan: where artifacts and previews stand, and what differs."""

from __future__ import annotations

from attrs import evolve

from kayron.core.fact import Absent, Unknown
from kayron.core.plan import Change, Drift, DriftKind, Life, Preview
from kayron.core.table import Table
from tests.core.lite import at_rest, next_world, opened, released
from tests.world.aws import live
from tests.world.github import change_pull, close_pull, get_pull, head, open_pull, push
from tests.world.reading import unknown
from tests.world.recorded import preview
from tests.world.releases import define
from tests.world.settle import plan_of
from tests.world.world import World

SUBJECT = "lite/28967718"


def test_a_preview_is_told_in_full() -> None:
    world = at_rest(7)
    commit = get_pull(world, "lite", 7).commit
    found = preview(plan_of(world), 7)
    assert found == Preview(
        subject=SUBJECT,
        service="lite",
        hash="28967718",
        repository="lite",
        pull=7,
        branch="feature/7",
        current=commit,
        desired=commit,
        effective=commit,
        life=Life.READY,
        change=Change.NONE,
        domain="28967718.lite.testing.example.org",
        priorities=Table({"Rule": 101}),
        notes=found.notes,
    )


def stand(world: World) -> tuple[Life, Change, object]:
    """Return where the preview of pull request 7 stands and comes to."""
    found = preview(plan_of(world), 7)
    return found.life, found.change, found.effective


def test_where_previews_stand() -> None:
    old = get_pull(at_rest(7), "lite", 7).commit
    pushed = push(at_rest(7), "lite", "feature/7")
    assert stand(open_pull(at_rest(), "lite", 7, "feature/7")) == (
        Life.WAITING,
        Change.NONE,
        Absent(),
    )
    assert stand(opened(at_rest(), 7))[:2] == (Life.DEPLOYING, Change.ADD)
    assert stand(released(opened(at_rest(), 7))) == (Life.WANTED, Change.NONE, Absent())
    assert stand(pushed) == (Life.WAITING, Change.NONE, old)
    assert stand(close_pull(at_rest(7), "lite", 7)) == (Life.REMOVING, Change.REMOVE, Absent())
    assert stand(next_world(opened(at_rest(), 7)))[:2] == (Life.READY, Change.NONE)
    assert stand(change_pull(opened(at_rest(), 7), "lite", 7, draft=True))[0] is Life.BLOCKED


def test_a_preview_is_not_ready_before_all_its_tasks_run() -> None:
    world = at_rest(7)
    services = {
        arn: evolve(
            one,
            deployments=[
                evolve(each, running=0, rollout="IN_PROGRESS") for each in one.deployments
            ],
        )
        if "preview" in one.tags
        else one
        for arn, one in live(world).services.items()
    }
    rolling = evolve(world, live=evolve(live(world), services=Table(services)))
    assert preview(plan_of(rolling), 7).life is Life.DEPLOYING


def test_a_preview_is_not_ready_before_its_template_has_who_took_it_over() -> None:
    """Where that one is closed first, nothing would lead to its comment any more."""
    world = at_rest(7)
    commit = get_pull(world, "lite", 7).commit
    taken = opened(close_pull(world, "lite", 7), 9, "feature/7")
    same = change_pull(taken, "lite", 9, commit=commit)
    assert preview(plan_of(released(same)), 9).life is Life.WANTED
    assert preview(plan_of(same), 9).life is Life.DEPLOYING
    assert preview(plan_of(next_world(same)), 9).life is Life.READY


def test_release_drift_says_what_runs_and_what_is_declared() -> None:
    world = released(at_rest())
    before, after = head(at_rest(), "lite", "main"), head(world, "lite", "main")
    reason = f"lite runs {before}, and {after} is declared."
    assert plan_of(world).drift == (Drift(kind=DriftKind.RELEASE, subject="lite", reason=reason),)


def test_a_service_that_runs_nothing_is_drift_too() -> None:
    world = at_rest()
    stopped = {arn: evolve(one, deployments=()) for arn, one in live(world).services.items()}
    made = plan_of(evolve(world, live=evolve(live(world), services=Table(stopped))))
    assert [one.reason.partition(",")[0] for one in made.drift] == ["lite runs nothing"]


def test_what_is_unknown_is_no_drift() -> None:
    world = released(at_rest())
    made = plan_of(unknown(world, "502", "branches", "lite", "main"))
    assert (made.drift, isinstance(made.artifacts[1].desired, Unknown)) == ((), True)


def drift(world: World) -> list[str]:
    return [one.reason for one in plan_of(world).drift if one.kind is DriftKind.PREVIEW]


def test_preview_drift_says_what_is_wanted() -> None:
    world = at_rest(7)
    old, pushed = get_pull(world, "lite", 7).commit, push(world, "lite", "feature/7")
    new = get_pull(pushed, "lite", 7).commit
    start = f"The preview {SUBJECT}"
    assert drift(opened(at_rest(), 7)) == [f"{start} is wanted, and not deployed."]
    assert drift(close_pull(world, "lite", 7)) == [f"{start} is deployed, and no longer wanted."]
    assert drift(pushed) == [f"{start} has {old}, and {new} is wanted."]
    taken = opened(close_pull(world, "lite", 7), 9, "feature/7")
    same = change_pull(taken, "lite", 9, commit=old)
    assert drift(same) == [f"{start} is of pull request #7, and #9 has its branch now."]
    assert drift(world) == []


def test_a_preview_of_a_service_that_nobody_defines_any_more_has_a_row_of_its_own() -> None:
    text = "- docker: light\n  github: light\n  deploy: {branch: main}\n"
    made = plan_of(define(at_rest(7), "service/lite.yaml", text))
    (found,) = made.previews
    assert (found.repository, found.pull, found.branch, found.change) == (
        "lite",
        7,
        None,
        Change.REMOVE,
    )
