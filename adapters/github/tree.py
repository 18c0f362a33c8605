"""Files of a commit, out of git trees; one that GitHub truncates is walked folder by folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from kayron.adapters.github.refusal import Refusal
from kayron.core.gather.github import Tree
from kayron.core.table import Table


@frozen(kw_only=True)
class Entry:
    """What a tree holds: its path within the tree, its kind (`blob`, `tree`, `commit`) and sha."""

    path: str
    kind: str
    sha: str


@frozen(kw_only=True)
class Listing:
    """A tree as GitHub lists it, which may end too early."""

    entries: tuple[Entry, ...]
    truncated: bool


Lister = Callable[[str, bool], Listing]
"""Lists the tree of a commit or tree by its sha, with all that is below it or not."""


def read_tree(listing: Lister, need: Tree) -> Table[str]:
    """Return the blobs that a need asks for. Links are blobs: what they hold is another path."""
    return Table(_blobs(listing, need, need.commit, ""))


def _blobs(listing: Lister, need: Tree, sha: str, below: str) -> Iterator[tuple[str, str]]:
    """Yield path and sha of the wanted blobs of a tree that is below a path."""
    whole = listing(sha, True)  # noqa: FBT003, a `Lister` takes it by position
    if not whole.truncated:
        yield from _wanted(whole, need, below)
        return
    here = listing(sha, False)  # noqa: FBT003
    if here.truncated:
        raise Refusal(f"GitHub lists only a part of the folder {below or '/'} of {need.commit}")
    yield from _wanted(here, need, below)
    for entry in here.entries:
        folder = f"{below}{entry.path}/"
        if entry.kind == "tree" and _leads(need, folder):
            yield from _blobs(listing, need, entry.sha, folder)


def _wanted(listing: Listing, need: Tree, below: str) -> Iterator[tuple[str, str]]:
    for entry in listing.entries:
        path = below + entry.path
        if entry.kind == "blob" and (path in need.files or path.startswith(need.folders)):
            yield path, entry.sha


def _leads(need: Tree, folder: str) -> bool:
    """Tell whether something that is wanted may be in a folder."""
    return folder.startswith(need.folders) or any(
        wanted.startswith(folder) for wanted in (*need.folders, *need.files)
    )
