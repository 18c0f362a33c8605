"""What people type in the sandbox happens there, and they are told what did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.people import HELP, People
from tests.sandbox.acme.applying import at_rest, comment, runs
from tests.sandbox.acme.organisation import Organisation

SHOP = "storefront"


@pytest.fixture
def acme() -> Iterator[Organisation]:
    """Serve Acme, in which no pull request is open yet."""
    with Organisation(check=False) as organisation:
        yield organisation


def test_a_pull_request_is_opened_and_its_preview_is_shown(acme: Organisation) -> None:
    people = People(acme)
    told = people.do("open storefront calmer-footer")
    assert told == "storefront#1 is open. `kayron apply` gives it a preview."
    assert people.do("show 1") == "It has no status comment yet."
    at_rest(acme)
    assert acme.repositories[SHOP].pulls[1].head_sha in runs(acme, SHOP)
    assert people.do("show #1") == comment(acme, SHOP, 1)


def test_numbers_go_on_over_all_repositories(acme: Organisation) -> None:
    people = People(acme)
    told = [people.do(f"open {repository} a-branch") for repository in (SHOP, "checkout")]
    assert [one.split()[0] for one in told] == ["storefront#1", "checkout#2"]


def test_of_a_service_without_previews_none_is_promised(acme: Organisation) -> None:
    people = People(acme)
    assert people.do("open catalog a-branch") == (
        "catalog#1 is open. Its service asks for no previews; that of storefront does."
    )
    assert people.do("close 1") == (
        "catalog#1 is closed. Its service asks for no previews; that of storefront does."
    )
    assert at_rest(acme) == ()


def test_what_is_pushed_is_built(acme: Organisation) -> None:
    people = People(acme)
    people.do("open storefront calmer-footer")
    at_rest(acme)
    told = people.do("push #1")
    head = acme.repositories[SHOP].pulls[1].head_sha
    assert told == f"storefront#1 is at {head[:8]} now."
    at_rest(acme)
    assert head in runs(acme, SHOP)


def test_the_preview_of_what_is_closed_leaves(acme: Organisation) -> None:
    people = People(acme)
    people.do("open storefront calmer-footer")
    at_rest(acme)
    people.do("close 1")
    at_rest(acme)
    assert acme.repositories[SHOP].pulls[1].head_sha not in runs(acme, SHOP)
    assert "| Removed |" in people.do("show 1")


def test_a_release_is_built_and_declared(acme: Organisation) -> None:
    told = People(acme).do("release mailer v0.10.0")
    assert told == "mailer is to be v0.10.0 in testing. `kayron apply` deploys it."
    at_rest(acme)
    assert runs(acme, "mailer") == ["v0.10.0"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("open nowhere a-branch", "There is no repository nowhere of a service."),
        ("open releases a-branch", "There is no repository releases of a service."),
        ("push 7", "There is no pull request 7."),
        ("close seven", "There is no pull request seven."),
        (
            "release catalog v1.0.0",
            "There is no service catalog with releases: checkout-api, mailer have them.",
        ),
        ("dance", HELP),
        ("open storefront", HELP),
        ("push 1 2", HELP),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    acme: Organisation, line: str, told: str
) -> None:
    assert People(acme).do(line) == told
    assert at_rest(acme) == ()


def test_every_line_is_answered_but_empty_ones(
    acme: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    People(acme).hear(["push 7\n", "\n", "show 8\n"])
    assert capsys.readouterr().out == "There is no pull request 7.\nThere is no pull request 8.\n"
