"""What holds for every template with a service, whatever its content and style."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.template.blueprint import Blueprint
from kayron.core.template.expand import expand
from kayron.core.template.library import Library, Use
from kayron.core.template.plain import plain
from kayron.core.template.reference import references
from kayron.core.template.rendering import Rendering
from kayron.core.template.source import parse_template
from tests.strategies.services import DOCKER, SCOPE, Case, cases, filled

HASHES = st.sampled_from(["1D0FD508", "21328790", "529E8759", "06430406"])

VERSIONS = st.sampled_from(["v1.2.3", "0755", "1e3", "bc7891268e44f62e0aebbe339c0850b61d52c417"])


def rendering_of(hash_: str, version: str) -> Rendering:
    return Rendering(hash=hash_, version=version, pull=77777, priorities=(88888,))


RENDERINGS = st.builds(rendering_of, HASHES, VERSIONS)


def use_of(case: Case) -> Use:
    return Use(file="a.yaml", text=case.written.text, environment="testing", scope=SCOPE)


def blueprint_of(case: Case) -> tuple[Library, Blueprint]:
    library = Library()
    made = library.blueprint(use_of(case), DOCKER, None)
    assert isinstance(made, Blueprint), str(made)
    return library, made


def rendered(case: Case, *renderings: Rendering) -> str:
    library, made = blueprint_of(case)
    return expand(library.template(case.written.text, "a.yaml"), [(made, renderings)])


@given(cases(), RENDERINGS)
def test_a_preview_adds_exactly_what_the_model_says(case: Case, rendering: Rendering) -> None:
    before = parse_template(case.written.text, "a.yaml").resources
    after = parse_template(rendered(case, rendering), "a.yaml").resources
    values = {"@": rendering.hash, "~": rendering.hash.lower(), "%": rendering.version}
    expected = {id_: plain(one.node) for id_, one in before.items()}
    added = filled(case.added, values)
    assert isinstance(added, dict)
    assert {id_: plain(one.node) for id_, one in after.items()} == {**expected, **added}


@given(cases(), st.lists(RENDERINGS, max_size=3, unique_by=lambda one: one.hash))
def test_bytes_outside_the_additions_stay_and_order_changes_no_text(
    case: Case, renderings: list[Rendering]
) -> None:
    _, made = blueprint_of(case)
    text, texts = case.written.text, [made.text(one) for one in renderings]
    assert rendered(case, *renderings) == text[: made.at] + "".join(texts) + text[made.at :]
    turned = "".join(reversed(texts))
    assert rendered(case, *reversed(renderings)) == text[: made.at] + turned + text[made.at :]


@given(cases(), RENDERINGS)
def test_every_reference_in_an_addition_resolves_and_no_copy_uses_what_was_copied(
    case: Case, rendering: Rendering
) -> None:
    _, made = blueprint_of(case)
    after = parse_template(rendered(case, rendering), "a.yaml")
    known = {*after.resources, *after.section("Parameters")}
    for id_, _kind in made.added(rendering.hash):
        found = {one.id for one in references(after.resources[id_].node)}
        assert {one for one in found if not one.startswith("AWS::")} <= known
        assert not found & set(made.anatomy.ids)
