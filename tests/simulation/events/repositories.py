"""The repositories of services: pushes, branches, and what becomes of the repositories."""

from __future__ import annotations

from random import Random

from attrs import evolve

from tests.simulation.company import Company
from tests.simulation.event import Events, one_of
from tests.simulation.events.pulls import built_or_not

event = Events()


def live(company: Company) -> list[str]:
    """Return the repositories of services that are there."""
    return [name for name in company.applications if not company.repositories[name].deleted]


@event(weight=8, kept=True)
def push_to_main(company: Company, random: Random) -> str | None:
    name = one_of(random, live(company))
    if name is None:
        return None
    sha = company.push(name)
    return f"ada pushes to main of {name}, {built_or_not(company, random, name, sha)}"


@event(weight=2)
def force_push_main_back(company: Company, random: Random) -> str | None:
    name = one_of(random, live(company))
    repository = company.repositories[name or "web"]
    head = repository.git.branches.get("main")
    parents = repository.git.objects.commit(head).parents if head else ()
    if name is None or not parents:
        return None
    repository.point("main", parents[0])
    return f"ada force-pushes main of {name} back by a commit"


@event(weight=1)
def delete_a_branch_that_is_released(company: Company, random: Random) -> str | None:
    found = [
        (one.github, one.branch)
        for one in company.declared.services()
        if one.branch in company.repositories[one.github].git.branches
    ]
    name, branch = one_of(random, found) or ("", None)
    if branch is None or random.random() < 0.5:
        return None
    company.repositories[name].delete_branch(branch)
    return f"somebody deletes the branch {branch} of {name}"


@event(weight=2, kept=True)
def push_a_branch_that_is_missing(company: Company, random: Random) -> str | None:
    for one in company.declared.services():
        repository = company.repositories[one.github]
        if one.branch is not None and one.branch not in repository.git.branches:
            sha = company.push(one.github, one.branch)
            said = built_or_not(company, random, one.github, sha)
            return f"somebody pushes the branch {one.branch} of {one.github}, {said}"
    return None


@event(weight=1)
def rename_a_repository(company: Company, random: Random) -> str | None:
    name = one_of(random, live(company))
    if name is None or random.random() < 0.7:
        return None
    repository = company.repositories[name]
    if repository.name == name:
        repository.rename(f"{name}-renamed")
        return f"somebody renames {name}; its old name leads to it"
    repository.rename(name)
    return f"somebody gives {name} its name again"


@event(weight=1)
def delete_a_repository(company: Company, random: Random) -> str | None:
    name = one_of(random, live(company))
    if name is None or random.random() < 0.7:
        return None
    company.repositories[name].delete()
    return f"somebody deletes the repository {name}"


@event(weight=2, kept=True)
def restore_a_repository(company: Company, random: Random) -> str | None:
    gone = [name for name in company.repositories if company.repositories[name].deleted]
    name = one_of(random, gone)
    if name is None:
        return None
    with company.github.world.change():
        company.repositories[name].deleted = False
    return f"somebody restores the repository {name}"


@event(weight=1)
def release_another_branch(company: Company, random: Random) -> str | None:
    one = random.choice(company.declared.services())
    branch = random.choice(("main", "develop", "release/next"))
    company.declare(company.declared.having(evolve(one, branch=branch, release=None, suspend=None)))
    return f"ben lets {one.docker} follow the branch {branch}"
