"""The templates of a plan: which are to be written, and how they differ from the deployed ones."""

from __future__ import annotations

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.document import digest_of_text
from kayron.core.plan import Plan, RenderedTemplate
from tests.core.lite import at_rest, next_world, opened, released
from tests.world.github import change_infrastructure, edit_infrastructure
from tests.world.settle import plan_of, settled
from tests.world.small import INDEX, LITE
from tests.world.world import World


def template(made: Plan, path: str) -> RenderedTemplate:
    (found,) = (row for row in made.templates if row.path == path)
    return found


def written(made: Plan) -> set[str]:
    """Return the paths of the templates that are not what the deployed stack uses."""
    return {row.path for row in made.templates if not row.deployed}


def adopted() -> World:
    """Return a world whose templates lie at keys of ours."""
    return settled(released(at_rest()))


def test_a_template_is_shown_with_its_stacks_its_text_and_its_content_addressed_key() -> None:
    world = edit_infrastructure(adopted(), "lite.yaml", "Family: lite", "Family: light")
    text = LITE.replace("Family: lite", "Family: light")
    found = template(plan_of(world), "lite.yaml")
    assert found == RenderedTemplate(
        path="lite.yaml",
        stacks=("Lite",),
        key=f"testing/lite.{digest_of_text(text)}.yaml",
        digest=digest_of_text(text),
        text=Text(text),
        diff=found.diff,
        deployed=False,
    )
    assert [line for line in found.diff.splitlines() if line[:1] in "+-"][2:] == [
        "-      Family: lite",
        "+      Family: light",
    ]


def test_templates_of_another_tool_are_all_written_at_keys_of_ours() -> None:
    assert written(plan_of(released(at_rest()))) == {"index.yaml", "lite.yaml"}


def test_an_unchanged_template_is_not_written_again() -> None:
    made = plan_of(released(adopted()))
    assert (written(made), {row.diff for row in made.templates}) == (set(), {Text("")})


def test_a_parent_of_a_changed_template_is_written_too() -> None:
    made = plan_of(opened(adopted(), 7))
    assert written(made) == {"index.yaml", "lite.yaml"}


def test_a_template_that_was_renamed_is_written_at_its_new_key() -> None:
    index = INDEX.replace("testing/lite.yaml", "testing/light.yaml")
    moved = {"index.yaml": index, "light.yaml": LITE, "lite.yaml": None}
    world = change_infrastructure(adopted(), moved)
    made = plan_of(world)
    assert written(made) == {"index.yaml", "light.yaml"}
    assert plan_of(settled(world)).actions == ()


def test_another_bucket_gets_every_template() -> None:
    world = adopted()
    moved = evolve(world, settings=evolve(world.settings, bucket="new-templates"))
    index = INDEX.replace("small-templates", "new-templates")
    assert written(plan_of(change_infrastructure(moved, {"index.yaml": index}))) == {
        "index.yaml",
        "lite.yaml",
    }


def test_a_root_template_that_differs_where_aws_shows_question_marks_is_written() -> None:
    german = settled(change_infrastructure(adopted(), {"index.yaml": f"# für alle\n{INDEX}"}))
    french = change_infrastructure(german, {"index.yaml": f"# fêr alle\n{INDEX}"})
    made = plan_of(released(french))
    assert written(made) == {"index.yaml"}
    assert plan_of(settled(next_world(released(french)))).actions == ()
