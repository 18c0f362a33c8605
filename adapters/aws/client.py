"""AWS as a capture reads it: one session, a client for each service, and the systems behind them.

Clients try nothing twice themselves: how long to go on is for the capture to say.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any, Protocol, cast

import boto3
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, NoCredentialsError, ResponseStreamingError
from botocore.handlers import json_decode_template_body
from botocore.loaders import JSONFileLoader
from botocore.session import Session as BotocoreSession
from botocore.utils import parse_timestamp

from kayron.adapters.aws.acm import Acm, AcmClient
from kayron.adapters.aws.bucket import S3WriteClient
from kayron.adapters.aws.cloudformation import CloudFormation
from kayron.adapters.aws.ecr import Ecr, EcrClient
from kayron.adapters.aws.ecs import Ecs, EcsClient
from kayron.adapters.aws.elb import Elb, ElbClient
from kayron.adapters.aws.error import unusable
from kayron.adapters.aws.s3 import S3
from kayron.adapters.aws.sts import Sts, StsClient
from kayron.adapters.aws.updates import CloudFormationWriteClient
from kayron.adapters.job import System

CONNECT_TIMEOUT = 3.0
"""Seconds. A connection within AWS takes milliseconds, one across the world 0.3 s."""

READ_TIMEOUT = 15.0
"""Seconds without a byte. CloudFormation needs some for a page of many stacks."""

USER_AGENT = "kayron"


class Clients(Protocol):
    """A client for each service; each raises `CaptureError` where there are no credentials."""

    def acm(self) -> AcmClient:
        """Return the client of Certificate Manager."""

    def cloudformation(self) -> CloudFormationWriteClient:
        """Return the client of CloudFormation."""

    def ecr(self) -> EcrClient:
        """Return the client of ECR."""

    def ecs(self) -> EcsClient:
        """Return the client of ECS."""

    def elb(self) -> ElbClient:
        """Return the client of Elastic Load Balancing."""

    def s3(self) -> S3WriteClient:
        """Return the client of S3."""

    def sts(self) -> StsClient:
        """Return the client of STS."""


class AwsClients:
    """Clients for one region, made when they are first asked for, one after the other.

    They are safe to use from any thread; the session that makes them is not. They obey
    `AWS_ENDPOINT_URL` and the rest of AWS's credential and configuration chain. `connections` is
    how many threads call at once.
    """

    def __init__(
        self,
        region: str,
        connections: int,
        *,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
    ) -> None:
        self._region = region
        self._config = Config(
            max_pool_connections=connections,
            retries={"total_max_attempts": 1, "mode": "standard"},
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            parameter_validation=False,
            tcp_keepalive=True,
            user_agent_extra=USER_AGENT,
        )
        self._lock = Lock()
        self._session: boto3.Session | None = None
        self._clients: dict[str, BaseClient] = {}

    def acm(self) -> AcmClient:
        """Return the client of Certificate Manager."""
        return cast("AcmClient", self._client("acm"))

    def cloudformation(self) -> CloudFormationWriteClient:
        """Return the client of CloudFormation."""
        return cast("CloudFormationWriteClient", self._client("cloudformation"))

    def ecr(self) -> EcrClient:
        """Return the client of ECR."""
        return cast("EcrClient", self._client("ecr"))

    def ecs(self) -> EcsClient:
        """Return the client of ECS."""
        return cast("EcsClient", self._client("ecs"))

    def elb(self) -> ElbClient:
        """Return the client of Elastic Load Balancing."""
        return cast("ElbClient", self._client("elbv2"))

    def s3(self) -> S3WriteClient:
        """Return the client of S3."""
        return cast("S3WriteClient", self._client("s3"))

    def sts(self) -> StsClient:
        """Return the client of STS."""
        return cast("StsClient", self._client("sts"))

    def _client(self, service: str) -> BaseClient:
        """Return a client; raise `CaptureError` where there are no credentials for it."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._made(service)
            return self._clients[service]

    def _made(self, service: str) -> BaseClient:
        try:
            self._session = self._session or _session()
            if self._session.get_credentials() is None:
                # A client that is made without any stays without, whatever is there later.
                raise NoCredentialsError
            made = self._session.client(service, region_name=self._region, config=self._config)
            return cast("BaseClient", made)
        except (BotoCoreError, ValueError) as error:
            # A traceback must not show what a program said that was to give credentials, or the
            # address that is no URL.
            raise unusable(error) from None


def aws_systems(clients: Clients, images: Ecr | None = None) -> tuple[System, ...]:
    """Return what answers every need of AWS, `images` what is asked for images.

    Each remembers what cannot have changed; images may be deleted, see `Ecr.forget`.
    """
    return (
        CloudFormation(clients.cloudformation),
        Sts(clients.sts),
        S3(clients.s3),
        Ecs(clients.ecs),
        Elb(clients.elb),
        Acm(clients.acm),
        images or Ecr(clients.ecr),
    )


class _Models(JSONFileLoader):
    """Reads each of botocore's models once for all sessions of a process, which takes longest."""

    @cache  # noqa: B019, there is one
    def load_file(self, file_path: str) -> object:
        """Return what a file has, None where there is none."""
        return super().load_file(file_path)


MODELS = _Models()


def _session() -> boto3.Session:
    session = BotocoreSession()
    session.get_component("data_loader").file_loader = MODELS
    # It makes dictionaries of JSON templates, whose text is what was submitted.
    decode = cast("Any", json_decode_template_body)
    session.unregister("after-call.cloudformation.GetTemplate", decode)
    session.register("before-parse", _check_length)
    parsers = session.get_component("response_parser_factory")
    parsers.set_parser_defaults(timestamp_parser=_moment)
    return boto3.Session(botocore_session=session)


def _moment(value: str | float) -> datetime:
    """Return a time in UTC: of text in XML and in headers, of seconds in JSON.

    botocore's own way takes a hundred times as long, and gives times in the machine's zone.
    """
    if not isinstance(value, str):
        return datetime.fromtimestamp(value, UTC)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return parse_timestamp(value).astimezone(UTC)


def _check_length(**event: Any) -> None:  # noqa: ANN401, botocore's way
    """Refuse a body that was cut short, which the parsers of JSON take for an empty answer."""
    response = event["response_dict"]
    said, body = response["headers"].get("content-length", ""), response["body"]
    if isinstance(body, bytes) and said.isdecimal() and len(body) < int(said):
        raise ResponseStreamingError(error=f"{len(body)} bytes of {said}")
