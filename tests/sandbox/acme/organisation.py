"""Acme Outfitters: a shop in four services, its repositories on GitHub and its stack on AWS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kayron.core.version import stack_parameter
from tests.sandbox.github.objects import Blob
from tests.sandbox.github.pull import Pull
from tests.sandbox.served import PASSWORD, Home, Served

FILES = Path(__file__).parents[3] / "fixtures" / "acme"

OWNER = "acme"
STACK = "acme-testing"
BUCKET = "acme-templates"
ENVIRONMENT = "testing"
PEOPLE = ("aiko", "jonas", "maria")
VISITOR = "visitor-17"

SERVICES = {
    "catalog": "catalog",
    "checkout-api": "checkout",
    "mailer": "mailer",
    "storefront": "storefront",
}
"""The repository of each service, by the name of its image."""

RELEASES = {"checkout-api": "v2.7.0", "mailer": "v0.9.1"}

OVERRIDES = {"LogLevel": "info"}
TAGS = {"environment": ENVIRONMENT, "team": "platform"}

HOME = Home(
    owner=OWNER,
    environment=ENVIRONMENT,
    stack=STACK,
    bucket=BUCKET,
    tags=TAGS,
    parameters=OVERRIDES,
)


class Organisation(Served):
    """Acme, with both systems that Kayron meets; a context manager that serves them."""

    def __init__(self, *, check: bool = True) -> None:
        repositories = sorted(set(SERVICES.values()))
        super().__init__(HOME, repositories, PEOPLE, visitors=(VISITOR,), check=check)
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


def files_below(folder: str) -> dict[str, str]:
    """Return the files of one of the fixtures' repositories by path, line endings kept."""
    files = sorted(path for path in (FILES / folder).rglob("*") if path.is_file())
    texts = {path: path.read_bytes().decode() for path in files}
    return {path.relative_to(FILES / folder).as_posix(): text for path, text in texts.items()}
