"""One release definition: what it may say, and what is said of one that may not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kayron.core.gate_setting import GateOverrides
from kayron.core.release import Branch, Release, Strategy, Suspend
from kayron.core.snapshot import Environment
from tests.core.declared import FILE, INFRASTRUCTURE, parse, problems, service, strategy


@pytest.mark.parametrize(
    ("deploy", "expected"),
    {
        "{release: v0.1.1}": Release(tag="v0.1.1"),
        "{branch: feature/x}": Branch(name="feature/x"),
        "{branch: '529E8759'}": Branch(name="529E8759"),
        "{suspend: true}": Suspend(reason="", until=None),
        "{suspend: {reason: broken}}": Suspend(reason="broken", until=None),
        "{suspend: {reason: 'two\n\n   lines', until: 2026-12-24T13:00:00+01:00}}": Suspend(
            reason="two lines", until=datetime(2026, 12, 24, 12, tzinfo=UTC)
        ),
    }.items(),
)
def test_a_strategy_is_a_release_a_branch_or_a_suspension(deploy: str, expected: Strategy) -> None:
    assert strategy(deploy) == expected


def test_a_suspension_ends_at_its_time() -> None:
    until = datetime(2026, 12, 24, tzinfo=UTC)
    before = until - timedelta(seconds=1)
    assert [Suspend(reason="", until=until).holds_at(at) for at in (before, until)] == [True, False]
    assert Suspend(reason="", until=None).holds_at(until)


def test_a_preview_has_gates_of_its_own() -> None:
    gates = (
        "{environments: [testing, development], exclude_branches: [wip/], exclude_authors: [bot],"
        " require_labels: [preview], exclude_labels: [], drafts: true, max_per_service: 0,"
        " max_age: 36h}"
    )
    assert parse(service(f"{{branch: main, preview: {gates}}}")).services[0].preview == (
        GateOverrides(
            environments=(Environment.DEVELOPMENT, Environment.TESTING),
            exclude_branches=("wip/",),
            exclude_authors=("bot",),
            require_labels=("preview",),
            exclude_labels=(),
            drafts=True,
            max_per_service=0,
            max_age=timedelta(hours=36),
        )
    )


ONE = "2:12: deploy: needs exactly one of branch, release, suspend"
SHAPE = "deploy: must be a mapping with some of branch, release, suspend, preview, not"
TAG = (
    "must be vMAJOR.MINOR.PATCH or vMAJOR.MINOR.PATCH-SUFFIX, without a +build part, of at most "
    "128 characters"
)
TRUE = "must be true, without quotes, or a mapping, not"
NEITHER = "for neither, remove the key."
TIME = "must be a time with its zone, such as 2026-12-24T18:00:00Z, not"
EMPTY = "is empty; write a value, or remove the key."

WRONG_DEPLOY = {
    "{}": [f"{ONE}, and has none."],
    "{preview: true}": [f"{ONE}, and has none."],
    "{branch: a, release: v1.2.3}": [f"{ONE}, not branch, release."],
    "{branch: a, release: v1.2.3, suspend: true}": [f"{ONE}, not branch, release, suspend."],
    "": [f"2:11: {SHAPE} nothing."],
    "main": [f"2:12: {SHAPE} a text (main)."],
    "[]": [f"2:12: {SHAPE} a list."],
    "{relase: v1.2.3}": [
        f"{ONE}, and has none.",
        "2:13: deploy.relase: is no key here; did you mean release?",
    ],
    "{branch: a, webhook: [b]}": [
        "2:24: deploy.webhook: is no key here; known: branch, release, suspend, preview."
    ],
    "{release: 1.0}": [
        f'2:22: deploy.release: is a number to YAML; put it in quotes: "1.0". It {TAG}.'
    ],
    "{release: latest}": [f"2:22: deploy.release: {TAG}, not 'latest'."],
    "{release: }": [f"2:21: deploy.release: {EMPTY}"],
    "{release: ''}": [f"2:22: deploy.release: {EMPTY}"],
    "{release: [v1.2.3]}": ["2:22: deploy.release: must be a text, not a list."],
    "{branch: 529E8759}": [
        '2:21: deploy.branch: is a number to YAML; put it in quotes: "529E8759".'
    ],
    "{branch: true}": ['2:21: deploy.branch: is a boolean to YAML; put it in quotes: "true".'],
    "{branch: a..b}": ["2:21: deploy.branch: must be a branch name that git allows, not 'a..b'."],
    '{branch: "a\\u202e"}': [
        "2:21: deploy.branch: has a character that cannot be printed: a\\u202e."
    ],
    "{suspend: false}": [f"2:22: deploy.suspend: {TRUE} a boolean (false); {NEITHER}"],
    '{suspend: "true"}': [f"2:22: deploy.suspend: {TRUE} a text (true); {NEITHER}"],
    "{suspend: {}}": [
        "2:22: deploy.suspend: has neither reason nor until; write one of them, or true."
    ],
    "{suspend: {reson: x, until: x}}": [
        "2:23: deploy.suspend.reson: is no key here; did you mean reason?",
        f"2:40: deploy.suspend.until: {TIME} 'x'.",
    ],
    "{suspend: {reason: 5}}": [
        '2:31: deploy.suspend.reason: is a number to YAML; put it in quotes: "5".'
    ],
    "{suspend: {reason: [a]}}": ["2:31: deploy.suspend.reason: must be a text, not a list."],
    '{branch: a, preview: "true"}': [f"2:33: deploy.preview: {TRUE} a text (true); {NEITHER}"],
    "{branch: a, preview: false}": [f"2:33: deploy.preview: {TRUE} a boolean (false); {NEITHER}"],
    "{branch: a, preview: {max_total: 5, drafts: yes, max_age: 14, max_per_service: many}}": [
        "2:34: deploy.preview.max_total: counts over all services; write it into kayron.yaml.",
        "2:56: deploy.preview.drafts: must be true or false, without quotes, not a text (yes).",
        (
            '2:70: deploy.preview.max_age: is a number to YAML; put it in quotes: "14". It must be '
            "a number of days or hours, such as 14d or 36h."
        ),
        (
            "2:91: deploy.preview.max_per_service: must be a whole number from 0 to 50000, not a "
            "text (many)."
        ),
    ],
    "{branch: a, preview: {exclude_authors: b, require_labels: [1, ''], environments: [tesing]}}": [
        "2:51: deploy.preview.exclude_authors: must be a list, not a text (b).",
        '2:71: deploy.preview.require_labels[0]: is a number to YAML; put it in quotes: "1".',
        f"2:74: deploy.preview.require_labels[1]: {EMPTY}",
        "2:94: deploy.preview.environments[0]: 'tesing' is not known; did you mean testing?",
    ],
}


@pytest.mark.parametrize(("deploy", "expected"), WRONG_DEPLOY.items())
def test_what_deploy_may_not_say(deploy: str, expected: list[str]) -> None:
    assert problems(service(deploy)) == expected


KEYS = "docker, github, provider, deploy, domain, priorities"
HOST = (
    "must be a host name such as lite.example.org, whose ${...} are parameters of the service's "
    "template"
)
RANGE = (
    "must be LOW-HIGH such as 12001-12099, two numbers from 1 to 50000, the lower one first, not"
)

WRONG_KEYS = {
    ", domain: lite": [f"2:36: domain: {HOST}, not 'lite'."],
    ", domain: 15": [f'2:36: domain: is a number to YAML; put it in quotes: "15". It {HOST}.'],
    ", priorities: 12001-": [f"2:40: priorities: {RANGE} '12001-'."],
    ", priorities: 5-1": [f"2:40: priorities: {RANGE} '5-1'."],
    ", priorities: 0-5": [f"2:40: priorities: {RANGE} '0-5'."],
    ", priorities: 1-50001": [f"2:40: priorities: {RANGE} '1-50001'."],
    ", dockr: x": ["2:28: dockr: is no key here; did you mean docker?"],
    ", '': x": [f"2:28: '': is no key here; known: {KEYS}."],
    ", github: other": ["2:28: github: is in line 1 already; keep one."],
}


@pytest.mark.parametrize(("more", "expected"), WRONG_KEYS.items())
def test_what_a_service_may_not_say(more: str, expected: list[str]) -> None:
    assert problems(service(more=more)) == expected


DOCKER = (
    "docker: must be the path of an image repository: lower-case letters and digits with dashes, "
    "dots or underscores between them, parts separated by slashes, at most 255 characters, not"
)
GITHUB = (
    "github: must be the name of a repository, without its owner: 1 to 100 of A-Z a-z 0-9 - _ . "
    "with no dot at the beginning and no .git at the end, not"
)
NOT_ALPHANUMERIC = "which is not alphanumeric; use letters, digits and dashes."
LITE = "{docker: lite, github: lite, deploy: {branch: main}}"

WRONG_FILES = {
    "- {docker: 0123, github: 12, deploy: {branch: a}}": [
        '1:12: docker: is a number to YAML; put it in quotes: "0123".',
        '1:26: github: is a number to YAML; put it in quotes: "12".',
    ],
    "- {docker: Big, github: a/b, deploy: {branch: a}}": [
        f"1:12: {DOCKER} 'Big'.",
        f"1:25: {GITHUB} 'a/b'.",
    ],
    "- {}": [
        "1:3: deploy: is missing; say what should run, such as `deploy: {branch: main}`.",
        "1:3: docker: is missing; name the image repository, or write `provider: cloudformation`.",
        "1:3: github: is missing; name the repository.",
    ],
    "- {docker: a_b, github: a, deploy: {branch: a}}": [
        f"1:12: docker: gives the stack parameter 'A_bVersion', {NOT_ALPHANUMERIC}"
    ],
    "- {docker: stack, github: a, deploy: {branch: a}}": [
        "1:12: docker: no service can be called stack: verdicts mean the stack by it."
    ],
    f"- {LITE}\n- {LITE}": [f"2:12: docker: lite is defined at {FILE}:1:12 too; keep one of them."],
    "- {docker: a-b, github: a, deploy: {branch: a}}\n"
    "- {docker: a--b, github: a, deploy: {branch: a}}": [
        f"2:12: docker: its stack parameter ABVersion is that of a-b at {FILE}:1:12."
    ],
    "- {docker: infra-structure, github: a, deploy: {branch: a}}\n"
    "- {docker: infra--structure, github: a, deploy: }": [
        (
            "2:12: docker: its stack parameter InfraStructureVersion is that of infra-structure "
            f"at {FILE}:1:12."
        ),
        f"2:48: {SHAPE} nothing.",
    ],
    "- x\n-\n- []": [
        f"1:3: must be a mapping with some of {KEYS}, not a text (x).",
        f"2:2: must be a mapping with some of {KEYS}, not nothing.",
        f"3:3: must be a mapping with some of {KEYS}, not a list.",
    ],
    "a: b": ["1:1: must hold a list of definitions, each with a dash, not a mapping."],
    "5": ["1:1: must hold a list of definitions, each with a dash, not a number (5)."],
    "- [": [
        (
            "1:4: is not YAML: while parsing a flow node expected the node content, but found "
            "'<stream end>'."
        )
    ],
}


@pytest.mark.parametrize(("text", "expected"), WRONG_FILES.items())
def test_what_a_file_of_definitions_may_not_say(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


I = "infrastructure/i.yaml"  # noqa: E741 - it keeps the table below readable
MISSING = (
    "infrastructure: provider: no definition has `provider: cloudformation`; exactly one must."
)

WRONG_INFRASTRUCTURE = {
    "": [MISSING],
    "- {github: i, provider: cloudformation, deploy: {}}": [
        f"{I}:1:49: deploy: needs exactly one of branch, release, suspend, and has none."
    ],
    "- {github: my_infra, provider: cloudformation, deploy: {branch: main}}": [
        f"{I}:1:12: github: gives the stack parameter 'My_infraVersion', {NOT_ALPHANUMERIC}"
    ],
    "- {github: lite, provider: cloudformation, deploy: {branch: main}}": [
        f"1:12: docker: its stack parameter LiteVersion is that of lite at {I}:1:12."
    ],
    INFRASTRUCTURE + INFRASTRUCTURE: [
        f"{I}:2:38: provider: {I}:1:38 has it too; keep one of them."
    ],
    "- {github: i, provider: terraform, docker: a, deploy: {branch: a, preview: true}, "
    "domain: a.b, priorities: 1-2}": [
        f"{I}:1:25: provider: 'terraform' is not known; known: cloudformation.",
        f"{I}:1:36: docker: is for services only; remove it, or provider.",
        f"{I}:1:67: deploy.preview: is for services only; remove it.",
        f"{I}:1:83: domain: is for services only; remove it, or provider.",
        f"{I}:1:96: priorities: is for services only; remove it, or provider.",
    ],
    "x": [f"{I}:1:1: must hold a list of definitions, each with a dash, not a text (x)."],
    "- *a": [f"{I}:1:3: *a names no anchor before it."],
}


@pytest.mark.parametrize(("text", "expected"), WRONG_INFRASTRUCTURE.items())
def test_the_infrastructure_is_defined_once_and_is_no_service(
    text: str, expected: list[str]
) -> None:
    assert problems(service(), text) == expected


def test_five_mistakes_in_one_definition_give_five_messages() -> None:
    definition = (
        "- docker: Lite\n"
        "  github: acme/lite\n"
        "  deploy:\n"
        "    release: 1.0\n"
        '    preview: "true"\n'
        "  domian: lite.example.org\n"
    )
    assert [problem.split(":")[:3] for problem in problems(definition)] == [
        ["1", "11", " docker"],
        ["2", "11", " github"],
        ["4", "14", " deploy.release"],
        ["5", "14", " deploy.preview"],
        ["6", "3", " domian"],
    ]
