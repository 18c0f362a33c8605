"""Steps ask together what they can, and each gets its own answers."""

from __future__ import annotations

from kayron.core.fact import Fact
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.step import Step, ask, ask_each, both, each
from tests.core.gather.answering import drive, said

ONE, TWO, THREE = (ImageDigest(repository="lite", tag=tag) for tag in ("1", "2", "3"))

ANSWERS = said({ONE: "one", TWO: "two", THREE: "three"})


def in_turn(*needs: ImageDigest) -> Step[tuple[Fact[str], ...]]:
    found: tuple[Fact[str], ...] = ()
    for need in needs:
        found = (*found, (yield from ask(need)))
    return found


def test_needs_of_one_kind_are_asked_for_at_once() -> None:
    assert drive(ask_each([TWO, ONE]), ANSWERS) == (("two", "one"), ({ONE, TWO},))


def test_nothing_is_asked_for_without_a_need() -> None:
    assert drive(ask_each([]), ANSWERS) == ((), ())


def test_steps_side_by_side_share_their_waves() -> None:
    result, waves = drive(both(in_turn(ONE, TWO), in_turn(THREE)), ANSWERS)
    assert (result, waves) == ((("one", "two"), ("three",)), ({ONE, THREE}, {TWO}))


def test_a_step_that_needs_nothing_waits_for_nobody() -> None:
    result, waves = drive(each([in_turn(), in_turn(ONE), in_turn()]), ANSWERS)
    assert (result, waves) == (((), ("one",), ()), ({ONE},))


def test_a_fact_that_two_steps_need_is_read_once() -> None:
    result, waves = drive(each([in_turn(ONE, TWO), in_turn(TWO, ONE)]), ANSWERS)
    assert (result, waves) == ((("one", "two"), ("two", "one")), ({ONE, TWO},))
