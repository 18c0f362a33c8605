"""What is remembered, and what is forgotten."""

from __future__ import annotations

from kayron.adapters.memory import Memory
from kayron.core.gather.aws import TaskImages


def need(number: int) -> TaskImages:
    return TaskImages(task_definition=f"lite:{number}")


def test_what_was_kept_is_recalled() -> None:
    memory = Memory(3)
    memory.keep(need(1), "one")
    assert memory.recalled([need(1), need(2)]) == {need(1): "one"}


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    memory = Memory(2)
    for number in (1, 2):
        memory.keep(need(number), number)
    memory.recalled([need(1)])
    memory.keep(need(3), 3)
    assert memory.recalled([need(1), need(2), need(3)]) == {need(1): 1, need(3): 3}


def test_what_is_kept_twice_counts_once() -> None:
    memory = Memory(2)
    for number in (1, 2, 2):
        memory.keep(need(number), number)
    assert len(memory.recalled([need(1), need(2)])) == 2
