"""The morning that the README shows: a little of everything, after a week of work."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.sandbox.acme.applying import at_rest
from tests.sandbox.acme.organisation import Organisation

SHOP = "storefront"
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

FOOTER, SIZE_GUIDE, GIFT_CARDS, SEARCH, CHECKOUT, PATCH = 36, 38, 41, 44, 45, 46

READY = {
    FOOTER: ("calmer-footer", "aiko"),
    SIZE_GUIDE: ("size-guide", "jonas"),
    GIFT_CARDS: ("gift-cards", "maria"),
}


def at_rest_on_friday(organisation: Organisation) -> None:
    """Open three pull requests in the course of a day, and let Kayron show them."""
    organisation.wait(hours=3)
    for number, (branch, author) in READY.items():
        organisation.wait(hours=3)
        organisation.open_pull(SHOP, number, branch, author)
    organisation.wait(hours=1)
    at_rest(organisation)
    organisation.wait(seconds=(FRIDAY - organisation.aws.now()).total_seconds())


def an_ordinary_morning(organisation: Organisation) -> None:
    """Bring Acme to Friday, half past nine, with what people did since."""
    at_rest_on_friday(organisation)
    shop = organisation.repositories[SHOP]
    # Number 36 was merged, so main moved, and the preview may go.
    organisation.build(SHOP, shop.pulls[FOOTER].merge(organisation.aws.now()))
    # One more pull request is built, one is building, one comes from a fork.
    organisation.wait(minutes=4)
    organisation.open_pull(SHOP, SEARCH, "fix/search-as-you-type", "aiko")
    organisation.wait(minutes=9)
    organisation.open_pull(SHOP, CHECKOUT, "express-checkout", "maria", built=False)
    organisation.wait(minutes=2)
    organisation.open_fork(SHOP, PATCH, "patch-1")
    # The checkout is released, a mailer announced that is still building, a template changed.
    organisation.release("checkout-api", "v2.8.0")
    organisation.release("mailer", "v0.10.0", built=False)
    organisation.change(
        "infrastructure", "cloudformation/catalog.json", '"Memory": "512"', '"Memory": "1024"'
    )
