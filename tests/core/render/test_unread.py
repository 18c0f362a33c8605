"""Unknown facts, folded by their errors."""

from __future__ import annotations

from kayron.core.render.style import plain
from kayron.core.render.unread import ERRORS, unread
from kayron.core.unread import UnknownFact


def shown(*facts: tuple[str, str], room: int = 100) -> list[str]:
    found = tuple(UnknownFact(path=path, error=error) for path, error in facts)
    return plain(unread(found, room)).splitlines()


def test_nothing_is_unknown() -> None:
    assert shown() == []


def test_an_error_is_told_once_with_the_facts_that_it_hides() -> None:
    assert shown(("exports", "AccessDenied"), ("root", "AccessDenied")) == [
        "?  AccessDenied",
        "     exports and root",
    ]


def test_what_hides_the_most_comes_first_and_is_folded() -> None:
    images = [
        (f'images["lite"]["v{number}"]', "ecr:BatchGetImage is denied") for number in range(9)
    ]
    assert shown(("exports", "503"), *images) == [
        "?  ecr:BatchGetImage is denied",
        '     images["lite"]["v0"], images["lite"]["v1"], images["lite"]["v2"] and 6 facts more',
        "?  503",
        "     exports",
    ]


def test_of_many_errors_the_first_are_shown() -> None:
    facts = [(f'branches["lite"]["b{number}"]', f"502 for b{number}") for number in range(12)]
    lines = shown(("exports", "503"), ("root", "503"), *facts)
    assert lines[0] == "?  503"
    assert len(lines) == 2 * ERRORS + 1
    assert lines[-1] == "?  3 facts more, for other reasons"


def test_commits_and_arns_are_short() -> None:
    arn = "arn:aws:ecs:us-west-2:123456789012:service/acme/lite"
    assert shown((f'services["{arn}"]', f"no {'a' * 40}")) == [
        "?  no aaaaaaaa",
        '     services["ecs:service/acme/lite"]',
    ]
