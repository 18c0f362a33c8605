"""Reads from STS whose account the credentials are of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Protocol

from kayron.adapters.aws.call import Caller, Data, answered
from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience
from kayron.core.gather.aws import Account
from kayron.core.gather.every import AnyNeed


class StsClient(Protocol):
    """The call that is used."""

    def get_caller_identity(self, **parameters: object) -> Data:
        """Tell who the caller is."""


class Sts:
    """Answers for the account."""

    def __init__(self, client: Callable[[], StsClient]) -> None:
        self._client = client

    def remembered(self, _needs: Collection[AnyNeed]) -> Results:
        """Return nothing: another capture may have other credentials."""
        return {}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return the job for the account."""
        if Account() not in needs:
            return []
        client, caller = self._client(), Caller(prefix="sts", patience=patience)
        return [Job(needs=(Account(),), run=partial(_run, client, caller))]


def _run(client: StsClient, caller: Caller) -> Results:
    method = client.get_caller_identity
    return {Account(): answered(lambda: caller.call("GetCallerIdentity", method)["Account"])}
