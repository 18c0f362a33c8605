"""Which artifacts move: the infrastructure as a whole or not at all, the services one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from kayron.core.decision import Options
from kayron.core.plan import Change, Parameter, Plan, Source
from kayron.core.planner import plan
from kayron.core.snapshot import Files
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, carried_out_in_vain, next_world, opened, plan_with, released
from tests.world.aws import edit_by_hand, live, push_image
from tests.world.facts import replaced, snapshot
from tests.world.github import change_infrastructure, delete_branch, head
from tests.world.reading import absent, unknown
from tests.world.recorded import artifact, changes, moves, no_update, stopped, update, verdict
from tests.world.releases import define
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE
from tests.world.world import World

DENY, HOLD = Outcome.DENY, Outcome.HOLD

LATER = "2030-01-01T00:00:00Z"

CHANGED = {"lite.yaml": LITE.replace("Port: 80", "Port: 81")}


def with_parameter(declaration: str, index: str = INDEX) -> dict[str, str]:
    """Return the templates with another parameter in the root template."""
    return {"index.yaml": index.replace("Resources:", f"  {declaration}\nResources:", 1)}


def parameter(made: Plan, name: str) -> Parameter:
    (found,) = (one for one in made.parameters if one.name == name)
    return found


def declared(world: World, strategy: str) -> World:
    """Give the infrastructure another strategy."""
    start = "- github: infrastructure\n  provider: cloudformation\n"
    return define(world, "infrastructure/all.yaml", f"{start}  deploy: {{{strategy}}}\n")


def current(world: World) -> str:
    return live(world).root.parameters["InfrastructureVersion"]


# The infrastructure and its templates


def test_services_and_infrastructure_move_in_one_update() -> None:
    made = plan_of(released(change_infrastructure(at_rest(), CHANGED)))
    assert moves(made) == {"infrastructure", "lite"}


@pytest.mark.parametrize(
    ("misread", "outcome"),
    [(lambda world, *path: unknown(world, "502", *path), HOLD), (absent, DENY)],
)
def test_templates_that_are_not_to_be_had_stop_the_infrastructure_alone(
    misread: Callable[..., World], outcome: Outcome
) -> None:
    world = released(change_infrastructure(at_rest(), CHANGED))
    path = ("infrastructure", "trees", head(world, "infrastructure", "main"))
    made = plan_of(misread(world, *path))
    assert ("unknown-facts", "infrastructure", outcome) in stopped(made)
    assert moves(made) == {"lite"}


def test_an_unknown_branch_of_the_infrastructure_stops_it_alone() -> None:
    made = plan_of(unknown(released(at_rest()), "502", "branches", "infrastructure", "main"))
    assert {one for one in stopped(made) if one[1] != "lite"} == {
        ("unknown-facts", "infrastructure", HOLD),
        ("parameter", "infrastructure", HOLD),
    }
    assert moves(made) == {"lite"}


@pytest.mark.parametrize(
    ("stop", "outcome", "policy"),
    [
        (lambda world: declared(world, "suspend: true"), DENY, "suspend"),
        (lambda world: declared(world, f"suspend: {{until: {LATER}}}"), HOLD, "suspend"),
        (lambda world: delete_branch(world, "infrastructure", "main"), DENY, "resolved"),
    ],
)
def test_a_stopped_infrastructure_keeps_the_templates_of_its_current_version(
    stop: Callable[[World], World], outcome: Outcome, policy: str
) -> None:
    world = stop(released(change_infrastructure(at_rest(), CHANGED)))
    made = plan_of(world)
    assert stopped(made) == {(policy, "infrastructure", outcome)}
    assert moves(made) == {"lite"}
    assert {row.path: row.diff for row in made.templates}["lite.yaml"] == ""


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"index.yaml": "Resources: ["}, "index.yaml:"),
        ({"lite.yaml": "Resources: !Nonsense {}"}, "lite.yaml:"),
        ({"index.yaml": None}, "index.yaml: is missing"),
        ({"lite.yaml": None}, "lite.yaml"),
    ],
)
def test_a_broken_version_stops_the_infrastructure_alone(
    files: dict[str, str | None], says: str
) -> None:
    made = plan_of(released(change_infrastructure(at_rest(), files)))
    denied = [v.reason for v in made.verdicts if v.outcome is DENY]
    assert {subject for _, subject, _ in stopped(made)} == {"infrastructure"}
    assert says in denied[0]
    assert moves(made) == {"lite"}


def test_a_file_that_is_not_utf_8_stops_the_infrastructure_alone() -> None:
    world = released(change_infrastructure(at_rest(), CHANGED))
    desired = head(world, "infrastructure", "main")
    files = Files(texts=world.trees[desired], binary=("secret.yaml",))
    made = plan_with_tree(world, desired, files)
    reason = "A template is invalid: secret.yaml: is not UTF-8 text."
    assert verdict_on(made, "infrastructure", "inputs") == (DENY, reason)
    assert moves(made) == {"lite"}


def test_a_broken_current_version_denies_the_stack() -> None:
    world = released(at_rest())
    made = plan_with_tree(world, current(world), Files(texts=Table(), binary=()))
    assert ("inputs", "stack", DENY) in stopped(made)
    assert no_update(made)


def test_without_the_current_version_nothing_else_moves() -> None:
    made = plan_of(absent(released(at_rest()), "infrastructure", "trees", current(at_rest())))
    assert ("unknown-facts", "stack", DENY) in stopped(made)
    assert no_update(made)


def test_the_infrastructure_moves_on_from_a_version_that_is_not_to_be_had() -> None:
    world = change_infrastructure(at_rest(), CHANGED)
    made = plan_of(absent(world, "infrastructure", "trees", current(world)))
    assert (moves(made), stopped(made)) == ({"infrastructure"}, set())


@pytest.mark.parametrize(
    ("value", "outcome", "reason"),
    [
        ("****", HOLD, "the parameter InfrastructureVersion is NoEcho"),
        ("", DENY, "does not say which version"),
    ],
)
def test_a_stack_that_does_not_tell_its_infrastructure_version_is_stopped(
    value: str, outcome: Outcome, reason: str
) -> None:
    world = declared(released(at_rest()), "suspend: true")
    root = live(world).root
    hidden = root.parameters.overlaid({"InfrastructureVersion": value})
    made = plan_of(evolve(world, live=evolve(live(world), root=evolve(root, parameters=hidden))))
    assert verdict_on(made, "stack", "unknown-facts")[0] is outcome
    assert reason in verdict_on(made, "stack", "unknown-facts")[1]


# A version that changes nothing


def unchanged(world: World) -> World:
    """Commit something to the infrastructure that renders to the same."""
    return change_infrastructure(world, {"unused.yaml": "Resources: {}\n"})


def adopted() -> World:
    """Return a world whose templates are those that Kayron wrote."""
    return settled(released(at_rest()))


def test_a_version_that_changes_nothing_counts_as_deployed() -> None:
    world = unchanged(adopted())
    made = plan_of(world)
    found = artifact(made, "infrastructure")
    desired = head(world, "infrastructure", "main")
    assert (found.current, found.desired, found.effective) == (desired, desired, desired)
    assert (made.actions, made.drift) == ((), ())
    assert verdict(made, "infrastructure", "infrastructure").reason == (
        f"{desired} would change nothing, so it counts as deployed."
    )


def renamed() -> World:
    """Return a world where only characters changed that AWS does not show."""
    texts = (f"Description: {name}\n{INDEX}" for name in ("請交月報", "開發"))
    first, second = ({"index.yaml": text} for text in texts)
    return change_infrastructure(settled(change_infrastructure(at_rest(), first)), second)


def test_one_that_changes_only_characters_that_aws_does_not_show_is_deployed() -> None:
    assert moves(plan_of(renamed())) == {"infrastructure"}
    assert plan_of(settled(renamed())).actions == ()


def test_it_is_not_tried_again_where_cloudformation_finds_nothing_to_change() -> None:
    assert no_update(plan_of(carried_out_in_vain(renamed())))


def test_such_a_change_of_a_template_that_no_stack_uses_is_none() -> None:
    unused = ({"unused.yaml": f"Description: {name}\nResources: {{}}\n"} for name in "äö")
    world = settled(change_infrastructure(adopted(), next(unused)))
    assert moves(plan_of(change_infrastructure(world, next(unused)))) == set()


def test_its_templates_are_the_current_ones_where_those_of_the_deployed_version_are_gone() -> None:
    world = unchanged(adopted())
    gone = absent(world, "infrastructure", "trees", current(world))
    assert (stopped(plan_of(gone)), plan_of(gone).actions) == (set(), ())
    assert changes(plan_of(opened(gone, 7))) == {7: Change.ADD}


def test_it_is_deployed_where_a_nested_stack_was_changed_by_hand() -> None:
    edited = edit_by_hand(adopted(), "Lite", "Family: lite", "Family: heavy")
    assert moves(plan_of(unchanged(edited))) == {"infrastructure"}
    assert plan_of(next_world(unchanged(edited))).drift == ()


def test_it_goes_along_with_a_service_that_moves() -> None:
    assert moves(plan_of(released(unchanged(adopted())))) == {"infrastructure", "lite"}


def test_it_goes_along_with_a_setting_that_changes() -> None:
    world = unchanged(adopted())
    tags = world.settings.tags.overlaid({"team": "shop"})
    made = plan_of(evolve(world, settings=evolve(world.settings, tags=tags)))
    assert moves(made) == {"infrastructure"}


def test_it_is_deployed_where_something_uses_the_parameter() -> None:
    index = f"{INDEX}Outputs:\n  Version: {{Value: !Sub '${{InfrastructureVersion}}'}}\n"
    world = settled(change_infrastructure(adopted(), {"index.yaml": index}))
    assert moves(plan_of(unchanged(world))) == {"infrastructure"}


# Parameters


def test_a_new_parameter_without_a_value_denies_the_infrastructure() -> None:
    made = plan_of(
        released(change_infrastructure(at_rest(), with_parameter("Size: {Type: String}")))
    )
    assert stopped(made) == {("parameters", "infrastructure", DENY)}
    assert "Size" in verdict_on(made, "infrastructure", "parameters")[1]
    assert moves(made) == {"lite"}


def test_a_new_parameter_gets_its_default_or_what_the_settings_say() -> None:
    files = with_parameter("Size: {Type: String, Default: small}\n  Colour: {Type: String}")
    world = change_infrastructure(at_rest(), files)
    given = evolve(world.settings, parameters=Table({"Colour": "red"}))
    made = plan_of(evolve(world, settings=given))
    assert moves(made) == {"infrastructure"}
    assert (parameter(made, "Size").source, parameter(made, "Colour").value) == (
        Source.DEFAULT,
        "red",
    )


def test_a_changed_default_takes_the_place_of_the_old_one() -> None:
    small, large = (with_parameter(f"Size: {{Type: String, Default: {size}}}") for size in "SL")
    made = plan_of(change_infrastructure(settled(change_infrastructure(at_rest(), small)), large))
    found = parameter(made, "Size")
    assert (found.source, found.value) == (Source.NEW_DEFAULT, "L")
    assert update(made).parameters["Size"] == "L"


def secretive(world: World) -> World:
    files = with_parameter("Password: {Type: String, NoEcho: true}")
    given = evolve(world.settings, redacted=("Password",))
    return evolve(change_infrastructure(world, files), settings=given)


def test_a_new_secret_is_sent_from_the_settings() -> None:
    made = plan_of(secretive(at_rest()))
    assert parameter(made, "Password").source is Source.SECRET
    assert (update(made).redacted, "Password" in update(made).parameters) == (("Password",), False)


def test_a_known_secret_is_sent_by_force_alone() -> None:
    first = secretive(at_rest())
    # The model of AWS knows no secrets.
    root = live(first).root
    shown = evolve(root, parameters=root.parameters.overlaid({"Password": "****"}))
    world = settled_with(first, shown.parameters)
    made, forced = plan_of(world), plan_with(world, Options(force=True))
    assert parameter(made, "Password").source is Source.PREVIOUS
    assert (no_update(made), update(forced).redacted) == (True, ("Password",))


def settled_with(world: World, parameters: Table[str]) -> World:
    """Let the stack have these parameters and the desired root template."""
    desired = head(world, "infrastructure", "main")
    root = evolve(
        live(world).root,
        parameters=parameters.overlaid({"InfrastructureVersion": desired}),
        template=world.trees[desired]["index.yaml"],
    )
    return evolve(world, live=evolve(live(world), root=root))


# Services that are new


DATA = "- docker: data\n  github: data\n  deploy: {STRATEGY}\n"


def new_service(strategy: str) -> World:
    """Declare a service, and add its parameter to the root template."""
    world = define(released(at_rest()), "service/data.yaml", DATA.replace("STRATEGY", strategy))
    return change_infrastructure(world, with_parameter("DataVersion: {Type: String}"))


def test_a_first_deployment_waits_for_its_image_with_the_infrastructure() -> None:
    world = new_service("release: v1.0.0")
    made = plan_of(world)
    assert stopped(made) == {
        ("image", "data", HOLD),
        ("image", "infrastructure", HOLD),
        ("parameter", "data", DENY),
    }
    assert moves(made) == {"lite"}
    pushed = plan_of(push_image(world, "data", "v1.0.0"))
    assert moves(pushed) == {"infrastructure", "lite", "data"}


@pytest.mark.parametrize(
    ("strategy", "outcome"),
    [
        ("suspend: true", DENY),
        (f"suspend: {{until: {LATER}}}", HOLD),
        ("branch: gone", DENY),
    ],
)
def test_a_new_parameter_of_a_service_that_does_not_move_stops_the_infrastructure_like_it(
    strategy: str, outcome: Outcome
) -> None:
    made = plan_of(new_service(strategy))
    assert verdict_on(made, "infrastructure", "parameters") == (
        outcome,
        "It adds the parameter DataVersion, which has no value as long as data does not move.",
    )
    assert moves(made) == {"lite"}


@pytest.mark.parametrize("had", ["0" * 40, None])
def test_a_service_that_runs_its_version_is_sent_it_where_the_stack_has_another_or_none(
    had: str | None,
) -> None:
    world = change_infrastructure(at_rest(), CHANGED)
    root = live(world).root
    values = Table({**root.parameters, "LiteVersion": had or ""})
    if had is None:
        values = Table({name: values[name] for name in values if name != "LiteVersion"})
    world = evolve(world, live=evolve(live(world), root=evolve(root, parameters=values)))
    made = plan_of(world)
    version = head(world, "lite", "main")
    sent = parameter(made, "LiteVersion")
    assert (sent.source, sent.value) == (Source.VERSION, version)
    assert moves(made) == {"infrastructure"}
    assert update(made).versions == Table({"infrastructure": head(world, "infrastructure", "main")})


def test_a_service_without_a_parameter_is_denied_alone() -> None:
    world = define(
        released(at_rest()), "service/data.yaml", DATA.replace("STRATEGY", "release: v1.0.0")
    )
    made = plan_of(push_image(world, "data", "v1.0.0"))
    assert stopped(made) == {("parameter", "data", DENY)}
    assert "DataVersion" not in update(made).parameters


def verdict_on(made: Plan, subject: str, policy: str) -> tuple[Outcome, str]:
    """Return what a policy says of a subject where it stops it."""
    (found,) = (
        v
        for v in made.verdicts
        if (v.policy, v.subject) == (policy, subject) and v.outcome is not Outcome.ALLOW
    )
    return found.outcome, found.reason


def plan_with_tree(world: World, version: str, files: Files) -> Plan:
    """Return the plan where an infrastructure version is read as these files."""
    made, _ = plan(replaced(snapshot(world), ("infrastructure", "trees", version), files))
    return made
