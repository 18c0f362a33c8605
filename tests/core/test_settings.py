"""The settings of a process: what each variable may be, and what is said of those that may not."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.problem import InvalidInput, Problem
from kayron.core.settings import (
    PURPOSES,
    GitHubApp,
    Repository,
    Secret,
    Settings,
    parse_settings,
)
from kayron.core.snapshot import Environment
from kayron.core.table import Table

LEAST = {
    "KAYRON_ENVIRONMENT": "testing",
    "KAYRON_GITHUB_TOKEN": "ghp_canary",
    "KAYRON_RELEASE_SOURCE": "https://github.com/acme/releases",
    "KAYRON_CLOUDFORMATION_STACK": "acme-testing",
    "KAYRON_S3_BUCKET": "acme-templates",
}

DEFAULTS = Settings(
    environment=Environment.TESTING,
    github=Secret("ghp_canary"),
    github_url="https://api.github.com",
    release_source=Repository(owner="acme", name="releases"),
    stack="acme-testing",
    parameters=Table(),
    tags=Table(),
    bucket="acme-templates",
    region="us-west-2",
    log_level="info",
    http_host="127.0.0.1",
    http_port=7777,
    webhook_secret=None,
    run_server=True,
    run_worker=True,
    update_stack=False,
)


def problems(**variables: str) -> list[str]:
    """Return the problems of the least settings with these in place."""
    with pytest.raises(InvalidInput) as caught:
        parse_settings({**LEAST, **variables})
    return list(map(str, caught.value.problems))


def test_five_settings_are_enough() -> None:
    assert parse_settings(LEAST) == DEFAULTS


KEY = "-----BEGIN RSA PRIVATE KEY-----\nY2FuYXJ5\nYQ==\n-----END RSA PRIVATE KEY-----\n"

APP = {
    "KAYRON_GITHUB_APP_ID": "123",
    "KAYRON_GITHUB_APP_INSTALLATION": "456",
    "KAYRON_GITHUB_APP_PRIVATE_KEY": KEY,
}


@pytest.mark.parametrize("key", [KEY, KEY.replace("\n", "\\n"), f"\n{KEY}\n"])
def test_an_app_takes_the_place_of_a_token(key: str) -> None:
    app = {**APP, "KAYRON_GITHUB_APP_PRIVATE_KEY": key}
    expected = GitHubApp(id="123", installation=456, private_key=Secret(KEY))
    assert parse_settings({**LEAST, **app}) == evolve(DEFAULTS, github=expected)
    assert parse_settings({**LEAST, **app, "KAYRON_GITHUB_TOKEN": ""}).github == expected


def test_an_app_is_named_whole() -> None:
    assert problems(KAYRON_GITHUB_APP_ID="Iv23liCanary") == [
        "KAYRON_GITHUB_APP_INSTALLATION: is missing; it says where the GitHub App is installed.",
        "KAYRON_GITHUB_APP_PRIVATE_KEY: is missing; with it the GitHub App signs.",
    ]


@pytest.mark.parametrize(
    ("host", "url"),
    {
        "github.com": "https://api.github.com",
        "acme.ghe.com": "https://api.acme.ghe.com",
        "ghe.example.org": "https://ghe.example.org/api/v3",
    }.items(),
)
def test_the_api_is_where_the_release_source_is(host: str, url: str) -> None:
    source = f"https://{host}/acme/releases"
    assert parse_settings({**LEAST, "KAYRON_RELEASE_SOURCE": source}).github_url == url


@pytest.mark.parametrize(
    "region", ["us-west-2", "ap-southeast-1", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"]
)
def test_a_region_may_be_of_any_partition(region: str) -> None:
    assert parse_settings({**LEAST, "AWS_REGION": region}).region == region


def test_an_empty_value_is_none_and_other_variables_are_ignored() -> None:
    empty = dict.fromkeys(set(PURPOSES) - set(LEAST), " ")
    assert parse_settings({**LEAST, **empty, "KAYRON_OTHER": "x", "HOME": "/"}) == DEFAULTS


def test_every_setting_is_read() -> None:
    assert parse_settings(
        {
            "KAYRON_ENVIRONMENT": "production",
            "KAYRON_GITHUB_TOKEN": "t",
            "KAYRON_GITHUB_URL": "https://ghe.example.org:8443/api/v3/",
            "KAYRON_RELEASE_SOURCE": "git@ghe.example.org:acme/releases.git",
            "KAYRON_CLOUDFORMATION_STACK": "s",
            "KAYRON_CLOUDFORMATION_PARAMETERS": "Url:https://a:1/b, Empty:",
            "KAYRON_CLOUDFORMATION_TAGS": "environment:production,cost center:a",
            "KAYRON_S3_BUCKET": "a.b-c",
            "KAYRON_LOG_LEVEL": "DEBUG",
            "KAYRON_HTTP_HOST": "::1",
            "KAYRON_HTTP_PORT": "0",
            "KAYRON_WEBHOOK_SECRET": "w",
            "KAYRON_RUN_SERVER": "false",
            "KAYRON_RUN_WORKER": "0",
            "KAYRON_UPDATE_STACK": "T",
            "AWS_REGION": "us-gov-west-1",
        }
    ) == Settings(
        environment=Environment.PRODUCTION,
        github=Secret("t"),
        github_url="https://ghe.example.org:8443/api/v3",
        release_source=Repository(host="ghe.example.org", owner="acme", name="releases"),
        stack="s",
        parameters=Table({"Url": "https://a:1/b", "Empty": ""}),
        tags=Table({"environment": "production", "cost center": "a"}),
        bucket="a.b-c",
        region="us-gov-west-1",
        log_level="debug",
        http_host="::1",
        http_port=0,
        webhook_secret=Secret("w"),
        run_server=False,
        run_worker=False,
        update_stack=True,
    )


def test_all_that_is_missing_is_said_at_once_and_what_it_is_for() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_settings({})
    assert str(caught.value).splitlines() == [
        "KAYRON_CLOUDFORMATION_STACK: is missing; it names the root stack.",
        "KAYRON_ENVIRONMENT: is missing; it names the environment that is kept up to date.",
        "KAYRON_GITHUB_TOKEN: is missing; with it GitHub is read, and status comments are written.",
        (
            "KAYRON_RELEASE_SOURCE: is missing; it names the repository that holds the release "
            "definitions."
        ),
        "KAYRON_S3_BUCKET: is missing; it names the bucket that templates are uploaded to.",
    ]


PARAMETERS = "KAYRON_CLOUDFORMATION_PARAMETERS"
TAGS = "KAYRON_CLOUDFORMATION_TAGS"

URL = "must be a URL such as https://HOST/api/v3; http:// is for localhost only"

WRONG = {
    ("KAYRON_ENVIRONMENT", "test"): (
        "must be one of development, testing, staging, production, not 'test'"
    ),
    ("KAYRON_GITHUB_TOKEN", "ghp_canary 2"): "must be printable characters without spaces",
    ("KAYRON_GITHUB_TOKEN", "ghp\x07canary"): "must be printable characters without spaces",
    ("KAYRON_GITHUB_TOKEN", "\u201cghp_canary\u201d"): (
        "must be ASCII characters; typographic quotes are none"
    ),
    ("KAYRON_GITHUB_URL", "http://ghe.example.org/api/v3"): URL,
    ("KAYRON_GITHUB_URL", "https://ada:canary@ghe.example.org"): URL,
    ("KAYRON_WEBHOOK_SECRET", "a\udc80"): "is not UTF-8 text",
    ("KAYRON_CLOUDFORMATION_STACK", "1a"): (
        "must be a letter, then letters, digits and dashes, at most 128 characters, not '1a'"
    ),
    ("KAYRON_S3_BUCKET", "a..b"): (
        "must be 3 to 63 of a-z 0-9 . -, with a letter or digit at both ends, not 'a..b'"
    ),
    ("AWS_REGION", "us"): "must be a region such as us-west-2, not 'us'",
    ("KAYRON_LOG_LEVEL", "trace"): "must be one of debug, info, warning, error, not 'trace'",
    ("KAYRON_HTTP_HOST", "a b"): "must be a host name or an address, not 'a b'",
    ("KAYRON_HTTP_PORT", "65536"): "must be a number from 0 to 65535, not '65536'",
    ("KAYRON_HTTP_PORT", "http"): "must be a number from 0 to 65535, not 'http'",
    ("KAYRON_RUN_SERVER", "yes"): "must be true or false, not 'yes'",
    (PARAMETERS, "A:canary,canary"): ("must be key:value,foo:bar; its item 2 is not key:value"),
    (PARAMETERS, ":canary"): "must be key:value,foo:bar; its item 1 is not key:value",
    (PARAMETERS, "A:1,"): "must be key:value,foo:bar; its item 2 is not key:value",
    (PARAMETERS, "A:1,A:canary"): "has the same key in its items 1 and 2",
    (PARAMETERS, "A:1,b-canary:2"): (
        "must have keys of letters and digits only, unlike that of its item 2"
    ),
    (PARAMETERS, "A:1,canary:" + "é" * 2049): (
        "has more than 4,096 bytes in the value of its item 2"
    ),
    (PARAMETERS, ",".join(f"A{n}:1" for n in range(201))): "has 201 items, and AWS allows 200",
    (TAGS, "a:1,b:2,a:3"): "has the same key in its items 1 and 3",
    (TAGS, "a" * 129 + ":1"): f"has the tag '{'a' * 77}...', of more than 128 characters",
    (TAGS, "a:" + "b" * 257): "has more than 256 characters for the tag a",
    (TAGS, ",".join(f"{n}:1" for n in range(51))): "has 51 items, and AWS allows 50",
}


@pytest.mark.parametrize(("variable", "problem"), WRONG.items())
def test_what_a_setting_may_not_be(variable: tuple[str, str], problem: str) -> None:
    name, value = variable
    assert problems(**{name: value}) == [f"{name}: {problem}; {PURPOSES[name]}."]
    assert "canary" not in problem


WRONG_APP = {
    ("KAYRON_GITHUB_APP_ID", "my-app"): (
        "must be the app's id or client id, such as 123456 or Iv23liAbCdEfGhIjKlMn, not 'my-app'"
    ),
    ("KAYRON_GITHUB_APP_INSTALLATION", "acme"): (
        "must be the number at the end of the installation's URL, not 'acme'"
    ),
    ("KAYRON_GITHUB_APP_PRIVATE_KEY", KEY.replace("END", "canary")): (
        "must be the whole private key in PEM, BEGIN and END included"
    ),
    ("KAYRON_GITHUB_APP_PRIVATE_KEY", KEY.replace("PRIVATE", "PUBLIC")): (
        "must be the whole private key in PEM, BEGIN and END included"
    ),
}


@pytest.mark.parametrize(("variable", "problem"), WRONG_APP.items())
def test_what_the_settings_of_an_app_may_not_be(variable: tuple[str, str], problem: str) -> None:
    name, value = variable
    assert problems(**{**APP, name: value}) == [f"{name}: {problem}; {PURPOSES[name]}."]


@pytest.mark.parametrize(
    ("text", "host"),
    {
        "acme/releases": "github.com",
        "https://github.com/acme/releases": "github.com",
        "https://www.GitHub.com/acme/releases.git/": "github.com",
        "ssh://git@github.com:22/acme/releases.git": "github.com",
        "ssh://git@ssh.github.com:443/acme/releases.git": "github.com",
        "ssh://ghe.example.org/acme/releases": "ghe.example.org",
        "ssh://git@ssh.example.org:443/acme/releases": "ssh.example.org",
        "git@github.com:acme/releases": "github.com",
    }.items(),
)
def test_a_release_source_is_a_url_or_owner_and_name(text: str, host: str) -> None:
    found = parse_settings({**LEAST, "KAYRON_RELEASE_SOURCE": text})
    expected = Repository(host=host, owner="acme", name="releases")
    assert found == evolve(DEFAULTS, release_source=expected, github_url=found.github_url)
    assert str(found.release_source) == "acme/releases"


@pytest.mark.parametrize(
    "text",
    [
        "acme",
        "acme/a/b",
        "http://github.com/acme/releases",
        "https://canary@github.com/acme/releases",
        "https://github.com/acme/.git",
        "acme/.releases",
        "-/releases",
        "https://github.com",
    ],
)
def test_anything_else_is_no_release_source(text: str) -> None:
    assert problems(KAYRON_RELEASE_SOURCE=text) == [
        (
            "KAYRON_RELEASE_SOURCE: must be owner/name or a URL such as https://github.com/owner/name;"
            f" {PURPOSES['KAYRON_RELEASE_SOURCE']}."
        )
    ]


def test_a_webhook_secret_may_be_of_any_language() -> None:
    found = parse_settings({**LEAST, "KAYRON_WEBHOOK_SECRET": "übergenau"})
    assert found.webhook_secret == Secret("übergenau")


def test_secrets_are_equal_but_never_shown() -> None:
    secret = Secret("canary")
    assert (secret.reveal(), secret, hash(secret)) == ("canary", Secret("canary"), hash(secret))
    assert secret not in (Secret("other"), "canary")
    settings = parse_settings({**LEAST, "KAYRON_WEBHOOK_SECRET": "canary", PARAMETERS: "P:canary"})
    assert "canary" not in f"{secret} {secret!r} {settings} {settings!r}"


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(PURPOSES, st.text(max_size=20))))
def test_any_environment_gives_settings_or_problems(environ: dict[str, str]) -> None:
    found: tuple[Problem, ...] = ()
    try:
        parse_settings({**LEAST, **environ})
    except InvalidInput as error:
        found = error.problems
    app = set(APP) if APP.keys() & environ.keys() else set()
    assert {problem.place.file for problem in found} <= environ.keys() | app
