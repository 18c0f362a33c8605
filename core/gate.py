"""The preview gates: which pull requests of a service get a preview.

Each gate is a function that says why a pull request is excluded, or an empty text. To add one,
write it and add a line to `PREVIEW_GATES`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import frozen

from kayron.core.conversion import moment_text
from kayron.core.gate_setting import Gates
from kayron.core.hashing import preview_subject
from kayron.core.snapshot import Pull
from kayron.core.verdict import Verdict, deny


@frozen(kw_only=True)
class Request:
    """A pull request that asks for a preview of one service; `hash` is its head branch's."""

    docker: str
    repository: str
    hash: str
    pull: Pull
    gates: Gates
    captured: datetime

    @property
    def subject(self) -> str:
        """What verdicts on this preview speak of."""
        return preview_subject(self.docker, self.hash)


@frozen(kw_only=True)
class Gate:
    """A gate and the name that its verdicts carry."""

    policy: str
    excludes: Callable[[Request], str]


def closed(request: Request) -> str:
    """Exclude what is not open."""
    return "" if request.pull.open else f"{_name(request)} is closed."


def fork(request: Request) -> str:
    """Exclude forks: their branch names mean nothing in the base repository."""
    pull = request.pull
    if pull.head_repository is None:
        return f"{_name(request)} comes from a repository that no longer exists."
    if pull.head_repository != pull.base_repository:
        return f"{_name(request)} comes from a fork."
    return ""


def draft(request: Request) -> str:
    """Exclude drafts, unless they are asked for."""
    excluded = request.pull.draft and not request.gates.drafts
    return f"{_name(request)} is a draft." if excluded else ""


def exclude_branches(request: Request) -> str:
    """Exclude head branches by prefix."""
    prefixes = (p for p in request.gates.exclude_branches if request.pull.branch.startswith(p))
    prefix = next(prefixes, None)
    return "" if prefix is None else f"{_name(request)} has a head branch in {prefix!r}."


def exclude_authors(request: Request) -> str:
    """Exclude authors. GitHub's logins do not tell upper from lower case."""
    author = request.pull.author
    excluded = author.casefold() in map(str.casefold, request.gates.exclude_authors)
    return f"{_name(request)} is by the excluded author {author!r}." if excluded else ""


def require_labels(request: Request) -> str:
    """Exclude what lacks one of the labels. GitHub's labels do not tell upper from lower case."""
    labels = set(map(str.casefold, request.pull.labels))
    lacking = [label for label in request.gates.require_labels if label.casefold() not in labels]
    return f"{_name(request)} lacks the label {_list(lacking)}." if lacking else ""


def exclude_labels(request: Request) -> str:
    """Exclude what has one of the labels."""
    excluded = set(map(str.casefold, request.gates.exclude_labels))
    found = [label for label in request.pull.labels if label.casefold() in excluded]
    return f"{_name(request)} has the excluded label {_list(found)}." if found else ""


def max_age(request: Request) -> str:
    """Exclude what is old, by creation or head commit.

    The time of the last update does not count: Kayron's own comment moves it. Nor is the age told,
    which moves by itself: the comment would have to be edited for ever.
    """
    limit = request.gates.max_age
    newest = max(request.pull.created, request.pull.committed)
    if limit is None or request.captured - newest <= limit:
        return ""
    since = moment_text(newest)
    return f"{_name(request)} has nothing newer than {since}, over the {_length(limit)} of max_age."


PREVIEW_GATES = (
    Gate(policy="open", excludes=closed),
    Gate(policy="fork", excludes=fork),
    Gate(policy="draft", excludes=draft),
    Gate(policy="exclude-branches", excludes=exclude_branches),
    Gate(policy="exclude-authors", excludes=exclude_authors),
    Gate(policy="require-labels", excludes=require_labels),
    Gate(policy="exclude-labels", excludes=exclude_labels),
    Gate(policy="max-age", excludes=max_age),
)
"""In the order in which they are asked: each sees only what passed those before."""


def exclusion(request: Request) -> Verdict | None:
    """Return the verdict of the first gate that excludes a pull request."""
    for gate in PREVIEW_GATES:
        if reason := gate.excludes(request):
            fact = f"pulls.{request.repository}.{request.pull.number}"
            return deny(gate.policy, request.subject, reason, fact)
    return None


def _name(request: Request) -> str:
    return f"Pull request #{request.pull.number}"


def _list(labels: list[str]) -> str:
    return ", ".join(map(repr, labels))


def _length(duration: timedelta) -> str:
    return f"{duration.days} d {duration.seconds // 3600} h"
