"""A second capture of a world in which nothing is new costs no quota, in any number of threads."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kayron.adapters.github.system import GitHub
from kayron.adapters.patience import patience
from kayron.adapters.threads import Threads
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import BranchHead, GitHubNeed, OpenPulls, OwnComments, PullByNumber
from tests.adapters.github.acme import MARKER, acme, ada, asked
from tests.sandbox.github.server import GitHub as Sandbox


def captured(
    github: GitHub, needs: tuple[GitHubNeed, ...], threads: int
) -> Mapping[AnyNeed, object]:
    """Return the answers as a capture of so many threads gets them."""
    workers, trying = Threads(threads), patience(60)
    answers = {**github.remembered(needs)}
    for results in workers.run(github.jobs(set(needs) - answers.keys(), trying), trying):
        answers.update(results)
    workers.close()
    return {need: answers[need] for need in needs}


def many(sandbox: Sandbox) -> tuple[GitHubNeed, ...]:
    """Return needs of a world of several pages and branches."""
    world = acme(sandbox)
    for number in range(2, 131):
        world.lite.branch(f"feature/{number}")
        world.lite.open_pull(f"feature/{number}").comment(f"{number} {MARKER}", author="ada")
    branches = (f"feature/{number}" for number in range(100, 140))
    return (
        *world.needs,
        *(BranchHead(repository="lite", branch=branch) for branch in branches),
        *(PullByNumber(repository="lite", number=number) for number in range(2, 20)),
        *(
            OwnComments(repository="lite", number=number, author="ada", marker=MARKER)
            for number in range(2, 20)
        ),
    )


def test_a_warm_capture_with_nothing_new_gets_only_304s(sandbox: Sandbox) -> None:
    needs = many(sandbox)
    github = ada(sandbox)
    cold = captured(github, needs, 4)
    sandbox.traffic.forget()
    assert captured(github, needs, 4) == cold
    assert {call.status for call in sandbox.traffic.calls} == {304}


def test_what_is_new_is_seen_by_a_warm_capture(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    github = ada(sandbox)
    asked(github, world.needs)
    need = BranchHead(repository="releases", branch="testing")
    head = world.releases.commit("testing", {"kayron.yaml": "{}"})
    assert asked(github, [need]) == {need: head}
    world.lite.pulls[1].close()
    pulls = OpenPulls(repository="lite")
    assert asked(github, [pulls]) == asked(ada(sandbox), [pulls])


@pytest.mark.parametrize("threads", [1, 2, 4, 8, 16])
def test_the_number_of_threads_changes_no_answer(sandbox: Sandbox, threads: int) -> None:
    needs = many(sandbox)
    sandbox.traffic.delay((0.0, 0.004))
    github = ada(sandbox)
    cold = captured(github, needs, threads)
    warm = captured(github, needs, threads)
    assert cold == warm == asked(ada(sandbox), needs)


def test_no_more_requests_run_at_once_than_there_are_threads(sandbox: Sandbox) -> None:
    needs = many(sandbox)
    sandbox.traffic.delay(0.005)
    captured(ada(sandbox), needs, 4)
    moments = sorted(
        moment
        for call in sandbox.traffic.calls
        for moment in ((call.started, 1), (call.started + call.seconds, -1))
    )
    running, most = 0, 0
    for _, step in moments:
        running += step
        most = max(most, running)
    assert most == 4
