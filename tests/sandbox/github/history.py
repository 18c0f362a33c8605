"""Branches, tags and commits of one repository, and what leads to what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from tests.sandbox.github.objects import Commit, Entry, Objects, Signature

SHA = re.compile(r"[0-9a-f]{40}")


@frozen(kw_only=True)
class History:
    """Names of commits; a repository shares the objects with its forks, the names it does not."""

    objects: Objects = field(factory=Objects)
    branches: dict[str, str] = field(factory=dict)
    tags: dict[str, str] = field(factory=dict)

    def fork(self) -> History:
        """Return the history that a fork begins with."""
        return History(objects=self.objects, branches=dict(self.branches), tags=dict(self.tags))

    def reference(self, name: str) -> str | None:
        """Return what `heads/...` or `tags/...` points to: a commit, or an annotated tag."""
        kind, _, rest = name.partition("/")
        return {"heads": self.branches, "tags": self.tags}.get(kind, {}).get(rest)

    def resolve(self, ref: str) -> str | None:
        """Return the commit that a sha, branch, tag, `heads/...` or `tags/...` leads to."""
        name = ref.removeprefix("refs/")
        found = (
            self.branches.get(name)
            or self.tags.get(name)
            or self.reference(name)
            or (name if SHA.fullmatch(name) else None)
        )
        return None if found is None else self.objects.peeled(found)

    def known(self, ref: str) -> str:
        """Return the commit of a ref that has one."""
        found = self.resolve(ref)
        assert found is not None, f"no commit at {ref}"
        return found

    def leaves(self, commit: str) -> dict[str, Entry]:
        """Return the files of a commit by path."""
        return self.objects.leaves(self.objects.commit(commit).tree)

    def record(
        self,
        leaves: Mapping[str, Entry],
        parents: tuple[str, ...],
        message: str,
        signature: Signature,
    ) -> str:
        """Keep a commit of these files, and return its sha."""
        return self.objects.add(
            Commit(
                tree=self.objects.add_tree(leaves),
                parents=parents,
                author=signature,
                committer=signature,
                message=message,
            )
        )

    def ancestors(self, commit: str) -> dict[str, None]:
        """Return a commit and all before it, newest first."""
        found: dict[str, None] = {}
        waiting = [commit]
        while waiting:
            sha = waiting.pop()
            if sha not in found:
                found[sha] = None
                waiting.extend(self.objects.commit(sha).parents)
        order = sorted(found, key=lambda sha: self.objects.commit(sha).committer.time, reverse=True)
        return dict.fromkeys(order)

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the newest commit that both come from."""
        theirs = self.ancestors(other)
        return next((sha for sha in self.ancestors(one) if sha in theirs), None)

    def merged(self, base: str, head: str) -> dict[str, Entry]:
        """Return the files of `base` with what `head` changed since both were one."""
        start = self.merge_base(base, head)
        before = {} if start is None else self.leaves(start)
        after, result = self.leaves(head), self.leaves(base)
        for path in before.keys() | after.keys():
            if before.get(path) != after.get(path):
                result.pop(path, None)
                if path in after:
                    result[path] = after[path]
        return result
