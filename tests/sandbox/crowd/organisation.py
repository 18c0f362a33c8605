"""A crowd of services: an organisation of any size, with both systems that Kayron meets.

It is deployed as another tool would do it, from the templates in its infrastructure repository, so
that what GitHub and AWS hold is what they would hold.
"""

from __future__ import annotations

from attrs import evolve

from kayron.core.version import stack_parameter
from tests.sandbox import served
from tests.sandbox.crowd.folder import BUCKET, ENVIRONMENT, release_files, template_files
from tests.sandbox.crowd.member import Member
from tests.sandbox.github.pull import Pull
from tests.sandbox.served import PASSWORD, Home, Served

OWNER = "crowd"
STACK = "crowd-testing"
TAGS = {"environment": ENVIRONMENT}

HOME = Home(owner=OWNER, environment=ENVIRONMENT, stack=STACK, bucket=BUCKET, tags=TAGS)

NO_LIMIT = 10**6
"""AWS refuses more than 200 parameters in one template; tried here are up to 1,000 services."""

LIMITS = evolve(served.LIMITS, contents_a_minute=NO_LIMIT, contents_an_hour=NO_LIMIT)
"""GitHub refuses more than 80 comments a minute, and that no minute passes counts for these too."""


class Crowd(Served):
    """So many services and open pull requests; a context manager that serves them.

    The first `previewing` services ask for previews, by default one for each pull request, and the
    pull requests are theirs in turn; where none asks they are everybody's. No preview is deployed:
    an apply does that.
    """

    def __init__(
        self, services: int, pulls: int = 0, previewing: int | None = None, *, check: bool = True
    ) -> None:
        asking = min(pulls, services) if previewing is None else previewing
        self.members = [Member(number, number < asking) for number in range(services)]
        names = [one.name for one in self.members]
        super().__init__(HOME, names, members=("aiko",), limits=LIMITS, check=check)
        self.aws.pace.entries = NO_LIMIT
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
