"""`kayron.yaml`: what it may say, and what is said of one that may not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import example, given

from kayron.core.configuration import Configuration, Pause, gates_of, parse_configuration
from kayron.core.freeze import Freeze
from kayron.core.gate_setting import GateOverrides, Gates
from kayron.core.problem import InvalidInput, Problem
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from tests.core.declared import parse, service
from tests.strategies.yaml_texts import texts

EVERYTHING = """
previews:
  environments: [staging, testing]
  exclude_branches: [wip/]
  exclude_authors: [robot]
  require_labels: [preview]
  exclude_labels: [blocked]
  drafts: true
  max_per_service: 5
  max_total: 20
  max_age: 14d
branches:
  production: '^main$'
pause:
  reason: >
    The database
    moves.
  until: 2026-12-24T18:00:00+01:00
freeze:
- {days: [sat, sun], reason: weekend}
- {days: [fri], from: "18:00", to: 09:30, zone: Europe/Berlin, reason: Friday night}
template_drift: reconcile
allow_stateful: [Data/Uploads, Bucket, Data/Uploads]
plain_keys: true
limits:
  rules_per_load_balancer: 200
"""


def problems(text: str) -> list[str]:
    """Return the problems of a `kayron.yaml`, without its name."""
    with pytest.raises(InvalidInput) as caught:
        parse_configuration(text)
    return [str(problem).removeprefix("kayron.yaml:") for problem in caught.value.problems]


def test_every_setting_is_read() -> None:
    assert parse_configuration(EVERYTHING) == Configuration(
        previews=Gates(
            environments=(Environment.TESTING, Environment.STAGING),
            exclude_branches=("wip/",),
            exclude_authors=("robot",),
            require_labels=("preview",),
            exclude_labels=("blocked",),
            drafts=True,
            max_per_service=5,
            max_total=20,
            max_age=timedelta(days=14),
        ),
        branches=Table({"production": "^main$"}),
        pause=Pause(reason="The database moves.", until=datetime(2026, 12, 24, 17, tzinfo=UTC)),
        freeze=(
            Freeze(days=("sat", "sun"), reason="weekend"),
            Freeze(
                days=("fri",),
                start=18 * 60,
                end=9 * 60 + 30,
                zone="Europe/Berlin",
                reason="Friday night",
            ),
        ),
        template_drift_reconcile=True,
        allow_stateful=("Bucket", "Data/Uploads"),
        plain_keys=True,
        limits=Table({"rules_per_load_balancer": 200}),
    )


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "{}", "{previews: {}, limits: {}}"])
def test_nothing_said_means_the_defaults(text: str | None) -> None:
    assert parse_configuration(text) == Configuration(
        previews=Gates(
            environments=(Environment.TESTING,),
            exclude_branches=("dependabot/", "renovate/"),
            exclude_authors=(),
            require_labels=(),
            exclude_labels=(),
            drafts=False,
            max_per_service=None,
            max_total=None,
            max_age=None,
        ),
        branches=Table(),
        pause=None,
        freeze=(),
        template_drift_reconcile=False,
        allow_stateful=(),
        plain_keys=False,
        limits=Table(),
    )


def test_a_snapshot_records_the_zones_that_are_named_but_for_utc() -> None:
    zones = ("UTC", "Europe/Berlin", "Asia/Kolkata", "Europe/Berlin")
    windows = tuple(Freeze(zone=zone, reason="") for zone in zones)
    assert Configuration(freeze=windows).zones == ("Asia/Kolkata", "Europe/Berlin")


def test_a_pause_ends_at_its_time() -> None:
    until = datetime(2026, 12, 24, tzinfo=UTC)
    before = until - timedelta(seconds=1)
    assert [Pause(reason="", until=until).holds_at(at) for at in (before, until)] == [True, False]
    assert Pause(reason="", until=None).holds_at(until)


def test_the_gates_of_a_definition_replace_those_of_the_settings_one_by_one() -> None:
    configuration = parse_configuration(EVERYTHING)
    own = "{branch: main, preview: {exclude_labels: [], drafts: false, max_per_service: 1}}"
    assert gates_of(configuration, parse(service(own)).services[0]) == evolve(
        configuration.previews, exclude_labels=(), drafts=False, max_per_service=1
    )


@pytest.mark.parametrize("deploy", ["{branch: main}", "{branch: main, preview: true}"])
def test_a_definition_without_gates_has_those_of_the_settings(deploy: str) -> None:
    configuration = parse_configuration(EVERYTHING)
    found = gates_of(configuration, parse(service(deploy)).services[0])
    assert found == configuration.previews


def test_an_override_can_set_every_gate_but_the_total() -> None:
    gates = {attribute.name for attribute in Gates.__attrs_attrs__}
    overrides = {attribute.name for attribute in GateOverrides.__attrs_attrs__}
    assert gates - overrides == {"max_total"}


PATTERN = "must be a regular expression of at most 200 characters, not"
CLOCK = "must be a time of day such as 09:30, from 00:00 to 24:00, not"
ZONE = "must be the name of a time zone such as Europe/Berlin, or UTC, not"
PATH = "must be logical ids of nested stacks and of a resource, such as Data/Bucket, not"

WRONG = {
    "- a": [
        (
            "1:1: must be a mapping with some of previews, branches, pause, freeze, "
            "template_drift, allow_stateful, plain_keys, limits, not a list."
        )
    ],
    "preview: {}": ["1:1: preview: is no key here; did you mean previews?"],
    "previews: true": [
        (
            "1:11: previews: must be a mapping with some of environments, exclude_branches, "
            "exclude_authors, require_labels, exclude_labels, drafts, max_per_service, max_total, "
            "max_age, not a boolean (true)."
        )
    ],
    "previews: {environments: [production, prod]}": [
        "1:39: previews.environments[1]: 'prod' is not known; did you mean production?"
    ],
    "previews: {max_total: 1.5, max_per_service: -1}": [
        "1:23: previews.max_total: must be a whole number from 0 to 50000, not a number (1.5).",
        (
            "1:45: previews.max_per_service: must be a whole number from 0 to 50000, not a number "
            "(-1)."
        ),
    ],
    "branches: {production: '('}": [f"1:24: branches.production: {PATTERN} '('."],
    "branches: {production: '[[a]'}": [f"1:24: branches.production: {PATTERN} '[[a]'."],
    "branches: {production: 'a{99999999999}'}": [
        f"1:24: branches.production: {PATTERN} 'a{{99999999999}}'."
    ],
    f"branches: {{production: {'a' * 201}}}": [
        f"1:24: branches.production: {PATTERN} '{'a' * 77}...'."
    ],
    "branches: {prod: main}": ["1:12: branches.prod: is no key here; did you mean production?"],
    "pause: {}": ["1:8: pause.reason: is missing; say why nothing may be deployed."],
    "pause: {reason: x, until: 2026-12-24}": [
        (
            "1:27: pause.until: must be a time with its zone, such as 2026-12-24T18:00:00Z, not "
            "'2026-12-24'."
        )
    ],
    "freeze: {days: [fri]}": ["1:9: freeze: must be a list, not a mapping."],
    "freeze: [friday]": [
        (
            "1:10: freeze[0]: must be a mapping with some of days, from, to, zone, reason, not a "
            "text (friday)."
        )
    ],
    "freeze: [{days: [sunday], reason: x}]": [
        "1:18: freeze[0].days[0]: 'sunday' is not known; did you mean sun?"
    ],
    "freeze: [{days: []}]": [
        "1:10: freeze[0].reason: is missing; say why nothing may be deployed then.",
        "1:17: freeze[0].days: names no day; remove the key for all days.",
    ],
    "freeze: [{from: 9:00, to: 24:01, zone: Europe/, reason: x}]": [
        f"1:17: freeze[0].from: {CLOCK} '9:00'.",
        f"1:27: freeze[0].to: {CLOCK} '24:01'.",
        f"1:40: freeze[0].zone: {ZONE} 'Europe/'.",
    ],
    "freeze: [{from: 08:00, to: 08:00, reason: x}]": [
        "1:17: freeze[0].from: is when the window ends; for all day, write neither from nor to."
    ],
    "freeze: [{to: 00:00, reason: x}]": [
        "1:10: freeze[0].from: is when the window ends; for all day, write neither from nor to."
    ],
    "template_drift: reconciled": [
        "1:17: template_drift: 'reconciled' is not known; did you mean reconcile?"
    ],
    "template_drift: true": [
        '1:17: template_drift: is a boolean to YAML; put it in quotes: "true".'
    ],
    "allow_stateful: [A//B, 12]": [
        f"1:18: allow_stateful[0]: {PATH} 'A//B'.",
        '1:24: allow_stateful[1]: is a number to YAML; put it in quotes: "12".',
    ],
    "plain_keys: 'false'": [
        "1:13: plain_keys: must be true or false, without quotes, not a text (false)."
    ],
    "limits: {rules_per_load_balancer: 0, target_groups_per_load_balancer: 200}": [
        (
            "1:35: limits.rules_per_load_balancer: must be a whole number from 1 to 1000000, not a "
            "number (0)."
        ),
        (
            "1:38: limits.target_groups_per_load_balancer: is no key here; did you mean "
            "rules_per_load_balancer?"
        ),
    ],
    "a: [": [
        (
            "1:5: is not YAML: while parsing a flow node expected the node content, but found "
            "'<stream end>'."
        )
    ],
}


@pytest.mark.parametrize(("text", "expected"), WRONG.items())
def test_what_it_may_not_say(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@given(texts)
@example("{freeze: [{from: '00:00'}], branches: {testing: '('}}")
def test_any_text_gives_settings_or_problems_in_file_order(text: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        parse_configuration(text)
    except InvalidInput as error:
        found = error.problems
    assert found == tuple(sorted(set(found)))
