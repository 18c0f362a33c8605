"""The account of the credentials."""

from __future__ import annotations

from kayron.adapters.aws.sts import Sts
from kayron.core.gather.aws import Account
from tests.adapters.aws.fakes import FakeSts
from tests.adapters.aws.reading import answer


def test_the_account_is_asked_for_every_time() -> None:
    fake = FakeSts()
    system = Sts(lambda: fake)
    assert [answer(system, Account()), answer(system, Account())] == ["123456789012"] * 2
    assert len(fake.calls) == 2
