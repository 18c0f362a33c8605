"""Reads the names that certificates cover from AWS Certificate Manager."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Protocol

from kayron.adapters.aws.call import Caller, Data, answered
from kayron.adapters.job import Job, Results
from kayron.adapters.memory import Memory
from kayron.adapters.patience import Patience
from kayron.core.fact import Unknown
from kayron.core.gather.aws import CertificateNames
from kayron.core.gather.every import AnyNeed
from kayron.core.snapshot import Names

REMEMBERED = 5_000
"""Certificates, at 25 on a load balancer."""

FOREIGN = Unknown("the certificate is none of AWS Certificate Manager, so its names are not known")


class AcmClient(Protocol):
    """The call that is used."""

    def describe_certificate(self, **parameters: object) -> Data:
        """Describe a certificate."""


class Acm:
    """Answers for certificates, whose names never change."""

    def __init__(self, client: Callable[[], AcmClient]) -> None:
        self._client = client
        self._memory = Memory(REMEMBERED)

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return the names that were read once; tell what is not ACM's, such as IAM's."""
        mine = (need for need in needs if isinstance(need, CertificateNames))
        foreign: Results = {need: FOREIGN for need in mine if not _is_acms(need.certificate)}
        return {**foreign, **self._memory.recalled(needs)}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for each certificate."""
        mine = [need for need in needs if isinstance(need, CertificateNames)]
        if not mine:
            return []
        client, caller = self._client(), Caller(prefix="acm", patience=patience)
        return [self._job(client, caller, need) for need in mine]

    def _job(self, client: AcmClient, caller: Caller, need: CertificateNames) -> Job:
        def run() -> Results:
            answer = answered(lambda: _names(client, caller, need.certificate))
            if isinstance(answer, Names):
                self._memory.keep(need, answer)
            return {need: answer}

        return Job(needs=(need,), run=run)


def _is_acms(arn: str) -> bool:
    return arn.split(":")[2:3] == ["acm"]


def _names(client: AcmClient, caller: Caller, arn: str) -> Names:
    method = client.describe_certificate
    found = caller.call("DescribeCertificate", method, CertificateArn=arn)["Certificate"]
    names = {found["DomainName"], *found.get("SubjectAlternativeNames", ())}
    return Names(values=names)
