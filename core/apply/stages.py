"""The stages of an apply: what leads to the update, what goes on beside it, and what follows it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from kayron.core.action import Action, OverwriteTemplate, PutTemplate, UpdateStack

OPENING = (PutTemplate, OverwriteTemplate, UpdateStack)


@frozen(kw_only=True)
class Stages:
    """The actions of a plan by stage, each stage in the plan's order.

    `opening` ends with the update, if there is one. `meanwhile` is what is true as soon as that has
    begun, `afterwards` what is true once it is through.
    """

    update: UpdateStack | None
    opening: tuple[Action, ...]
    meanwhile: tuple[Action, ...]
    afterwards: tuple[Action, ...]


def stages(actions: Sequence[Action]) -> Stages:
    """Return the actions of a plan by stage."""
    update = next((one for one in actions if isinstance(one, UpdateStack)), None)
    opening = tuple(one for one in actions if isinstance(one, OPENING))
    others = [one for one in actions if not isinstance(one, OPENING)]
    late = [one for one in others if update is not None and update.id in one.needs]
    return Stages(
        update=update,
        opening=opening,
        meanwhile=tuple(one for one in others if one not in late),
        afterwards=tuple(late),
    )
