"""Actions are carried out in their order; whatever goes wrong, each is told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import define, field

from kayron.adapters.execute.carrying import Carried, carry_out
from kayron.adapters.job import CaptureError
from kayron.adapters.lease import LeaseLost
from kayron.core.action import Action, DeleteComment, PutTemplate
from kayron.core.apply.record import ActionOutcome, Effect

DONE = ActionOutcome(effect=Effect.DONE, reason="")


def put(id_: str) -> PutTemplate:
    """Return an action that runs side by side with others."""
    return PutTemplate(
        id=id_, reason="It is new.", needs=(), bucket="b", key=id_, digest="d", path=id_
    )


def delete(id_: str, *needs: str) -> DeleteComment:
    """Return an action that runs by itself."""
    return DeleteComment(
        id=id_, reason="It is one too many.", needs=needs, repository="lite", pull=1, comment=1
    )


@define
class Acting:
    """Carries out actions as it is told, all others well; hears of them too."""

    acts: dict[str, Callable[[], ActionOutcome]]
    told: list[tuple[str, Effect]] = field(factory=list)

    def run(self, action: Action) -> ActionOutcome:
        return self.acts.get(action.id, lambda: DONE)()

    def begun(self, action: Action) -> None:
        pass

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        self.told.append((action.id, outcome.effect))


def raising(error: BaseException) -> Callable[[], ActionOutcome]:
    """Return an act that fails with an error."""

    def act() -> ActionOutcome:
        raise error

    return act


def carried(*actions: Action, **acts: Callable[[], ActionOutcome]) -> Carried:
    """Carry out actions."""
    acting = Acting(acts)
    return carry_out(actions, acting, acting)


def effects(done: Carried) -> dict[str, str]:
    """Return the effects of actions by id."""
    return {id_: outcome.effect.value for id_, outcome in done.outcomes.items()}


def test_what_needs_what_was_not_done_is_skipped_and_the_rest_goes_on() -> None:
    error = CaptureError("The AWS credentials have expired.", "the AWS credentials")
    done = carried(delete("a"), delete("b", "a"), delete("c"), a=raising(error))
    assert effects(done) == {"a": "failed", "b": "skipped", "c": "done"}
    assert done.outcomes["a"].reason == str(error)
    assert done.outcomes["b"].reason == "It needs a."


@pytest.mark.parametrize("action", [put, delete])
def test_an_interrupt_stops_what_follows_and_is_told(action: Callable[[str], Action]) -> None:
    done = carried(action("a"), delete("b"), a=raising(KeyboardInterrupt()))
    assert effects(done) == {"a": "interrupted", "b": "skipped"}
    assert done.outcomes["b"].reason == "It was interrupted before."
    assert not done.lost


def test_nothing_is_done_once_the_lease_is_lost() -> None:
    lost = LeaseLost("testing/acme.lease.json", "another process took it over")
    done = carried(delete("a"), delete("b"), a=raising(lost))
    assert effects(done) == {"a": "skipped", "b": "skipped"}
    assert done.lost


def test_templates_are_put_side_by_side() -> None:
    assert effects(carried(put("a"), put("b"), delete("c", "a", "b"))) == {
        "a": "done",
        "b": "done",
        "c": "done",
    }
