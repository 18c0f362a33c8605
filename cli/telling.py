"""What an apply tells while it goes on: a line an action, and one for each step of a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kayron.cli.terminal import Color, note, show
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Effect
from kayron.core.render.style import Line, Mode, Span, line

if TYPE_CHECKING:
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
}

ENDINGS = {
    Ending.DONE: "Everything was carried out.",
    Ending.UNCHANGED: "There was nothing to do.",
    Ending.STALE: "The plan is stale; nothing was written. Plan again.",
    Ending.DENIED: "A policy denies the update of the stack; see the plan.",
    Ending.HELD: "The update waits for facts that could not be read; see the plan.",
    Ending.LOST: "The lease was lost, so nothing more was written. Apply again.",
    Ending.REFUSED: "CloudFormation did not accept the update. Mend it, or apply with --retry.",
    Ending.FAILED: "It did not succeed. The same is not tried again until something changes; "
    "apply with --retry to try it as it is.",
    Ending.LEFT: "The update goes on. Watch it with `kayron status`; apply again when it is "
    "through, so that the comments follow.",
}


class Telling:
    """Tells on standard output, line by line, so that a log reads as a terminal does."""

    def __init__(self, color: Color) -> None:
        self._color = color

    def planned(self, made: Plan) -> None:
        """Say which plan is carried out."""
        self._say(line(Span(f"Carrying out plan {made.digest[:8]}", Mode.TITLE)))

    def stale(self, facts: tuple[str, ...]) -> None:
        """Say what changed since the plan was reviewed."""
        note("since this plan was made:")
        for fact in facts:
            note(f"   {fact}")

    def begun(self, action: Action) -> None:
        """Say that an update begins; all else ends too soon."""
        if action.id.startswith("update stack"):
            self._say(line("   ", Span(action.id)))

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        """Say what became of an action."""
        word = Span(f"{outcome.effect.value:9}", MODES[outcome.effect])
        why = [Span(f"  {outcome.reason}", Mode.ASIDE)] if outcome.reason else []
        self._say(line(word, f"  {action.id}", *why))

    def happened(self, event: StackEvent, path: Ids) -> None:
        """Say what happens to a resource."""
        where = "/".join(path) or "the stack"
        mode = Mode.REMOVE if "FAILED" in event.status or "ROLLBACK" in event.status else Mode.ASIDE
        why = f"  {event.reason}" if event.reason else ""
        self._say(
            line(
                Span(f"   {event.time:%H:%M:%S}  ", Mode.ASIDE),
                Span(f"{event.status}  ", mode),
                f"{where}{why}",
            )
        )

    def concluded(self, applied: Applied) -> None:
        """Say how it ended, and what to do next."""
        self._say(line(Span(ENDINGS[applied.ending], Mode.TITLE)))

    def _say(self, said: Line) -> None:
        show([said], self._color)
