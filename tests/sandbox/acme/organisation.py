"""Acme Outfitters: a shop in four services, its repositories on GitHub and its stack on AWS.

Everything is made by the same steps on a clock that is set, so that two organisations are alike to
the last commit and the last ARN.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Self

from kayron.adapters.clock import Clock, SystemClock
from kayron.adapters.live import THREADS, Live, outside
from kayron.core.settings import parse_settings
from kayron.core.snapshot import Snapshot
from kayron.core.version import stack_parameter
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.objects import Blob
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.server import GitHub
from tests.sandbox.traffic import Traffic

FILES = Path(__file__).parents[3] / "fixtures" / "acme"

OWNER = "acme"
STACK = "acme-testing"
BUCKET = "acme-templates"
ENVIRONMENT = "testing"
PEOPLE = ("aiko", "jonas", "maria")
VISITOR = "visitor-17"
BOT = "kayron-bot"

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)

SERVICES = {
    "catalog": "catalog",
    "checkout-api": "checkout",
    "mailer": "mailer",
    "storefront": "storefront",
}
"""The repository of each service, by the name of its image."""

RELEASES = {"checkout-api": "v2.7.0", "mailer": "v0.9.1"}

LIMITS = Limits(quota=1_000_000, points=1_000_000)
"""On a clock that is set, no minute passes after which GitHub would answer again."""

OVERRIDES = {"LogLevel": "info"}
TAGS = {"environment": ENVIRONMENT, "team": "platform"}
PASSWORD = "correct horse battery staple"


class SandboxClock(SystemClock):
    """The sandbox's time of day; waiting takes real time."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws

    def now(self) -> datetime:
        return self._aws.now()


class HurriedClock(SandboxClock):
    """The sandbox's time, on which waiting takes no time at all."""

    def __init__(self, aws: Aws) -> None:
        super().__init__(aws)
        self._slept = 0.0
        self._lock = Lock()

    def monotonic(self) -> float:
        return super().monotonic() + self._slept

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._slept += seconds


