"""What is wanted now, told from the company's own state and from SPEC, and not as core tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache

from attrs import evolve, field, frozen

from tests.sandbox.github.pull import Pull
from tests.simulation.company import Company
from tests.simulation.declaration import Declaration, Definition, Gates
from tests.simulation.deployed import Preview, previews
from tests.simulation.hashing import branch_hash


@frozen(kw_only=True)
class Wish:
    """A preview that an eligible pull request asks for.

    One that is `over` a limit and deployed stays as it is.
    """

    docker: str
    hash: str
    pull: int
    branch: str
    sha: str
    created: datetime
    deployed: bool
    over: bool = False

    @property
    def subject(self) -> str:
        """What verdicts on it speak of."""
        return f"{self.docker}/{self.hash}"


@frozen(kw_only=True)
class Wanted:
    """All that is wanted at a moment.

    `declaration` is None where the release source says nothing valid, and nothing is to change
    then. `versions` has the desired version of each subject that is not suspended, None where it
    leads nowhere. `wishes` are in the order of SPEC 7.1, `eligible` before limits.
    """

    declaration: Declaration | None
    versions: Mapping[str, str | None] = field(factory=dict)
    eligible: tuple[Wish, ...] = ()
    wishes: tuple[Wish, ...] = ()


NOTHING = Wanted(declaration=None)


def wanted(company: Company) -> Wanted:
    """Return what is wanted of a company now."""
    declaration = declared(company)
    if declaration is None or declaration.broken:
        return NOTHING
    now = company.now()
    versions = {
        one.subject: desired(company, one)
        for one in declaration.definitions
        if one.suspend is None or not one.suspend.holds_at(now)
    }
    found = eligible(company, declaration, company.shown(), now)
    return Wanted(
        declaration=declaration,
        versions=versions,
        eligible=found,
        wishes=tuple(within_limits(found, declaration)),
    )


def declared(company: Company) -> Declaration | None:
    """Return what the release source says for the company's environment: SPEC 4."""
    sha = source_commit(company)
    return None if sha is None else company.declarations[sha]


def source_commit(company: Company) -> str | None:
    """Return the commit at which the release source is read, None where there is none."""
    repository = company.repositories["releases"]
    branches = repository.git.branches
    match company.environment:
        case "production":
            latest = [one for one in repository.releases if not one.draft and not one.prerelease]
            newest = max(latest, key=lambda one: (one.latest, one.created, one.id), default=None)
            return repository.git.resolve(f"tags/{newest.tag}") if newest else None
        case "staging":
            return branches.get("main")
        case _:
            return branches.get(company.environment) or branches.get("main")


def desired(company: Company, definition: Definition) -> str | None:
    """Return the version that a definition leads to: SPEC 6."""
    if definition.release is not None:
        return definition.release
    repository = company.repositories[definition.github]
    return repository.git.branches.get(definition.branch or "")


def eligible(
    company: Company,
    declaration: Declaration,
    shown: Mapping[str, Sequence[Pull]],
    now: datetime,
) -> tuple[Wish, ...]:
    """Return what the eligible ones of pull requests ask for, in the order of SPEC 7.1.

    `shown` are those that GitHub shows, by repository.
    """
    held = {(one.docker, one.hash): one for one in previews(company)}
    found: list[Wish] = []
    for definition in declaration.services():
        if declaration.asks(definition, company.environment):
            gates = declaration.gates(definition)
            passing = (one for one in shown[definition.github] if passes(one, gates, now))
            found += _first_of_each_hash(definition.docker, passing, held)
    return tuple(sorted(found, key=_turn))


def _turn(wish: Wish) -> tuple[bool, datetime, int, str]:
    return not wish.deployed, wish.created, wish.pull, wish.docker


def _first_of_each_hash(
    docker: str, passing: Iterable[Pull], held: Mapping[tuple[str, str], Preview]
) -> Iterator[Wish]:
    """Yield the wishes of one service; of those that share a hash, the first."""
    wishes = [_wish(docker, pull, held) for pull in passing]
    taken: set[str] = set()
    for wish in sorted(wishes, key=_turn):
        if wish.hash not in taken:
            taken.add(wish.hash)
            yield wish


def _wish(docker: str, pull: Pull, held: Mapping[tuple[str, str], Preview]) -> Wish:
    hash_ = branch_hash(pull.head)
    deployed = held.get((docker, hash_))
    return Wish(
        docker=docker,
        hash=hash_,
        pull=pull.number,
        branch=pull.head,
        sha=pull.head_sha,
        created=pull.created,
        deployed=deployed is not None and deployed.pull in (None, pull.number),
    )


def passes(pull: Pull, gates: Gates, now: datetime) -> bool:
    """Tell whether a pull request passes the gates that look at it alone: SPEC 10.3."""
    git = pull.base_repository.git
    labels = {label.casefold() for label in pull.labels}
    committed = git.objects.commit(pull.head_sha).committer.time
    age = now - max(pull.created, committed)
    return (
        pull.is_open
        and pull.head_repository is pull.base_repository
        and (not pull.draft or bool(gates.drafts))
        and not pull.head.startswith(gates.exclude_branches or ())
        and pull.author.casefold() not in _folded(gates.exclude_authors)
        and _folded(gates.require_labels) <= labels
        and not _folded(gates.exclude_labels) & labels
        and (gates.max_age is None or age <= gates.max_age)
    )


@cache
def _folded(names: tuple[str, ...] | None) -> frozenset[str]:
    return frozenset(name.casefold() for name in names or ())


def within_limits(wishes: Iterable[Wish], declaration: Declaration) -> Iterator[Wish]:
    """Yield the wishes that the limits on their number leave; the deployed ones stay."""
    services: Counter[str] = Counter()
    total = 0
    for wish in wishes:
        definition = declaration.of(wish.docker)
        gates = declaration.gates(definition) if definition else Gates()
        full = _reached(gates.max_per_service, services[wish.docker]) or _reached(
            gates.max_total, total
        )
        if wish.deployed or not full:
            services[wish.docker] += 1
            total += 1
            yield evolve(wish, over=full)


def _reached(limit: int | None, count: int) -> bool:
    return limit is not None and count >= limit
