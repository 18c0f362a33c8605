"""An organisation on the sandbox's GitHub, and its facts asked of the adapter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from random import Random

from attrs import frozen

from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.system import GitHub
from kayron.adapters.job import Job
from kayron.adapters.patience import Patience, patience
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    CommitTime,
    DefaultBranch,
    GitHubNeed,
    LatestRelease,
    OpenPulls,
    OwnComments,
    OwnLogin,
    PullByNumber,
    TagCommit,
    TagTarget,
    Tree,
)
from kayron.core.setting_value import GitHubApp, Repository, Secret
from tests.adapters.clocks import StillClock
from tests.sandbox.github.repository import Repository as Place
from tests.sandbox.github.server import GitHub as Sandbox

SOURCE = Repository(owner="acme", name="releases")

MARKER = "<!-- kayron:preview:status -->"

LONG = 600.0
"""Seconds of patience, none of which passes but by waiting."""


def adapter(sandbox: Sandbox, access: Secret | GitHubApp, timeout: int = 5) -> GitHub:
    return GitHub(PyGithubTransport(sandbox.url, timeout), access, SOURCE)


def ada(sandbox: Sandbox) -> GitHub:
    """Return the adapter with the token of somebody who may read everything."""
    return adapter(sandbox, Secret(sandbox.token("ada")))


def asked(
    github: GitHub, needs: Iterable[AnyNeed], trying: Patience | None = None
) -> Mapping[AnyNeed, object]:
    """Return the answers to needs, as one capture of one thread gets them."""
    wanted = list(needs)
    answers = {**github.remembered(wanted)}
    for job in _jobs(github, set(wanted) - answers.keys(), trying or patient()):
        answers.update(job.run())
    return {need: answers[need] for need in wanted}


def answer(github: GitHub, need: AnyNeed, trying: Patience | None = None) -> object:
    return asked(github, [need], trying)[need]


def patient(clock: StillClock | None = None, seconds: float = LONG) -> Patience:
    return patience(seconds, clock or StillClock(), Random(7))


def _jobs(github: GitHub, needs: Collection[AnyNeed], trying: Patience) -> list[Job]:
    return sorted(github.jobs(needs, trying), key=lambda job: repr(job.needs))


@frozen(kw_only=True)
class Acme:
    """A release source and a service, as a capture finds them."""

    releases: Place
    lite: Place
    needs: tuple[GitHubNeed, ...]


def acme(sandbox: Sandbox) -> Acme:
    """Build the organisation, and name one need at least for each thing that can be asked."""
    releases = sandbox.repository("acme/releases")
    commit = releases.commit("main", {"service/lite.yaml": "- docker: lite\n", "kayron.yaml": ""})
    releases.tag("v1.0.0", message="One")
    releases.release("v1.0.0")
    lite = sandbox.repository("acme/lite")
    head = lite.commit("main", {"README.md": "Lite"})
    lite.commit("feature/a", {"a": "1"})
    pull = lite.open_pull("feature/a", labels=("preview", "bug"), author="bob")
    pull.comment(f"{MARKER}\nReady", author="ada")
    blob = releases.git.objects.walk(releases.git.objects.commit(commit).tree)
    sha = next(entry.sha for path, entry in blob if path == "service/lite.yaml")
    needs = (
        OwnLogin(),
        DefaultBranch(repository="releases"),
        LatestRelease(repository="releases"),
        TagTarget(repository="releases", tag="v1.0.0"),
        TagCommit(repository="releases", tag="v1.0.0"),
        BranchHead(repository="releases", branch="main"),
        BranchHead(repository="releases", branch="testing"),
        Tree(
            repository="releases",
            commit=commit,
            folders=("infrastructure/", "service/"),
            files=("kayron.yaml",),
        ),
        Blob(repository="releases", sha=sha),
        OpenPulls(repository="lite"),
        PullByNumber(repository="lite", number=1),
        CommitTime(repository="lite", sha=head),
        OwnComments(repository="lite", number=1, author="ada", marker=MARKER),
    )
    return Acme(releases=releases, lite=lite, needs=needs)
