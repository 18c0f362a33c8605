"""The names that certificates cover."""

from __future__ import annotations

from kayron.adapters.aws.acm import FOREIGN, Acm
from kayron.core.fact import Unknown
from kayron.core.gather.aws import CertificateNames
from kayron.core.snapshot import Names
from tests.adapters.aws.fakes import FakeAcm
from tests.adapters.aws.reading import answer

ARN = "arn:aws:acm:us-west-2:123456789012:certificate/1"


def test_a_certificate_covers_its_name_and_its_alternatives_and_is_read_once() -> None:
    fake = FakeAcm(**{ARN: ["example.org", "*.example.org"]})
    system, need = Acm(lambda: fake), CertificateNames(certificate=ARN)
    expected = Names(values=["*.example.org", "example.org"])
    assert [answer(system, need), answer(system, need)] == [expected, expected]
    assert fake.operations == ["DescribeCertificate"]


def test_a_certificate_of_iam_is_not_read() -> None:
    fake = FakeAcm()
    need = CertificateNames(certificate="arn:aws:iam::123456789012:server-certificate/old")
    assert (answer(Acm(lambda: fake), need), fake.calls) == (FOREIGN, [])


def test_a_certificate_that_is_not_found_is_not_known_and_asked_for_again() -> None:
    fake = FakeAcm()
    system, need = Acm(lambda: fake), CertificateNames(certificate=ARN)
    unknown = Unknown("acm:DescribeCertificate failed: ResourceNotFoundException")
    assert answer(system, need) == unknown
    fake.certificates[ARN] = ["example.org"]
    assert answer(system, need) == Names(values=["example.org"])
