"""Commits of the infrastructure."""

from __future__ import annotations

from random import Random

from tests.simulation.alteration import ALTERATIONS, fits
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of

event = Events()


def alter(company: Company, random: Random, *, bad: bool) -> str | None:
    """Make an alteration that fits; return the line of it."""
    commit = company.altered
    names = [
        name
        for name, one in ALTERATIONS.items()
        if one.bad == bad and name not in commit and fits(name, commit)
    ]
    name = one_of(random, names)
    return None if name is None else alter_to(company, name)


def alter_to(company: Company, name: str) -> str | None:
    """Make an alteration, where it fits; return the line of it."""
    commit = company.altered
    if name in commit or not fits(name, commit):
        return None
    company.alter(commit | {name})
    return f"cleo commits to the infrastructure: {name}"


@event(weight=6, kept=True)
def alter_the_templates(company: Company, random: Random) -> str | None:
    return alter(company, random, bad=False)


@event(weight=5)
def alter_the_templates_badly(company: Company, random: Random) -> str | None:
    if any(ALTERATIONS[name].bad for name in company.altered):
        return None
    return alter(company, random, bad=True)


@event(weight=4, kept=True)
def take_an_alteration_back(company: Company, random: Random) -> str | None:
    name = one_of(random, sorted(company.altered))
    if name is None:
        return None
    company.alter(company.altered - {name})
    return f"cleo takes back: {name}"


@event(weight=5, kept=True)
def take_the_bad_alterations_back(company: Company, random: Random) -> str | None:
    del random
    spoilt = sorted(name for name in company.altered if ALTERATIONS[name].bad)
    if not spoilt:
        return None
    company.alter(company.altered - set(spoilt))
    return f"cleo takes back: {', '.join(spoilt)}"


@event(weight=1)
def force_push_the_infrastructure_back(company: Company, random: Random) -> str | None:
    repository = company.repositories["infrastructure"]
    head = repository.git.branches["main"]
    before = [sha for sha in repository.git.ancestors(head) if sha != head]
    sha = one_of(random, before[:3])
    if sha is None:
        return None
    repository.point("main", sha)
    return f"cleo force-pushes the infrastructure back to {sha[:12]}"
