"""Real clients of the sandbox, and what tests ask them for most."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.sandbox.aws.sandbox import REGION, Aws


@cache
def _client(service: str, url: str, region: str) -> Any:  # noqa: ANN401, its class is made
    return botocore.session.get_session().create_client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="AKIASANDBOXSANDBOXAA",
        aws_secret_access_key="sandbox",  # noqa: S106, of no account
        config=Config(retries={"total_max_attempts": 1}),
    )


def client(aws: Aws, service: str, region: str = REGION) -> Any:  # noqa: ANN401
    """Return a client that doesn't retry."""
    return _client(service, aws.url, region)


def status(aws: Aws, stack: str) -> str:
    """Return a stack's status."""
    stacks = client(aws, "cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return str(stacks[0]["StackStatus"])


def events(aws: Aws, stack: str) -> list[str]:
    """Return a stack's events, oldest first: logical id, status, and the reason if any."""
    described = client(aws, "cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
    return [
        " ".join(
            filter(
                None,
                (
                    event["LogicalResourceId"],
                    event["ResourceStatus"],
                    event.get("ResourceStatusReason"),
                ),
            )
        )
        for event in reversed(described)
    ]


def code(error: ClientError) -> str:
    """Return the code of an error."""
    return str(error.response["Error"]["Code"])


def message(error: ClientError) -> str:
    """Return the message of an error."""
    return str(error.response["Error"]["Message"])
