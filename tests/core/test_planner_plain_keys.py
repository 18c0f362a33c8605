"""Templates behind a URL that cannot be evaluated, where `plain_keys` is on."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.action import OverwriteTemplate, PutTemplate
from kayron.core.conversion import Text
from kayron.core.document import digest_of_text
from kayron.core.plan import Plan, RenderedTemplate
from kayron.core.render.explain import explain
from kayron.core.render.style import plain as shows
from kayron.core.render.text import text
from kayron.core.snapshot import Stack
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import deployed, next_world, opened, released
from tests.world.apply import applied
from tests.world.aws import live
from tests.world.facts import snapshot
from tests.world.github import change_infrastructure
from tests.world.recorded import moves, stopped, update
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE
from tests.world.world import World

STEM = '  Stem: {Type: "AWS::SSM::Parameter::Value<String>", Default: lite}\n'

HIDDEN = INDEX.replace("Resources:\n", f"{STEM}Resources:\n", 1).replace(
    "testing/lite.yaml", "testing/${Stem}.yaml"
)
"""What Kayron cannot evaluate, for the value of a parameter from SSM is not its to know."""

LIGHT = LITE.replace("Family: lite", "Family: light")

OTHER = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n"


def plain(index: str = HIDDEN, **templates: str) -> World:
    """Return a world at rest whose service's template only a plain key leads to."""
    files = {f"{stem}.yaml": body for stem, body in templates.items()}
    world = deployed({"index.yaml": index, **files})
    return settled(define(world, "kayron.yaml", "plain_keys: true\n"))


def overwritten(made: Plan) -> list[str]:
    """Return the plain keys that a plan writes, in order."""
    return [one.key for one in made.actions if isinstance(one, OverwriteTemplate)]


def row(made: Plan, path: str) -> RenderedTemplate:
    (found,) = (one for one in made.templates if one.path == path)
    return found


def test_a_change_behind_such_a_url_alone_is_a_change() -> None:
    world = change_infrastructure(plain(), {"lite.yaml": LIGHT})
    assert moves(plan_of(world)) == {"infrastructure"}


@pytest.mark.parametrize(("name", "moved"), [("開發", {"infrastructure"}), ("請交月報", set())])
def test_a_change_of_characters_that_aws_does_not_show_is_one_too(
    name: str, moved: set[str]
) -> None:
    named = LITE.replace("Family: lite", "Family: 請交月報")
    world = change_infrastructure(plain(lite=named), {"unused.yaml": OTHER})
    changed = change_infrastructure(world, {"lite.yaml": named.replace("請交月報", name)})
    assert moves(plan_of(changed)) == moved


def test_every_template_is_written_to_its_plain_key_children_first_before_the_update() -> None:
    made = plan_of(change_infrastructure(plain(), {"lite.yaml": LIGHT}))
    ids = [action.id for action in made.actions]
    assert overwritten(made) == ["testing/lite.yaml", "testing/index.yaml"]
    assert update(made).needs == tuple(ids[: ids.index("update-stack")])


def test_the_action_says_what_it_overwrites_and_what_it_expects() -> None:
    world = change_infrastructure(plain(), {"lite.yaml": LIGHT})
    (found,) = (
        one
        for one in plan_of(world).actions
        if isinstance(one, OverwriteTemplate) and one.path == "lite.yaml"
    )
    event = live(world).root.event
    assert event
    assert found == OverwriteTemplate(
        id="overwrite-template lite.yaml",
        reason=(
            "A template URL that cannot be evaluated may name this key; what lies there is "
            "overwritten."
        ),
        needs=tuple(a.id for a in plan_of(world).actions if isinstance(a, PutTemplate)),
        bucket="small-templates",
        key="testing/lite.yaml",
        digest=digest_of_text(LIGHT),
        path="lite.yaml",
        event=event.id,
    )


def test_a_template_that_only_a_plain_key_leads_to_is_not_written_to_another_key() -> None:
    made = plan_of(change_infrastructure(plain(), {"lite.yaml": LIGHT}))
    assert {one.path for one in made.actions if isinstance(one, PutTemplate)} == {"index.yaml"}


def test_it_is_shown_without_a_stack_and_against_the_current_version() -> None:
    found = row(plan_of(change_infrastructure(plain(), {"lite.yaml": LIGHT})), "lite.yaml")
    changed = [line for line in found.diff.splitlines() if line[:1] in "+-"][2:]
    assert (found.stacks, found.text, found.deployed) == ((), LIGHT, False)
    assert changed == ["-      Family: lite", "+      Family: light"]


