"""Invariant 7: what pull requests are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime

from attrs import define

from tests.sandbox.github.incoming import Incoming
from tests.sandbox.github.pull import Pull
from tests.simulation.company import BOT, PASSWORD, Company
from tests.simulation.fault import Fault
from tests.simulation.hashing import branch_hash
from tests.simulation.history import History, Ready
from tests.simulation.invariant.wanted import called_ready, marker, own_comments
from tests.simulation.violation import Violation
from tests.simulation.wire import Request, Wire
from tests.simulation.witness import Deed, Observer

NUMBER = 7

CREATE, UPDATE = "issues/create-comment", "issues/update-comment"
DELETE, LIST = "issues/delete-comment", "issues/list-comments"

ISSUE = re.compile(r"/repos/[^/]+/(?P<name>[^/]+)/issues/(?P<number>[0-9]+)/comments")

COMMENT = re.compile(r"/issues/comments/(?P<id>[0-9]+)$")


@define(kw_only=True)
class Comments(Observer):
    """Judges what is written into pull requests."""

    company: Company
    history: History
    wire: Wire
    since: Callable[[str], datetime]
    report: Callable[[Violation], None]
    _had: int = 0
    _others: bool = False

    def before(self, request: Request) -> None:
        """Count the comments that are there before another one is made."""
        self._others = False
        if request.operation in {UPDATE, DELETE} and isinstance(request.asked, Incoming):
            self._others = self._is_of_others(request.process, request.asked)
        if request.operation == CREATE and isinstance(request.asked, Incoming):
            pull = self._pull(request.asked)
            self._had = 0
            if pull is not None:
                since = self.since(request.process).replace(microsecond=0)
                found = own_comments(self.company, pull)
                self._had = sum(one.created < since for one in found)

    def after(self, deed: Deed) -> None:
        """Report what is wrong with a comment."""
        if deed.operation in {UPDATE, DELETE} and self._others:
            said = f"{deed.process} calls {deed.operation} for what is no comment of ours"
            self.report(Violation(number=NUMBER, sentence=said))
        if deed.refused or deed.operation not in {CREATE, UPDATE}:
            return
        for sentence in self._wrong(deed):
            self.report(Violation(number=NUMBER, sentence=f"{deed.process} {sentence}"))

    def _wrong(self, deed: Deed) -> Iterator[str]:
        body = str(json.loads(deed.asked.content)["body"])
        if deed.operation == CREATE and self._had and not self._is_stale(deed.process):
            yield "comments on a pull request where there was a comment of ours"
        self.history.look()
        yield from self._said(deed, body)
        yield from _form(body, marker(self.company))

    def _said(self, deed: Deed, body: str) -> Iterator[str]:
        """Yield what is called Ready and was not since the capture."""
        pull = self._pull(deed.asked)
        if pull is None:
            return
        ready = called_ready(body)
        if body.count("| Ready |") != len(ready):
            yield f"calls something Ready that is no row: {body}"
        for docker, sha in ready:
            if not self._was_ready(deed, pull, docker, sha):
                yield f"calls {docker or 'its preview'} Ready with {sha}, which it was not"

    def _was_ready(self, deed: Deed, pull: Pull, docker: str, sha: str) -> bool:
        since, hash_ = self.since(deed.process), branch_hash(pull.head)
        services = self.company.housed(self.company.called(pull.base_repository))
        return any(
            (one.hash, one.sha) == (hash_, sha)
            and one.pull in {None, pull.number}
            and one.docker in services
            and docker in {"", one.docker}
            and self.history.was(one, since, deed.time)
            for one in self.history.known(Ready)
        )

    def _is_stale(self, process: str) -> bool:
        """Tell whether a process was told of comments as they were before."""
        return any(
            (call.process, call.operation, call.fault) == (process, LIST, Fault.STALE)
            for call in self.wire.calls
        )

    def _is_of_others(self, process: str, asked: Incoming) -> bool:
        """Tell whether a request is about a comment that is there, and not one of ours.

        Where somebody has just taken the marker out of one of ours, a process may not know of it.
        """
        found, pull = COMMENT.search(asked.path), self._pull(asked)
        if found is None or pull is None:
            return False
        comment = pull.comments[int(found["id"])]
        if comment in own_comments(self.company, pull):
            return False
        unknown = self._is_stale(process) or comment.updated >= self.since(process)
        return comment.author != BOT or not unknown

    def _pull(self, asked: Incoming) -> Pull | None:
        """Return the pull request that a request is about."""
        found, comment = ISSUE.search(asked.path), COMMENT.search(asked.path)
        for pull in self.company.pulls():
            names = {pull.base_repository.name}
            if comment is not None and int(comment["id"]) in pull.comments:
                return pull
            if found is not None and found["name"] in names and pull.number == int(found["number"]):
                return pull
        return None


def _form(body: str, mark: str) -> Iterator[str]:
    """Yield what is wrong with the form of a comment: names must add nothing to it."""
    if not body.startswith(mark) or body.count("<!--") != 1:
        yield f"writes a comment that does not begin with its one marker: {body[:200]!r}"
    table = [line for line in body.split("\n") if line.startswith("|")]
    if len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) != 1:
        yield f"writes a table whose rows differ: {table}"
    if PASSWORD in body:
        yield "tells the password"
