"""Git's objects: what blobs, trees, commits and tags are, and the names that git gives them.

Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

REGULAR = "100644"
EXECUTABLE = "100755"
LINK = "120000"
FOLDER = "040000"
SUBMODULE = "160000"


@frozen(kw_only=True)
class Blob:
    """A file's content."""

    content: bytes

    kind = "blob"

    def encoded(self) -> bytes:
        return self.content


@frozen(kw_only=True)
class Entry:
    """One name in a folder, or one path in a whole tree."""

    name: str
    mode: str
    sha: str

    @property
    def kind(self) -> str:
        """What the entry points to."""
        return {FOLDER: "tree", SUBMODULE: "commit"}.get(self.mode, "blob")


@frozen(kw_only=True)
class Tree:
    """A folder, its entries in git's order: a folder as if its name ended in a slash."""

    entries: tuple[Entry, ...]

    kind = "tree"

    def encoded(self) -> bytes:
        return b"".join(
            f"{each.mode.lstrip('0')} {each.name}\0".encode() + bytes.fromhex(each.sha)
            for each in self.entries
        )


@frozen(kw_only=True)
class Signature:
    """Who did something, and when."""

    name: str
    email: str
    time: datetime

    def __str__(self) -> str:
        return f"{self.name} <{self.email}> {int(self.time.timestamp())} +0000"


@frozen(kw_only=True)
class Commit:
    """A tree, what it came from, and who says so."""

    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str

    kind = "commit"

    def encoded(self) -> bytes:
        parents = "".join(f"parent {each}\n" for each in self.parents)
        people = f"author {self.author}\ncommitter {self.committer}\n"
        return f"tree {self.tree}\n{parents}{people}\n{self.message}".encode()


@frozen(kw_only=True)
class Tag:
    """An annotated tag; it points to a commit, or to another tag."""

    target: str
    target_kind: str
    name: str
    tagger: Signature
    message: str

    kind = "tag"

    def encoded(self) -> bytes:
        head = f"object {self.target}\ntype {self.target_kind}\ntag {self.name}\n"
        return f"{head}tagger {self.tagger}\n\n{self.message}".encode()


GitObject: TypeAlias = Blob | Tree | Commit | Tag


@frozen(kw_only=True)
class File:
    """What is at a path: content with a mode, or for a submodule the sha of its commit."""

    content: bytes
    mode: str = REGULAR


Files: TypeAlias = Mapping[str, str | bytes | File]
"""Files by path; text and bytes are regular files."""


def name_of(thing: GitObject) -> str:
    """Return the sha by which git knows an object."""
    body = thing.encoded()
    return hashlib.sha1(f"{thing.kind} {len(body)}\0".encode() + body).hexdigest()  # noqa: S324


@frozen
class Objects:
    """The objects that a repository and its forks share."""

    _held: dict[str, GitObject] = field(factory=dict, init=False)

    def add(self, thing: GitObject) -> str:
        """Keep an object, and return its sha."""
        sha = name_of(thing)
        self._held[sha] = thing
        return sha

    def get(self, sha: str) -> GitObject | None:
        """Return the object of a whole sha, if there is one."""
        return self._held.get(sha)

    def commit(self, sha: str) -> Commit:
        """Return a commit that is known to exist."""
        found = self._held[sha]
        assert isinstance(found, Commit)
        return found

    def peeled(self, sha: str) -> str | None:
        """Return the sha of the commit that an object leads to: a commit or a tag of one."""
        found = self._held.get(sha)
        while isinstance(found, Tag):
            sha, found = found.target, self._held.get(found.target)
        return sha if isinstance(found, Commit) else None

    def tree(self, sha: str) -> Tree:
        """Return a tree that is known to exist."""
        found = self._held[sha]
        assert isinstance(found, Tree)
        return found

    def leaves(self, tree: str) -> dict[str, Entry]:
        """Return every file of a tree by its whole path."""
        return {path: each for path, each in self.walk(tree) if each.kind != "tree"}

    def walk(self, tree: str, under: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield path and entry of everything in a tree, each folder before what is in it."""
        for each in self.tree(tree).entries:
            yield f"{under}{each.name}", each
            if each.kind == "tree":
                yield from self.walk(each.sha, f"{under}{each.name}/")

    def add_files(self, files: Files) -> dict[str, Entry]:
        """Keep the content of files, and return their entries by path."""
        return {path: self._entry(path, content) for path, content in files.items()}

    def add_tree(self, leaves: Mapping[str, Entry]) -> str:
        """Keep the trees that hold these files, and return the sha of the outermost."""
        folders: dict[str, dict[str, Entry]] = {}
        entries = []
        for path, each in leaves.items():
            first, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(first, {})[rest] = each
            else:
                entries.append(Entry(name=first, mode=each.mode, sha=each.sha))
        for name, inside in folders.items():
            entries.append(Entry(name=name, mode=FOLDER, sha=self.add_tree(inside)))
        return self.add(Tree(entries=tuple(sorted(entries, key=_git_order))))

    def _entry(self, path: str, content: str | bytes | File) -> Entry:
        if isinstance(content, str):
            content = content.encode()
        file = content if isinstance(content, File) else File(content=content)
        name = path.rpartition("/")[2]
        if file.mode == SUBMODULE:
            return Entry(name=name, mode=file.mode, sha=file.content.decode())
        return Entry(name=name, mode=file.mode, sha=self.add(Blob(content=file.content)))


def _git_order(entry: Entry) -> bytes:
    return (f"{entry.name}/" if entry.kind == "tree" else entry.name).encode()
