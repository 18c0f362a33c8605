"""The release definitions."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from attrs import evolve

from tests.simulation.company import Company
from tests.simulation.declaration import Declaration, Definition, Gates, Stop
from tests.simulation.event import Events, one_of

event = Events()

BROKEN = {
    "service/web.yaml": "- docker: web\n  github: web\n  deploy: {}\n",
    "service/api.yaml": "- docker: [api\n",
    "service/more.yml": 2 * "- docker: web\n  github: web\n  deploy: {branch: main}\n",
    "infrastructure/more.yaml": "- {github: more, provider: cloudformation, deploy: {branch: b}}\n",
    "kayron.yaml": "pauze: {reason: typing}\n",
}
"""Files that are not valid, or not beside the others."""

GATES = (
    Gates(drafts=True),
    Gates(require_labels=("preview",)),
    Gates(exclude_labels=("blocked",)),
    Gates(exclude_authors=("Cleo",)),
    Gates(exclude_branches=()),
    Gates(exclude_branches=("fix/",)),
    Gates(max_per_service=1),
    Gates(max_per_service=3),
    Gates(max_age=timedelta(days=1)),
    Gates(max_age=timedelta(days=14)),
    Gates(environments=("staging",)),
    Gates(),
)


def some_service(company: Company, random: Random) -> Definition:
    """Return the definition of a service."""
    return random.choice(company.declared.services())


def changed(company: Company, definition: Definition) -> Declaration:
    """Commit another definition of a subject."""
    declaration = company.declared.having(definition)
    company.declare(declaration)
    return declaration


@event(weight=8, kept=True)
def release_a_service(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    tag = f"v2.{company.number()}.0"
    changed(company, evolve(one, release=tag, branch=None, suspend=None))
    if random.random() < 0.6:
        company.build(one.docker, tag)
        return f"ben releases {one.docker} {tag}, built"
    return f"ben releases {one.docker} {tag}, not built yet"


@event(weight=2)
def release_an_older_version(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    tags = sorted(tag for tag in company.images(one.docker).tags if tag.startswith("v"))
    tag = one_of(random, tags)
    if tag is None or tag == one.release:
        return None
    changed(company, evolve(one, release=tag, branch=None, suspend=None))
    return f"ben releases {one.docker} {tag} again"


@event(weight=4)
def suspend(company: Company, random: Random) -> str | None:
    one = random.choice(company.declared.definitions)
    hours = random.choice((None, -1, 1, 6))
    until = None if hours is None else company.now() + timedelta(hours=hours)
    stop = Stop(reason=random.choice(("", "maintenance")), until=until)
    changed(company, evolve(one, suspend=stop))
    when = "" if hours is None else f", {'until' if hours > 0 else 'since'} {abs(hours)} h"
    return f"ben suspends {one.subject}{when}"


@event(weight=5, kept=True)
def take_up_again(company: Company, random: Random) -> str | None:
    stopped = [one for one in company.declared.definitions if one.suspend is not None]
    one = one_of(random, stopped)
    if one is None:
        return None
    changed(company, evolve(one, suspend=None))
    return f"ben takes {one.subject} up again"


@event(weight=3)
def ask_for_previews_or_not(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    asks = one.preview is None
    changed(company, evolve(one, preview=Gates() if asks else None))
    return f"ben lets {one.docker} {'have' if asks else 'no longer have'} previews"


@event(weight=3)
def set_the_gates_of_a_service(company: Company, random: Random) -> str | None:
    gates = random.choice(GATES)
    asking = [one for one in company.declared.services() if one.preview is not None]
    one = one_of(random, asking)
    if one is None:
        return None
    changed(company, evolve(one, preview=gates))
    return f"ben sets the gates of {one.docker}: {dict(gates.written())}"


@event(weight=2)
def set_the_domain_of_a_service(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    domain = random.choice(
        (None, f"{one.docker}.previews.example.org", "${Environment}.example.org")
    )
    if one.domain == domain:
        return None
    changed(company, evolve(one, domain=domain))
    return f"ben sets the domain of {one.docker} to {domain}"


@event(weight=4)
def set_the_priorities_of_a_service(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    numbers = random.choice((None, "500-501", "1001-1002", "1200-1299", "20000-20020"))
    if one.priorities == numbers:
        return None
    changed(company, evolve(one, priorities=numbers))
    return f"ben sets the priorities of {one.docker} to {numbers}"


@event(weight=2)
def declare_the_search_service(company: Company, random: Random) -> str | None:
    if company.declared.of("search") is not None:
        return None
    home = company.home("search")
    if home not in company.repositories:
        company.found(home)
        company.push(home)
    if company.repositories[home].deleted:
        return None
    definition = Definition(docker="search", github=home, branch="main", preview=Gates())
    if random.random() < 0.5:
        company.build_all(home, company.push(home))
    if random.random() < 0.7:
        changed(company, definition)
        return f"ben declares the service search of {home}"
    launch = Stop(reason="it is not launched yet", until=company.now() + timedelta(hours=1))
    changed(company, evolve(definition, suspend=launch))
    return f"ben declares the service search of {home}, suspended for an hour"


@event(weight=1)
def remove_a_definition(company: Company, random: Random) -> str | None:
    one = some_service(company, random)
    if len(company.declared.services()) < 3:
        return None
    company.declare(company.declared.without(one.subject))
    return f"ben removes the definition of {one.docker}"


@event(weight=2)
def declare_a_service_again(company: Company, random: Random) -> str | None:
    names = [name for name in company.applications if company.declared.of(name) is None]
    name = one_of(random, names)
    if name is None:
        return None
    preview = None if name == "jobs" else Gates()
    changed(company, Definition(docker=name, github=name, branch="main", preview=preview))
    return f"ben declares {name} again"


@event(weight=2)
def break_a_file(company: Company, random: Random) -> str | None:
    path = random.choice(sorted(BROKEN))
    company.declare(evolve(company.declared, broken={path: BROKEN[path]}))
    return f"ben breaks {path} of the release source"


@event(weight=4, kept=True)
def mend_the_files(company: Company, random: Random) -> str | None:
    del random
    if not company.declared.broken:
        return None
    company.declare(evolve(company.declared, broken={}))
    return "ben mends the release source"


@event(weight=1)
def force_push_the_release_source_back(company: Company, random: Random) -> str | None:
    repository = company.repositories["releases"]
    head = repository.git.branches[company.source_branch]
    before = [sha for sha in repository.git.ancestors(head) if sha != head]
    sha = one_of(random, before[:3])
    if sha is None:
        return None
    repository.point(company.source_branch, sha)
    return f"ben force-pushes the release source back to {sha[:12]}"


@event(weight=1)
def make_or_delete_the_branch_of_the_environment(company: Company, random: Random) -> str | None:
    del random
    repository = company.repositories["releases"]
    if company.environment not in ("testing", "development"):
        return None
    if company.environment in repository.git.branches:
        repository.delete_branch(company.environment)
        return f"ben deletes the branch {company.environment} of the release source"
    repository.branch(company.environment)
    return f"ben makes the branch {company.environment} of the release source"


@event(weight=2)
def publish_an_older_commit(company: Company, random: Random) -> str | None:
    repository = company.repositories["releases"]
    if company.environment != "production":
        return None
    before = list(repository.git.ancestors(repository.git.branches["main"]))
    tag = company.publish(random.choice(before[:3]))
    return f"ben publishes {tag} of an older commit of the release source"


@event(weight=1)
def withdraw_the_releases(company: Company, random: Random) -> str | None:
    repository = company.repositories["releases"]
    if company.environment != "production" or not repository.releases or random.random() < 0.5:
        return None
    with company.github.world.change():
        repository.releases.clear()
    return "ben withdraws all releases of the release source"
