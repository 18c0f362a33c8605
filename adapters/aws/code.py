"""What AWS's error codes mean, and which setting to look at where no call would succeed."""

from __future__ import annotations

THROTTLING = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
"""Codes that are worth another try whatever their status; as botocore's standard mode has them.

Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
"""

CONFLICTING = frozenset({"ConditionalRequestConflict", "OperationAborted"})
"""S3 is at work on the same object for somebody else, and wants the call to be repeated.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
and https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500

DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})

CREDENTIALS = (
    "the AWS credentials that this process is given: AWS_PROFILE, AWS_ACCESS_KEY_ID with "
    "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of the machine"
)

CONFIGURATION = (
    "the AWS configuration: the variables AWS_..., such as AWS_ENDPOINT_URL, and the file of "
    "AWS_CONFIG_FILE"
)

EXPIRED = "The AWS credentials have expired."
NOT_KNOWN = "AWS does not know the credentials, or their account does not use the region."
NOT_SIGNED = "AWS refuses the signature: the secret key is wrong, or this machine's clock."

REFUSED = {
    "AuthFailure": NOT_KNOWN,
    "ExpiredToken": EXPIRED,
    "ExpiredTokenException": EXPIRED,
    "IncompleteSignature": NOT_SIGNED,
    "IncompleteSignatureException": NOT_SIGNED,
    "InvalidAccessKeyId": NOT_KNOWN,
    "InvalidClientTokenId": NOT_KNOWN,
    "InvalidSignatureException": NOT_SIGNED,
    "InvalidToken": NOT_KNOWN,
    "MissingAuthenticationToken": NOT_KNOWN,
    "MissingAuthenticationTokenException": NOT_KNOWN,
    "OptInRequired": NOT_KNOWN,
    "RequestExpired": NOT_SIGNED,
    "RequestTimeTooSkewed": NOT_SIGNED,
    "SignatureDoesNotMatch": NOT_SIGNED,
    "TokenRefreshRequired": EXPIRED,
    "UnrecognizedClientException": NOT_KNOWN,
}
"""Codes that every further call would get too.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
and https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""
