"""What people change is applied: then nothing is left to do, it runs, and comments tell of it."""

from __future__ import annotations

import re

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.hashing import branch_hash
from tests.sandbox.acme.applying import (
    applied,
    at_rest,
    comment,
    deployed,
    forget,
    planned,
    runs,
    updates,
    writes,
)
from tests.sandbox.acme.organisation import Organisation

SHOP = "storefront"
INDEX = "cloudformation/index.yaml"
NUMBER, BRANCH = 36, "calmer-footer"
HASH = branch_hash(BRANCH)
LINK = f"<https://{HASH.lower()}.shop.testing.example.org>"

URL = re.compile(r"(TemplateURL: ).*")


@pytest.fixture
def shown(acme: Organisation) -> Organisation:
    """Return Acme with one pull request that is shown."""
    acme.open_pull(SHOP, NUMBER, BRANCH, "aiko")
    at_rest(acme)
    return acme


def rows(acme: Organisation) -> list[str]:
    return [line for line in comment(acme, SHOP, NUMBER).splitlines() if line.startswith("| ")][2:]


def head(acme: Organisation) -> str:
    return acme.repositories[SHOP].pulls[NUMBER].head_sha


def test_where_nothing_changed_nothing_is_done(acme: Organisation) -> None:
    assert applied(acme).ending is Ending.UNCHANGED


def test_a_release_is_rolled_out(acme: Organisation) -> None:
    acme.release("checkout-api", "v2.8.0")
    (done,) = at_rest(acme)
    assert done.plan.waiting == ()
    assert runs(acme, "checkout-api") == ["v2.8.0"]
    assert planned(acme).actions == ()


def test_a_commit_is_rolled_out(acme: Organisation) -> None:
    sha = acme.push("catalog")
    acme.build("catalog", sha)
    at_rest(acme)
    assert runs(acme, "catalog") == [sha]


def test_a_changed_template_is_rolled_out_and_no_other_is_uploaded(
    shown: Organisation,
) -> None:
    shown.change("infrastructure", "cloudformation/catalog.json", '"512"', '"1024"')
    (done,) = at_rest(shown)
    assert [action.id for action in done.plan.actions] == [
        "put-template catalog.json",
        "put-template index.yaml",
        "update-stack",
    ]
    assert '"1024"' in deployed(shown, "Catalog")


def test_a_template_with_a_macro_is_rolled_out_without_a_change_set(acme: Organisation) -> None:
    mailer = "cloudformation/mailer.yaml"
    expanded = f"Transform: AWS::LanguageExtensions\n{acme.text('infrastructure', mailer)}"
    acme.commit("infrastructure", {mailer: expanded})
    forget(acme)
    at_rest(acme)
    assert deployed(acme, "Mailer") == expanded
    called = {call.operation for call in writes(acme)}
    assert ("UpdateStack" in called, "CreateChangeSet" in called) == (True, False)


def test_a_new_service_is_rolled_out(acme: Organisation) -> None:
    newsletter(acme)
    at_rest(acme)
    assert runs(acme, "newsletter") == ["v1.0.0"]


def newsletter(acme: Organisation) -> None:
    """Declare another service, as the mailer is one: template, parameter and definition."""
    acme.github.repository("acme/newsletter")
    mailer = acme.text("infrastructure", "cloudformation/mailer.yaml")
    template = mailer.replace("mailer", "newsletter").replace("Mailer", "Newsletter")
    index = acme.text("infrastructure", INDEX)
    version = "  NewsletterVersion:\n    Type: String\n  StorefrontVersion:\n"
    index = index.replace("  StorefrontVersion:\n    Type", f"{version}    Type", 1)
    before = index.index("  Mailer:\n")
    nested = index[before : index.index("  Storefront:\n", before)]
    nested = nested.replace("mailer", "newsletter").replace("Mailer", "Newsletter")
    files = {
        "cloudformation/newsletter.yaml": template.replace("mail-", "newsletter-"),
        INDEX: index.replace("  Storefront:\n", f"{nested}  Storefront:\n", 1),
    }
    acme.commit("infrastructure", files)
    definition = "- docker: newsletter\n  github: newsletter\n  deploy:\n    release: v1.0.0\n"
    acme.commit("releases", {"service/newsletter.yaml": definition})
    acme.build("newsletter", "v1.0.0")


def test_a_pull_request_gets_a_preview(shown: Organisation) -> None:
    assert head(shown) in runs(shown, SHOP)
    assert rows(shown) == [f"| Ready | {head(shown)} | {LINK} |"]


def test_a_preview_follows_its_pull_request(shown: Organisation) -> None:
    sha = shown.push(SHOP, BRANCH, "aiko")
    applied(shown)
    assert "Waiting for image" in comment(shown, SHOP, NUMBER)
    shown.build(SHOP, sha)
    at_rest(shown)
    assert sha in runs(shown, SHOP)
    assert rows(shown) == [f"| Ready | {sha} | {LINK} |"]


def test_a_closed_pull_requests_preview_leaves_nothing_behind(shown: Organisation) -> None:
    shown.repositories[SHOP].pulls[NUMBER].close(shown.aws.now())
    at_rest(shown)
    assert len(runs(shown, SHOP)) == 1
    assert rows(shown) == ["| Removed |  |  |"]
    template = shown.text("infrastructure", "cloudformation/storefront.yaml")
    assert deployed(shown, "Storefront") == template
    index = shown.text("infrastructure", INDEX)
    assert URL.sub(r"\1", deployed(shown)) == URL.sub(r"\1", index)


def test_releases_go_first_and_previews_in_the_next_update(acme: Organisation) -> None:
    acme.release("checkout-api", "v2.8.0")
    acme.open_pull(SHOP, NUMBER, BRANCH, "aiko")
    done = at_rest(acme)
    assert [[one.previews for one in updates(each)] for each in done] == [[False], [True]]
    assert [bool(each.plan.waiting) for each in done] == [True, False]
