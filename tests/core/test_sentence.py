"""Sentences within sentences."""

from __future__ import annotations

from kayron.core.fact import Unknown
from kayron.core.sentence import clause, sentence


def test_a_sentence_stands_within_another_one() -> None:
    assert clause("Pull request #7 is closed.") == "pull request #7 is closed"


def test_clauses_are_one_sentence() -> None:
    assert sentence("its image is late", "its branch is gone") == (
        "Its image is late; its branch is gone."
    )


def test_a_sentence_ends_once() -> None:
    assert sentence("Everything is paused: ask Maria.") == "Everything is paused: ask Maria."


def test_an_error_stands_within_a_sentence_without_its_full_stop() -> None:
    assert Unknown("Too many requests.").cause == "Too many requests"
