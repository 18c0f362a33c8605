"""What is told of an operation holds no secret."""

from __future__ import annotations

from kayron.core.apply.secret import without_secrets


def test_no_part_of_a_longer_secret_is_left() -> None:
    secrets = {"A": "hush", "B": "hush-hush", "C": ""}
    assert without_secrets("hush-hush is not 'hush'", secrets) == "*** is not '***'"


def test_a_text_without_secrets_stays_as_it_is() -> None:
    assert without_secrets("a text", {"A": "", "B": "other"}) == "a text"
