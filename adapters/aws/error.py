"""What errors of AWS's clients mean: worth another try, one fact unknown, or nothing to be read.

They are told apart by code. Their texts are not repeated: they name callers and requests, and an
error about a signature holds the session token.
"""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

from botocore.exceptions import (
    BotoCoreError,
    ChecksumError,
    ClientError,
    ConfigNotFound,
    ConfigParseError,
    ConnectionError,  # noqa: A004, botocore's name
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    EndpointProviderError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    InvalidConfigError,
    InvalidRegionError,
    MetadataRetrievalError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    ReadTimeoutError,
    SSOError,
    TokenRetrievalError,
    UnknownCredentialError,
)
from botocore.parsers import ResponseParserError
from urllib3.exceptions import HTTPError

from kayron.adapters.aws.code import (
    CONFIGURATION,
    CONFLICTING,
    CREDENTIALS,
    DENIED,
    REFUSED,
    SERVER_ERROR,
    THROTTLING,
    TOO_MANY_REQUESTS,
)
from kayron.adapters.job import CaptureError
from kayron.core.error import KayronError

FAILURES = (ClientError, BotoCoreError, HTTPError, ResponseParserError)
"""What a client raises; `HTTPError` where the body of an S3 object breaks off."""

PASSING = (
    ChecksumError,
    ConnectionError,
    FlexibleChecksumError,
    HTTPClientError,
    HTTPError,
    IncompleteReadError,
    ResponseParserError,
)
"""The answer did not come, or not whole."""

LATE = (ConnectTimeoutError, ReadTimeoutError)

NO_CREDENTIALS = (
    ConfigNotFound,
    ConfigParseError,
    CredentialRetrievalError,
    InvalidConfigError,
    MetadataRetrievalError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
    UnknownCredentialError,
)

NO_ENDPOINT = (EndpointProviderError, InvalidRegionError)

_NOT_AUTHORIZED = re.compile(r"not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)")


class AwsRefusal(KayronError):
    """A call that gave nothing; `code` and `message` are AWS's, empty where none was received."""

    def __init__(self, action: str, reason: str, code: str = "", message: str = "") -> None:
        super().__init__(action, reason)
        self.action = action
        self.reason = reason
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.action} {self.reason}"


def wait_of(error: Exception) -> float | None:
    """Return how many seconds to wait before another try at least, None where it is of no use."""
    if isinstance(error, ClientError):
        return _asked(error) if _passes(error) else None
    return 0 if isinstance(error, PASSING) and not _without_address(error) else None


def refusal(action: str, error: Exception) -> AwsRefusal | CaptureError:
    """Return what an error means of a call that IAM knows by this name (`s3:GetObject`)."""
    if isinstance(error, ClientError):
        return _refused(action, error)
    if isinstance(error, NO_ENDPOINT) or _without_address(error):
        host = urlsplit(str(getattr(error, "kwargs", {}).get("endpoint_url", ""))).hostname
        where = f" ({host})" if host else ""
        return CaptureError(f"AWS has no endpoint for {action} in the region{where}.", "AWS_REGION")
    if isinstance(error, NO_CREDENTIALS):
        return CaptureError(_not_found(error), CREDENTIALS)
    if isinstance(error, LATE):
        return AwsRefusal(action, "did not answer in time")
    if isinstance(error, PASSING):
        return AwsRefusal(action, "failed: the connection broke")
    return AwsRefusal(action, f"failed: {type(error).__name__}")


def unusable(error: BotoCoreError | ValueError) -> CaptureError:
    """Return what an error means that came up before any call was made."""
    refused = refusal("AWS", error)
    if isinstance(refused, CaptureError):
        return refused
    what = f"The AWS configuration cannot be used ({type(error).__name__})."
    return CaptureError(what, CONFIGURATION)


def _refused(action: str, error: ClientError) -> AwsRefusal | CaptureError:
    code, message = _code(error), str(error.response.get("Error", {}).get("Message", ""))
    if code in REFUSED:
        return CaptureError(REFUSED[code], CREDENTIALS)
    if code in DENIED:
        named = _NOT_AUTHORIZED.search(message)
        return AwsRefusal(named[1] if named else action, "is denied", code, message)
    return AwsRefusal(action, f"failed: {code}", code, message)


def _not_found(error: Exception) -> str:
    if isinstance(error, ProfileNotFound):
        return f"There is no AWS profile {error.kwargs.get('profile')}."
    if isinstance(error, NoCredentialsError):
        return "No AWS credentials were found."
    return f"The AWS credentials could not be read ({type(error).__name__})."


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _passes(error: ClientError) -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    again = _code(error) in THROTTLING | CONFLICTING
    return again or status == TOO_MANY_REQUESTS or status >= SERVER_ERROR


def _asked(error: ClientError) -> float:
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    text = headers.get("retry-after", "")
    return float(text) if text.isdecimal() else 0


def _without_address(error: BaseException) -> bool:
    """Tell whether a host has no address at all; a name server that is busy passes."""
    if not isinstance(error, EndpointConnectionError):
        return False
    cause: BaseException | None = error.kwargs.get("error")
    while cause is not None and not isinstance(cause, socket.gaierror):
        cause = cause.__cause__ or cause.__context__
    return cause is not None and cause.errno == socket.EAI_NONAME
