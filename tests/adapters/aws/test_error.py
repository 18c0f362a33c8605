"""What errors of AWS's clients mean."""

from __future__ import annotations

import socket

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    InvalidRegionError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    ReadTimeoutError,
    UnauthorizedSSOTokenError,
)
from botocore.parsers import ResponseParserError
from urllib3.exceptions import ProtocolError

from kayron.adapters.aws.code import REFUSED, THROTTLING
from kayron.adapters.aws.error import refusal, unusable, wait_of
from kayron.adapters.job import CaptureError
from tests.adapters.aws.fakes import refused

ACTION = "ecs:DescribeServices"
URL = "https://ecs.us-moon-1.amazonaws.com/"

BROKEN = [
    ConnectionClosedError(endpoint_url=URL),
    HTTPClientError(error="broken"),
    IncompleteReadError(actual_bytes=1, expected_bytes=2),
    ResponseParserError("no XML"),
    ProtocolError("broken"),
    EndpointConnectionError(endpoint_url=URL, error=ConnectionRefusedError()),
]
LATE = [
    ConnectTimeoutError(endpoint_url=URL, error="late"),
    ReadTimeoutError(endpoint_url=URL, error="late"),
]
NO_CREDENTIALS = [
    NoCredentialsError(),
    PartialCredentialsError(provider="env", cred_var="AWS_SECRET_ACCESS_KEY"),
    CredentialRetrievalError(provider="custom-process", error_msg="secret-canary"),
    UnauthorizedSSOTokenError(),
    ProfileNotFound(profile="acme"),
]


def lookup(errno: int) -> EndpointConnectionError:
    """Return the error of a host name, as urllib3 wraps it."""
    wrapped = OSError("Failed to resolve")
    wrapped.__cause__ = socket.gaierror(errno, "no such host")
    return EndpointConnectionError(endpoint_url=URL, error=wrapped)


@pytest.mark.parametrize("code", sorted(THROTTLING))
def test_throttling_is_worth_another_try(code: str) -> None:
    assert wait_of(refused(code)) == 0


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_server_errors_and_too_many_requests_are_worth_another_try(status: int) -> None:
    assert wait_of(refused("Whatever", status=status)) == 0


def test_as_long_is_waited_as_aws_asks() -> None:
    assert wait_of(refused("SlowDown", status=503, headers={"retry-after": "7"})) == 7
    assert wait_of(refused("SlowDown", status=503, headers={"retry-after": "soon"})) == 0


@pytest.mark.parametrize("error", [*BROKEN, *LATE], ids=repr)
def test_an_answer_that_did_not_come_whole_is_worth_another_try(error: Exception) -> None:
    assert wait_of(error) == 0


@pytest.mark.parametrize(
    "error",
    [
        *NO_CREDENTIALS,
        *map(refused, REFUSED),
        refused("AccessDenied", status=403),
        refused("ValidationError"),
        lookup(socket.EAI_NONAME),
        ValueError(),
    ],
    ids=repr,
)
def test_nothing_else_is_worth_another_try(error: Exception) -> None:
    assert wait_of(error) is None


def test_a_busy_name_server_is_asked_again_and_an_unknown_name_is_not() -> None:
    assert wait_of(lookup(socket.EAI_AGAIN)) == 0
    assert wait_of(lookup(socket.EAI_NONAME)) is None


@pytest.mark.parametrize("error", BROKEN, ids=repr)
def test_a_broken_connection_is_told_in_the_same_words_however_it_broke(error: Exception) -> None:
    assert str(refusal(ACTION, error)) == "ecs:DescribeServices failed: the connection broke"


@pytest.mark.parametrize("error", LATE, ids=repr)
def test_a_time_out_is_told(error: Exception) -> None:
    assert str(refusal(ACTION, error)) == "ecs:DescribeServices did not answer in time"


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException"])
def test_a_denied_call_names_the_action_that_iam_wants(code: str) -> None:
    message = (
        "User: arn:aws:iam::1:user/x is not authorized to perform: ecs:ListTagsForResource "
        "because no identity-based policy allows the ecs:ListTagsForResource action"
    )
    assert str(refusal(ACTION, refused(code, message))) == "ecs:ListTagsForResource is denied"
    assert str(refusal(ACTION, refused(code, "Access Denied"))) == "ecs:DescribeServices is denied"


def test_another_code_is_told_without_the_text_of_aws() -> None:
    error = refused("ValidationError", "request 4711 of arn:aws:iam::1:user/x")
    assert str(refusal(ACTION, error)) == "ecs:DescribeServices failed: ValidationError"


def test_an_error_of_the_client_itself_is_told_by_its_name() -> None:
    found = refusal(ACTION, ParamValidationError(report="secret-canary"))
    assert str(found) == "ecs:DescribeServices failed: ParamValidationError"


@pytest.mark.parametrize("error", [*NO_CREDENTIALS, *map(refused, REFUSED)], ids=repr)
def test_credentials_that_do_not_work_end_the_capture(error: Exception) -> None:
    found = refusal(ACTION, error)
    assert isinstance(found, CaptureError)
    assert "AWS_PROFILE" in found.setting
    assert "secret-canary" not in str(found)


def test_what_is_wrong_with_credentials_is_told() -> None:
    errors = [
        NoCredentialsError(),
        ProfileNotFound(profile="acme"),
        UnauthorizedSSOTokenError(),
        refused("ExpiredToken"),
        refused("InvalidClientTokenId"),
        refused("SignatureDoesNotMatch"),
    ]
    assert [str(refusal(ACTION, error)).partition(" Look at ")[0] for error in errors] == [
        "No AWS credentials were found.",
        "There is no AWS profile acme.",
        "The AWS credentials could not be read (UnauthorizedSSOTokenError).",
        "The AWS credentials have expired.",
        "AWS does not know the credentials, or their account does not use the region.",
        "AWS refuses the signature: the secret key is wrong, or this machine's clock.",
    ]


def test_a_host_without_address_is_a_region_to_look_at() -> None:
    assert str(refusal(ACTION, lookup(socket.EAI_NONAME))) == (
        "AWS has no endpoint for ecs:DescribeServices in the region (ecs.us-moon-1.amazonaws.com). "
        "Look at AWS_REGION."
    )


def test_a_region_that_is_none_is_a_setting_to_look_at() -> None:
    found = unusable(InvalidRegionError(region_name="us west"))
    assert found.setting == "AWS_REGION"


def test_any_other_trouble_before_a_call_is_one_of_the_configuration() -> None:
    assert str(unusable(ParamValidationError(report="x"))) == (
        "The AWS configuration cannot be used (ParamValidationError). Look at the AWS "
        "configuration: the variables AWS_..., such as AWS_ENDPOINT_URL, and the file of "
        "AWS_CONFIG_FILE."
    )
