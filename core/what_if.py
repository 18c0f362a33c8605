"""What a recorded snapshot would be if files that are not pushed yet were.

Local files take the place of recorded ones. A fact that they make necessary and that nobody
recorded is unknown, with the reason, so that the plan names it instead of guessing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import evolve

from kayron.core.artifact import desired_version, infrastructure_version
from kayron.core.document import digest
from kayron.core.error import KayronError
from kayron.core.fact import Fact, Unknown
from kayron.core.inputs import Inputs, read_inputs
from kayron.core.lint import lint_source, lint_templates
from kayron.core.problem import InvalidInput
from kayron.core.release import Branch, Definition, Definitions, Release
from kayron.core.snapshot import Files, Infrastructure, Pulls, Snapshot
from kayron.core.table import Table

NOT_RECORDED = Unknown("the local files ask for it, and the snapshot lacks it")

UNREAD = Pulls(complete=NOT_RECORDED, requests=(), unread=Table())

Gaps = Mapping[str, Mapping[str, Unknown]]
"""Facts that nobody recorded, by repository and then by name."""

COMMIT = 40
"""Hex digits of a commit."""

V = TypeVar("V")


class NoVersion(KayronError):
    """Local templates are of no version that the definitions ask for and the stack lacks."""

    def __init__(self, definition: Definition, reason: str) -> None:
        self.definition = definition
        self.reason = reason
        super().__init__(
            f"The local templates cannot be planned: {reason}, see {definition.place}. "
            "Plan them with --source and a definition that asks for a branch or another release."
        )


def what_if(snapshot: Snapshot, source: Files | None, templates: Files | None) -> Snapshot:
    """Return the snapshot with a local release source, local templates, or both in place.

    Raises `InvalidInput` with all problems of the local files, `NoVersion` for templates that no
    definition asks for.
    """
    check(source, templates)
    recorded = inputs = read_inputs(snapshot.source)
    if source is not None:
        resolution = f"a local checkout in place of {snapshot.source.resolution}"
        local = evolve(snapshot.source, files=source, resolution=resolution)
        snapshot = evolve(snapshot, source=local)
        inputs = read_inputs(local)
    if not isinstance(inputs, Inputs):
        return snapshot
    snapshot = _spelled_as(inputs.definitions, snapshot)
    if isinstance(recorded, Inputs):
        snapshot = _without_left(recorded.definitions, inputs.definitions, snapshot)
    if templates is not None:
        snapshot = _with_templates(snapshot, inputs.definitions.infrastructure, templates)
    return _with_gaps(snapshot, inputs)


def check(source: Files | None, templates: Files | None) -> None:
    """Raise `InvalidInput` with the problems of local files, those of both checkouts at once."""
    problems = [*lint_source(source.texts, source.binary)] if source else []
    problems += lint_templates(templates.texts, templates.binary) if templates else ()
    if problems:
        raise InvalidInput(problems)


def _spelled_as(definitions: Definitions, snapshot: Snapshot) -> Snapshot:
    """Name each repository as its definition does: upper and lower case are the same to GitHub."""
    spelled = definitions.spelling

    def named(table: Table[V]) -> Table[V]:
        return Table({spelled.get(name.lower(), name): value for name, value in table.items()})

    return evolve(
        snapshot,
        branches=named(snapshot.branches),
        pulls=named(snapshot.pulls),
        comments=named(snapshot.comments),
    )


def _without_left(before: Definitions, after: Definitions, snapshot: Snapshot) -> Snapshot:
    """Leave out the comments in repositories that services left for others, which nobody reads.

    They say nothing of a preview that such a service keeps.
    """
    found = {one.subject: one.github for one in after.services}
    moved = (one for one in before.services if found.get(one.subject, one.github) != one.github)
    left = {one.github.lower() for one in moved} - {name.lower() for name in found.values()}
    kept = {name: each for name, each in snapshot.comments.items() if name.lower() not in left}
    return evolve(snapshot, comments=Table(kept))


def _with_templates(snapshot: Snapshot, definition: Definition, files: Files) -> Snapshot:
    """Put local templates in place of those of the version that the definition asks for.

    On a branch they are a new commit, named by their content.
    """
    trees = snapshot.infrastructure.trees
    recorded = desired_version(definition, snapshot.branches)
    if isinstance(recorded, str) and trees.get(recorded) == files:
        return snapshot
    match definition.strategy:
        case Branch(name=name):
            version = digest(files)[:COMMIT]
            heads = snapshot.branches.get(definition.github, Table()).overlaid({name: version})
            branches = snapshot.branches.overlaid({definition.github: heads})
            snapshot = evolve(snapshot, branches=branches)
        case Release(tag=version):
            _check_not_deployed(snapshot, definition, version)
        case _:
            raise NoVersion(definition, "the infrastructure is suspended")
    return evolve(snapshot, infrastructure=Infrastructure(trees=trees.overlaid({version: files})))


def _check_not_deployed(snapshot: Snapshot, definition: Definition, tag: str) -> None:
    deployed = infrastructure_version(definition, snapshot.root)
    if deployed == tag:
        raise NoVersion(definition, f"the definition asks for {tag}, which is deployed")


def _with_gaps(snapshot: Snapshot, inputs: Inputs) -> Snapshot:
    """Make each fact unknown that the inputs ask for and nobody recorded."""
    infrastructure, services = inputs.definitions.infrastructure, inputs.definitions.services
    branches = _filled_each(snapshot.branches, _branches((infrastructure, *services)))
    wanted = desired_version(infrastructure, branches)
    trees = {wanted: NOT_RECORDED} if isinstance(wanted, str) else {}
    pulls = {d.github: UNREAD for d in services if d.preview is not None}
    snapshot = evolve(
        snapshot,
        branches=branches,
        infrastructure=Infrastructure(trees=_filled(snapshot.infrastructure.trees, trees)),
        pulls=_filled(snapshot.pulls, pulls),
        zones=_filled(snapshot.zones, dict.fromkeys(inputs.configuration.zones, NOT_RECORDED)),
    )
    return evolve(snapshot, images=_filled_each(snapshot.images, _images(snapshot, services)))


def _branches(definitions: Iterable[Definition]) -> Gaps:
    """Return the branch heads that definitions ask for, by repository."""
    gaps: dict[str, dict[str, Unknown]] = defaultdict(dict)
    for definition in definitions:
        if isinstance(definition.strategy, Branch):
            gaps[definition.github][definition.strategy.name] = NOT_RECORDED
    return gaps


def _images(snapshot: Snapshot, services: Iterable[Definition]) -> Gaps:
    """Return the images that services and the pull requests of those with previews ask for."""
    gaps: dict[str, dict[str, Unknown]] = defaultdict(dict)
    for service in services:
        wanted = [desired_version(service, snapshot.branches)]
        if service.preview is not None:
            wanted += [pull.commit for pull in snapshot.pulls[service.github].requests]
        for version in wanted:
            if isinstance(version, str):
                gaps[service.subject][version] = NOT_RECORDED
    return gaps


def _filled(table: Table[V], gaps: Mapping[str, V]) -> Table[V]:
    return Table(gaps).overlaid(table)


def _filled_each(table: Table[Table[Fact[str]]], gaps: Gaps) -> Table[Table[Fact[str]]]:
    return table.overlaid(
        {name: _filled(table.get(name, Table()), more) for name, more in gaps.items()}
    )
