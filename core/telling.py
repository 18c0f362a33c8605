"""The status comments: what each pull request is told, now and when the update is through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kayron.core.action import Action, CreateComment, DeleteComment, UpdateComment
from kayron.core.agenda import UPDATE
from kayron.core.comment import comment_body, is_final
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.frame import Frame
from kayron.core.inputs import Inputs
from kayron.core.located import NOT_READ
from kayron.core.plan import Change, Life, Preview
from kayron.core.preview import PreviewCase, Standing
from kayron.core.row import afterwards, answering
from kayron.core.sentence import sentence
from kayron.core.snapshot import Comments, Snapshot
from kayron.core.table import Table
from kayron.core.verdict import Verdict
from kayron.core.version import pull_number

STATES = {
    Life.WANTED: "is queued",
    Life.WAITING: "waits for its image",
    Life.DEPLOYING: "is being deployed",
    Life.READY: "is ready",
    Life.REMOVING: "is being removed",
    Life.REMOVED: "is removed",
    Life.BLOCKED: "is blocked",
}

Key = tuple[str, int]
"""A repository and the number of a pull request."""


@frozen(kw_only=True, eq=False)
class Told:
    """A preview of a pull request as it is told of."""

    row: Preview
    verdicts: tuple[Verdict, ...]
    wanted: bool


@frozen(kw_only=True, eq=False)
class Letter:
    """What a pull request is told now, and once the update is through (the same without one)."""

    now: tuple[Told, ...]
    after: tuple[Told, ...]


def comment_actions(
    snapshot: Snapshot,
    inputs: Inputs,
    previews: Sequence[tuple[PreviewCase, Preview]],
    frame: Frame | None,
) -> Iterator[Action]:
    """Yield what brings every status comment that was read up to date.

    `frame` is that of the templates which this plan's update puts in place, None without one.
    """
    letters = _letters(snapshot, previews, frame)
    for (repository, number), letter in sorted(letters.items()):
        found = snapshot.comments.get(repository, Table()).get(str(number), NOT_READ)
        if isinstance(found, Comments):
            yield from _answer(snapshot, (repository, number), letter, found)
    for key, found in _commented(snapshot):
        if key not in letters and not _is_unread(snapshot, key):
            yield from _closing(snapshot, inputs, key, found)


def _is_unread(snapshot: Snapshot, key: Key) -> bool:
    """Tell whether nobody knows if a pull request is open, which is no proof that it is not."""
    pulls = snapshot.pulls.get(key[0])
    return pulls is not None and isinstance(pulls.unread.get(str(key[1])), Unknown)


def _commented(snapshot: Snapshot) -> Iterator[tuple[Key, Comments]]:
    """Yield the pull requests that have a status comment of ours."""
    for repository, numbers in snapshot.comments.items():
        for key, fact in numbers.items():
            number = pull_number(key)
            if isinstance(fact, Comments) and fact.own and number is not None:
                yield (repository, number), fact


def _letters(
    snapshot: Snapshot, previews: Sequence[tuple[PreviewCase, Preview]], frame: Frame | None
) -> Mapping[Key, Letter]:
    found: dict[Key, list[tuple[Told, Told]]] = {}
    for case, row in previews:
        if row.pull is not None and case.repository:
            wanted = case.standing not in (Standing.REMOVE, Standing.LEFT_OUT)
            now = Told(row=row, verdicts=case.verdicts, wanted=wanted)
            after = _after(now, case)
            if frame is not None:
                after = evolve(after, row=answering(after.row, case, frame, snapshot))
            found.setdefault((case.repository, row.pull), []).append((now, after))
    return {
        key: Letter(now=tuple(now for now, _ in each), after=tuple(after for _, after in each))
        for key, each in found.items()
    }


def _after(now: Told, case: PreviewCase) -> Told:
    """Return what is told when the update is through; its reasons go with what it changed."""
    row = afterwards(now.row, case)
    if row.life in (Life.BLOCKED, now.row.life):
        return evolve(now, row=row)
    return evolve(now, row=row, verdicts=())


def _answer(snapshot: Snapshot, key: Key, letter: Letter, found: Comments) -> Iterator[Action]:
    """Yield the comment's new text now, and its text after the update; the oldest comment stays."""
    own = found.own[0] if found.own else None
    now, after = (_body(snapshot, each) for each in (letter.now, letter.after))
    subject = f"comment {key[0]}#{key[1]}"
    first: tuple[str, ...] = ()
    if own is None and any(told.wanted for told in letter.now):
        yield _create(subject, key, now, letter.now)
        first = (subject,)
    elif own is not None and own.body != now:
        yield _update(subject, key, own.id, now, letter.now, ())
        first = (subject,)
    if after != now and (own is not None or first):
        needs = (*first, UPDATE)
        id_ = own.id if own else None
        yield _update(f"{subject} afterwards", key, id_, after, letter.after, needs)
    yield from _extra(key, found)


