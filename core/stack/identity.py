"""Whether a deployed preview stays the same one: its hash, its logical ids and its listeners."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kayron.core.stack.ledger import Deployed
from kayron.core.stack.tree import Ids, stack_path


def identity_change(
    preview: Deployed,
    stack: Ids,
    ids: Collection[str],
    wanted: Mapping[str, str | None],
) -> str:
    """Return why a deployed preview has to leave before it can come back, empty if it stays.

    `stack`, `ids` and `wanted` say where it would be rendered now: the stack, the logical ids, and
    the listener by original rule, None where that is not known. Old and new copies would exist at
    once, with the same names, records and priorities.
    """
    if stack != preview.stack:
        here, there = (stack_path(one) or "the root stack" for one in (preview.stack, stack))
        return f"it moves from {here} to {there}"
    gone, new = sorted(set(preview.ids) - set(ids)), sorted(set(ids) - set(preview.ids))
    if gone or new:
        parts = [f"without {', '.join(gone)}"] if gone else []
        parts += [f"with {', '.join(new)}"] if new else []
        return f"its resources change: {' and '.join(parts)}"
    for rule, listener in preview.listeners.items():
        now = wanted.get(rule)
        if now is not None and now != listener:
            return f"the copy of {rule} moves from the listener {listener} to {now}"
    return ""
