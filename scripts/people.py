"""What people do in the sandbox, told in words: `open storefront calmer-footer`, say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import ENVIRONMENT, RELEASES, SERVICES, Organisation
from tests.sandbox.github.pull import Pull
from tests.sandbox.served import BOT

AUTHOR = "maria"

NO_PREVIEWS = f"Its service asks for no previews; that of {SHOP} does."

HELP = """\
open REPOSITORY BRANCH   push a branch, build its image, and open a pull request
push NUMBER              push to a pull request, and build its image
close NUMBER             close a pull request
show NUMBER              show the status comment of a pull request
release SERVICE TAG      build a release, and declare it"""


class People:
    """Does what a line asks for, and says what was done."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._verbs: dict[str, tuple[int, Callable[..., str]]] = {
            "open": (2, self._open),
            "push": (1, self._push),
            "close": (1, self._close),
            "show": (1, self._show),
            "release": (2, self._release),
        }

    def hear(self, lines: Iterable[str]) -> None:
        """Do what every line asks for, and print what is said of it."""
        for line in lines:
            if line.strip():
                print(self.do(line), flush=True)

    def do(self, line: str) -> str:
        """Do what one line asks for; return what was done, or what could have been asked."""
        verb, *words = line.split()
        count, act = self._verbs.get(verb, (-1, self._open))
        if len(words) != count:
            return HELP
        try:
            return act(*words)
        except LookupError as error:
            return f"There is no {error.args[0]}."

    def _open(self, repository: str, branch: str) -> str:
        if repository not in SERVICES.values():
            raise LookupError(f"repository {repository} of a service")
        repositories = self._organisation.repositories.values()
        number = max((number for one in repositories for number in one.pulls), default=0) + 1
        self._organisation.open_pull(repository, number, branch, AUTHOR)
        then = "`kayron apply` gives it a preview." if repository == SHOP else NO_PREVIEWS
        return f"{repository}#{number} is open. {then}"

    def _push(self, number: str) -> str:
        repository, pull = self._pull(number)
        sha = self._organisation.push(repository, pull.head, AUTHOR)
        for docker in (name for name, github in SERVICES.items() if github == repository):
            self._organisation.build(docker, sha)
        return f"{repository}#{pull.number} is at {sha[:8]} now."

    def _close(self, number: str) -> str:
        repository, pull = self._pull(number)
        pull.close(self._organisation.aws.now())
        then = "`kayron apply` removes its preview." if repository == SHOP else NO_PREVIEWS
        return f"{repository}#{pull.number} is closed. {then}"

    def _show(self, number: str) -> str:
        _, pull = self._pull(number)
        bodies = [one.body for one in pull.comments.values() if one.author == BOT]
        return "\n\n".join(bodies) or "It has no status comment yet."

    def _release(self, service: str, tag: str) -> str:
        if service not in RELEASES:
            raise LookupError(f"service {service} with releases: {', '.join(RELEASES)} have them")
        self._organisation.release(service, tag)
        return f"{service} is to be {tag} in {ENVIRONMENT}. `kayron apply` deploys it."

    def _pull(self, number: str) -> tuple[str, Pull]:
        for name, repository in self._organisation.repositories.items():
            for known, pull in repository.pulls.items():
                if str(known) == number.lstrip("#"):
                    return name, pull
        raise LookupError(f"pull request {number}")
