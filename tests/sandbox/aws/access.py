"""Who may do what: credentials that are expired, unknown or too narrow; and AWS's own refusals."""

from __future__ import annotations

from fnmatch import fnmatchcase

from attrs import frozen

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.sts import USER
from tests.sandbox.aws.wire import SIGNING_NAMES, Request
from tests.sandbox.traffic import Fault

S3_ACTIONS = {
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListBuckets": "ListAllMyBuckets",
    "ListObjectsV2": "ListBucket",
}
"""What S3's operations need where it isn't called as they are.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""


@frozen
class Denial:
    """Operations that the caller may not do; both may be patterns."""

    service: str
    operation: str


class Access:
    """What becomes of a request before its service sees it."""

    def __init__(self, account: str) -> None:
        self._account = account
        self.expired = False
        self.unknown = False
        self._denials: list[Denial] = []

    def deny(self, service: str, operation: str = "*") -> None:
        """Deny operations from now on."""
        self._denials.append(Denial(service, operation))

    @property
    def open(self) -> bool:
        """Whether everything is allowed."""
        return not (self.expired or self.unknown or self._denials)

    def clear(self) -> None:
        """Allow everything."""
        self.expired = self.unknown = False
        self._denials.clear()

    def judge(self, request: Request) -> None:
        """Raise what AWS says to a request that isn't let through."""
        if self.expired:
            raise _expired(request)
        if self.unknown:
            raise _unknown(request)
        if request.operation != "GetCallerIdentity" and any(
            fnmatchcase(request.service, one.service)
            and fnmatchcase(request.operation, one.operation)
            for one in self._denials
        ):
            raise self._denied(request)

    def _denied(self, request: Request) -> AwsError:
        prefix = SIGNING_NAMES.get(request.service, request.service)
        names = S3_ACTIONS if request.service == "s3" else {}
        action = f"{prefix}:{names.get(request.operation, request.operation)}"
        message = (
            f"User: arn:aws:iam::{self._account}:user/{USER} is not authorized to perform: "
            f"{action} because no identity-based policy allows the {action} action"
        )
        code = "AccessDeniedException" if _json(request) else "AccessDenied"
        return AwsError(code, message, 400 if _json(request) else 403)


def _json(request: Request) -> bool:
    return bool(request.environ.get("HTTP_X_AMZ_TARGET"))


def _expired(request: Request) -> AwsError:
    message = "The security token included in the request is expired"
    if request.service == "s3":
        return AwsError("ExpiredToken", "The provided token has expired.", 400)
    if _json(request):
        return AwsError("ExpiredTokenException", message, 400)
    return AwsError("ExpiredToken", message, 403)


def _unknown(request: Request) -> AwsError:
    if request.service == "s3":
        message = "The AWS Access Key Id you provided does not exist in our records."
        return AwsError("InvalidAccessKeyId", message, 403)
    message = "The security token included in the request is invalid."
    if _json(request):
        return AwsError("UnrecognizedClientException", message, 400)
    return AwsError("InvalidClientTokenId", message, 403)


def refused(request: Request, fault: Fault) -> AwsError:
    """Return what AWS says when it's asked too often or has a fault of its own."""
    match fault:
        case Fault.THROTTLED if request.service == "s3":
            return AwsError("SlowDown", "Please reduce your request rate.", 503)
        case Fault.THROTTLED if _json(request):
            return AwsError("ThrottlingException", "Rate exceeded")
        case Fault.THROTTLED:
            return AwsError("Throttling", "Rate exceeded")
        case Fault.TOO_MANY_REQUESTS:
            return AwsError("TooManyRequestsException", "Too Many Requests", 429)
        case Fault.UNAVAILABLE:
            return AwsError("ServiceUnavailable", "Service is unavailable", 503)
        case _:
            code = "InternalError" if request.service == "s3" else "InternalFailure"
            message = "We encountered an internal error. Please try again."
            return AwsError(code, message, 500)