def test_people_are_told_that_it_is_overwritten() -> None:
    made = plan_of(change_infrastructure(plain(), {"lite.yaml": LIGHT}))
    shown = shows(text(made, 100)).splitlines()
    action, head = "[2] <- [1] overwrite template testing/lite.yaml", "lite.yaml (plain key)  +1 -1"
    assert {action, f"   {head}"} <= {*shown}
    assert action in shows(explain(made, "stack", 100)).splitlines()


def test_after_the_update_the_stack_runs_it_and_nothing_is_left_to_do() -> None:
    after = next_world(change_infrastructure(plain(), {"lite.yaml": LIGHT}))
    assert getattr(live(after).root.nested["Lite"], "template", "") == LIGHT
    assert plan_of(after).actions == ()


def test_what_no_stack_runs_is_no_change() -> None:
    world = plain(other=OTHER)
    for path in ("other.yaml", "new.yaml"):
        changed = plan_of(change_infrastructure(world, {path: OTHER.replace("Topic", "News")}))
        assert (moves(changed), changed.actions) == (set(), ())


def test_a_template_that_two_files_hold_is_unchanged_while_one_of_them_holds_it() -> None:
    world = plain(twin=LITE)
    assert moves(plan_of(change_infrastructure(world, {"twin.yaml": OTHER}))) == set()


def test_a_foreign_stack_behind_such_a_url_is_no_change() -> None:
    world = plain()
    lite = live(world).root.nested["Lite"]
    assert isinstance(lite, Stack)
    changed = {"Lite": evolve(lite, template=Text(OTHER))}
    root = evolve(live(world).root, nested=live(world).root.nested.overlaid(changed))
    foreign = evolve(world, live=evolve(live(world), root=root))
    assert moves(plan_of(change_infrastructure(foreign, {"lite.yaml": LIGHT}))) == set()


def test_it_cannot_be_told_where_the_current_templates_are_gone() -> None:
    world = change_infrastructure(plain(), {"lite.yaml": LIGHT})
    current = live(world).root.parameters["InfrastructureVersion"]
    trees = Table({version: tree for version, tree in world.trees.items() if version != current})
    assert moves(plan_of(evolve(world, trees=trees))) == {"infrastructure"}


@pytest.mark.parametrize("rest", [", Default: x}", ", Default: {x}"])
def test_a_secret_in_them_or_what_may_hide_one_is_denied(rest: str) -> None:
    secret = f"Parameters:\n  Pin: {{Type: String, NoEcho: true{rest}\n{OTHER}"
    made = plan_of(change_infrastructure(plain(), {"other.yaml": secret}))
    policy = "inputs" if rest.endswith("{x}") else "template-urls"
    assert stopped(made) == {(policy, "infrastructure", Outcome.DENY)}


def test_any_update_writes_them_for_nobody_knows_what_lies_there() -> None:
    world = released(plain())
    made = plan_of(world)
    assert (moves(made), overwritten(made)) == (
        {"lite"},
        ["testing/lite.yaml", "testing/index.yaml"],
    )
    assert plan_of(applied(world, made)).actions == ()


def test_a_plan_without_an_update_writes_none() -> None:
    assert overwritten(plan_of(opened(plain(), 7, "renovate/x"))) == []


def test_where_it_is_off_none_is_written() -> None:
    assert overwritten(plan_of(released(deployed({})))) == []


def test_rendered_previews_are_in_them() -> None:
    world = opened(plain(INDEX), 7)
    shown = row(plan_of(world), "lite.yaml").text
    after = next_world(world)
    (written,) = (body for url, body in after.objects.items() if url.endswith("/testing/lite.yaml"))
    assert written == shown != LITE


def test_one_url_that_names_several_templates_of_ours_leads_to_their_plain_keys() -> None:
    shared = (
        "Parameters:\n  Which: {Type: String}\nResources:\n  Inner:\n"
        "    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: !Sub "
        '"https://small-templates.s3.${AWS::Region}.amazonaws.com/testing/${Which}.yaml"\n'
    )
    users = "".join(
        f"  {name}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: "
        "https://small-templates.s3.us-west-2.amazonaws.com/testing/shared.yaml\n"
        f"      Parameters: {{Which: {name.lower()}}}\n"
        for name in ("One", "Two")
    )
    world = plain(INDEX + users, shared=shared, one=OTHER, two=OTHER)
    changed = change_infrastructure(world, {"two.yaml": OTHER.replace("Topic", "News")})
    assert moves(plan_of(changed)) == {"infrastructure"}
    assert plan_of(next_world(changed)).actions == ()
    assert snapshot(next_world(changed)).root != snapshot(changed).root
