"""Pull requests: what people do with them."""

from __future__ import annotations

from random import Random

from tests.sandbox.github.pull import Pull
from tests.sandbox.github.repository import Repository
from tests.simulation.company import PEOPLE, STRANGER, Company
from tests.simulation.event import Events, one_of

event = Events()

BRANCHES = (
    "calmer-footer",
    "size-guide",
    "fix/55",
    "fix/105",
    "feature/branch-116594",
    "feature/branch-164829",
    "fix/8240",
    "fix/70802",
    "größe-ändern",
    "dependabot/npm/left-pad",
    "renovate/node",
)
"""Among them two pairs with one hash each, hashes that look like numbers, and excluded ones."""

BUILT = 0.7
"""How often an image is there at once."""

LABELS = ((), ("preview",), ("blocked",), ("preview", "Blocked"))


ENOUGH, FEW = 4, 2
"""Open pull requests beyond which nobody opens one more, or many: each makes a loop slower."""


def count_open(company: Company) -> int:
    """Return how many pull requests are open."""
    return sum(pull.is_open for pull in company.pulls())


def previewed(company: Company) -> list[str]:
    """Return the repositories of services that may have previews."""
    names = [one.github for one in company.declared.services() if one.preview is not None]
    return sorted({name for name in names if name in company.repositories}) or ["web"]


def branches_free(repository: Repository) -> list[str]:
    """Return the branches that have no open pull request."""
    taken = {pull.head for pull in repository.pulls.values() if pull.is_open}
    return [name for name in BRANCHES if name not in taken]


def opened(company: Company, random: Random, name: str, branch: str, *, draft: bool = False) -> str:
    """Open a pull request of a branch, with a push; return the line of it."""
    author = random.choice(PEOPLE)
    sha = company.push(name, branch, author)
    said = built_or_not(company, random, name, sha)
    pull = company.repositories[name].open_pull(
        branch, author=author, draft=draft, labels=random.choice(LABELS), time=company.now()
    )
    return f"{author} opens {name}#{pull.number} of {branch}, {said}"


def built_or_not(company: Company, random: Random, name: str, sha: str) -> str:
    """Build a commit of a repository, or not yet: as far as one of several images, maybe."""
    if random.random() >= BUILT:
        return "not built yet"
    first, *others = company.housed(name)
    if others and random.random() >= BUILT:
        company.build(first, sha)
        return f"built, but for {', '.join(others)}"
    company.build_all(name, sha)
    return "built"


def some_pull(company: Company, random: Random, *, is_open: bool = True) -> Pull | None:
    """Return one of the pull requests."""
    there = [
        pull
        for pull in company.pulls()
        if pull.is_open == is_open and not pull.base_repository.deleted
    ]
    return one_of(random, there)


def named(pull: Pull) -> str:
    """Return what people call a pull request."""
    return f"{pull.base_repository.name}#{pull.number}"


@event(weight=14, kept=True)
def open_a_pull_request(company: Company, random: Random) -> str | None:
    name = random.choice(previewed(company))
    free = branches_free(company.repositories[name])
    if not free or company.repositories[name].deleted or count_open(company) >= ENOUGH:
        return None
    return opened(company, random, name, random.choice(free), draft=random.random() < 0.1)


@event(weight=2)
def open_many_pull_requests(company: Company, random: Random) -> str | None:
    name = random.choice(previewed(company))
    if company.repositories[name].deleted or count_open(company) >= FEW:
        return None
    count = random.randrange(8, 14)
    for _ in range(count):
        branch = f"many/{company.number()}"
        sha = company.push(name, branch)
        company.build_all(name, sha)
        company.repositories[name].open_pull(branch, author="cleo", time=company.now())
    return f"cleo opens {count} pull requests of {name}, all built"


