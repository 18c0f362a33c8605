"""A small company on the sandbox's engines, which are called and not served.

It is made anew for each seed, so it is as small as can be. What its commits say is kept as values
beside them, so that what is wanted can be told without reading a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from random import Random

from attrs import evolve

from kayron.core.settings import Settings, parse_settings
from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.image import Repository as Images
from tests.sandbox.aws.s3_request import Object
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.server import GitHub
from tests.simulation.alteration import INDEX, WEB, Commit, templates
from tests.simulation.declaration import Declaration, Definition, Gates, Policy
from tests.simulation.original import with_preview
from tests.simulation.variant import Variant, draw

OWNER = "company"
BUCKET = "company-templates"
PEOPLE = ("ada", "ben", "cleo")
STRANGER = "stranger"
BOT = "kayron-bot"
PASSWORD = "correct horse battery staple"
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LIMITS = Limits(quota=10**9, points=10**9, contents_a_minute=10**9, contents_an_hour=10**9)
"""Limits come as faults, not from how much a seed does."""

SERVICES = ("api", "jobs", "web")
"""The first ones; each is a repository, an image and a definition of the same name."""

ORIGINAL = "calmer-footer"
"""The branch of web that the Go original has a preview of, where it was here before."""

SHARING = 0.4
"""The share of companies in which the search service, once there is one, is a part of web's
repository."""

PARAMETERS = {
    "infrastructure": "InfrastructureVersion",
    **{name: f"{name.capitalize()}Version" for name in (*SERVICES, "search")},
}
"""The stack parameter of each subject."""

FIRST = Declaration(
    definitions=(
        Definition(docker="api", github="api", release="v1.0.0", preview=Gates()),
        Definition(github="infrastructure", branch="main"),
        Definition(docker="jobs", github="jobs", branch="main"),
        Definition(docker="web", github="web", branch="main", preview=Gates()),
    )
)


class Company:
    """A company: what it has on GitHub and on AWS, and what its people can do there."""

    def __init__(
        self, random: Random, variant: Variant | None = None, *, direct: bool = False
    ) -> None:
        """Make a company, deployed by hand and at rest; `direct` as in its variant."""
        self.variant = variant or draw(random, direct=direct)
        self.aws = Aws(clock=MONDAY, seed=random.randrange(1 << 16))
        self.github = GitHub(clock=self.aws.now, check=False, limits=LIMITS)
        self.github.user(STRANGER)
        members = PEOPLE if self.variant.reader else (*PEOPLE, BOT)
        self.github.organization(OWNER, members=members)
        self.github.user(BOT)
        self.token = self.github.token(BOT)
        self.repositories: dict[str, Repository] = {}
        self.declarations: dict[str, Declaration] = {}
        self.commits: dict[str, Commit] = {}
        self.bucket, self.environment = BUCKET, self.variant.environment
        self.stack = f"company-{self.environment}"
        self._count = 0
        self._shares = random.random() < SHARING
        self._begin()

    def _begin(self) -> None:
        for name in ("releases", "infrastructure", *SERVICES):
            self.found(name)
        versions = {"infrastructure": self.alter(frozenset())}
        self.first = versions["infrastructure"]
        for name in SERVICES:
            versions[name] = "v1.0.0" if name == "api" else self.push(name)
            self.build(name, versions[name])
        self.push("api")
        self._declare_first()
        self._submit(versions, self._of_the_original() if self.variant.original else {})
        self.aws.settle()
        self.aws.pace.step, self.aws.pace.rollout = self.variant.step, self.variant.rollout
        self.aws.pace.look = max(self.variant.step, self.variant.rollout / 4)

    def _declare_first(self) -> None:
        shown = None if self.environment == "testing" else ("testing", self.environment)
        policy = Policy(previews=Gates(environments=shown), plain_keys=self.variant.plain)
        if self.variant.own_branch:
            self.declare(FIRST, "main")
            self.repositories["releases"].branch(self.environment)
        self.declare(evolve(FIRST, policy=policy))

    def _of_the_original(self) -> dict[str, str]:
        """Return the template of web with the Go original's preview of a pull request."""
        sha = self.push("web", ORIGINAL)
        self.build("web", sha)
        self.repositories["web"].open_pull(ORIGINAL, author="ada", time=self.now())
        return {WEB: with_preview(templates(frozenset())[WEB], ORIGINAL, sha, 1001)}

    def _submit(self, versions: dict[str, str], changes: Mapping[str, str]) -> None:
        texts = {**templates(frozenset()), **changes}
        given = {"Environment": self.environment, "Password": PASSWORD, "LogLevel": "info"}
        parameters = {PARAMETERS[name]: version for name, version in versions.items()}
        plain = {path.replace("cloudformation", self.environment): t for path, t in texts.items()}
        tags = {"environment": self.environment, "team": "platform"}
        self.aws.put_files(self.bucket, plain)
        self.aws.submit(self.stack, texts[INDEX], {**given, **parameters}, tags)

    def settings(self) -> Settings:
        """Return the settings of a Kayron that works for this company."""
        return _settings(self.environment, self.token, self.variant.direct)

    def now(self) -> datetime:
        """Return the time at the company."""
        return self.aws.now()

    def number(self) -> int:
        """Return a number that nothing had before."""
        self._count += 1
        return self._count

    # What there is.

    @property
    def root(self) -> Stack | None:
        """The live root stack."""
        return self.aws.region.cloudformation.stacks.named(self.stack)

    def stacks(self) -> Iterator[Stack]:
        """Yield the root stack and those nested in it."""
        for stack in self.aws.region.cloudformation.stacks:
            if stack.deleted is None and self.root is not None and stack.root is self.root:
                yield stack

    def images(self, docker: str) -> Images:
        """Return an image repository, made where it is missing."""
        ecr = self.aws.region.ecr
        if docker not in ecr.repositories:
            ecr.operations["CreateRepository"]({"repositoryName": docker})
        return ecr.repositories[docker]

    @property
    def objects(self) -> dict[str, Object]:
        """What lies in the bucket, by key."""
        return self.aws.region.s3.bucket(self.bucket).objects

    def home(self, docker: str) -> str:
        """Return the repository of a service."""
        return "web" if docker == "search" and self._shares else docker

    def housed(self, name: str) -> tuple[str, ...]:
        """Return the services of a repository, declared or not; the first is named like it."""
        return ("web", "search") if name == "web" and self._shares else (name,)

    def called(self, repository: Repository) -> str:
        """Return the name by which a repository was founded."""
        return next(name for name, one in self.repositories.items() if one is repository)

    @property
    def applications(self) -> tuple[str, ...]:
        """The repositories of services."""
        return tuple(
            name for name in self.repositories if name not in ("releases", "infrastructure")
        )

    def pulls(self, name: str | None = None) -> list[Pull]:
        """Return the pull requests of a repository, or of all."""
        names = self.applications if name is None else (name,)
        return [pull for one in names for pull in self.repositories[one].pulls.values()]

    def shown(self) -> Mapping[str, Sequence[Pull]]:
        """Return the pull requests that GitHub shows, by repository."""
        return {name: self.pulls(name) for name in self.repositories}

    @property
    def source_branch(self) -> str:
        """The branch of the release source that people commit to for this environment."""
        own = self.environment in self.repositories["releases"].git.branches
        follows = self.environment in ("testing", "development")
        return self.environment if own and follows else "main"

    @property
    def declared(self) -> Declaration:
        """What the head of that branch says."""
        return self.declarations[self.repositories["releases"].git.branches[self.source_branch]]

    @property
    def altered(self) -> Commit:
        """What the head of the infrastructure says."""
        return self.commits[self.repositories["infrastructure"].git.branches["main"]]

    @property
    def token_revoked(self) -> bool:
        """Whether GitHub takes Kayron's token no more."""
        return self.github.hub.tokens.find(self.token).revoked

    # What people do.

    def found(self, name: str) -> Repository:
        """Create a repository."""
        made = self.github.repository(f"{OWNER}/{name}", time=self.now())
        if self.variant.reader:
            made.collaborator(BOT, "read")
        self.repositories[name] = made
        return made

    def push(self, name: str, branch: str = "main", author: str = "ada") -> str:
        """Push a change to a branch of a service's repository, and so to its pull requests."""
        files = {"VERSION": f"{self.number()}"}
        return self.repositories[name].commit(branch, files, author=author, time=self.now())

    def build(self, docker: str, tag: str) -> None:
        """Push the image of a version."""
        self.images(docker)
        self.aws.push_image(docker, tag, f"{docker} {tag}")

    def build_all(self, name: str, sha: str) -> None:
        """Push the images of all services of a repository at a commit."""
        for docker in self.housed(name):
            self.build(docker, sha)

    def alter(self, commit: Commit) -> str:
        """Commit these alterations of the templates to the infrastructure; return the sha."""
        sha = self._written("infrastructure", "main", dict(templates(commit)))
        self.commits[sha] = commit
        return sha

    def declare(self, declaration: Declaration, branch: str | None = None) -> str:
        """Commit a declaration to the release source, and publish it for production."""
        sha = self._written("releases", branch or self.source_branch, dict(declaration.files()))
        self.declarations[sha] = declaration
        if self.environment == "production":
            self.publish(sha)
        return sha

    def recreate(self) -> None:
        """Begin to create the stack as it was at first, with versions that there are now."""
        versions = {"infrastructure": self.first}
        for name in SERVICES:
            versions[name] = f"v9.{self.number()}.0"
            self.build(name, versions[name])
        self._submit(versions, {})

    def publish(self, sha: str) -> str:
        """Publish a release of the release source; return its tag."""
        tag, releases = f"r{self.number()}", self.repositories["releases"]
        message = f"Release {tag}" if self.variant.annotated else None
        releases.tag(tag, sha, message=message, time=self.now())
        releases.releases[:] = [evolve(one, latest=False) for one in releases.releases]
        releases.release(tag, latest=True, time=self.now())
        return tag

    def _written(self, name: str, branch: str, files: dict[str, str]) -> str:
        """Commit files, and nothing else, to a branch."""
        repository = self.repositories[name]
        head = repository.git.branches.get(branch) or repository.git.branches.get("main")
        present = repository.git.leaves(head) if head else {}
        gone = tuple(path for path in present if path not in files)
        message = f"Change {self.number()}"
        return repository.commit(
            branch, files, remove=gone, message=message, author="ben", time=self.now()
        )


@cache
def _settings(environment: str, token: str, direct: bool) -> Settings:  # noqa: FBT001, it is a key
    return parse_settings(
        {
            "AWS_REGION": "us-west-2",
            "KAYRON_ENVIRONMENT": environment,
            "KAYRON_GITHUB_TOKEN": token,
            "KAYRON_RELEASE_SOURCE": f"{OWNER}/releases",
            "KAYRON_CLOUDFORMATION_STACK": f"company-{environment}",
            "KAYRON_CLOUDFORMATION_PARAMETERS": "LogLevel:info",
            "KAYRON_CLOUDFORMATION_TAGS": f"environment:{environment},team:platform",
            "KAYRON_S3_BUCKET": BUCKET,
            "KAYRON_UPDATE_STACK": str(direct).lower(),
        }
    )