class Organisation:
    """Acme, with both systems that Kayron meets; a context manager that serves them."""

    def __init__(self, *, check: bool = True) -> None:
        self.aws = Aws(clock=MONDAY)
        self.github = GitHub(clock=self.aws.now, check=check, limits=LIMITS)
        self.github.user(VISITOR)
        self.github.organization(OWNER, members=(*PEOPLE, BOT))
        self.token = self.github.token(BOT)
        self.repositories = {
            name: self.github.repository(f"{OWNER}/{name}")
            for name in ("releases", "infrastructure", *sorted(set(SERVICES.values())))
        }

        self._pushes = 0
        self._begin()

    def _begin(self) -> None:
        """Push everything, build it, and let another tool deploy it."""
        self._pushed("releases", "main", files_below("releases"), "jonas")
        templates = files_below("infrastructure")
        infrastructure = self._pushed("infrastructure", "main", templates, "jonas")
        versions = {
            docker: RELEASES.get(docker) or self.push(name) for docker, name in SERVICES.items()
        }
        for docker, version in versions.items():
            self.build(docker, version)
        given = {"Environment": ENVIRONMENT, "DatabasePassword": PASSWORD, **OVERRIDES}
        wanted = {"infrastructure": infrastructure, **versions}
        parameters = {stack_parameter(name): version for name, version in wanted.items()}
        plain = {key.replace("cloudformation", ENVIRONMENT): t for key, t in templates.items()}
        index = templates["cloudformation/index.yaml"]
        self.aws.deploy(STACK, index, {**given, **parameters}, TAGS, (BUCKET, plain))

    def __enter__(self) -> Self:
        self.github.start()
        self.aws.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.aws.stop()
        self.github.stop()

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which Kayron comes here."""
        return {
            **self.aws.environment(),
            **self.variables(),
            "KAYRON_GITHUB_URL": self.github.url,
        }

    def variables(self) -> dict[str, str]:
        """Return the environment variables that do not tell where anything is served."""
        return {
            "KAYRON_ENVIRONMENT": ENVIRONMENT,
            "KAYRON_GITHUB_TOKEN": self.token,
            "KAYRON_RELEASE_SOURCE": f"{OWNER}/releases",
            "KAYRON_CLOUDFORMATION_STACK": STACK,
            "KAYRON_CLOUDFORMATION_PARAMETERS": _listed(OVERRIDES),
            "KAYRON_CLOUDFORMATION_TAGS": _listed(TAGS),
            "KAYRON_S3_BUCKET": BUCKET,
        }

    def captured(
        self,
        threads: int = THREADS,
        clock: Clock | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Snapshot:
        """Return what Kayron reads of it, with the real clients, at the sandbox's time.

        Environment variables may be given other values.
        """
        environment = {**self.environment(), **(variables or {})}
        settings, clock = parse_settings(environment), clock or SandboxClock(self.aws)
        real = outside(settings, threads=threads, clock=clock)
        with environ(environment), Live(settings, real) as live:
            return live.capture()

    @property
    def traffic(self) -> tuple[Traffic, Traffic]:
        """What goes over the wires to GitHub and to AWS."""
        return self.github.traffic, self.aws.traffic

    def wait(self, **duration: float) -> None:
        """Let time pass: `wait(hours=3)`."""
        self.aws.advance(timedelta(**duration).total_seconds())

    # What people do.

    def push(self, repository: str, branch: str = "main", author: str = "maria") -> str:
        """Push a commit to a branch, and so to its pull requests."""
        self._pushes += 1
        files = {f"changes/{self._pushes}.txt": f"{branch}\n"}
        return self._pushed(repository, branch, files, author)

    def change(self, repository: str, path: str, old: str, new: str) -> str:
        """Commit a replacement in one file, in which `old` stands once."""
        text = self.text(repository, path)
        if text.count(old) != 1:
            raise LookupError(f"{old!r} stands {text.count(old)} times in {path}")
        return self._pushed(repository, "main", {path: text.replace(old, new)}, "jonas")

    def text(self, repository: str, path: str) -> str:
        """Return a file of the default branch."""
        git = self.repositories[repository].git
        blob = git.objects.get(git.leaves(git.known("main"))[path].sha)
        assert isinstance(blob, Blob)
        return blob.content.decode()

    def commit(self, repository: str, files: Mapping[str, str]) -> str:
        """Commit files to the default branch."""
        return self._pushed(repository, "main", files, "jonas")

    def _pushed(self, repository: str, branch: str, files: Mapping[str, str], author: str) -> str:
        message = f"Change {', '.join(sorted(files))}"
        there = self.repositories[repository]
        return there.commit(
            branch, dict(files), author=author, message=message, time=self.aws.now()
        )

    def release(self, docker: str, tag: str, *, built: bool = True) -> None:
        """Declare another release of a service."""
        pattern = rf"(docker: {docker}\n(?:.*\n)*?.*release: )\S+"
        for path in ("service/backend.yaml", "service/mailer.yml"):
            text = self.text("releases", path)
            changed = re.sub(pattern, rf"\g<1>{tag}", text, count=1)
            if changed != text:
                self._pushed("releases", "main", {path: changed}, "jonas")
        if built:
            self.build(docker, tag)

    def build(self, docker: str, tag: str) -> None:
        """Push the image of a version."""
        self.aws.push_image(docker, tag)

    def open_pull(
        self, repository: str, number: int, branch: str, author: str, *, built: bool = True
    ) -> Pull:
        """Push a branch, build it, and open its pull request."""
        sha = self.push(repository, branch, author)
        if built:
            for docker in (name for name, github in SERVICES.items() if github == repository):
                self.build(docker, sha)
        there = self.repositories[repository]
        return there.open_pull(branch, author=author, number=number, time=self.aws.now())

    def open_fork(self, repository: str, number: int, branch: str) -> Pull:
        """Open a pull request whose head branch is in a stranger's fork."""
        fork = self.repositories[repository].fork(VISITOR)
        now = self.aws.now()
        fork.commit(branch, {"PATCH": "from outside\n"}, author=VISITOR, time=now)
        there = self.repositories[repository]
        return there.open_pull(branch, source=fork, author=VISITOR, number=number, time=now)


@contextmanager
def environ(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a while: AWS's clients read them by themselves."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def files_below(folder: str) -> dict[str, str]:
    """Return the files of one of the fixtures' repositories by path, line endings kept."""
    files = sorted(path for path in (FILES / folder).rglob("*") if path.is_file())
    texts = {path: path.read_bytes().decode() for path in files}
    return {path.relative_to(FILES / folder).as_posix(): text for path, text in texts.items()}


def _listed(values: Mapping[str, str]) -> str:
    return ",".join(f"{name}:{value}" for name, value in values.items())
