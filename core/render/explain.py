"""Everything that a plan says of one subject, verdicts that allow included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from kayron.core.action import Action, OverwriteTemplate, PutTemplate, UpdateStack
from kayron.core.error import KayronError
from kayron.core.plan import Artifact, Plan, Preview
from kayron.core.render.effect import numbered
from kayron.core.render.judgement import verdicts
from kayron.core.render.layout import paragraph, table
from kayron.core.render.phrase import brief, count, standing, stopping, version
from kayron.core.render.style import Line, Mode, Span, line, visible
from kayron.core.verdict import STACK

NEAR = 3
"""So many subjects are suggested for one that the plan does not have."""


class UnknownSubject(KayronError):
    """A plan says nothing of a subject; `near` are those with a similar name."""

    def __init__(self, subject: str, near: Sequence[str]) -> None:
        self.subject = subject
        self.near = tuple(near)
        choice = f"; did you mean {' or '.join(near)}?" if near else "."
        super().__init__(visible(f"The plan has no subject '{subject}'{choice}"))


def subjects(plan: Plan) -> tuple[str, ...]:
    """Return every subject of a plan: the stack, artifacts, previews, whatever else is judged."""
    artifacts = {artifact.subject for artifact in plan.artifacts}
    previews = {preview.subject for preview in plan.previews}
    judged = {verdict.subject for verdict in plan.verdicts}
    return tuple(sorted({STACK} | artifacts | previews | judged))


def explain(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    """Yield all of a subject as lines that fit `room` columns; raise `UnknownSubject` at once."""
    known = subjects(plan)
    if subject not in known:
        raise UnknownSubject(subject, get_close_matches(subject, known, NEAR))
    return _explained(plan, subject, room)


def _explained(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    yield line(Span(subject, Mode.TITLE))
    yield from _fields(plan, subject, room)
    for found in plan.drift:
        if found.subject == subject:
            start = line(Span(f"~  {found.kind.value} drift: ", Mode.CHANGE))
            yield from paragraph(start, Span(brief(found.reason)), room)
    yield from _left(plan, subject, room)
    yield from _verdicts(plan, subject, room)
    yield from _actions(plan, subject, room)


def _left(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    """Yield what of a subject is left for the next update."""
    name = re.compile(rf"(?<![\w/-]){re.escape(subject)}(?![\w/-])")
    for sentence in plan.waiting:
        if name.search(sentence):
            start = line(Span("|  left for the next update: ", Mode.ASIDE))
            yield from paragraph(start, Span(brief(sentence)), room)


def _fields(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    pairs = [("stack", plan.stack), ("status", plan.status)] if subject == STACK else []
    for artifact in plan.artifacts:
        if artifact.subject == subject:
            pairs += [*_artifact(artifact), ("standing", standing(artifact, stopping(plan))[0])]
            pairs += _parameter(plan, artifact)
    for preview in plan.previews:
        pairs += _preview(preview) if preview.subject == subject else []
    rows = [[Span(" "), Span(name, Mode.ASIDE), Span(value)] for name, value in pairs if value]
    for lines in table(rows, room):
        yield from lines


def _artifact(artifact: Artifact) -> list[tuple[str, str]]:
    return [
        ("kind", artifact.kind.value),
        ("repository", artifact.repository),
        ("strategy", artifact.strategy),
        ("current", version(artifact.current)),
        ("desired", version(artifact.desired)),
        ("effective", version(artifact.effective)),
    ]


def _parameter(plan: Plan, artifact: Artifact) -> list[tuple[str, str]]:
    for parameter in plan.parameters:
        if parameter.name == artifact.parameter:
            return [("parameter", f"{parameter.name}, {parameter.source.value}")]
    return [("parameter", f"{artifact.parameter}, not sent")]


def _preview(preview: Preview) -> list[tuple[str, str]]:
    priorities = (f"{name} {number}" for name, number in preview.priorities.items())
    return [
        ("pull request", "" if preview.pull is None else f"{preview.repository}#{preview.pull}"),
        ("branch", preview.branch or ""),
        ("current", version(preview.current)),
        ("desired", version(preview.desired)),
        ("effective", version(preview.effective)),
        ("life", preview.life.value),
        ("change", preview.change.value),
        ("domain", preview.domain),
        ("priorities", ", ".join(priorities)),
        *(("note", note) for note in preview.notes),
    ]


def _verdicts(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    found = [verdict for verdict in plan.verdicts if verdict.subject == subject]
    if not found:
        return
    yield ()
    yield line(Span(count(len(found), "verdict"), Mode.TITLE))
    yield from verdicts(found, room)


def _actions(plan: Plan, subject: str, room: int) -> Iterator[Line]:
    """Yield the actions that concern a subject: its stack update, templates and status comments."""
    pulls = {(p.repository, p.pull) for p in plan.previews if p.subject == subject}
    found = [action for action in plan.actions if _concerns(action, subject, pulls)]
    if found:
        yield ()
        yield line(Span("Actions", Mode.TITLE))
        yield from numbered(plan, found, room)


def _concerns(action: Action, subject: str, pulls: set[tuple[str, int | None]]) -> bool:
    if isinstance(action, PutTemplate | OverwriteTemplate):
        return subject == STACK
    if isinstance(action, UpdateStack):
        return subject == STACK or subject in action.versions or subject in action.pulls
    return (action.repository, action.pull) in pulls
