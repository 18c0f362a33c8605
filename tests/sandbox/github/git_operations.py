"""Reading branches, references, commits, trees and blobs."""

from __future__ import annotations

from tests.sandbox.github import git_view
from tests.sandbox.github.exchange import Answer, Request
from tests.sandbox.github.objects import Blob, Commit, Tag, Tree
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import page
from tests.sandbox.github.refusal import Refusal, not_found

RAW = "raw"
BARE_SHA = "application/vnd.github.sha"


@operation("repos/list-branches")
def list_branches(request: Request) -> Answer:
    branches = request.repository.git.branches
    return page(
        request,
        sorted(branches),
        lambda name: git_view.short_branch(request, name, branches[name]),
    )


@operation("repos/get-branch")
def get_branch(request: Request) -> Answer:
    name = request.where["branch"]
    sha = request.repository.git.branches.get(name)
    if sha is None:
        raise not_found("Branch not found")
    return Answer(body=git_view.branch(request, name, sha))


@operation("git/get-ref")
def get_ref(request: Request) -> Answer:
    name = request.where["ref"]
    _refuse_empty(request)
    sha = request.repository.git.reference(name)
    if sha is None:
        raise not_found()
    return Answer(body=git_view.reference(request, name, sha))


@operation("git/list-matching-refs")
def list_matching_refs(request: Request) -> Answer:
    _refuse_empty(request)
    git, start = request.repository.git, request.where["ref"]
    every = {
        **{f"heads/{name}": sha for name, sha in git.branches.items()},
        **{f"tags/{name}": sha for name, sha in git.tags.items()},
    }
    found = sorted(name for name in every if name.startswith(start))
    return Answer(body=[git_view.reference(request, name, every[name]) for name in found])


@operation("git/get-tag")
def get_tag(request: Request) -> Answer:
    sha = request.where["tag_sha"]
    _refuse_empty(request)
    found = request.repository.git.objects.get(sha)
    if not isinstance(found, Tag):
        raise not_found()
    return Answer(body=git_view.tag(request, sha, found))


@operation("git/get-commit")
def get_git_commit(request: Request) -> Answer:
    sha = request.where["commit_sha"]
    _refuse_empty(request)
    found = request.repository.git.objects.get(sha)
    if not isinstance(found, Commit):
        raise not_found()
    return Answer(body=git_view.git_commit(request, sha, found))


@operation("repos/get-commit")
def get_commit(request: Request) -> Answer:
    ref = request.where["ref"]
    _refuse_empty(request)
    sha = request.repository.git.resolve(ref)
    if sha is None:
        raise Refusal(status=422, message=f"No commit found for SHA: {ref}")
    if request.accept == BARE_SHA:
        return Answer(body=sha.encode(), headers={"Content-Type": f"{BARE_SHA}; charset=utf-8"})
    return Answer(body=git_view.commit(request, sha))


@operation("git/get-tree")
def get_tree(request: Request) -> Answer:
    _refuse_empty(request)
    git, ref = request.repository.git, request.where["tree_sha"]
    commit = git.resolve(ref)
    sha = ref if commit is None else git.objects.commit(commit).tree
    if not isinstance(git.objects.get(sha), Tree):
        raise not_found()
    # Whatever the value is, even 0 and false: the docs say so.
    if "recursive" in request.query:
        entries = list(git.objects.walk(sha))
    else:
        entries = [(each.name, each) for each in git.objects.tree(sha).entries]
    limit = request.repository.tree_limit if "recursive" in request.query else len(entries)
    return Answer(
        body={
            "sha": sha,
            "url": f"{request.here}/git/trees/{sha}",
            "tree": [git_view.tree_entry(request, path, each) for path, each in entries[:limit]],
            "truncated": len(entries) > limit,
        }
    )


@operation("git/get-blob")
def get_blob(request: Request) -> Answer:
    sha = request.where["file_sha"]
    _refuse_empty(request)
    found = request.repository.git.objects.get(sha)
    if not isinstance(found, Blob):
        raise not_found()
    if RAW in request.accept:
        return Answer(body=found.content)
    return Answer(body=git_view.blob(request, sha, found))


def _refuse_empty(request: Request) -> None:
    git = request.repository.git
    if not git.branches and not git.tags:
        raise Refusal(status=409, message="Git Repository is empty.")
