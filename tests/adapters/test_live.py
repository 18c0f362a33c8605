"""An environment as it is now: captured with a token or by an app, again and again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from attrs import evolve

from kayron.adapters.aws.client import READ_TIMEOUT
from kayron.adapters.capture import TOO_LATE, Progress
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.job import CaptureError
from kayron.adapters.live import Live, outside
from kayron.core.conversion import Text
from kayron.core.fact import Unknown
from kayron.core.settings import Settings, parse_settings
from kayron.core.snapshot import Files, Snapshot
from kayron.core.table import Table
from kayron.core.unread import unknown_facts
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.clocks import SandboxClock
from tests.sandbox.github.permission import Level
from tests.sandbox.served import environ
from tests.sandbox.traffic import Fault

READ: dict[str, Level] = {"contents": "read", "pull_requests": "read"}

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def organisation() -> Iterator[Organisation]:
    """Serve Acme on loopback, where AWS's clients find it."""
    with Organisation() as served, environ(served.environment()):
        yield served


@pytest.fixture
def settings(organisation: Organisation) -> Settings:
    """Return the settings of Acme, which nothing disturbs."""
    for traffic in organisation.traffic:
        traffic.clear()
    return parse_settings(organisation.environment())


def captured(organisation: Organisation, settings: Settings) -> Snapshot:
    """Return what a first capture finds, at the sandbox's time."""
    with Live(settings, outside(settings, clock=SandboxClock(organisation.aws))) as live:
        return live.capture()


def test_a_capture_reads_all_and_the_next_one_the_same(settings: Settings) -> None:
    with Live(settings, outside(settings)) as live:
        first, second = live.capture(), live.capture()
    assert unknown_facts(first) == ()
    assert evolve(first, captured=NOON) == evolve(second, captured=NOON)


def test_an_app_reads_what_a_token_does(organisation: Organisation, settings: Settings) -> None:
    github = organisation.github
    app = github.app("kayron", owner="acme", permissions=READ)
    found = {
        **organisation.environment(),
        "KAYRON_GITHUB_APP_ID": str(app.id),
        "KAYRON_GITHUB_APP_INSTALLATION": str(github.install(app, "acme").id),
        "KAYRON_GITHUB_APP_PRIVATE_KEY": app.private_key.replace("\n", "\\n"),
    }
    assert captured(organisation, parse_settings(found)) == captured(organisation, settings)


class Closing(PyGithubTransport):
    """A transport that tells how often it was closed."""

    closed = 0

    def close(self) -> None:
        super().close()
        self.closed += 1


def test_what_was_given_is_let_go_of_in_the_end(settings: Settings) -> None:
    transport = Closing(settings.github_url)
    with Live(settings, evolve(outside(settings), transport=transport)) as live:
        live.capture()
        assert transport.closed == 0
    assert transport.closed == 1


def test_progress_is_told_until_all_is_read(settings: Settings) -> None:
    told: list[Progress] = []
    with Live(settings, outside(settings)) as live:
        live.capture(watch=told.append)
    assert told == sorted(told, key=lambda one: (one.wave, one.read))
    assert told[-1].read == told[-1].asked


def test_what_is_not_read_before_the_deadline_is_unknown(
    organisation: Organisation, settings: Settings
) -> None:
    organisation.aws.traffic.fail(Fault.TIMEOUT, "*", "ListExports", times=None)
    begun = time.monotonic()
    with Live(settings, outside(settings)) as live:
        snapshot = live.capture(seconds=READ_TIMEOUT / 3)
    assert snapshot.exports == Unknown(TOO_LATE)
    assert time.monotonic() - begun < READ_TIMEOUT, "it waited for a call that it had given up"


def test_a_checkout_takes_the_place_of_what_is_pushed(settings: Settings) -> None:
    files = Files(texts=Table({"kayron.yaml": Text("")}), binary=())
    with Live(settings, outside(settings)) as live:
        snapshot = live.capture(source=files)
    assert snapshot.source.files == files
    assert not isinstance(snapshot.source.commit, Unknown)


def test_nothing_is_captured_with_a_token_that_github_refuses(
    organisation: Organisation, settings: Settings
) -> None:
    refused = {**organisation.environment(), "KAYRON_GITHUB_TOKEN": "wrong"}
    settings = parse_settings(refused)
    with (
        Live(settings, outside(settings)) as live,
        pytest.raises(CaptureError, match="Look at KAYRON_GITHUB_TOKEN"),
    ):
        live.capture()
