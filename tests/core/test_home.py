"""Which stack is a service's: its tags say so, else its template's name."""

from __future__ import annotations

import pytest

from kayron.core.plan import Change
from kayron.core.verdict import Outcome
from tests.core.lite import deployed, opened
from tests.world.recorded import changes, stopped, verdict
from tests.world.settle import plan_of
from tests.world.small import DEFINITIONS, INDEX, LITE

SUBJECT = "lite/28967718"
TAG = ", {Key: service, Value: lite}"
UNTAGGED = LITE.replace(TAG, "")

PARAMETERS = """\
      Parameters:
        Environment: !Ref Environment
        Cluster: !Ref Cluster
        Listener: !Ref Listener
        Version: !Ref LiteVersion
"""

START = "https://small-templates.s3.us-west-2.amazonaws.com/testing"

ANOTHER = LITE.replace("Priority: 100", "Priority: 300").replace("lite.$", "other.$")
"""A second template for the same service."""


def second(file: str) -> str:
    """Return the root template with a second nested stack."""
    return (
        f"{INDEX}  Second:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
        f"      TemplateURL: {START}/{file}\n{PARAMETERS}"
    )


def why(templates: dict[str, str]) -> str:
    """Return why a preview cannot be in these templates."""
    made = plan_of(opened(deployed(templates), 7))
    assert ("template", SUBJECT, Outcome.DENY) in stopped(made)
    return verdict(made, "template", SUBJECT).reason


@pytest.mark.parametrize("lite", [LITE, UNTAGGED])
def test_a_service_is_at_home_in_a_template_that_says_so_or_is_named_so(lite: str) -> None:
    made = plan_of(opened(deployed({"lite.yaml": lite}), 7))
    assert changes(made) == {7: Change.ADD}


def test_the_tag_counts_more_than_the_name() -> None:
    index = INDEX.replace("testing/lite.yaml", "testing/web.yaml")
    lite = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n"
    templates = {"index.yaml": index, "web.yaml": LITE, "lite.yaml": lite}
    assert changes(plan_of(opened(deployed(templates), 7))) == {7: Change.ADD}


def test_a_service_without_a_template_is_denied() -> None:
    index = INDEX.replace("testing/lite.yaml", "testing/web.yaml")
    templates = {"index.yaml": index, "web.yaml": UNTAGGED}
    assert why(templates) == (
        "No template holds an ECS service with the tag service=lite, and none is named lite."
    )


def test_a_service_with_two_templates_is_denied() -> None:
    templates = {"index.yaml": second("other.yaml"), "other.yaml": ANOTHER}
    assert why(templates) == (
        "Several stacks could be that of lite: Lite (lite.yaml), Second (other.yaml); "
        "one has to be."
    )


def test_a_template_that_two_stacks_use_is_denied() -> None:
    """Their priorities are parameters, for a listener takes a number once."""
    lite = LITE.replace("Priority: 100", "Priority: !Ref Priority").replace(
        "Resources:", "  Priority: {Type: String}\nResources:"
    )
    index = second("lite.yaml").replace(
        "        Version:", "        Priority: 100\n        Version:", 1
    )
    index = f"{index}        Priority: 300\n"
    assert why({"index.yaml": index, "lite.yaml": lite}) == (
        "Several stacks could be that of lite: Lite (lite.yaml), Second (lite.yaml); one has to be."
    )


def test_a_template_that_a_stack_of_another_name_uses_too_is_denied() -> None:
    """Only one of them has the service's tag, yet both would get the preview."""
    lite = LITE.replace("Priority: 100", "Priority: !Ref Priority").replace(
        "Resources:", "  Priority: {Type: String}\n  Name: {Type: String}\nResources:"
    )
    lite = lite.replace("Value: lite}", "Value: !Ref Name}").replace('"lite.$', '"${Name}.$')
    index = second("lite.yaml").replace(
        "        Version:", "        Name: lite\n        Priority: 100\n        Version:", 1
    )
    index = f"{index}        Name: other\n        Priority: 300\n"
    assert why({"index.yaml": index, "lite.yaml": lite}) == (
        "Several stacks use lite.yaml: Lite, Second; a preview needs one of its own."
    )


def test_a_service_in_the_root_template_is_at_home_there() -> None:
    """The root template is named, though it has no path."""
    resources = LITE.partition("Resources:\n")[2].replace("!Ref Cluster", "!Ref Cluster")
    index = INDEX.partition("  Lite:\n")[0] + resources.replace("${Version}", "${LiteVersion}")
    made = plan_of(opened(deployed({"index.yaml": index}), 7))
    assert changes(made) == {7: Change.ADD}


def test_the_root_is_named_where_it_is_one_of_several() -> None:
    resources = LITE.partition("Resources:\n")[2].replace("Priority: 100", "Priority: 300")
    index = INDEX + resources.replace("${Version}", "${LiteVersion}").replace("lite.$", "root.$")
    assert "the root (index.yaml), Lite (lite.yaml)" in why({"index.yaml": index})


def test_where_nobody_asks_for_previews_no_home_is_needed() -> None:
    quiet = {
        **DEFINITIONS,
        "service/lite.yaml": "- docker: lite\n  github: lite\n  deploy: {branch: main}\n",
    }
    index = INDEX.replace("testing/lite.yaml", "testing/web.yaml")
    world = deployed({"index.yaml": index, "web.yaml": LITE}, quiet)
    assert stopped(plan_of(world)) == set()


def test_a_service_that_is_tagged_as_a_preview_is_nobodys_main_service() -> None:
    stray = LITE[LITE.index("  Service:") : LITE.index("  TaskDefinition:\n")]
    stray = stray.replace("  Service:", "  Stray:").replace(
        "{Key: service, Value: lite}", "{Key: service, Value: lite}, {Key: preview, Value: OLD}"
    )
    lite = LITE.replace("  Service:\n", f"{stray}  Service:\n")
    made = plan_of(opened(deployed({"lite.yaml": lite}), 7))
    assert changes(made) == {7: Change.ADD}
