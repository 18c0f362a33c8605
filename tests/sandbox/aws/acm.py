"""AWS Certificate Manager: certificates and the names that they cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.tag import as_dict, as_list
from tests.sandbox.aws.wire import Data

PAGE = 1000


class Acm:
    """The certificates of one account and region; all are issued at once."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.certificates: dict[str, Data] = {}
        self._tags: dict[str, dict[str, str]] = {}
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "DeleteCertificate": self.delete,
            "DescribeCertificate": self._describe,
            "ListCertificates": self._list,
            "ListTagsForCertificate": self._list_tags,
            "RequestCertificate": self.request,
        }

    def request(self, data: Data) -> Data:
        """RequestCertificate."""
        domain = data["DomainName"]
        arn = self._place.arn("acm", "certificate/" + self._place.ids.uuid(f"certificate {domain}"))
        self.certificates[arn] = {
            "CertificateArn": arn,
            "DomainName": domain,
            "SubjectAlternativeNames": [domain, *data.get("SubjectAlternativeNames", [])],
            "Status": "ISSUED",
            "Type": "AMAZON_ISSUED",
            "CreatedAt": self._place.now(),
            "KeyAlgorithm": "RSA_2048",
            "InUseBy": [],
        }
        self._tags[arn] = as_dict(data.get("Tags", []))
        return {"CertificateArn": arn}

    def delete(self, data: Data) -> Data:
        """DeleteCertificate."""
        del self.certificates[self._certificate(data)["CertificateArn"]]
        return {}

    def _certificate(self, data: Data) -> Data:
        arn = data["CertificateArn"]
        if arn not in self.certificates:
            raise AwsError(
                "ResourceNotFoundException",
                f"Could not find certificate {arn} in account {self._place.account}.",
            )
        return self.certificates[arn]

    def _describe(self, data: Data) -> Data:
        return {"Certificate": self._certificate(data)}

    def _list(self, data: Data) -> Data:
        found = [
            {
                "CertificateArn": arn,
                "DomainName": one["DomainName"],
                "SubjectAlternativeNameSummaries": one["SubjectAlternativeNames"],
                "HasAdditionalSubjectAlternativeNames": False,
                "Status": one["Status"],
            }
            for arn, one in sorted(self.certificates.items())
        ]
        size = data.get("MaxItems", PAGE)
        refusal = AwsError("ValidationException", "Invalid NextToken")
        size = min(size, self._place.pace.page or size)
        items, token = page(found, data.get("NextToken"), size, refusal)
        following = {"NextToken": token} if token else {}
        return {"CertificateSummaryList": list(items), **following}

    def _list_tags(self, data: Data) -> Data:
        return {"Tags": as_list(self._tags[self._certificate(data)["CertificateArn"]])}
