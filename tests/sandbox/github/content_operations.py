"""Reading files and folders by path."""

from __future__ import annotations

from tests.sandbox.github.exchange import Answer, Json, Request
from tests.sandbox.github.git_view import encoded
from tests.sandbox.github.objects import LINK, Blob, Entry
from tests.sandbox.github.operation import operation
from tests.sandbox.github.refusal import not_found
from tests.sandbox.github.view import SITE

LARGEST = 1024 * 1024
"""Bytes of a file whose content is told; of larger ones it is left empty."""


@operation("repos/get-content")
def get_content(request: Request) -> Answer:
    git, path = request.repository.git, request.where["path"].strip("/")
    ref = request.query.get("ref", request.repository.default_branch)
    commit = git.resolve(ref)
    if commit is None:
        missing = "This repository is empty." if not git.branches else None
        raise not_found(missing or f"No commit found for the ref {ref}")
    root = git.objects.commit(commit).tree
    every = dict(git.objects.walk(root))
    if path and path not in every:
        raise not_found()
    if path and every[path].kind != "tree":
        return Answer(body=_file(request, path, every[path], ref))
    folder = git.objects.tree(every[path].sha if path else root)
    under = f"{path}/" if path else ""
    inside = [_listed(request, f"{under}{each.name}", each, ref) for each in folder.entries]
    return Answer(body=inside)


def _file(request: Request, path: str, entry: Entry, ref: str) -> Json | bytes:
    found = request.repository.git.objects.get(entry.sha)
    if not isinstance(found, Blob):
        there = f"{SITE}/{request.repository.owner}/{path.rpartition('/')[2]}.git"
        listed = _listed(request, path, entry, ref)
        return {**listed, "type": "submodule", "submodule_git_url": there}
    if "raw" in request.accept:
        return found.content
    listed = _listed(request, path, entry, ref)
    if entry.mode == LINK:
        return {**listed, "target": found.content.decode()}
    if len(found.content) > LARGEST:
        return {**listed, "encoding": "none", "content": ""}
    return {**listed, "encoding": "base64", "content": encoded(found.content)}


def _listed(request: Request, path: str, entry: Entry, ref: str) -> Json:
    found = request.repository.git.objects.get(entry.sha)
    own = f"{request.here}/contents/{path}?ref={ref}"
    git = f"{request.here}/git/{entry.kind}s/{entry.sha}"
    site = f"{SITE}/{request.repository.full_name}"
    is_file = isinstance(found, Blob)
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": entry.sha,
        "size": len(found.content) if isinstance(found, Blob) else 0,
        "type": _kind(entry),
        "url": own,
        "git_url": git,
        "html_url": f"{site}/{entry.kind}/{ref}/{path}",
        "download_url": f"{site}/raw/{ref}/{path}" if is_file else None,
        "_links": {"self": own, "git": git, "html": f"{site}/{entry.kind}/{ref}/{path}"},
    }


def _kind(entry: Entry) -> str:
    if entry.mode == LINK:
        return "symlink"
    # In a list GitHub calls a submodule a file, for compatibility.
    return "dir" if entry.kind == "tree" else "file"
