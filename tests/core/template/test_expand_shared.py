"""Real templates: the Go original's vectors, and the corpus that nobody of this project wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from kayron.core.problem import InvalidInput
from kayron.core.table import Table
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.expand import expand
from kayron.core.template.library import Library, Use
from kayron.core.template.node import child, scalar
from kayron.core.template.plain import Plain, plain
from kayron.core.template.reading import SERVICE
from kayron.core.template.refusal import Refusal
from kayron.core.template.rendering import Rendering
from kayron.core.template.scope import Scope
from kayron.core.template.source import Template, parse_template
from tests.shared import SHARED, needs_shared

VECTORS = SHARED / "vectors" / "kayron-go"
CORPUS = SHARED / "corpus"

TEMPLATES = sorted(
    path.relative_to(CORPUS).as_posix()
    for path in CORPUS.glob("**/*")
    if path.suffix in (".yaml", ".yml", ".json", ".template")
    and not path.is_relative_to(CORPUS / "releases")
)

OLDER = Rendering(
    hash="1D0FD508",
    version="bc7891268e44f62e0aebbe339c0850b61d52c417",
    pull=11,
    priorities=(12001,),
)
YOUNGER = Rendering(
    hash="F4436797",
    version="02b42b7ec63d4078767cb3b7cb0d34fde91b6237",
    pull=12,
    priorities=(12002,),
)


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def resources(template: Template) -> dict[str, Plain]:
    return {id_: plain(one.node) for id_, one in template.resources.items()}


def improved(resource: Plain, hash_: str, pull: int) -> Plain:
    """Return one of the original's services with the improvements that SPEC 8 names."""
    match resource:
        case {"Properties": dict() as properties}:
            breaker: Plain = {"DeploymentCircuitBreaker": {"Enable": "true", "Rollback": "true"}}
            return {
                "Type": SERVICE,
                "Properties": {**properties, "DeploymentConfiguration": breaker},
                "DependsOn": ["Cluster", f"ListenerRule{hash_}"],
                "Metadata": {"Kayron": {"pull": str(pull)}},
            }
        case _:
            return None


@needs_shared
def test_the_vectors_of_the_go_original_come_out_but_for_the_improvements() -> None:
    text = text_of(VECTORS / "input.yaml")
    use = Use(
        file="input.yaml",
        text=text,
        environment="testing",
        scope=Scope(parameters=Table({"Environment": "testing"})),
    )
    library = Library()
    made = library.blueprint(use, "splits-lite", "lite.${Environment}.splits.org")
    assert isinstance(made, Blueprint)
    rendered = expand(library.template(text, "input.yaml"), [(made, [OLDER, YOUNGER])])
    expected = resources(parse_template(text_of(VECTORS / "expected.yaml"), "expected.yaml"))
    for rendering in (OLDER, YOUNGER):
        id_ = f"Service{rendering.hash}"
        expected[id_] = improved(expected[id_], rendering.hash, rendering.pull or 0)
    assert resources(parse_template(rendered, "rendered.yaml")) == expected
    assert made.anatomy.domain.host("1D0FD508") == "1d0fd508.lite.testing.splits.org"


@needs_shared
@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_without_previews_renders_to_itself_byte_for_byte(path: str) -> None:
    text = text_of(CORPUS / path)
    try:
        template = parse_template(text, path)
    except InvalidInput:
        pytest.skip("is no template that CloudFormation would take")
    assert expand(template, []) == text


def use_of(path: str) -> Use:
    """Return a template of the corpus as a stack that passes nothing but the defaults uses it."""
    text = text_of(CORPUS / path)
    parameters = parse_template(text, path).section("Parameters").items()
    defaults = ((name, scalar(child(node, "Default"))) for name, node in parameters)
    known = Table((name, default) for name, default in defaults if default is not None)
    return Use(file=path, text=text, environment="testing", scope=Scope(parameters=known))


SERVICES = (
    [
        path
        for path in TEMPLATES
        if path.startswith("services") and SERVICE in text_of(CORPUS / path)
    ]
    if SHARED.is_dir()
    else []
)

RENDERING = Rendering(hash="529E8759", version="v1.2.3", pull=7, priorities=(1,))


@needs_shared
def test_twelve_of_the_fourteen_services_of_the_corpus_can_be_expanded() -> None:
    library = Library()
    made = {path: library.blueprint(use_of(path), "app", "app.example.org") for path in SERVICES}
    refused = {path: str(one) for path, one in made.items() if isinstance(one, Refusal)}
    assert len(SERVICES) == 14
    assert refused == {
        path: f"{path}:{place}: no container of TaskDefinition has an image of the repository app."
        for path, place in (
            ("services/aws-templates/ECS/ECS_Schedule_Example.json", "198:41"),
            ("services/aws-templates/ECS/ECS_Schedule_Example.yaml", "160:9"),
        )
    }


@needs_shared
@pytest.mark.parametrize("path", SERVICES)
def test_no_service_of_the_corpus_can_be_expanded_without_a_domain(path: str) -> None:
    made = Library().blueprint(use_of(path), "app", None)
    assert isinstance(made, Refusal)
    assert "give the service a `domain`" in made.reason


@needs_shared
@pytest.mark.parametrize("path", SERVICES)
def test_a_preview_of_the_corpus_parses_to_exactly_the_added_keys(path: str) -> None:
    library, use = Library(), use_of(path)
    made = library.blueprint(use, "app", "app.example.org")
    if isinstance(made, Refusal):
        assert "no container of TaskDefinition" in made.reason
        return
    text = expand(library.template(use.text, path), [(made, [RENDERING])])
    before, after = (
        resources(library.template(use.text, path)),
        resources(parse_template(text, path)),
    )
    assert after.keys() - before.keys() == {id_ for id_, _ in made.added("529E8759")}
    assert {id_: after[id_] for id_ in before} == before
    assert text.replace(made.text(RENDERING), "") == use.text


def findings(text: str) -> set[tuple[str, str]]:
    """Return what cfn-lint finds, without positions, and with a copy's ids as its original's."""
    config = ManualArgs(regions=["us-west-2"])
    found = lint(text, config=config)
    return {(one.rule.id, re.sub("529E8759", "", one.message)) for one in found}


@needs_shared
def test_previews_have_no_findings_of_cfn_lint_but_their_originals() -> None:
    """One test for the vectors and the whole corpus, for cfn-lint takes seconds."""
    library = Library()
    uses = {path: use_of(path) for path in SERVICES}
    uses["vectors"] = use_of("../vectors/kayron-go/input.yaml")
    for path, use in uses.items():
        docker = "splits-lite" if path == "vectors" else "app"
        made = library.blueprint(use, docker, "app.example.org")
        if isinstance(made, Blueprint):
            text = expand(library.template(use.text, use.file), [(made, [RENDERING])])
            after = findings(text)
            assert not after or after <= findings(use.text), path
