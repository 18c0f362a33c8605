"""The versions that release definitions ask for: branch heads, images, and template trees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from attrs import frozen

from kayron.core.artifact import infrastructure_version
from kayron.core.definition import Branch, Definition, Definitions, Release, Suspend
from kayron.core.fact import Absent, Fact
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.github import BranchHead, Tree
from kayron.core.gather.pulls import Digests
from kayron.core.gather.source import read_files, read_tag
from kayron.core.gather.step import Step, ask, both, each
from kayron.core.lint import TEMPLATES, is_template_file
from kayron.core.snapshot import Files, Infrastructure, Stack
from kayron.core.table import Table

_COMMIT = re.compile("[0-9a-f]{40}")


@frozen(kw_only=True)
class Versions:
    """Branch heads by repository and branch, digests, and the templates per version."""

    branches: Table[Table[Fact[str]]]
    images: Digests
    infrastructure: Infrastructure


def read_versions(definitions: Definitions, root: Fact[Stack]) -> Step[Versions]:
    """Read what the definitions want, and the templates of the current and the desired version."""
    infrastructure = definitions.infrastructure
    services, (head, trees) = yield from both(
        each(_read_service(definition) for definition in definitions.services),
        _read_infrastructure(infrastructure, infrastructure_version(infrastructure, root)),
    )
    heads = (*(desired for desired, _ in services), head)
    everyone = zip((*definitions.services, infrastructure), heads, strict=True)
    return Versions(
        branches=_branches(everyone),
        images={key: digest for _, images in services for key, digest in images.items()},
        infrastructure=Infrastructure(trees=trees),
    )


def _read_desired(definition: Definition) -> Step[Fact[str]]:
    match definition.strategy:
        case Branch(name=name):
            return (yield from ask(BranchHead(repository=definition.github, branch=name)))
        case Release(tag=tag):
            return tag
        case Suspend():
            return Absent()
    assert_never(definition.strategy)


def _read_service(definition: Definition) -> Step[tuple[Fact[str], Digests]]:
    """Read the version that a service should have, and whether its image is there."""
    desired = yield from _read_desired(definition)
    if not isinstance(desired, str) or not desired:
        return desired, {}
    image = ImageDigest(repository=definition.name, tag=desired)
    return desired, {(image.repository, image.tag): (yield from ask(image))}


Trees = Table[Fact[Files]]


def _read_infrastructure(
    definition: Definition, current: Fact[str]
) -> Step[tuple[Fact[str], Trees]]:
    """Read the desired version, and beside it the templates of the current one."""
    (desired, tree), now = yield from both(
        _read_desired_tree(definition), _read_tree(definition, current)
    )
    return desired, Table({**now, **tree})


def _read_desired_tree(definition: Definition) -> Step[tuple[Fact[str], Trees]]:
    desired = yield from _read_desired(definition)
    return desired, (yield from _read_tree(definition, desired))


def _read_tree(definition: Definition, version: Fact[str]) -> Step[Trees]:
    """Read the templates of a version: a commit, or a release's tag."""
    if not isinstance(version, str) or not version:
        return Table()
    commit: Fact[str] = version
    if not _COMMIT.fullmatch(version):
        commit = yield from read_tag(definition.github, version)
    if not isinstance(commit, str):
        return Table({version: commit})
    tree = Tree(repository=definition.github, commit=commit, folders=(TEMPLATES,), files=())
    files = yield from read_files(tree, is_template_file, below=TEMPLATES)
    return Table({version: files})


def _branches(heads: Iterable[tuple[Definition, Fact[str]]]) -> Table[Table[Fact[str]]]:
    found: dict[str, dict[str, Fact[str]]] = {}
    for definition, head in heads:
        if isinstance(definition.strategy, Branch):
            found.setdefault(definition.github, {})[definition.strategy.name] = head
    return Table({repository: Table(heads) for repository, heads in found.items()})
