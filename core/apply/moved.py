"""What artifacts and pull requests came to between two plans, as clauses for people."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Artifact, Kind, Life, Plan, Preview
from kayron.core.removal import UNKNOWN_FACTS
from kayron.core.render.phrase import short


@frozen
class Told:
    """A fact that changed, as a clause, and the subject whose other verdicts follow from it."""

    subject: str
    text: str


def moved(reviewed: Plan, fresh: Plan) -> Iterator[Told]:
    """Yield what changed of artifacts and pull requests.

    A plan that has nothing to go by lists none of them, and nothing follows from that.
    """
    if reviewed.artifacts and fresh.artifacts:
        yield from _artifacts(reviewed, fresh)
        yield from _previews(reviewed, fresh)


def name(preview: Preview) -> str:
    """Return a preview as people know it: by its pull request, else by its subject."""
    if preview.pull is None:
        return f"the preview {preview.subject}"
    return f"pull request #{preview.pull} of {preview.repository}"


def _artifacts(reviewed: Plan, fresh: Plan) -> Iterator[Told]:
    before = {one.subject: one for one in reviewed.artifacts}
    after = {one.subject: one for one in fresh.artifacts}
    for subject in sorted(before.keys() | after.keys()):
        if subject not in after:
            yield Told(subject, f"{subject} is not declared any more")
        elif subject not in before:
            yield Told(subject, f"{subject} is declared now")
        else:
            for text in _artifact(before[subject], after[subject]):
                yield Told(subject, text)


def _artifact(before: Artifact, after: Artifact) -> Iterator[str]:
    if before.strategy != after.strategy:
        yield f"{after.subject} is declared as {after.strategy} now, and was as {before.strategy}"
    elif before.desired != after.desired:
        yield f"{after.strategy} of {after.repository} {_way(before.desired, after.desired)}"
    # The infrastructure's version is in the stack, whose own event tells that it moved.
    if after.kind is not Kind.INFRASTRUCTURE and before.current != after.current:
        yield _running(after.subject, after.current)


def _way(before: Fact[str], after: Fact[str]) -> str:
    """Return what happened to a version, as a predicate."""
    if isinstance(after, Unknown):
        return f"could not be read again: {after.cause}"
    if isinstance(after, Absent):
        return "is gone"
    if isinstance(before, str):
        return f"moved from {short(before)} to {short(after)}"
    return f"is at {short(after)} now"


def _running(subject: str, now: Fact[str]) -> str:
    if isinstance(now, Unknown):
        return f"it could not be told again what {subject} runs: {now.cause}"
    return f"{subject} runs {'nothing' if isinstance(now, Absent) else short(now)} now"


def _previews(reviewed: Plan, fresh: Plan) -> Iterator[Told]:
    before = {one.subject: one for one in reviewed.previews}
    after = {one.subject: one for one in fresh.previews}
    known = {_request(one) for one in reviewed.previews}
    fate = _Fate(reviewed, fresh)
    for subject in sorted(before.keys() | after.keys()):
        if subject not in after:
            yield Told(subject, fate.of(before[subject]))
        elif subject in before:
            for text in _preview(before[subject], after[subject]):
                yield Told(subject, text)
        elif after[subject].pull is None:
            yield Told(subject, f"{name(after[subject])} is there now")
        elif _request(after[subject]) in known:
            yield Told(subject, _renamed(after[subject]))
        else:
            yield Told(subject, f"{name(after[subject])} asks for a preview now")


def _preview(before: Preview, after: Preview) -> Iterator[str]:
    if before.pull != after.pull:
        yield f"{before.subject} is of {name(after)} now"
    elif isinstance(after.desired, str) and before.desired != after.desired:
        yield f"{name(after)} {_way(before.desired, after.desired)}"
    if before.current != after.current:
        yield _running(f"the preview {after.subject}", after.current)
    elif before.desired == after.desired and _is_ready(before) != _is_ready(after):
        how = "is ready now" if _is_ready(after) else "is not ready any more"
        yield f"the preview {after.subject} {how}"


def _is_ready(preview: Preview) -> bool:
    return preview.life is Life.READY


def _renamed(preview: Preview) -> str:
    return f"{name(preview)} has the head branch {preview.branch!r} now"


def _request(preview: Preview) -> tuple[str, str, int | None]:
    """Return what stays the same of a preview when its pull request gets another head branch."""
    return preview.service, preview.repository, preview.pull


class _Fate:
    """What became of previews that are not even refused any more."""

    def __init__(self, reviewed: Plan, fresh: Plan) -> None:
        self._requests = {_request(one): one for one in fresh.previews if one.pull is not None}
        self._declared_otherwise = reviewed.basis.inputs != fresh.basis.inputs
        self._unread = {
            verdict.subject
            for verdict in fresh.verdicts
            if verdict.policy == UNKNOWN_FACTS
            and any(fact.startswith("pulls.") for fact in verdict.facts)
        }

    def of(self, preview: Preview) -> str:
        """Return it as a clause."""
        later = self._requests.get(_request(preview))
        if later is not None:
            return _renamed(later)
        if preview.pull is None:
            return f"{name(preview)} is not there any more"
        if preview.service in self._unread:
            return f"{name(preview)} could not be read again"
        if self._declared_otherwise:
            return f"{name(preview)} no longer asks for a preview"
        return f"{name(preview)} is closed"
