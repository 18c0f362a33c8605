"""The release source: which commit an environment reads, and the files of that commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kayron.core.configuration import CONFIGURATION_FILE
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    DefaultBranch,
    LatestRelease,
    TagCommit,
    TagTarget,
    Tree,
)
from kayron.core.gather.request import Request
from kayron.core.gather.seen import Content, GitObject
from kayron.core.gather.step import Step, ask, ask_each, both
from kayron.core.lint import declares
from kayron.core.release import FOLDERS
from kayron.core.snapshot import Environment, Files, ReleaseSource
from kayron.core.table import Table

Pin = tuple[str, str, Fact[str]]
"""A ref, how it was chosen, and the commit that it is pinned to."""


def read_source(request: Request) -> Step[ReleaseSource]:
    """Read the files of the release source at the commit of the environment's ref."""
    repository = request.source.name
    ref, resolution, commit = yield from _pin(repository, request.environment)
    files = request.checkout or (yield from _read_declared(repository, commit))
    return ReleaseSource(
        repository=str(request.source),
        ref=ref,
        resolution=resolution,
        commit=commit,
        files=files,
    )


def _read_declared(repository: str, commit: Fact[str]) -> Step[Fact[Files]]:
    if not isinstance(commit, str):
        return commit
    tree = Tree(repository=repository, commit=commit, folders=FOLDERS, files=(CONFIGURATION_FILE,))
    return (yield from read_files(tree, declares))


def _pin(repository: str, environment: Environment) -> Step[Pin]:
    if environment is Environment.PRODUCTION:
        return (yield from _latest_release(repository))
    if environment is Environment.STAGING:
        default = yield from ask(DefaultBranch(repository=repository))
        return (yield from _default_branch(repository, default, "the default branch"))
    return (yield from _branch_of(repository, environment.value))


def _latest_release(repository: str) -> Step[Pin]:
    tag = yield from ask(LatestRelease(repository=repository))
    if isinstance(tag, Absent):
        return "", "there is no release", tag
    if isinstance(tag, Unknown):
        return "", "the latest release", tag
    commit = yield from read_tag(repository, tag)
    return f"tags/{tag}", f"the latest release {tag}", commit


def _branch_of(repository: str, name: str) -> Step[Pin]:
    """Pin the branch named like the environment, else, proved absent, the default branch."""
    head, default = yield from both(
        ask(BranchHead(repository=repository, branch=name)),
        ask(DefaultBranch(repository=repository)),
    )
    if not isinstance(head, Absent):
        return f"heads/{name}", f"the branch {name}", head
    how = f"there is no branch {name}, so the default branch"
    return (yield from _default_branch(repository, default, how))


def _default_branch(repository: str, default: Fact[str], how: str) -> Step[Pin]:
    if not isinstance(default, str):
        return "", how, default
    head = yield from ask(BranchHead(repository=repository, branch=default))
    return f"heads/{default}", f"{how} {default}", head


def read_tag(repository: str, tag: str) -> Step[Fact[str]]:
    """Return the commit that a tag leads to.

    The tag itself proves that it is one and that it is there; where it leads is asked for at the
    same time, so that an annotated tag costs no further round trip.
    """
    target, commit = yield from both(
        ask(TagTarget(repository=repository, tag=tag)),
        ask(TagCommit(repository=repository, tag=tag)),
    )
    if not isinstance(target, GitObject):
        return target
    return target.sha if target.kind == "commit" else commit


def read_files(tree: Tree, wants: Callable[[str], bool], below: str = "") -> Step[Fact[Files]]:
    """Read the files below a folder whose path below it is wanted; unknown if one of them is."""
    paths = yield from ask(tree)
    if not isinstance(paths, Table):
        return paths
    below_it = {p.removeprefix(below): sha for p, sha in paths.items() if p.startswith(below)}
    wanted = {path: sha for path, sha in below_it.items() if wants(path)}
    shas = sorted(set(wanted.values()))
    contents = yield from ask_each(Blob(repository=tree.repository, sha=sha) for sha in shas)
    return _files(wanted, dict(zip(shas, contents, strict=True)))


def _files(paths: Mapping[str, str], contents: Mapping[str, Fact[Content]]) -> Fact[Files]:
    texts: dict[str, Text] = {}
    binary = []
    for path, sha in sorted(paths.items()):
        content = contents[sha]
        if isinstance(content, Unknown):
            return Unknown(f"{path}: {content.error}")
        if isinstance(content, Absent):
            return Unknown(f"{path}: its content is gone")
        if content.text is None:
            binary.append(path)
        else:
            texts[path] = content.text
    return Files(texts=Table(texts), binary=tuple(binary))
