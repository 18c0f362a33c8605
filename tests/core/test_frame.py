"""What previews are rendered into: the templates of one version with the values of one update."""

from __future__ import annotations

from kayron.core.plan import Change
from kayron.core.verdict import Outcome
from tests.core.lite import deployed, opened
from tests.world.aws import push_image
from tests.world.recorded import changes, preview, priorities, stopped
from tests.world.settle import plan_of, settled
from tests.world.small import DEFINITIONS, INDEX, LITE

HEAVY = (
    LITE[LITE.index("  Service:") :]
    .replace("lite", "heavy")
    .replace("Priority: 100", "Priority: 300")
    .replace("heavy.$", "heavy.$")
)
for name in ("Service", "TaskDefinition", "TargetGroup", "Rule"):
    HEAVY = HEAVY.replace(f"  {name}:\n", f"  Heavy{name}:\n").replace(
        f"!Ref {name}", f"!Ref Heavy{name}"
    )

BOTH = {
    **DEFINITIONS,
    "service/heavy.yaml": (
        "- docker: heavy\n  github: lite\n  deploy: {branch: main, preview: true}\n"
    ),
}
INDEX_OF_BOTH = INDEX.replace("  LiteVersion:", "  HeavyVersion: {Type: String}\n  LiteVersion:")


def test_two_services_of_one_template_each_get_their_previews() -> None:
    world = deployed({"index.yaml": INDEX_OF_BOTH, "lite.yaml": LITE + HEAVY}, BOTH)
    shown = opened(world, 7)
    commit = shown.pulls["lite"]["7"].commit
    made = plan_of(push_image(shown, "heavy", commit))
    assert {one.subject: one.change for one in made.previews} == {
        "heavy/28967718": Change.ADD,
        "lite/28967718": Change.ADD,
    }
    assert {one.subject: dict(one.priorities) for one in made.previews} == {
        "heavy/28967718": {"HeavyRule": 301},
        "lite/28967718": {"Rule": 101},
    }
    assert plan_of(settled(push_image(shown, "heavy", commit))).actions == ()


def test_a_service_that_cannot_be_copied_says_where_and_why() -> None:
    lite = LITE.replace(
        "      LoadBalancers:",
        "      DeploymentController: {Type: CODE_DEPLOY}\n      LoadBalancers:",
    )
    made = plan_of(opened(deployed({"lite.yaml": lite}), 7))
    (reason,) = (v.reason for v in made.verdicts if v.policy == "template")
    assert stopped(made) == {("template", "lite/28967718", Outcome.DENY)}
    assert reason.startswith("lite.yaml:")


def test_a_definition_may_give_the_domain() -> None:
    text = DEFINITIONS["service/lite.yaml"].replace(
        "  deploy:", '  domain: "pr.${Environment}.example.org"\n  deploy:'
    )
    world = deployed({}, {**DEFINITIONS, "service/lite.yaml": text})
    assert preview(plan_of(opened(world, 7)), 7).domain == "28967718.pr.testing.example.org"


def test_a_rule_without_room_for_a_host_stops_its_previews_alone() -> None:
    paths = "{Field: path-pattern, PathPatternConfig: {Values: [/a, /b, /c, /d, /e]}}"
    host = LITE[LITE.index("- Field: host") : LITE.index("\n      Actions:")]
    lite = LITE.replace(host, f"- {paths}")
    text = DEFINITIONS["service/lite.yaml"].replace("  deploy:", "  domain: example.org\n  deploy:")
    world = deployed({"lite.yaml": lite}, {**DEFINITIONS, "service/lite.yaml": text})
    made = plan_of(opened(world, 7))
    assert stopped(made) == {("template", "lite/28967718", Outcome.DENY)}


def test_a_preview_is_rendered_into_the_templates_of_the_current_version() -> None:
    made = plan_of(opened(deployed({}), 7))
    assert (changes(made), priorities(made)) == ({7: Change.ADD}, {7: {"Rule": 101}})
