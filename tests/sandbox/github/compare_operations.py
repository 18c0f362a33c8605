"""Comparing two commits."""

from __future__ import annotations

from tests.sandbox.github import git_view
from tests.sandbox.github.exchange import Answer, Json, Request
from tests.sandbox.github.history import History
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import part
from tests.sandbox.github.refusal import not_found
from tests.sandbox.github.view import SITE

MOST_FILES = 300


@operation("repos/compare-commits-with-basehead")
def compare(request: Request) -> Answer:
    git = request.repository.git
    names = request.where["basehead"].split("...")
    commits = [git.resolve(name.rpartition(":")[2]) for name in names]
    if len(commits) != 2 or commits[0] is None or commits[1] is None:
        raise not_found()
    base, head = commits[0], commits[1]
    start = git.merge_base(base, head)
    if start is None:
        raise not_found(f"No common ancestor between {names[0]} and {names[1]}.")
    ahead = [sha for sha in git.ancestors(head) if sha not in git.ancestors(base)][::-1]
    behind = [sha for sha in git.ancestors(base) if sha not in git.ancestors(head)]
    chosen, headers = part(request, ahead)
    own = f"{request.here}/compare/{names[0]}...{names[1]}"
    site = f"{SITE}/{request.repository.full_name}/compare/{names[0]}...{names[1]}"
    return Answer(
        body={
            "url": own,
            "html_url": site,
            "permalink_url": site,
            "diff_url": f"{site}.diff",
            "patch_url": f"{site}.patch",
            "base_commit": git_view.commit(request, base),
            "merge_base_commit": git_view.commit(request, start),
            "status": _status(len(ahead), len(behind)),
            "ahead_by": len(ahead),
            "behind_by": len(behind),
            "total_commits": len(ahead),
            "commits": [git_view.commit(request, sha) for sha in chosen],
            "files": _files(request, git, start, head)[:MOST_FILES],
        },
        headers=headers,
    )


def _status(ahead: int, behind: int) -> str:
    if ahead:
        return "diverged" if behind else "ahead"
    return "behind" if behind else "identical"


def _files(request: Request, git: History, start: str, head: str) -> list[Json]:
    """Return the files that differ; without their patches and numbers of lines."""
    before, after = git.leaves(start), git.leaves(head)
    differing = [path for path in before | after if before.get(path) != after.get(path)]
    return [
        {
            "sha": (after.get(path) or before[path]).sha,
            "filename": path,
            "status": _change(path in before, path in after),
            "contents_url": f"{request.here}/contents/{path}?ref={head}",
            "blob_url": f"{SITE}/{request.repository.full_name}/blob/{head}/{path}",
            "raw_url": f"{SITE}/{request.repository.full_name}/raw/{head}/{path}",
        }
        for path in sorted(differing)
    ]


def _change(was: bool, stays: bool) -> str:  # noqa: FBT001 (a fact of each side)
    if not was:
        return "added"
    return "modified" if stays else "removed"
