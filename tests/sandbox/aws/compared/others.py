"""Certificates, and who is asking."""

from __future__ import annotations

from tests.sandbox.aws.compared.known import UNREAD, Known, Script
from tests.sandbox.aws.compared.said import Calls

API = "https://docs.aws.amazon.com/acm/latest/APIReference/"

NO_CERTIFICATE = (
    "arn:aws:acm:us-west-2:123456789012:certificate/00000000-0000-4000-8000-000000000000"
)


def identity(calls: Calls) -> None:
    """Ask who is asking."""
    calls("sts", "get_caller_identity")


def certificates(calls: Calls) -> None:
    """Request, describe, list and delete certificates."""
    calls("acm", "describe_certificate", CertificateArn=NO_CERTIFICATE)
    arn = calls(
        "acm",
        "request_certificate",
        DomainName="a.org",
        Tags=[{"Key": "environment", "Value": "testing"}],
    )["CertificateArn"]
    calls("acm", "describe_certificate", CertificateArn=arn)
    calls("acm", "list_tags_for_certificate", CertificateArn=arn)
    calls("acm", "list_certificates")
    calls("acm", "delete_certificate", CertificateArn=arn)
    calls("acm", "describe_certificate", CertificateArn=arn)


SCRIPTS: tuple[Script, ...] = (identity, certificates)

KNOWN = (
    *(
        Known("certificates", "acm *Certificate*", f"Certificate*.{name}", UNREAD)
        for name in (
            "CreatedAt",
            "DomainValidationOptions.*",
            "Exported",
            "ExtendedKeyUsages",
            "InUse",
            "IssuedAt",
            "Issuer",
            "KeyAlgorithm",
            "NotAfter",
            "NotBefore",
            "Options.*",
            "RenewalEligibility",
            "Serial",
            "SignatureAlgorithm",
            "Subject",
            "Type",
        )
    ),
    *(
        Known(
            "certificates",
            "acm ListCertificates",
            f"CertificateSummaryList.*.{name}*",
            f"moto leaves the other names out: {API}API_CertificateSummary.html",
        )
        for name in ("HasAdditionalSubjectAlternativeNames", "SubjectAlternativeNameSummaries")
    ),
    Known("certificates", "acm *Certificate*", "*.Status", "the sandbox issues at once"),
    Known("identity", "sts GetCallerIdentity", "UserId", "each makes one up"),
    Known("identity", "sts GetCallerIdentity", "Arn", "each makes a user up, moto of sts, not iam"),
)
