"""What GitHub's answers say, as the values that core asks for. Whoever fails raises `Garbled`."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from hashlib import sha1

from attrs import frozen

from kayron.adapters.github.client import Page
from kayron.adapters.github.pages import PER_PAGE
from kayron.adapters.github.shape import Garbled, items, member, moment, number, text
from kayron.adapters.github.transport import Response
from kayron.adapters.github.tree import Entry, Listing
from kayron.core.conversion import Text
from kayron.core.fact import Absent
from kayron.core.gather.seen import Content, GitObject, PullSeen
from kayron.core.snapshot import Comment

GHOST = "ghost"
"""Whom GitHub shows where an account is gone."""

SHA = re.compile("[0-9a-f]{40}")


@frozen(kw_only=True)
class RefNamed:
    """Picks the ref of exactly this name out of all that begin with it."""

    ref: str

    def __call__(self, response: Response) -> GitObject | Absent:
        """Return what the ref points at."""
        for found in items(response.data):
            if text(found, "ref") == self.ref:
                kind = text(found, "object", "type")
                return GitObject(kind=kind, sha=text(found, "object", "sha"))
        return Absent()


@frozen(kw_only=True)
class BlobWithSha:
    """Takes a blob's content, if it is the content that has this sha in git."""

    sha: str

    def __call__(self, response: Response) -> Content:
        """Return the blob's content."""
        encoding = text(response.data, "encoding")
        if encoding != "base64":
            raise Garbled(f"its encoding is {encoding}")
        try:
            content = base64.b64decode(text(response.data, "content"))
        except binascii.Error:
            raise Garbled("its content is no Base64") from None
        if _git_sha(content) != self.sha:
            raise Garbled("its content has another sha")
        try:
            return Content(text=Text(content.decode()))
        except UnicodeDecodeError:
            return Content(text=None)


@frozen(kw_only=True)
class OwnComments:
    """Picks our own comments with a marker out of a page."""

    author: str
    marker: str

    def __call__(self, response: Response) -> Page[Comment]:
        """Return what is ours of a page of comments."""
        found = items(response.data)
        comments = (_comment(each) for each in found if _login(each) == self.author)
        own = tuple(comment for comment in comments if self.marker in comment.body)
        return Page(items=own, more=_has_more(response, found))


def comment(response: Response) -> Comment:
    """Return a comment."""
    return _comment(response.data)


def pulls(response: Response) -> Page[PullSeen]:
    """Return a page of pull requests."""
    found = items(response.data)
    return Page(items=tuple(map(_pull, found)), more=_has_more(response, found))


def pull(response: Response) -> PullSeen:
    """Return a pull request."""
    return _pull(response.data)


def listing(response: Response) -> Listing:
    """Return a tree."""
    found = items(response.data, "tree")
    entries = tuple(
        Entry(path=text(each, "path"), kind=text(each, "type"), sha=text(each, "sha"))
        for each in found
    )
    return Listing(entries=entries, truncated=member(response.data, "truncated") is True)


def bare_sha(response: Response) -> str:
    """Return the sha that is all of an answer."""
    if not isinstance(response.data, str) or not SHA.fullmatch(response.data):
        raise Garbled("it is no sha")
    return response.data


def committed(response: Response) -> datetime:
    """Return when a commit was committed."""
    return moment(response.data, "committer", "date")


def login(response: Response) -> str:
    """Return the login of an account."""
    return text(response.data, "login")


def default_branch(response: Response) -> str:
    """Return the default branch of a repository."""
    return text(response.data, "default_branch")


def release_tag(response: Response) -> str:
    """Return the tag of a release."""
    return text(response.data, "tag_name")


def _pull(data: object) -> PullSeen:
    head = member(data, "head", "repo")
    return PullSeen(
        number=number(data, "number"),
        branch=text(data, "head", "ref"),
        commit=text(data, "head", "sha"),
        head_repository=None if head is None else number(head, "id"),
        base_repository=number(data, "base", "repo", "id"),
        created=moment(data, "created_at"),
        draft=isinstance(data, dict) and data.get("draft") is True,
        labels=tuple(sorted(text(label, "name") for label in items(data, "labels"))),
        author=_login(data),
        open=text(data, "state") == "open",
    )


def _comment(data: object) -> Comment:
    return Comment(id=number(data, "id"), body=Text(text(data, "body")))


def _login(data: object) -> str:
    user = member(data, "user")
    return GHOST if user is None else text(user, "login")


def _has_more(response: Response, found: list[object]) -> bool:
    """Tell whether to ask for another page.

    After a full one always: its ETag stays the same when there comes to be another. GitHub leaves
    out what must not be seen, so a page may be short and not the last.
    """
    return len(found) >= PER_PAGE or 'rel="next"' in response.headers.get("link", "")


def _git_sha(content: bytes) -> str:
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
