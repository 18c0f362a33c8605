"""The page of settings lists every variable, and says of each what the program does with it."""

from __future__ import annotations

import re

import pytest

from kayron.core.problem import InvalidInput
from kayron.core.settings import APP, PURPOSES, REQUIRED, TOKEN, parse_settings
from tests.house.layout import ROOT

ROW = re.compile(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)

ROWS = {
    name: (need.strip(), purpose.strip(), default.strip("` "))
    for name, need, purpose, default in ROW.findall((ROOT / "docs/settings.md").read_text())
}

LEAST = {
    "KAYRON_ENVIRONMENT": "testing",
    "KAYRON_RELEASE_SOURCE": "acme/releases",
    "KAYRON_CLOUDFORMATION_STACK": "acme",
    "KAYRON_S3_BUCKET": "acme-templates",
    "KAYRON_GITHUB_TOKEN": "token",
}


def test_every_variable_is_listed() -> None:
    assert ROWS.keys() == PURPOSES.keys()


def test_those_that_are_required_say_so() -> None:
    needs = {name: need for name, (need, _, _) in ROWS.items() if need}
    assert needs == {
        **dict.fromkeys(REQUIRED | {TOKEN}, "required"),
        **dict.fromkeys(APP, "in place of a token"),
    }


def test_defaults_are_those_of_the_program() -> None:
    given = {
        name: default
        for name, (_, _, default) in ROWS.items()
        if default not in ("", "none") and name != "KAYRON_GITHUB_URL"
    }
    assert parse_settings({**LEAST, **given}) == parse_settings(LEAST)
    assert len(given) == 7


@pytest.mark.parametrize("name", sorted(LEAST))
def test_what_is_required_cannot_be_left_out(name: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        parse_settings({key: value for key, value in LEAST.items() if key != name})


def test_the_words_that_a_setting_takes_are_listed() -> None:
    for name in ("KAYRON_ENVIRONMENT", "KAYRON_LOG_LEVEL"):
        for word in re.findall(r"`(\w+)`", ROWS[name][1]):
            parse_settings({**LEAST, name: word})