@event(weight=1)
def close_most_pull_requests(company: Company, random: Random) -> str | None:
    there = [pull for pull in company.pulls() if pull.is_open]
    if len(there) < 5:
        return None
    closed = random.sample(there, len(there) * 3 // 4)
    for pull in closed:
        pull.close(company.now())
    return f"somebody closes {', '.join(map(named, closed))}"


@event(weight=2)
def open_a_second_pull_request_of_a_branch(company: Company, random: Random) -> str | None:
    first = some_pull(company, random)
    if first is None or first.head_repository is not first.base_repository:
        return None
    if count_open(company) >= ENOUGH:
        return None
    repository = first.base_repository
    pull = repository.open_pull(first.head, author=first.author, base="main", time=company.now())
    return f"{first.author} opens {named(pull)} of {first.head} too, as {named(first)} is"


@event(weight=2)
def open_a_pull_request_of_a_hash_that_is_taken(company: Company, random: Random) -> str | None:
    pairs = (BRANCHES[4:6], BRANCHES[6:8])
    for name in previewed(company):
        repository = company.repositories[name]
        free = branches_free(repository)
        for pair in pairs:
            rest = [one for one in pair if one in free]
            if len(rest) == 1 and not repository.deleted:
                return opened(company, random, name, rest[0])
    return None


@event(weight=2)
def open_a_pull_request_from_a_fork(company: Company, random: Random) -> str | None:
    repository = company.repositories[random.choice(previewed(company))]
    if repository.deleted or count_open(company) >= ENOUGH:
        return None
    name = company.called(repository)
    fork = repository.fork(STRANGER, f"{name}-{company.number()}")
    branch = random.choice(("main", *BRANCHES))
    sha = fork.commit(branch, {"PATCH": branch}, author=STRANGER, time=company.now())
    company.build_all(name, sha)
    pull = repository.open_pull(branch, source=fork, author=STRANGER, time=company.now())
    return f"a stranger opens {named(pull)} of {branch} of a fork"


@event(weight=1)
def delete_a_fork(company: Company, random: Random) -> str | None:
    pulls = [one for one in company.pulls() if one.head_repository is not one.base_repository]
    pull = one_of(random, [one for one in pulls if not one.head_repository.deleted])
    if pull is None:
        return None
    pull.head_repository.delete()
    return f"the stranger deletes the fork of {named(pull)}"


@event(weight=9, kept=True)
def push_to_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None or pull.head not in pull.head_repository.git.branches:
        return None
    sha = pull.push({"VERSION": f"{company.number()}"}, time=company.now())
    said = built_or_not(company, random, company.called(pull.base_repository), sha)
    return f"{pull.author} pushes to {named(pull)}, {said}"


@event(weight=3)
def force_push_a_pull_request_back(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None or pull.head not in pull.head_repository.git.branches:
        return None
    parents = pull.base_repository.git.objects.commit(pull.head_sha).parents
    if not parents:
        return None
    pull.head_repository.point(pull.head, parents[0])
    return f"{pull.author} force-pushes {named(pull)} back by a commit"


@event(weight=8, kept=True)
def close_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None:
        return None
    pull.close(company.now())
    return f"somebody closes {named(pull)}"


@event(weight=3, kept=True)
def merge_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None or pull.base not in pull.base_repository.git.branches:
        return None
    sha = pull.merge(company.now())
    said = built_or_not(company, random, company.called(pull.base_repository), sha)
    return f"somebody merges {named(pull)}, {said}"


@event(weight=3)
def reopen_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random, is_open=False)
    if pull is None or pull.merged or pull.head_repository.deleted:
        return None
    taken = [one.head for one in company.pulls(company.called(pull.base_repository)) if one.is_open]
    if pull.head in taken or pull.head not in pull.head_repository.git.branches:
        return None
    pull.reopen(company.now())
    return f"somebody opens {named(pull)} again"


@event(weight=3)
def label_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None:
        return None
    pull.label(*random.choice(LABELS))
    return f"somebody labels {named(pull)} {', '.join(pull.labels) or 'no more'}"


@event(weight=3)
def mark_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None:
        return None
    pull.mark(draft=not pull.draft)
    return f"{named(pull)} is {'a draft' if pull.draft else 'ready for review'} now"


@event(weight=2)
def delete_the_branch_of_a_pull_request(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None or pull.head == "main":
        return None
    if pull.head not in pull.head_repository.git.branches:
        return None
    pull.head_repository.delete_branch(pull.head)
    return f"somebody deletes the branch {pull.head} of {named(pull)}, which closes it"
