"""`kayron apply` on a terminal: it asks, and shows in place how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.live import Here, here, passing
from tests.cli.terminal import END, INTERRUPT, on_terminal
from tests.sandbox.acme.organisation import STACK, Organisation

ASKED = "Carry this out? [y/N]: "
CLEAR = "\r\x1b[K"
UP = re.compile(r"\x1b\[\d+A\r\x1b\[J")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Here]:
    """Return an empty folder in which the program meets an Acme that lives, with a new release."""
    with Organisation() as organisation:
        organisation.release("checkout-api", "v2.8.0")
        with passing(organisation):
            yield here(organisation, tmp_path)


def running(shop: Here) -> str:
    """Return the version of the checkout that the stack has."""
    return shop.organisation.aws.stack(STACK).definition.parameters["CheckoutApiVersion"]


def test_who_says_no_changes_nothing(shop: Here) -> None:
    done = on_terminal(shop, "apply", question=ASKED, answer="n")
    assert done.code == 1
    assert done.text.endswith("kayron: nothing was changed: nobody said yes.\n")
    assert running(shop) == "v2.7.0"


def test_who_ends_the_input_has_not_said_yes(shop: Here) -> None:
    done = on_terminal(shop, "apply", question=ASKED, answer=END)
    assert done.code == 1
    assert done.text.endswith("kayron: nothing was changed: nobody said yes.\n")


def test_who_interrupts_the_question_changes_nothing(shop: Here) -> None:
    done = on_terminal(shop, "apply", question=ASKED, answer=INTERRUPT)
    assert done.code == 130
    assert "error" not in done.text.split(ASKED)[1]
    assert running(shop) == "v2.7.0"


def test_who_says_yes_sees_in_place_how_far_it_is(shop: Here) -> None:
    done = on_terminal(shop, "apply", "--color", "never", question=ASKED, answer="y")
    assert done.code == 0
    assert running(shop) == "v2.8.0"
    asked, carried = done.text.split(ASKED)
    (digest,) = re.findall("Plan ([0-9a-f]{8}): ", asked)
    assert f"Carrying out plan {digest}\n" in carried
    *states, last = UP.split(carried)
    assert "\nthe stack  UPDATE_IN_PROGRESS  " in states[0]
    assert "Plan " not in carried.split("Carrying out plan")[0]
    assert "capturing: wave 1, " in carried
    assert re.search(r"^the stack  UPDATE_COMPLETE  \d+ done$", last, re.MULTILINE)
    assert last.endswith(f"{CLEAR}Everything was carried out.\n")


def test_the_reason_of_a_failure_stays_above(shop: Here) -> None:
    shop.organisation.aws.trouble.fail("ApiTasks", "Too many containers.")
    done = on_terminal(shop, "apply", "--yes", "--color", "never")
    assert done.code == 1
    said = re.findall(r"UPDATE_FAILED  CheckoutApi/ApiTasks  Too many containers\.\n", done.text)
    assert len(said) == 1
    assert done.text.endswith(
        f"{CLEAR}The update failed, for the reason above, and CloudFormation rolled it back. What "
        "was to blame is not\n"
        "tried again until it changes; apply with --retry to try it as it is.\n"
    )


def test_a_plan_without_actions_ends_at_once(shop: Here) -> None:
    assert on_terminal(shop, "apply", "--yes").code == 0
    done = on_terminal(shop, "apply", "--color", "never", "-o", "done.json")
    assert done.code == 0
    assert done.text.endswith(" no actions.\nThere was nothing to carry out.\n")
    assert (shop.folder / "done.json").is_file()
