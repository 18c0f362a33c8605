"""What a system says to calls of real clients, in a form in which two systems can be compared.

Normalised, and nothing else is: times are `TIME`; an identifier that a system makes up (UUIDs, the
hexadecimal ends of ELB's ARNs, ids of deployments, digests of images, numbers in DNS names) is
named by the call and the place at which it was first said, so that it must come again wherever the
other system says its own; of the metadata only the HTTP status is kept, of an error its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

Data = dict[str, Any]
Leaves = Mapping[str, object]

MADE_UP = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|sha256:[0-9a-f]{64}|(?<=/)[0-9a-f]{16}\b|(?<=ecs-svc/)\d+|(?<=-)\d+(?=\.[a-z0-9-]+\.elb\.)"
)


@frozen(kw_only=True)
class Said:
    """The answer to one call: its leaves by path, and the status, with the code of an error."""

    call: str
    outcome: str
    leaves: Leaves


@frozen(kw_only=True)
class Network:
    """Where load balancers stand; the sandbox has no EC2 and takes any."""

    vpc: str
    subnets: tuple[str, ...]


class Calls:
    """Make calls, `calls("s3", "get_object", Bucket="files", Key="a")`, and keep what is said."""

    def __init__(self, client: Callable[[str], Any], network: Network) -> None:
        self._client = client
        self.network = network
        self._names: dict[str, str] = {}
        self.said: list[Said] = []

    def __call__(self, service: str, operation: str, /, **given: object) -> Data:
        """Return an answer as the client does, with its body as text; an error's answer too."""
        client = self._client(service)
        try:
            answer: Data = getattr(client, operation)(**given)
        except ClientError as error:
            answer = dict(error.response)
        if isinstance(answer.get("Body"), StreamingBody):
            answer["Body"] = answer["Body"].read().decode()
        self.said.append(
            Said(
                call=f"{service} {client.meta.method_to_api_mapping[operation]}",
                outcome=_outcome(answer),
                leaves=self._leaves(answer),
            )
        )
        return answer

    def _leaves(self, answer: Data) -> Leaves:
        if "Error" in answer:
            return {}
        said = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
        return {path: self._normal(path, value) for path, value in sorted(_flat("", said))}

    def _normal(self, path: str, value: object) -> object:
        if isinstance(value, datetime):
            return "TIME"
        if not isinstance(value, str):
            return value
        place = f"<{len(self.said)} {path}>"
        return MADE_UP.sub(lambda found: self._names.setdefault(found.group(), place), value)


def _outcome(answer: Data) -> str:
    status = answer["ResponseMetadata"]["HTTPStatusCode"]
    return f"{status} {answer['Error']['Code']}" if "Error" in answer else str(status)


def _flat(path: str, value: object) -> Iterator[tuple[str, object]]:
    match value:
        case dict() if value:
            for name, inner in value.items():
                yield from _flat(f"{path}.{name}" if path else name, inner)
        case list() if value:
            for number, inner in enumerate(value):
                yield from _flat(f"{path}.{number}", inner)
        case dict() | list():
            yield path, "nothing"
        case _:
            yield path, value


@frozen(kw_only=True)
class Difference:
    """What two systems say otherwise; None where one says nothing."""

    call: str
    path: str
    theirs: object
    ours: object


def differences(theirs: Iterable[Said], ours: Iterable[Said]) -> Iterator[Difference]:
    """Yield what differs, call by call; where outcomes do, these alone.

    Both must have been asked the same.
    """
    for one, other in zip(theirs, ours, strict=True):
        if one.outcome != other.outcome:
            yield Difference(call=one.call, path="outcome", theirs=one.outcome, ours=other.outcome)
            continue
        for path in sorted({*one.leaves, *other.leaves}):
            said = one.leaves.get(path), other.leaves.get(path)
            if said[0] != said[1]:
                yield Difference(call=one.call, path=path, theirs=said[0], ours=said[1])
