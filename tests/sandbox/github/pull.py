"""A pull request and its conversation; and what people do with both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from attrs import Factory, define, field

from tests.sandbox.github.objects import Files

if TYPE_CHECKING:
    from tests.sandbox.github.repository import Repository


@define(eq=False, kw_only=True)
class Comment:
    """A comment; by an app where it has an app's slug."""

    id: int
    body: str
    author: str
    created: datetime
    updated: datetime
    app: str | None = None


@define(eq=False, kw_only=True)
class Pull:
    """A pull request. Its head is what the branch was last while it was open."""

    base_repository: Repository
    head_repository: Repository
    number: int
    id: int
    head: str
    head_sha: str
    base: str
    author: str
    title: str
    labels: tuple[str, ...]
    draft: bool
    created: datetime
    updated: datetime = Factory(lambda self: self.created, takes_self=True)
    closed: datetime | None = None
    merged: datetime | None = None
    merge_commit: str | None = None
    locked: bool = False
    comments: dict[int, Comment] = field(factory=dict)

    @property
    def is_open(self) -> bool:
        return self.closed is None

    def push(
        self,
        files: Files,
        *,
        message: str = "Change",
        time: datetime | None = None,
        onto: str | None = None,
    ) -> str:
        """Commit to the head branch, and return the sha; `onto` makes it a force-push."""
        return self.head_repository.commit(
            self.head, files, message=message, author=self.author, time=time, onto=onto
        )

    def follow(self, sha: str) -> None:
        """Take note of a push."""
        self.head_sha = sha
        self._touch()

    def close(self, time: datetime | None = None) -> None:
        """Close without merging."""
        with self.base_repository.world.change():
            self.closed = self._touch(time)

    def reopen(self, time: datetime | None = None) -> None:
        """Open again, with what the branch is now."""
        with self.base_repository.world.change():
            self.closed = None
            self.head_sha = self.head_repository.git.branches[self.head]
            self._touch(time)

    def merge(self, time: datetime | None = None) -> str:
        """Merge into the base branch, and return the merge commit."""
        repository = self.base_repository
        with repository.world.change():
            self.merged = self.closed = self._touch(time)
            before = repository.git.branches[self.base]
            self.merge_commit = repository.git.record(
                repository.git.merged(before, self.head_sha),
                (before, self.head_sha),
                f"Merge pull request #{self.number} from {self.head}\n\n{self.title}",
                repository.world.signature(self.author, self.merged),
            )
            repository.point(self.base, self.merge_commit)
        return self.merge_commit

    def label(self, *names: str) -> None:
        """Set the labels."""
        with self.base_repository.world.change():
            self.labels = names
            self._touch()

    def mark(self, *, draft: bool) -> None:
        """Turn into a draft, or say that it is ready for review."""
        with self.base_repository.world.change():
            self.draft = draft
            self._touch()

    def lock(self, *, locked: bool = True) -> None:
        """Lock or unlock the conversation."""
        with self.base_repository.world.change():
            self.locked = locked

    def comment(
        self,
        body: str,
        *,
        author: str = "ada",
        app: str | None = None,
        time: datetime | None = None,
    ) -> Comment:
        """Say something; `app` is the slug of the app that says it."""
        with self.base_repository.world.change():
            moment = self._touch(time)
            comment = Comment(
                id=self.base_repository.world.number(),
                body=body,
                author=author if app is None else f"{app}[bot]",
                created=moment,
                updated=moment,
                app=app,
            )
            self.comments[comment.id] = comment
        return comment

    def edit(self, comment: Comment, body: str, time: datetime | None = None) -> None:
        """Change what a comment says."""
        with self.base_repository.world.change():
            comment.body, comment.updated = body, self._touch(time)

    def remove(self, comment: Comment) -> None:
        """Delete a comment."""
        with self.base_repository.world.change():
            del self.comments[comment.id]

    def _touch(self, time: datetime | None = None) -> datetime:
        moment = self.base_repository.world.moment(time)
        self.updated = max(self.updated, moment)
        return moment
