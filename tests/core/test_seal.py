"""A plan's digest is over all of the plan but itself."""

from __future__ import annotations

from attrs import evolve

from kayron.core.seal import digest_of, is_sealed, seal
from tests.plans import RICH


def test_a_sealed_plan_is_sealed() -> None:
    assert is_sealed(seal(RICH))


def test_the_digest_does_not_depend_on_the_digest() -> None:
    assert digest_of(seal(RICH)) == digest_of(RICH)


def test_a_changed_plan_is_not_sealed_any_more() -> None:
    assert not is_sealed(evolve(seal(RICH), waiting=()))