def _closing(snapshot: Snapshot, inputs: Inputs, key: Key, found: Comments) -> Iterator[Action]:
    """Yield the last word on a pull request that has no preview any more, if it was not said."""
    services = [one for one in inputs.definitions.services if one.github == key[0]]
    # Where none asks for previews any more, each one may have had some.
    asking = [one for one in services if one.preview is not None] or services
    # Where nobody declares one any more, it was one of the repository's name.
    names = [one.name for one in asking] or [key[0]]
    own = found.own[0]
    if not is_final(own.body):
        told = tuple(_removed(key, name) for name in names)
        body = _body(snapshot, told)
        yield _update(f"comment {key[0]}#{key[1]}", key, own.id, body, told, ())
    yield from _extra(key, found)


def _removed(key: Key, service: str) -> Told:
    row = Preview(
        subject=service,
        service=service,
        hash="",
        repository=key[0],
        pull=key[1],
        branch=None,
        current=Absent(),
        desired=Absent(),
        effective=Absent(),
        life=Life.REMOVED,
        change=Change.NONE,
        domain="",
        priorities=Table(),
        notes=(),
    )
    return Told(row=row, verdicts=(), wanted=False)


def _body(snapshot: Snapshot, told: Sequence[Told]) -> Text:
    verdicts = [verdict for one in told for verdict in one.verdicts]
    return Text(comment_body([one.row for one in told], verdicts, snapshot.environment))


def _create(id_: str, key: Key, body: Text, told: Sequence[Told]) -> CreateComment:
    return CreateComment(
        id=id_,
        reason=f"It has no status comment yet: {_words(told)}.",
        needs=(),
        repository=key[0],
        pull=key[1],
        body=body,
    )


def _update(
    id_: str,
    key: Key,
    comment: int | None,
    body: Text,
    told: Sequence[Told],
    needs: tuple[str, ...],
) -> UpdateComment:
    ready = {
        one.row.subject: one.row.current
        for one in told
        if one.row.life is Life.READY and isinstance(one.row.current, str)
    }
    words = _words(told)
    after = f"when the update is through, {words}"
    return UpdateComment(
        id=id_,
        reason=sentence(after if UPDATE in needs else words),
        needs=needs,
        repository=key[0],
        pull=key[1],
        comment=comment,
        body=body,
        ready=Table(ready),
    )


def _words(told: Sequence[Told]) -> str:
    """Return what the previews of a pull request have come to, as a clause."""
    first, *others = (f"preview of {one.row.service} {STATES[one.row.life]}" for one in told)
    return ", ".join([f"its {first}", *(f"its {other}" for other in others)])


def _extra(key: Key, found: Comments) -> Iterator[DeleteComment]:
    for comment in found.own[1:]:
        yield DeleteComment(
            id=f"delete comment {comment.id} {key[0]}#{key[1]}",
            reason="An older status comment of ours is there, and one is enough.",
            needs=(),
            repository=key[0],
            pull=key[1],
            comment=comment.id,
        )
