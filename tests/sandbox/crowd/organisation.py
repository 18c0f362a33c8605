"""A crowd of services: an organisation of any size, with both systems that Kayron meets.

It is deployed as another tool would do it, from the templates in its infrastructure repository, so
that what GitHub and AWS hold is what they would hold.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Self

from kayron.adapters.live import THREADS, Live, outside
from kayron.core.settings import parse_settings
from kayron.core.snapshot import Snapshot
from kayron.core.version import stack_parameter
from tests.sandbox.acme.organisation import BOT, SandboxClock, environ
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.crowd.folder import BUCKET, ENVIRONMENT, release_files, template_files
from tests.sandbox.crowd.member import Member
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.server import GitHub
from tests.sandbox.traffic import Traffic

OWNER = "crowd"
STACK = "crowd-testing"
TAGS = {"environment": ENVIRONMENT}

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)

PASSWORD = "correct horse battery staple"

NO_LIMIT = 10**6
"""AWS refuses more than 200 parameters in one template, and GitHub more than 900 requests a minute
for one kind of thing; what is tried here is up to 1,000 services."""


class Crowd:
    """So many services and open pull requests; a context manager that serves them.

    The first `previewing` services ask for previews, by default one for each pull request, and the
    pull requests are theirs in turn; where none asks they are everybody's. No preview is deployed:
    `settle` of the demonstration organisation's Kayron does that.
    """

    def __init__(
        self, services: int, pulls: int = 0, previewing: int | None = None, *, check: bool = True
    ) -> None:
        asking = min(pulls, services) if previewing is None else previewing
        limits = Limits(quota=NO_LIMIT, points=NO_LIMIT)
        self.aws = Aws(clock=MONDAY)
        self.aws.pace.entries = NO_LIMIT
        self.github = GitHub(clock=self.aws.now, limits=limits, check=check)
        self.github.organization(OWNER, members=("aiko", BOT))
        self.token = self.github.token(BOT)
        self.members = [Member(number, number < asking) for number in range(services)]
        self.repositories = {
            name: self.github.repository(f"{OWNER}/{name}")
            for name in ("releases", "infrastructure", *(one.name for one in self.members))
        }
        self._begin()
        homes = self.members[: asking or services]
        for number in range(pulls):
            self.open_pull(homes[number % len(homes)].name, f"feature/{number}")

    def _begin(self) -> None:
        """Push everything, build it, and let another tool deploy it."""
        templates = template_files(self.members)
        self.commit("releases", release_files(self.members))
        folder = {f"cloudformation/{path}": text for path, text in templates.items()}
        versions = {"infrastructure": self.commit("infrastructure", folder)}
        for one in self.members:
            versions[one.name] = self.commit(one.name, {"README.md": one.name})
            self.aws.push_image(one.name, versions[one.name])
        parameters = {stack_parameter(name): version for name, version in versions.items()}
        plain = {f"{ENVIRONMENT}/{path}": text for path, text in templates.items()}
        given = {"Environment": ENVIRONMENT, "Password": PASSWORD, **parameters}
        self.aws.deploy(STACK, templates["index.yaml"], given, TAGS, (BUCKET, plain))

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
            "KAYRON_ENVIRONMENT": ENVIRONMENT,
            "KAYRON_GITHUB_TOKEN": self.token,
            "KAYRON_GITHUB_URL": self.github.url,
            "KAYRON_RELEASE_SOURCE": f"{OWNER}/releases",
            "KAYRON_CLOUDFORMATION_STACK": STACK,
            "KAYRON_CLOUDFORMATION_TAGS": ",".join(f"{k}:{v}" for k, v in TAGS.items()),
            "KAYRON_S3_BUCKET": BUCKET,
        }

    def live(self, threads: int = THREADS) -> Live:
        """Return this environment as Kayron meets it, at the sandbox's time."""
        settings = parse_settings(self.environment())
        clock = SandboxClock(self.aws)
        return Live(settings, outside(settings, threads=threads, clock=clock))

    def captured(self) -> Snapshot:
        """Return what Kayron reads of it with the real clients."""
        with environ(self.environment()), self.live() as live:
            return live.capture()

    @property
    def traffic(self) -> tuple[Traffic, Traffic]:
        """What goes over the wires to GitHub and to AWS."""
        return self.github.traffic, self.aws.traffic

    def wait(self, **duration: float) -> None:
        """Let time pass: `wait(hours=3)`."""
        self.aws.advance(timedelta(**duration).total_seconds())

    def commit(self, repository: str, files: dict[str, str], branch: str = "main") -> str:
        """Push a commit, and return its sha."""
        there = self.repositories[repository]
        return there.commit(branch, files, author="aiko", time=self.aws.now())

    def open_pull(self, repository: str, branch: str) -> Pull:
        """Push a branch, build it, and open its pull request."""
        sha = self.commit(repository, {"CHANGE": branch}, branch)
        self.aws.push_image(repository, sha)
        there = self.repositories[repository]
        return there.open_pull(branch, author="aiko", time=self.aws.now())
