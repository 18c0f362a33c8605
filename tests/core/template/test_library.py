"""A library works everything out once per content, and a memory changes nothing but the time."""

from __future__ import annotations

import pytest

from kayron.core.problem import InvalidInput
from kayron.core.table import Table
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.library import Library, Shelves, Use
from kayron.core.template.refusal import Refusal, Refused
from kayron.core.template.scope import Scope
from tests.core.template.example import RENDERING, SCOPE, TEXT, refusal

USE = Use(file="shop.yaml", text=TEXT, environment="testing", scope=SCOPE)


def test_an_answer_is_given_again_and_not_worked_out_again() -> None:
    library = Library()
    assert library.template(TEXT, "shop.yaml") is library.template(TEXT, "shop.yaml")
    assert library.blueprint(USE, "shop", None) is library.blueprint(USE, "shop", None)
    assert library.services(USE) is library.services(USE)
    assert library.rules(USE) is library.rules(USE)


def test_shelves_carry_answers_to_the_next_library_for_equal_questions() -> None:
    first = Library()
    template, made = first.template(TEXT, "shop.yaml"), first.blueprint(USE, "shop", None)
    second = Library(first.shelves())
    equal = Use(
        file="shop.yaml",
        text="".join(TEXT),
        environment="testing",
        scope=Scope(parameters=Table(SCOPE.parameters), pseudo=Table(SCOPE.pseudo)),
    )
    assert second.template(TEXT, "shop.yaml") is template
    assert second.blueprint(equal, "shop", None) is made


def test_another_content_is_another_question() -> None:
    library = Library()
    made = library.blueprint(USE, "shop", None)
    other = Scope(parameters=Table({"Host": "other.org", "Stage": "testing"}))
    uses = [
        Use(file="shop.yaml", text=TEXT + "\n", environment="testing", scope=SCOPE),
        Use(file="shop.yaml", text=TEXT, environment="staging", scope=SCOPE),
        Use(file="shop.yaml", text=TEXT, environment="testing", scope=other),
    ]
    assert all(library.blueprint(use, "shop", None) is not made for use in uses)
    assert library.blueprint(USE, "shop", "a.org") is not made


def test_shelves_hold_what_was_asked_for_and_forget_the_rest() -> None:
    first = Library()
    first.blueprint(USE, "shop", None)
    first.services(USE)
    first.rules(USE)
    rest = Library(first.shelves()).shelves()
    assert (rest.templates, rest.services, rest.rules, rest.blueprints) == ({}, {}, {}, {})
    assert list(first.shelves().templates) == [("shop.yaml", TEXT, False)]
    assert list(first.shelves().blueprints) == [(USE, "shop", None)]


def test_a_text_that_is_no_template_is_refused_with_the_same_problems_each_time() -> None:
    library, text = Library(), "Resources: [}"
    with pytest.raises(InvalidInput) as first:
        library.template(text, "bad.yaml")
    with pytest.raises(InvalidInput) as second:
        Library(library.shelves()).template(text, "bad.yaml")
    assert first.value.problems == second.value.problems
    assert library.shelves().templates == {("bad.yaml", text, False): first.value.problems}


def test_a_refusal_is_remembered_as_a_value() -> None:
    library = Library(Shelves())
    found = library.blueprint(USE, "blog", None)
    assert isinstance(found, Refusal)
    assert library.shelves().blueprints == {(USE, "blog", None): found}
    assert str(Refused(found)) == str(found) == refusal(TEXT, docker="blog")


def test_a_blueprint_that_is_remembered_renders_the_same_text() -> None:
    first = Library()
    made = first.blueprint(USE, "shop", None)
    again = Library(first.shelves()).blueprint(USE, "shop", None)
    assert isinstance(made, Blueprint)
    assert isinstance(again, Blueprint)
    assert again.text(RENDERING) == made.text(RENDERING)
