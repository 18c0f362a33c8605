"""A GitHub App signs, gets a token for its installation, shares and renews it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from kayron.adapters.github.system import GitHub
from kayron.adapters.github.transport import Response
from kayron.adapters.job import CaptureError
from kayron.adapters.threads import Threads
from kayron.core.fact import Unknown
from kayron.core.gather.github import BranchHead, OwnLogin
from kayron.core.setting_value import GitHubApp, Secret
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import SOURCE, Acme, acme, ada, adapter, answer, asked, patient
from tests.adapters.github.told import Told
from tests.sandbox.github.permission import Level
from tests.sandbox.github.server import GitHub as Sandbox
from tests.sandbox.traffic import Fault

HEAD = BranchHead(repository="lite", branch="main")

TOKEN = "apps/create-installation-access-token"


class Installed:
    """Acme with an app that may read all, on a clock that stands still."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.clock = StillClock()
        sandbox.clock(self.clock.now)
        self.world: Acme = acme(sandbox)
        permissions: dict[str, Level] = {
            "contents": "read",
            "metadata": "read",
            "pull_requests": "read",
        }
        self.app = sandbox.app("kayron", owner="acme", permissions=permissions)
        self.installation = sandbox.install(self.app, "acme")
        self.access = GitHubApp(
            id=str(self.app.id),
            private_key=Secret(self.app.private_key),
            installation=self.installation.id,
        )

    def github(self) -> GitHub:
        return adapter(self.sandbox, self.access)

    def tokens(self) -> int:
        """Return how many tokens were asked for."""
        return [call.operation for call in self.sandbox.traffic.calls].count(TOKEN)

    def refused(self, access: GitHubApp) -> str:
        with pytest.raises(CaptureError) as caught:
            answer(adapter(self.sandbox, access), HEAD, patient(self.clock))
        return str(caught.value)


@pytest.fixture
def installed(sandbox: Sandbox) -> Installed:
    return Installed(sandbox)


def test_an_app_reads_what_a_person_reads_as_its_bot(installed: Installed) -> None:
    found = {**asked(installed.github(), installed.world.needs, patient(installed.clock))}
    assert found.pop(OwnLogin()) == "kayron[bot]"
    person = asked(ada(installed.sandbox), installed.world.needs, patient(installed.clock))
    assert found == {need: person[need] for need in found}


def test_all_threads_share_one_token_and_a_warm_capture_gets_only_304s(
    installed: Installed,
) -> None:
    github, workers, trying = installed.github(), Threads(8), patient(installed.clock)
    assert len([*workers.run(github.jobs(installed.world.needs, trying), trying)]) == 13
    workers.close()
    assert installed.tokens() == 1
    installed.sandbox.traffic.forget()
    asked(github, installed.world.needs, patient(installed.clock))
    assert {call.status for call in installed.sandbox.traffic.calls} == {304}


def test_a_token_is_renewed_before_it_ends(installed: Installed) -> None:
    github = installed.github()
    before = answer(github, HEAD, patient(installed.clock))
    installed.clock.sleep(57 * 60)
    assert answer(github, HEAD, patient(installed.clock)) == before
    assert installed.tokens() == 1
    installed.clock.sleep(2 * 60)
    assert answer(github, HEAD, patient(installed.clock)) == before
    assert installed.tokens() == 2


def test_a_token_that_ended_by_githubs_clock_is_renewed(installed: Installed) -> None:
    github = installed.github()
    before = answer(github, HEAD, patient(installed.clock))
    installed.sandbox.wait(timedelta(minutes=4))
    installed.clock.sleep(57.5 * 60)
    assert answer(github, HEAD, patient(installed.clock)) == before
    assert installed.tokens() == 2


@pytest.mark.parametrize("fault", Fault)
def test_a_token_that_is_not_to_be_had_makes_facts_unknown(
    installed: Installed, fault: Fault
) -> None:
    installed.sandbox.traffic.fail(fault, operation=TOKEN, times=None, seconds=0.01)
    github, trying = installed.github(), patient(installed.clock)
    found = asked(github, [HEAD, OwnLogin()], trying)
    first, second = found.values()
    assert isinstance(first, Unknown)
    assert first == second
    assert installed.tokens() == 6
    installed.sandbox.traffic.clear()
    assert answer(github, OwnLogin(), patient(installed.clock)) == "kayron[bot]"


SETTINGS = "KAYRON_GITHUB_APP_ID, KAYRON_GITHUB_APP_INSTALLATION and KAYRON_GITHUB_APP_PRIVATE_KEY"


def test_an_app_that_github_does_not_know_names_its_settings(installed: Installed) -> None:
    assert installed.refused(evolve(installed.access, id="1")) == (
        f"GitHub refuses the app (404 Integration not found). Look at {SETTINGS}."
    )


def test_an_installation_that_is_not_the_apps_names_its_settings(installed: Installed) -> None:
    assert installed.refused(evolve(installed.access, installation=1)) == (
        f"GitHub refuses the app (404 Not Found). Look at {SETTINGS}."
    )


def test_another_apps_key_is_refused(installed: Installed) -> None:
    other = installed.sandbox.app("other", owner="acme", permissions={})
    assert installed.refused(evolve(installed.access, private_key=Secret(other.private_key))) == (
        f"GitHub refuses the app (401 A JSON web token could not be decoded). Look at {SETTINGS}."
    )


def test_a_suspended_installation_is_refused(installed: Installed) -> None:
    github = installed.github()
    answer(github, HEAD, patient(installed.clock))
    installed.sandbox.suspend(installed.installation)
    assert installed.refused(installed.access) == (
        f"GitHub refuses the app (403 This installation has been suspended). Look at {SETTINGS}."
    )


def test_a_broken_key_is_refused_and_not_shown(installed: Installed) -> None:
    broken = "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----\n"
    refused = installed.refused(evolve(installed.access, private_key=Secret(broken)))
    assert refused == (
        "The private key of the GitHub App is no key. Look at KAYRON_GITHUB_APP_PRIVATE_KEY."
    )


def hostile(token: object, status: int) -> Told:
    """Return a transport over which an app gets tokens, with which it gets only refusals."""
    given = Response(status=201, headers={}, data=token)
    refused = Response(status=status, headers={}, data={"message": "Bad credentials"})
    return Told(lambda asked: given if asked.method == "POST" else refused)


TOKEN_GIVEN = {"token": "ghs_1", "expires_at": "2100-01-01T00:00:00Z"}


def test_a_new_token_that_is_refused_too_ends_the_capture(installed: Installed) -> None:
    github = GitHub(hostile(TOKEN_GIVEN, 401), installed.access, SOURCE)
    with pytest.raises(CaptureError) as caught:
        answer(github, HEAD)
    assert str(caught.value) == (
        f"GitHub refuses the app (401 Bad credentials). Look at {SETTINGS}."
    )


def test_an_answer_without_a_token_makes_facts_unknown(installed: Installed) -> None:
    found = answer(GitHub(hostile({}, 200), installed.access, SOURCE), HEAD)
    path = f"/app/installations/{installed.installation.id}/access_tokens"
    assert found == Unknown(f"GitHub's answer for {path} is broken: there is no token")
