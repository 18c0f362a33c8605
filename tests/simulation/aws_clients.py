"""Clients of AWS as a process has them, without HTTP: the sandbox's services answer at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from typing import Any, cast

from attrs import frozen
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ReadTimeoutError,
    ResponseStreamingError,
)

from kayron.adapters.aws.acm import AcmClient
from kayron.adapters.aws.bucket import S3WriteClient
from kayron.adapters.aws.call import Data
from kayron.adapters.aws.ecr import EcrClient
from kayron.adapters.aws.ecs import EcsClient
from kayron.adapters.aws.elb import ElbClient
from kayron.adapters.aws.sts import StsClient
from kayron.adapters.aws.updates import CloudFormationWriteClient
from tests.sandbox.aws.access import refused
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.s3 import Condition
from tests.sandbox.aws.s3_request import Object
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.wire import Request
from tests.sandbox.traffic import Fault as Refusal
from tests.simulation.fault import LATE, Fault, Struck
from tests.simulation.past import Replicas
from tests.simulation.wire import Line

JSON = {"HTTP_X_AMZ_TARGET": "any"}
"""How the sandbox tells services that speak JSON, whose codes are spelled otherwise."""

SPEAK_JSON = frozenset({"acm", "ecr", "ecs"})

ENDPOINT = "https://aws.example.org"

REFUSALS = {
    Fault.THROTTLED: Refusal.THROTTLED,
    Fault.TOO_MANY_REQUESTS: Refusal.TOO_MANY_REQUESTS,
    Fault.SERVER_ERROR: Refusal.SERVER_ERROR,
    Fault.UNAVAILABLE: Refusal.UNAVAILABLE,
}
"""The faults that are answers, as the sandboxes call them."""

EVENTUAL = frozenset(
    {
        ("cloudformation", "DescribeChangeSet"),
        ("cloudformation", "DescribeStackEvents"),
        ("cloudformation", "DescribeStacks"),
        ("cloudformation", "GetTemplate"),
        ("cloudformation", "ListChangeSets"),
        ("cloudformation", "ListExports"),
        ("cloudformation", "ListStackResources"),
        ("ecs", "DescribeServices"),
        ("elbv2", "DescribeRules"),
    }
)
"""What may answer as it would have a short time ago. S3 never does.

