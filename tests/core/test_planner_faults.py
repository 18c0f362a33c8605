"""The faults of the Go original that are a planner's: none of them comes back (SPEC 17)."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.action import CreateComment
from kayron.core.plan import Change, DriftKind, Life, Plan, Source
from kayron.core.verdict import INFRASTRUCTURE, Outcome
from tests.strategies.events import Misread, Override, Sicken, Tag
from tests.strategies.steps import (
    Close,
    Commit,
    DeleteBranch,
    Edit,
    Fork,
    Open,
    Push,
    Release,
    Step,
    Write,
    played,
)
from tests.strategies.turns import Apply, Fail, update_of
from tests.strategies.worlds import (
    ADDED_QUEUE,
    INFRASTRUCTURE_DEFINITION,
    SITE_DEFINITION,
    busy,
    hash_of,
    two,
)
from tests.world.aws import live
from tests.world.github import change_infrastructure
from tests.world.recorded import moves, stopped, update, verdict
from tests.world.settle import plan_of, settled
from tests.world.world import World

DENY = Outcome.DENY

SITE_1_1 = Write("service/site.yaml", SITE_DEFINITION.replace("v1.0.0", "v1.1.0"))

QUEUE: Step = Commit("lite.yaml", "Resources:\n", ADDED_QUEUE)


def rendered(made: Plan) -> str:
    """Return all templates of a plan as one text."""
    return "\n".join(one.text for one in made.templates)


def numbers(made: Plan) -> dict[int | None, int]:
    """Return the priorities of the previews of `lite` by pull request."""
    found = [one for one in made.previews if one.service == "lite"]
    return {one.pull: one.priorities["Rule"] for one in found}


def leaving(made: Plan) -> set[str]:
    return {one.subject for one in made.previews if one.change is Change.REMOVE}


def unused(world: World) -> World:
    """Commit a template that no stack uses."""
    return change_infrastructure(world, {"unused.yaml": "Resources: {}\n"})


def deploy(strategy: str) -> Step:
    """Declare another deployment strategy of the infrastructure."""
    text = INFRASTRUCTURE_DEFINITION.replace("{branch: main}", strategy)
    return Write("infrastructure/all.yaml", text)


def test_1_closing_the_oldest_pull_request_shifts_no_priority() -> None:
    world = settled(played((Open(1, "a"), Open(2, "b"), Open(3, "c")), two()))
    assert numbers(plan_of(world)) == {1: 101, 2: 102, 3: 103}
    closed = plan_of(Close(1)(world))
    assert (numbers(closed), leaving(closed)) == (numbers(plan_of(world)), {f"lite/{hash_of('a')}"})


def test_1_a_freed_priority_goes_to_nobody_in_the_same_update() -> None:
    world = settled(played((Open(1, "a"), Open(2, "b")), two()))
    made = plan_of(played((Close(1), Open(3, "c")), world))
    assert numbers(made) == {1: 101, 2: 102, 3: 103}


def test_2_an_image_that_is_not_pushed_is_not_rendered_when_something_else_drifts() -> None:
    world = played((Open(1, "a", built=False), Open(2, "b"), Push("main")), two())
    first = plan_of(world)
    second = plan_of(Apply()(world))
    head = world.pulls["lite"]["1"].commit
    assert (head in rendered(first), head in rendered(second)) == (False, False)
    added = {one.pull for one in second.previews if one.change is Change.ADD}
    assert (moves(first), added) == ({"lite"}, {2})


def test_3_an_empty_version_is_never_rendered() -> None:
    world = played((DeleteBranch("main"), Commit("lite.yaml", "Resources:\n", ADDED_QUEUE)), busy())
    sent = update(plan_of(world))
    assert sent.parameters["LiteVersion"] is None
    assert '""' not in sent.parameters.values()


def test_4_a_closed_pull_request_is_drift_by_itself() -> None:
    made = plan_of(Close(2)(busy()))
    subject = f"lite/{hash_of('second')}"
    assert [(one.kind, one.subject) for one in made.drift] == [(DriftKind.PREVIEW, subject)]
    assert leaving(made) == {subject}


def test_5_a_fork_gets_no_preview_and_not_the_branch_of_its_name() -> None:
    world = played((Fork(1, "main"),), two())
    made = plan_of(world)
    assert update_of(made) is None
    assert verdict(made, "fork", f"lite/{hash_of('main')}").outcome is DENY


def test_5_a_fork_does_not_take_over_the_preview_of_its_branch_name() -> None:
    world = played((Fork(4, "second"), Edit(2, draft=True)), busy())
    assert leaving(plan_of(world)) == {f"lite/{hash_of('second')}"}


def test_7_two_pull_requests_with_one_head_branch_give_one_preview() -> None:
    made = plan_of(played((Open(1, "a"), Open(2, "a")), two()))
    added = [one.pull for one in made.previews if one.change is Change.ADD]
    assert added == [1]
    assert "#1" in verdict(made, "collision", f"lite/{hash_of('a')}").reason


def test_7_two_branches_of_one_hash_give_one_preview() -> None:
    pulls = (Open(1, "feature/branch-116594"), Open(2, "feature/branch-164829"))
    world = settled(played(pulls, two()))
    deployed = [one.pull for one in plan_of(world).previews if one.life is Life.READY]
    assert deployed == [1]
    assert verdict(plan_of(world), "collision", "lite/5ACA54BA").outcome is DENY


def test_7_the_second_pull_request_takes_over_when_the_first_closes() -> None:
    pulls = (Open(1, "feature/branch-116594"), Open(2, "feature/branch-164829"))
    world = settled(Close(1)(settled(played(pulls, two()))))
    (found,) = [one for one in plan_of(world).previews if one.service == "lite"]
    assert (found.pull, found.life) == (2, Life.READY)


def test_16_an_infrastructure_version_that_changes_nothing_is_no_update() -> None:
    """Its parameter is declared, and nothing uses it: CloudFormation would refuse the update."""
    made = plan_of(unused(busy()))
    assert (made.actions, made.drift) == ((), ())


def test_16_what_moves_anyway_takes_the_infrastructure_version_along() -> None:
    made = plan_of(played((unused, Push("main")), busy()))
    assert moves(made) == {"infrastructure", "lite"}


def test_17_what_was_rolled_back_is_not_deployed_again() -> None:
    world = played((Push("main"), Fail()), busy())
    assert update_of(plan_of(world)) is None
    assert verdict(plan_of(world), "failed-before", "lite").outcome is Outcome.HOLD


def test_18_parameters_that_are_not_given_keep_their_previous_values() -> None:
    louder = settled(Override("LogLevel", "debug")(busy()))
    world = played((Push("main"), Release("v1.1.0"), SITE_1_1, without_override), louder)
    made = plan_of(world)
    sources = {one.name: one.source for one in made.parameters}
    assert sources["LogLevel"] is sources["Environment"] is Source.PREVIOUS
    assert live(Apply()(world)).root.parameters["LogLevel"] == "debug"


def without_override(world: World) -> World:
    """Take the override out of the settings."""
    return evolve(world, settings=two().settings)


def test_19_a_first_deployment_waits_for_its_image() -> None:
    """Its new parameter has no value until then, so the others go on without the new templates."""
    made = plan_of(played((new_service, Push("main")), busy()))
    assert moves(made) == {"lite"}
    assert ("image", INFRASTRUCTURE, Outcome.HOLD) in stopped(made)
    assert "NewVersion" not in update(made).parameters


def new_service(world: World) -> World:
    """Declare a service and its parameter, without an image."""
    added = "- docker: new\n  github: new\n  deploy: {release: v1.0.0}\n"
    world = Write("service/new.yaml", added)(world)
    declared = "  NewVersion: {Type: String}\nResources:\n"
    return Commit("index.yaml", "Resources:\n", declared)(world)


def test_20_nothing_is_called_ready_before_it_runs() -> None:
    first = plan_of(Open(1, "a")(two()))
    bodies = [one.body for one in first.actions if isinstance(one, CreateComment)]
    assert [body.count("Ready") for body in bodies] == [0]


def test_20_a_preview_whose_tasks_die_is_no_longer_called_ready() -> None:
    world = Apply()(Sicken(hash_of("second"))(busy()))
    (comment,) = world.comments["lite"]["2"].own
    assert "Ready" not in comment.body


def test_22_a_deleted_branch_deploys_nothing() -> None:
    made = plan_of(DeleteBranch("main")(busy()))
    assert update_of(made) is None
    assert verdict(made, "resolved", "lite").outcome is DENY


def test_22_a_push_of_an_older_commit_is_deployed() -> None:
    world = busy()
    older = world.branches["lite"]["main"]
    newer = settled(Push("main")(world))
    back = evolve(newer, branches=world.branches)
    made = plan_of(back)
    assert update(made).versions["lite"] == older


def test_22_a_pull_request_that_is_pushed_back_follows() -> None:
    world = busy()
    back = evolve(settled(Push("second")(world)), pulls=world.pulls)
    older = world.pulls["lite"]["2"].commit
    assert update(plan_of(back)).versions[f"lite/{hash_of('second')}"] == older


def test_24_tags_are_overlaid_and_environment_stays() -> None:
    tagged = settled(Tag("team", "web")(busy()))
    world = Tag("cost", "7")(evolve(tagged, settings=two().settings))
    sent = update(plan_of(world)).tags
    assert dict(sent) == {"cost": "7", "environment": "testing", "team": "web"}


def test_24_the_environment_tag_cannot_be_set_to_another_value() -> None:
    made = plan_of(Tag("environment", "production")(busy()))
    assert update_of(made) is None
    assert verdict(made, "root-stack", "stack").outcome is DENY


@pytest.mark.parametrize(
    "stop",
    [
        deploy("{suspend: true}"),
        deploy("{branch: gone}"),
        Misread("branches", "infrastructure", "main"),
    ],
    ids=["suspended", "branch gone", "branch not read"],
)
def test_25_a_stopped_infrastructure_keeps_its_templates(stop: Step) -> None:
    made = plan_of(played((QUEUE, stop, Push("main")), busy()))
    assert moves(made) == {"lite"}
    assert "Queue" not in rendered(made)
    assert update(made).parameters["InfrastructureVersion"] is None
