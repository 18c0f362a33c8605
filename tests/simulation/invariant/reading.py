"""Invariant 3: what an update rests on was read under its lease, told from the calls on the wire.

The stack, the branches, and of versions that move the images are read since the lease was taken.
The newest event is looked at last: only the lease, and the same call again, come after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import define

from tests.simulation.invariant.failures import moved
from tests.simulation.update import BEGINNING, Update
from tests.simulation.violation import Violation
from tests.simulation.wire import Call, Wire

NUMBER = 3

LOOK = "DescribeStackEvents"

BESIDES = frozenset({*BEGINNING, "GetObject", "PutObject"})
"""What may come between that look and the update: the lease is renewed."""

ALWAYS = frozenset({"DescribeStacks", "git/list-matching-refs"})

IMAGES = "BatchGetImage"


@define(kw_only=True)
class Reading:
    """Judges updates by what their processes read before them."""

    wire: Wire
    report: Callable[[Violation], None]

    def __call__(self, update: Update) -> None:
        """Report what was not read in time."""
        calls = [call for call in self.wire.calls if call.process == update.process]
        for sentence in _wrong(update, calls):
            said = f"{update.process} begins {update.operation}: {sentence}"
            self.report(Violation(number=NUMBER, sentence=said))


def _wrong(update: Update, calls: list[Call]) -> Iterator[str]:
    read = {call.operation for call in calls if call.time >= update.since}
    needed = ALWAYS | {IMAGES} if _of_images(update) else ALWAYS
    for operation in sorted(needed - read):
        yield f"it has not called {operation} since it took the lease"
    last = next((one for one in reversed(calls) if one.operation not in BESIDES), None)
    if last is None or last.operation != LOOK:
        yield f"the last that it did was {last.operation if last else 'nothing'}, not {LOOK}"


def _of_images(update: Update) -> bool:
    """Tell whether the version of a service or of a preview moves."""
    return bool(set(moved(update)) - {"infrastructure"})
