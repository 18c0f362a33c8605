"""Rendering previews into a template: text in, text out, and with its structure already known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import frozen
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.template import service_template
from kayron.core.hashing import branch_hash
from kayron.core.table import Table
from kayron.core.template.anatomy import dissect
from kayron.core.template.blueprint import Blueprint, blueprint
from kayron.core.template.expand import expand
from kayron.core.template.intrinsic import Scope
from kayron.core.template.reading import Reading
from kayron.core.template.rendering import Rendering
from kayron.core.template.source import Template, parse_template
from tests.shared import SHARED

INPUT = SHARED / "vectors" / "kayron-go" / "input.yaml"


@frozen
class Subject:
    """A template and the service in it."""

    name: str
    text: str
    docker: str


def named(value: object) -> str:
    """Return what a parameter is called in the name of a measurement."""
    return value.name if isinstance(value, Subject) else str(value)


def small() -> Subject:
    """Return the 10 kB template of the vectors, or ours of the same size where they are not."""
    if INPUT.exists():
        return Subject("10 kB", INPUT.read_text(), "splits-lite")
    return Subject("10 kB (ours)", service_template("lite", "Lite", "listener", 12_000), "lite")


def large() -> Subject:
    """Return a template of 1 MB with 500 resources."""
    return Subject("1 MB", service_template("lite", "Lite", "listener", 12_000, queues=484), "lite")


def known(subject: Subject) -> tuple[Template, Blueprint]:
    """Return a template's structure and its service's blueprint."""
    scope = Scope(parameters=Table({"Environment": "testing"}))
    template = parse_template(subject.text, "index.yaml")
    reading = Reading(template=template, scope=scope, environment="testing")
    return template, blueprint(reading, dissect(reading, subject.docker, None))


def previews(number: int, rules: int) -> list[Rendering]:
    """Return the values of so many previews."""
    return [
        Rendering(
            hash=branch_hash(f"feature/{one}"),
            version=f"{one:040x}",
            pull=one,
            priorities=tuple(range(12_000 + one * rules, 12_000 + one * rules + rules)),
        )
        for one in range(1, number + 1)
    ]


@pytest.mark.parametrize(
    ("subject", "number", "target", "original"),
    [
        (small(), 1, 2.5e-3, "131 µs"),
        (small(), 10, None, "618 µs"),
        (small(), 100, 2.5e-3, "6.2 ms"),
        (small(), 500, 5e-3, "34.6 ms"),
        (large(), 1, None, "4.1 ms"),
        (large(), 10, None, "4.5 ms"),
        (large(), 100, None, "10.2 ms"),
        (large(), 500, None, ""),
    ],
    ids=named,
)
def test_text_in_text_out(
    benchmark: BenchmarkFixture,
    expect: Callable[..., None],
    subject: Subject,
    number: int,
    target: float | None,
    original: str,
) -> None:
    expect(f"render {number} into {subject.name}", target, original)
    values = previews(number, len(known(subject)[1].anatomy.rules))

    def render() -> str:
        template, made = known(subject)
        return expand(template, [(made, values)])

    benchmark(render)


@pytest.mark.parametrize(
    ("subject", "number", "target", "original"),
    [
        (small(), 1, 0.1e-3, "131 µs"),
        (small(), 10, None, "618 µs"),
        (small(), 100, 0.8e-3, "6.2 ms"),
        (small(), 500, None, "34.6 ms"),
        (large(), 1, None, "4.1 ms"),
        (large(), 10, None, "4.5 ms"),
        (large(), 100, None, "10.2 ms"),
        (large(), 500, None, ""),
    ],
    ids=named,
)
def test_with_the_structure_known(
    benchmark: BenchmarkFixture,
    expect: Callable[..., None],
    subject: Subject,
    number: int,
    target: float | None,
    original: str,
) -> None:
    expect(f"render {number} into {subject.name}, structure known", target, original)
    template, made = known(subject)
    values = previews(number, len(made.anatomy.rules))
    benchmark(expand, template, [(made, values)])