Source: https://github.com/aws/aws-cdk-cli/pull/1848 (of DescribeStacks)
"""

NESTED = frozenset({dict, list, tuple})
"""The types of what has values in it, of which most of an answer is not."""

Parameters = dict[str, Any]
Operation = Callable[[Parameters], Data]


class SimulatedClients:
    """A client for each service, all of them on the line of one process."""

    def __init__(self, line: Line, aws: Aws) -> None:
        self._clients = {
            name: _Client(line, aws, name, partial(_operation, aws, name))
            for name in ("acm", "cloudformation", "ecr", "ecs", "elbv2", "sts")
        }
        self._s3 = _Client(line, aws, "s3", _Objects(aws).operation)

    def acm(self) -> AcmClient:
        return cast("AcmClient", self._clients["acm"])

    def cloudformation(self) -> CloudFormationWriteClient:
        return cast("CloudFormationWriteClient", self._clients["cloudformation"])

    def ecr(self) -> EcrClient:
        return cast("EcrClient", self._clients["ecr"])

    def ecs(self) -> EcsClient:
        return cast("EcsClient", self._clients["ecs"])

    def elb(self) -> ElbClient:
        return cast("ElbClient", self._clients["elbv2"])

    def s3(self) -> S3WriteClient:
        return cast("S3WriteClient", self._s3)

    def sts(self) -> StsClient:
        return cast("StsClient", self._clients["sts"])


def _operation(aws: Aws, service: str, name: str) -> Operation:
    """Return an operation of the sandbox, whose answers are as they come off the wire."""
    operation = aws.region.operation(service, name)
    return lambda parameters: pruned(operation(parameters))


def pruned(value: Any) -> Any:  # noqa: ANN401, any of AWS's
    """Return a copy of an answer without what is None, which the wire leaves out."""
    kind = type(value)
    if kind is dict:
        return {
            name: pruned(one) if type(one) in NESTED else one
            for name, one in value.items()
            if one is not None
        }
    if kind is list or kind is tuple:
        return [pruned(one) for one in value]
    return value


@frozen(kw_only=True)
class _Read:
    """A read that replicas remember the answers to."""

    replicas: Replicas
    request: Hashable
    effect: Callable[[], Data | AwsError]
    now: Callable[[], datetime]

    def __call__(self) -> Data | AwsError:
        answer = self.effect()
        if not isinstance(answer, AwsError):
            self.replicas.keep(self.request, answer, self.now())
        return answer

    def older(self) -> Data | AwsError | None:
        """Return what a replica that lags behind answers, None where it is what all answer."""
        found: Data | None = self.replicas.older(self.request, self(), self.now())
        return found


class _Client:
    """What boto3 makes of one service: a method for each operation."""

    def __init__(
        self, line: Line, aws: Aws, service: str, operation: Callable[[str], Operation]
    ) -> None:
        self._line = line
        self._aws = aws
        self._service = service
        self._operation = operation

    def __getattr__(self, name: str) -> Callable[..., Data]:
        operation = "".join(part.capitalize() for part in name.split("_"))
        method = partial(self._call, operation)
        setattr(self, name, method)
        return method

    def _call(self, name: str, **parameters: object) -> Data:
        request = Request(
            service=self._service,
            operation=name,
            region=None,
            key=None,
            environ=JSON if self._service in SPEAK_JSON else {},
        )

        def effect() -> Data | AwsError:
            # A refusal is an answer too, which may be lost on its way.
            try:
                self._aws.access.judge(request)
                return self._operation(name)(parameters)
            except AwsError as error:
                return error

        try:
            if (self._service, name) in EVENTUAL:
                read = self._read(name, effect, parameters)
                answer = self._line.call(self._service, name, read, read.older, parameters)
            else:
                answer = self._line.call(self._service, name, effect, asked=parameters)
        except Struck as struck:
            raise _failure(struck.fault, request) from None
        if isinstance(answer, AwsError):
            raise _client_error(answer, name)
        return answer

    def _read(
        self, name: str, effect: Callable[[], Data | AwsError], parameters: Mapping[str, object]
    ) -> _Read:
        return _Read(
            replicas=self._line.wire.replicas,
            request=(name, repr(parameters)),
            effect=effect,
            now=self._aws.now,
        )


def _client_error(error: AwsError, operation: str) -> ClientError:
    response = {
        "Error": {"Code": error.code, "Message": error.message},
        "ResponseMetadata": {"HTTPStatusCode": error.status, "HTTPHeaders": {}},
    }
    return ClientError(cast("Any", response), operation)


def _failure(fault: Fault, request: Request) -> Exception:
    """Return what the real client raises."""
    if fault in REFUSALS:
        return _client_error(refused(request, REFUSALS[fault]), request.operation)
    if fault in LATE:
        return ReadTimeoutError(endpoint_url=ENDPOINT)
    if fault is Fault.TRUNCATED:
        return ResponseStreamingError(error="half of it")
    return ConnectionClosedError(endpoint_url=ENDPOINT)


class _Objects:
    """S3's operations, with parameters and answers as boto3 has them."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._operations: Mapping[str, Operation] = {
            "GetObject": self._get,
            "PutObject": self._put,
            "DeleteObject": self._delete,
        }

    def operation(self, name: str) -> Operation:
        return self._operations[name]

    def _get(self, parameters: Parameters) -> Data:
        found = self._aws.region.s3.read(parameters["Bucket"], parameters["Key"])
        return {
            "Body": io.BytesIO(found.body),
            "ETag": found.etag,
            "LastModified": found.modified.replace(microsecond=0),
            **self._metadata(),
        }

    def _put(self, parameters: Parameters) -> Data:
        now = self._aws.now()
        made = Object(body=parameters["Body"], content_type="binary/octet-stream", modified=now)
        bucket, key = parameters["Bucket"], parameters["Key"]
        self._aws.region.s3.write(bucket, key, made, _condition(parameters))
        return {"ETag": made.etag, **self._metadata()}

    def _delete(self, parameters: Parameters) -> Data:
        bucket, key = parameters["Bucket"], parameters["Key"]
        self._aws.region.s3.remove(bucket, key, _condition(parameters))
        return self._metadata()

    def _metadata(self) -> Data:
        date = format_datetime(self._aws.now(), usegmt=True)
        return {"ResponseMetadata": {"HTTPHeaders": {"date": date}}}


def _condition(parameters: Parameters) -> Condition:
    return Condition(
        if_match=parameters.get("IfMatch"), if_none_match=parameters.get("IfNoneMatch")
    )
