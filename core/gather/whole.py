"""A whole capture as one step: from the settings of an environment to its snapshot."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kayron.core.fact import Fact
from kayron.core.gather.aws import Account, OutcomesRecord
from kayron.core.gather.every import ZoneOffset
from kayron.core.gather.github import OwnLogin
from kayron.core.gather.memo import Memo
from kayron.core.gather.naming import named_pulls
from kayron.core.gather.overrides import safe_reasons, safe_settings
from kayron.core.gather.pulls import Author, PullCase, PullFacts, read_pulls
from kayron.core.gather.request import Request
from kayron.core.gather.running import read_running
from kayron.core.gather.secret import without_secrets
from kayron.core.gather.source import read_source
from kayron.core.gather.stacks import Stacks, read_stacks
from kayron.core.gather.step import Step, ask, ask_each, both, each
from kayron.core.gather.versions import Versions, read_versions
from kayron.core.inputs import Inputs, known_inputs, read_inputs
from kayron.core.removal import repository_of
from kayron.core.snapshot import (
    FORMAT,
    Environment,
    Exports,
    Infrastructure,
    Outcomes,
    ReleaseSource,
    Snapshot,
    Stack,
)
from kayron.core.stack.location import outcomes_key
from kayron.core.stack.surroundings import Surroundings
from kayron.core.table import Table
from kayron.core.template.library import Library
from kayron.core.wanted import refused

NOTHING_WANTED = Versions(branches=Table(), images={}, infrastructure=Infrastructure(trees=Table()))
"""What is read for a release source that declares nothing which could be read."""

NOTHING_KNOWN = Memo()


@frozen(kw_only=True)
class _Base:
    """What the first round trips tell: what is declared, and what is deployed."""

    source: ReleaseSource
    login: Fact[str]
    account: str
    stacks: Stacks
    outcomes: Fact[Outcomes]


@frozen(kw_only=True)
class _Wanted:
    """What the release definitions and the settings of `kayron.yaml` made necessary."""

    versions: Versions
    pulls: tuple[PullFacts, ...]
    zones: Table[Fact[int]]


def gather(request: Request, memo: Memo = NOTHING_KNOWN) -> Step[tuple[Snapshot, Memo]]:
    """Read every fact that planning needs, and return them as a snapshot, with the next memo.

    The memo is one that an earlier capture returned; it changes the time, never the snapshot. At
    most seven waves, whatever the number of services: four for the release definitions, beside
    which the stacks are read, then branch heads and lists of pull requests, then what these name.
    """
    library = Library(memo.shelves)
    base = yield from _read_base(request, library)
    inputs = read_inputs(base.source, memo.inputs)
    wants = _wants(request, base, inputs, library) if isinstance(inputs, Inputs) else _nothing()
    running, wanted = yield from both(read_running(base.stacks.root), wants)
    infrastructure = wanted.versions.infrastructure
    settings = safe_settings(request, base.stacks.root, infrastructure, library)
    secrets = {name: request.parameters[name] for name in settings.redacted}
    snapshot = Snapshot(
        format=FORMAT,
        captured=request.captured,
        environment=request.environment,
        region=request.region,
        account=base.account,
        stack=request.stack,
        settings=settings,
        zones=wanted.zones,
        source=base.source,
        infrastructure=infrastructure,
        branches=wanted.versions.branches,
        pulls=Table((one.repository, one.pulls) for one in wanted.pulls if one.pulls),
        images=_images(inputs, wanted),
        root=safe_reasons(base.stacks.root, secrets),
        exports=base.stacks.exports,
        services=running.services,
        listeners=running.listeners,
        account_limits=running.limits,
        outcomes=base.outcomes,
        comments=Table(
            (facts.repository, facts.comments) for facts in wanted.pulls if facts.comments
        ),
    )
    return snapshot, Memo(inputs=known_inputs(base.source, inputs), shelves=library.shelves())


def _read_base(request: Request, library: Library) -> Step[_Base]:
    record = OutcomesRecord(
        bucket=request.bucket, key=outcomes_key(request.environment.value, request.stack)
    )
    (source, login), ((stacks, account), outcomes) = yield from both(
        both(read_source(request), ask(OwnLogin())),
        both(both(read_stacks(request.stack), ask(Account())), ask(record)),
    )
    return _Base(
        source=source,
        login=login,
        account=_account(account, stacks.root),
        stacks=_without_secrets(stacks, library),
        outcomes=outcomes,
    )


def _account(account: Fact[str], root: Fact[Stack]) -> str:
    """Return the account, which the id of the root stack names too; empty where it is not known."""
    if isinstance(account, str):
        return account
    return root.id.split(":")[4] if isinstance(root, Stack) else ""


def _without_secrets(stacks: Stacks, library: Library) -> Stacks:
    root, exports = without_secrets(stacks.root, stacks.exports, library)
    return Stacks(root=root, exports=exports)


def _wants(request: Request, base: _Base, inputs: Inputs, library: Library) -> Step[_Wanted]:
    root = base.stacks.root
    named = named_pulls(root, base.outcomes, _surroundings(request, base), library)
    cases = _cases(inputs, request.environment, named)
    author = Author(login=base.login, environment=request.environment)
    versions, (pulls, zones) = yield from both(
        read_versions(inputs.definitions, root),
        both(each(read_pulls(case, author) for case in cases), _read_zones(request, inputs)),
    )
    return _Wanted(versions=versions, pulls=pulls, zones=zones)


def _nothing() -> Step[_Wanted]:
    """Ask for nothing: a step must be a generator, also where it has no needs."""
    yield from ()
    return _Wanted(versions=NOTHING_WANTED, pulls=(), zones=Table())


def _read_zones(request: Request, inputs: Inputs) -> Step[Table[Fact[int]]]:
    zones = inputs.configuration.zones
    offsets = yield from ask_each(ZoneOffset(zone=zone, at=request.captured) for zone in zones)
    return Table(zip(zones, offsets, strict=True))


def _cases(
    inputs: Inputs, environment: Environment, named: Mapping[str, frozenset[int]]
) -> tuple[PullCase, ...]:
    """Return the repositories whose pull requests are to be read.

    Where nobody asks for previews, those that something of ours names still have a comment.
    """
    services: dict[str, list[str]] = {}
    numbers: dict[str, set[int]] = {}
    for definition in inputs.definitions.services:
        asking = services.setdefault(definition.github, [])
        if not refused(definition, inputs.configuration, environment):
            asking.append(definition.name)
        numbers.setdefault(definition.github, set()).update(named.get(definition.name, ()))
    declared = {definition.name for definition in inputs.definitions.services}
    known = frozenset(services)
    for docker in named.keys() - declared:
        # Nobody declares it any more, and its comment may still say Ready.
        repository = repository_of(docker, inputs.definitions)
        services.setdefault(repository, [])
        numbers.setdefault(repository, set()).update(named[docker])
    return tuple(
        PullCase(
            repository=name,
            services=tuple(asking),
            named=frozenset(numbers[name]),
            guessed=name not in known,
        )
        for name, asking in sorted(services.items())
        if asking or numbers[name]
    )


def _surroundings(request: Request, base: _Base) -> Surroundings:
    exports = base.stacks.exports
    return Surroundings(
        environment=request.environment.value,
        region=request.region,
        account=base.account,
        bucket=request.bucket,
        exports=exports.by_name if isinstance(exports, Exports) else Table(),
    )


def _images(inputs: object, wanted: _Wanted) -> Table[Table[Fact[str]]]:
    """Return the digests by ECR repository; one of which no tag is wanted has none."""
    services = inputs.definitions.services if isinstance(inputs, Inputs) else ()
    found: dict[str, dict[str, Fact[str]]] = {definition.name: {} for definition in services}
    for digests in (wanted.versions.images, *(facts.images for facts in wanted.pulls)):
        for (repository, tag), digest in digests.items():
            found[repository][tag] = digest
    return Table({repository: Table(tags) for repository, tags in found.items()})
