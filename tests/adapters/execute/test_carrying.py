"""Actions are carried out in their order; whatever goes wrong, each is told of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from attrs import define, evolve, field
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.execute.carrying import Carrying
from kayron.adapters.job import CaptureError
from kayron.adapters.lease import LeaseLost
from kayron.adapters.threads import Threads
from kayron.core.action import Action, DeleteComment, PutTemplate, UpdateStack
from kayron.core.apply.record import ActionOutcome, Effect
from tests.plans import UPDATE as PLANNED

DONE = ActionOutcome(effect=Effect.DONE, reason="")
UPDATE = evolve(PLANNED, needs=())
LEFT = ActionOutcome(effect=Effect.LEFT, reason="It goes on.")


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

    def finish(self, action: UpdateStack) -> ActionOutcome:
        return self.acts.get(f"{action.id} finish", lambda: DONE)()

    def begun(self, action: Action) -> None:
        pass

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        self.told.append((action.id, outcome.effect))


def raising(error: BaseException) -> Callable[[], ActionOutcome]:
    """Return an act that fails with an error."""

    def act() -> ActionOutcome:
        raise error

    return act


def carried(*actions: Action, **acts: Callable[[], ActionOutcome]) -> Carrying:
    """Carry out actions."""
    done = carrying(Acting(acts))
    done.run(actions)
    return done


def carrying(acting: Acting, *, waits: bool = True) -> Carrying:
    """Return what carries out actions."""
    return Carrying(acting, acting, Threads(4), waits=waits)


def effects(done: Carrying) -> dict[str, str]:
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


def left(acts: dict[str, Callable[[], ActionOutcome]]) -> Acting:
    """Return what begins the update."""
    return Acting({UPDATE.id: lambda: LEFT, **acts})


def test_an_update_that_is_waited_for_is_told_of_when_it_has_ended() -> None:
    acting = left({})
    done = carrying(acting)
    done.run([UPDATE, delete("a")])
    done.finish(UPDATE)
    done.run([delete("b", UPDATE.id)])
    assert acting.told == [("a", Effect.DONE), (UPDATE.id, Effect.DONE), ("b", Effect.DONE)]


def test_an_update_that_nobody_waits_for_is_told_of_when_it_is_begun() -> None:
    acting = left({})
    carrying(acting, waits=False).run([UPDATE, delete("a")])
    assert acting.told == [(UPDATE.id, Effect.LEFT), ("a", Effect.DONE)]


def test_nobody_waits_once_somebody_interrupted() -> None:
    done = carrying(left({"a": raising(KeyboardInterrupt())}))
    done.run([UPDATE, delete("a")])
    done.finish(UPDATE)
    assert effects(done) == {UPDATE.id: "left", "a": "interrupted"}


def test_the_waiting_may_be_interrupted() -> None:
    done = carrying(left({f"{UPDATE.id} finish": raising(KeyboardInterrupt())}))
    done.run([UPDATE])
    done.finish(UPDATE)
    done.run([delete("a")])
    assert effects(done) == {UPDATE.id: "interrupted", "a": "skipped"}


def test_what_is_not_carried_out_is_told_why() -> None:
    done = carried(delete("a"))
    done.skip([delete("b")], "The update was not begun.")
    assert done.outcomes["b"].reason == "The update was not begun."


EFFECTS = st.sampled_from([*Effect, None])
"""What becomes of an action by itself; None is an error."""

PLANS = st.lists(st.tuples(st.sets(st.integers(0, 5)), EFFECTS), max_size=6)
"""Actions, each with those before it that it needs."""


@given(PLANS)
def test_an_action_is_carried_out_if_and_only_if_all_that_it_needs_was_done(
    plan: list[tuple[set[int], Effect | None]],
) -> None:
    acts: dict[str, Callable[[], ActionOutcome]] = {}
    actions, expected = [], dict[str, Effect]()
    for at, (needs, effect) in enumerate(plan):
        needed = sorted(f"{one}" for one in needs if one < at)
        actions.append(delete(f"{at}", *needed))
        outcome = ActionOutcome(effect=effect or Effect.FAILED, reason="")
        error = CaptureError("The AWS credentials have expired.", "the AWS credentials")
        acts[f"{at}"] = raising(error) if effect is None else partial(returned, outcome)
        done = all(expected[one] in {Effect.DONE, Effect.UNCHANGED} for one in needed)
        expected[f"{at}"] = outcome.effect if done else Effect.SKIPPED
    carrying_out = carried(*actions, **acts)
    assert {id_: one.effect for id_, one in carrying_out.outcomes.items()} == expected


def returned(outcome: ActionOutcome) -> ActionOutcome:
    """Return what an act comes to."""
    return outcome
