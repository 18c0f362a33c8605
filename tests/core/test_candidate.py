"""A state of the stack that could be submitted, and what is said of it."""

from __future__ import annotations

import pytest

from kayron.core.plan import Change
from kayron.core.verdict import Outcome
from tests.core.lite import at_rest, deployed, next_world, released
from tests.world.github import change_infrastructure
from tests.world.recorded import changes, moves, stopped, verdict
from tests.world.releases import define
from tests.world.settle import plan_of
from tests.world.small import INDEX, LITE

DENY = Outcome.DENY

NAMED = LITE.replace("{Port: 80, Protocol", "{Name: lite, Port: 80, Protocol")
BUCKET = LITE + "  Files: {Type: AWS::S3::Bucket}\n"
PIN = "Parameters:\n  Pin: {Type: String, NoEcho: true, Default: x}"
SECRET = INDEX.replace("Parameters:", PIN, 1)
NOWHERE = INDEX.replace("testing/lite.yaml", "testing/${LoadBalancer.DNSName}.yaml")
SECOND_RULE = LITE + LITE[LITE.index("  Rule:") :].replace("  Rule:", "  Other:")


@pytest.mark.parametrize(
    ("before", "after", "policy"),
    [
        (LITE, SECRET, "template-urls"),
        (LITE, NOWHERE, "template-urls"),
        (BUCKET, LITE, "stateful"),
        (NAMED, NAMED.replace("Name: lite, Port: 80", "Name: lite, Port: 81"), "custom-name"),
        (LITE, SECOND_RULE, "priorities"),
    ],
)
def test_what_templates_may_not_do_denies_the_infrastructure_alone(
    before: str, after: str, policy: str
) -> None:
    file = "lite.yaml" if "Family: lite" in after else "index.yaml"
    world = change_infrastructure(deployed({"lite.yaml": before}), {file: after})
    made = plan_of(released(world))
    assert stopped(made) == {(policy, "infrastructure", DENY)}
    assert moves(made) == {"lite"}


def test_a_stateful_resource_may_go_where_kayron_yaml_says_so() -> None:
    world = change_infrastructure(deployed({"lite.yaml": BUCKET}), {"lite.yaml": LITE})
    allowed = define(world, "kayron.yaml", "allow_stateful: [Lite/Files]\n")
    assert moves(plan_of(allowed)) == {"infrastructure"}


def test_a_url_that_cannot_be_evaluated_may_stay_where_plain_keys_are_asked_for() -> None:
    world = change_infrastructure(at_rest(), {"index.yaml": NOWHERE})
    made = plan_of(define(world, "kayron.yaml", "plain_keys: true\n"))
    assert ("template-urls", "infrastructure", DENY) not in stopped(made)


def test_templates_that_their_previews_make_too_long_deny_the_infrastructure() -> None:
    long = LITE + "# long\n" * ((998_000 - len(LITE)) // len("# long\n"))
    made = plan_of(released(change_infrastructure(at_rest(7, 8), {"lite.yaml": long})))
    assert stopped(made) == {("inputs", "infrastructure", DENY)}
    assert moves(made) == {"lite"}


def test_previews_are_kept_as_they_are_while_services_move() -> None:
    made = plan_of(released(at_rest(7)))
    (template,) = (row for row in made.templates if row.path == "lite.yaml")
    assert (changes(made), template.diff) == ({7: Change.NONE}, "")


def test_previews_are_kept_in_new_templates() -> None:
    world = change_infrastructure(at_rest(7), {"lite.yaml": LITE.replace("Port: 80,", "Port: 82,")})
    after = plan_of(next_world(world))
    assert (changes(after), after.actions) == ({7: Change.NONE}, ())


def test_the_reason_names_what_is_wrong() -> None:
    made = plan_of(change_infrastructure(at_rest(), {"lite.yaml": SECOND_RULE}))
    assert (
        "Lite/Other takes the priority 100" in verdict(made, "priorities", "infrastructure").reason
    )
