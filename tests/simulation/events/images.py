"""Images: pushed late, pushed again, deleted."""

from __future__ import annotations

from random import Random

from tests.sandbox.aws.image import delete
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of

event = Events()


def awaited(company: Company) -> list[tuple[str, str]]:
    """Return the images that somebody might wait for and that are not there."""
    wanted: set[tuple[str, str]] = set()
    for one in company.declared.services():
        repository = company.repositories.get(one.github)
        if repository is None:
            continue
        if one.release is not None:
            wanted.add((one.docker, one.release))
        elif one.branch in repository.git.branches:
            wanted.add((one.docker, repository.git.branches[one.branch]))
        heads = {pull.head_sha for pull in repository.pulls.values() if pull.is_open}
        wanted |= {(one.docker, sha) for sha in heads}
    return sorted((docker, tag) for docker, tag in wanted if tag not in company.images(docker).tags)


@event(weight=10, kept=True)
def push_an_image_that_is_awaited(company: Company, random: Random) -> str | None:
    found = one_of(random, awaited(company))
    if found is None:
        return None
    company.build(*found)
    return f"the image {found[0]}:{found[1][:12]} is pushed at last"


@event(weight=1)
def push_an_image_again(company: Company, random: Random) -> str | None:
    docker = random.choice(company.declared.services()).docker
    tag = one_of(random, sorted(company.images(docker).tags))
    if tag is None:
        return None
    company.aws.push_image(docker, tag, f"{docker} {tag} {company.number()}")
    return f"the tag {docker}:{tag[:12]} moves to another image"


@event(weight=2)
def delete_an_image(company: Company, random: Random) -> str | None:
    docker = random.choice(company.declared.services()).docker
    tag = one_of(random, sorted(company.images(docker).tags))
    if tag is None:
        return None
    delete(company.images(docker), {"imageTag": tag})
    return f"somebody deletes the image {docker}:{tag[:12]}"


@event(weight=1)
def delete_the_image_repository(company: Company, random: Random) -> str | None:
    docker = random.choice(company.declared.services()).docker
    if not company.images(docker).images or random.random() < 0.5:
        return None
    del company.aws.region.ecr.repositories[docker]
    return f"somebody deletes the image repository {docker}"
