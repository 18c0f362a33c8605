"""What an apply tells while it goes on: a line an action, and how far the update is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kayron.cli.progress import Display
from kayron.cli.terminal import Color, broken, note, room, show
from kayron.cli.waiting import Waiting, is_in_place
from kayron.core.action import COMMENTING, UpdateStack
from kayron.core.apply.cause import is_cause
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Effect
from kayron.core.fact import Absent
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.verdict import STACK, Outcome

if TYPE_CHECKING:
    from kayron.adapters.capture import Progress
    from kayron.core.action import Action
    from kayron.core.apply.event import StackEvent
    from kayron.core.apply.record import ActionOutcome, Applied
    from kayron.core.plan import Plan
    from kayron.core.stack.tree import Ids

MODES = {
    Effect.DONE: Mode.ADD,
    Effect.UNCHANGED: Mode.ASIDE,
    Effect.SKIPPED: Mode.CHANGE,
    Effect.REFUSED: Mode.REMOVE,
    Effect.FAILED: Mode.REMOVE,
    Effect.LEFT: Mode.CHANGE,
    Effect.INTERRUPTED: Mode.CHANGE,
}

WORD = max(len(effect.value) for effect in Effect)

WATCH = (
    "Watch it with `kayron status`; apply again when it is through, and the comments that are "
    "left are written."
)

ENDINGS = {
    Ending.DONE: "Everything was carried out.",
    Ending.UNCHANGED: "There was nothing to carry out.",
    Ending.STALE: "The plan is stale, so nothing was written. Plan again, and review that.",
    Ending.DENIED: "A policy denies the update of the stack: see above what it needs.",
    Ending.HELD: "The update waits for facts that could not be read: see above which, and apply "
    "again.",
    Ending.LOST: "The lease was lost, so nothing more was written. Apply again.",
    Ending.REFUSED: "The update was refused, and nothing was changed by it. The same is not "
    "submitted again until something changes; apply with --retry to submit it as it is.",
    Ending.FAILED: "Not everything was done; the reason is above. Mend it, and apply again.",
    Ending.LEFT: f"The update goes on. {WATCH}",
    Ending.INTERRUPTED: f"Nobody waits any more; an update that had begun goes on. {WATCH}",
}

ROLLED_BACK = (
    "The update failed, for the reason above, and CloudFormation rolled it back. What was to blame "
    "is not tried again until it changes; apply with --retry to try it as it is."
)

OUTRUN = (
    "Somebody else updated the stack after this plan was made, so the update was not begun. Plan "
    "again, and review that."
)

UNSAID = (
    "Everything was carried out but for the comments that failed, for the reasons above; apply "
    "again, and they are written."
)

WAITS = "The update of the stack has to wait: see above for what, and apply again."

APART = (
    "Everything was carried out but the update of the stack, which has to wait: see above for "
    "what, and apply again."
)

WAITING = {Ending.DONE: APART, Ending.UNCHANGED: WAITS}
"""What is said in place of an ending where the stack is held."""

SKIPPED = "What could be carried out was; apply again for what was skipped."


class Telling:
    """Tells on standard output: in place on a terminal, else line by line, for a log.

    `reviewed` is the plan that a person has seen.
    """

    def __init__(self, color: Color, reviewed: Plan | None) -> None:
        self._color = color
        self._reviewed = reviewed
        self._shown = reviewed is not None
        self._waiting: Waiting | None = None
        self.display = Display()

    def reading(self, progress: Progress) -> None:
        """Show how far a capture is."""
        self.display(progress)

    def planned(self, made: Plan) -> None:
        """Show the plan that is carried out, unless it was seen, and name it as it was seen.

        What is made of a reviewed one afresh rests on the same, but was captured later.
        """
        self._show(made)
        digest = (self._reviewed or made).digest
        self._say(line(Span(f"Carrying out plan {digest[:8]}", Mode.TITLE)))

    def stale(self, facts: tuple[str, ...]) -> None:
        """Say what changed since the plan was reviewed."""
        self.display.clear()
        note("since this plan was made:")
        for fact in facts:
            note(f"   {fact}")

    def begun(self, action: Action) -> None:
        """Begin to show an update; all else ends too soon."""
        if isinstance(action, UpdateStack) and is_in_place():
            self._waiting = Waiting(self._color)

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        """Say what became of an action."""
        if self._waiting is not None and isinstance(action, UpdateStack):
            self._waiting.end()
            self._waiting = None
        why, *further = outcome.reason.splitlines() or [""]
        word = Span(f"{outcome.effect.value:{WORD}}", MODES[outcome.effect])
        self._say(line(word, f"  {action.id}  ", Span(why, Mode.ASIDE)))
        self._say(*(line(" " * (WORD + 2), Span(one, Mode.ASIDE)) for one in further))

    def happened(self, event: StackEvent, path: Ids) -> None:
        """Show what happens to a resource; where something fails, its reason stays."""
        if self._waiting is None:
            self._say(_told(event, path))
        else:
            failed = event.status.endswith("_FAILED") and is_cause(event)
            self._waiting.happened(event, path, [_told(event, path)] if failed else [])

    def concluded(self, applied: Applied) -> None:
        """Say how it ended, and what to do next."""
        if applied.ending is not Ending.STALE:
            self._show(applied.plan)
        self._say(*(line(Span(one, Mode.TITLE)) for one in broken(_ending(applied))))

    def _show(self, made: Plan) -> None:
        from kayron.core.render.text import text

        if not self._shown:
            self._say(*text(made, room()))
            self._shown = True

    def _say(self, *said: Line) -> None:
        self.display.clear()
        show(said, self._color)


def _told(event: StackEvent, path: Ids) -> Line:
    failing = "FAILED" in event.status or "ROLLBACK" in event.status
    return line(
        Span(f"   {event.time:%H:%M:%S}  ", Mode.ASIDE),
        Span(event.status, Mode.REMOVE if failing else Mode.ASIDE),
        f"  {'/'.join(path) or 'the stack'}",
        f"  {event.reason}" if event.reason else "",
    )


def _ending(applied: Applied) -> str:
    """Return how it ended, as precisely as the outcomes tell."""
    failed = [one for one in applied.plan.actions if one.id in _with(applied, Effect.FAILED)]
    if applied.ending is Ending.FAILED and any(isinstance(one, UpdateStack) for one in failed):
        return ROLLED_BACK
    if applied.ending is Ending.FAILED and all(isinstance(one, COMMENTING) for one in failed):
        return UNSAID
    if applied.ending is Ending.STALE and not isinstance(applied.after, Absent):
        return OUTRUN
    if applied.ending is Ending.DONE and _with(applied, Effect.SKIPPED):
        return SKIPPED
    if applied.ending in WAITING and _stack_waits(applied.plan):
        return WAITING[applied.ending]
    return ENDINGS[applied.ending]


def _stack_waits(plan: Plan) -> bool:
    """Tell whether something has drifted, and the stack cannot be updated yet."""
    held = (one for one in plan.verdicts if one.outcome is Outcome.HOLD)
    return bool(plan.drift) and any(one.subject == STACK for one in held)


def _with(applied: Applied, effect: Effect) -> set[str]:
    return {id_ for id_, outcome in applied.outcomes.items() if outcome.effect is effect}
