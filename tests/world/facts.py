"""The snapshot that a flawless capture takes of a world, but for what is misread in it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact
from kayron.core.snapshot import (
    FORMAT,
    Comments,
    Exports,
    Files,
    Infrastructure,
    Pull,
    Pulls,
    ReleaseSource,
    Snapshot,
)
from kayron.core.table import Table
from tests.world.cloudformation import all_stacks
from tests.world.declaration import Declared, declared, zones
from tests.world.identity import ACCOUNT, REGION, commit
from tests.world.template import read_template, section, table, text
from tests.world.world import OWNER, RELEASES, World


def snapshot(world: World) -> Snapshot:
    """Return all facts of the world that planning needs."""
    wanted = tuple(declared(world.definitions))
    live = world.live
    facts = Snapshot(
        format=FORMAT,
        captured=world.now,
        environment=world.environment,
        region=REGION,
        account=ACCOUNT,
        stack=world.stack,
        settings=world.settings,
        zones=_zones(world),
        source=_source(world),
        infrastructure=_infrastructure(world, wanted),
        branches=_branches(world, wanted),
        pulls=_pulls(world, wanted),
        images=_images(world, wanted),
        root=live.root if live else Absent(),
        exports=Exports(by_name=live.exports if live else Table()),
        services=live.services if live else Table(),
        listeners=live.listeners if live else Table(),
        account_limits=world.account_limits,
        outcomes=world.outcomes,
        comments=_comments(world, wanted),
    )
    for misreading in world.misreadings:
        facts = replaced(facts, misreading.path, misreading.fact)
    return facts


def replaced(value: object, path: tuple[str, ...], fact: object) -> Snapshot:
    """Return a frozen value with what `path` leads to, through attributes and keys, replaced."""
    return _replaced(value, path, fact)  # type: ignore[return-value]


def _replaced(value: object, path: tuple[str, ...], fact: object) -> object:
    if not path:
        return fact
    head, *rest = path
    if isinstance(value, Table):
        return value.overlaid({head: _replaced(value.get(head, Table()), tuple(rest), fact)})
    return evolve(value, **{head: _replaced(getattr(value, head), tuple(rest), fact)})  # type: ignore[misc]


def source_commit(world: World) -> str:
    """Return the head commit of the release source, another one for other files."""
    return commit(repr(world.definitions))


def _zones(world: World) -> Table[Fact[int]]:
    named = zones(world.definitions.get("kayron.yaml", Text("")))
    return Table({zone: world.zones[zone] for zone in sorted(named)})


def _source(world: World) -> ReleaseSource:
    return ReleaseSource(
        repository=f"{OWNER}/{RELEASES}",
        ref="heads/main",
        resolution=f"there is no branch {world.environment.value}, so the default branch main",
        commit=source_commit(world),
        files=Files(texts=world.definitions, binary=()),
    )


def _infrastructure(world: World, wanted: tuple[Declared, ...]) -> Infrastructure:
    definitions = [d for d in wanted if d.docker is None]
    parameters = world.live.root.parameters if world.live else Table[str]()
    versions = {parameters.get(d.parameter) for d in definitions}
    versions |= {_desired(world, d) for d in definitions}
    trees = {v: world.trees.get(v) for v in versions if v}
    return Infrastructure(
        trees=Table({v: _files(tree) for v, tree in trees.items()}),
    )


def _files(tree: Table[Text] | None) -> Fact[Files]:
    return Absent() if tree is None else Files(texts=tree, binary=())


def _desired(world: World, definition: Declared) -> str | None:
    if definition.branch:
        return world.branches.get(definition.github, Table()).get(definition.branch)
    return definition.release


def _branches(world: World, wanted: tuple[Declared, ...]) -> Table[Table[Fact[str]]]:
    heads: dict[str, dict[str, Fact[str]]] = {}
    for definition in wanted:
        if definition.branch:
            known = world.branches.get(definition.github, Table())
            heads.setdefault(definition.github, {})[definition.branch] = known.get(
                definition.branch, Absent()
            )
    return Table({repository: Table(found) for repository, found in heads.items()})


def _repositories(wanted: tuple[Declared, ...]) -> dict[str, set[str]]:
    """Return the services with previews by the repository of their pull requests."""
    found: dict[str, set[str]] = {}
    for definition in wanted:
        if definition.preview and definition.docker:
            found.setdefault(definition.github, set()).add(definition.docker)
    return found


def _asked(world: World, repository: str, services: set[str]) -> list[Pull]:
    """Return the open pull requests, and those closed ones that something of ours still names."""
    named = {number for service, number in _named(world) if service in services}
    pulls = world.pulls.get(repository, Table()).values()
    return [pull for pull in pulls if pull.open or pull.number in named]


def _named(world: World) -> Iterator[tuple[str, int]]:
    """Yield service and number of the pull requests in the ledger and in the outcomes record."""
    for submission in world.outcomes.entries:
        for subject, number in submission.pulls.items():
            yield subject.split("/")[0], number
    for stack in all_stacks(world.live.root) if world.live else ():
        if isinstance(stack.template, str):
            yield from _ledger(stack.template)


def _ledger(template: str) -> Iterator[tuple[str, int]]:
    # AWS gives `?` for characters, which YAML takes for a sign of its own.
    for resource in section(read_template(template.replace("?", "_")), "Resources").values():
        ours = table(table(resource.get("Metadata", {})).get("Kayron", {}))
        if "pull" not in ours:
            continue
        tags = table(resource.get("Properties", {})).get("Tags", [])
        names = {text(tag["Value"]) for tag in map(table, tags) if tag.get("Key") == "service"}
        yield from ((name, int(text(ours["pull"]))) for name in names)


def _pulls(world: World, wanted: tuple[Declared, ...]) -> Table[Pulls]:
    return Table(
        {
            repository: Pulls(
                complete=True, requests=_asked(world, repository, services), unread=Table()
            )
            for repository, services in _repositories(wanted).items()
        }
    )


def _images(world: World, wanted: tuple[Declared, ...]) -> Table[Table[Fact[str]]]:
    tags: dict[str, set[str]] = {d.docker: set() for d in wanted if d.docker}
    for definition in wanted:
        if definition.docker and (desired := _desired(world, definition)):
            tags[definition.docker].add(desired)
    for repository, services in _repositories(wanted).items():
        commits = {pull.commit for pull in _asked(world, repository, services) if pull.open}
        for service in services:
            tags[service] |= commits
    return Table(
        {
            docker: Table({tag: _digest(world, docker, tag) for tag in t})
            for docker, t in tags.items()
        }
    )


def _digest(world: World, docker: str, tag: str) -> Fact[str]:
    return world.images.get(docker, Table()).get(tag, Absent())


def _comments(world: World, wanted: tuple[Declared, ...]) -> Table[Table[Fact[Comments]]]:
    return Table(
        {
            repository: Table({str(pull.number): _own(world, repository, pull) for pull in asked})
            for repository, services in {
                **_undeclared(world, wanted),
                **_repositories(wanted),
            }.items()
            if (asked := _asked(world, repository, services))
        }
    )


def _undeclared(world: World, wanted: tuple[Declared, ...]) -> dict[str, set[str]]:
    """Return the services that something of ours names and nobody declares, by their names."""
    known = {definition.docker for definition in wanted}
    return {service: {service} for service, _ in _named(world) if service not in known}


def _own(world: World, repository: str, pull: Pull) -> Comments:
    none = Comments(own=())
    return world.comments.get(repository, Table()).get(str(pull.number), none)
