"""Sequences of conditional reads and writes of S3, and what comes of them."""

from __future__ import annotations

import hashlib
from typing import Any

from attrs import field, frozen
from botocore.exceptions import ClientError
from hypothesis import strategies as st

BUCKET = "files"
BODIES = (b"", b"one", b"two\r\n")
ETAGS = tuple(f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"' for body in BODIES)

Condition = tuple[str, str]
Outcome = tuple[int, str, str, bytes]
"""Status, code of an error, ETag, body."""


@frozen(kw_only=True)
class Write:
    """One call, a read or a write, under at most one condition."""

    operation: str
    key: str
    body: bytes = b""
    condition: Condition | None = field(default=None)

    def on(self, client: Any) -> Outcome:  # noqa: ANN401, its class is made
        """Make the call and return what comes of it."""
        body = {"Body": self.body} if self.operation == "put" else {}
        condition = [self.condition] if self.condition else []
        method = getattr(client, f"{self.operation}_object")
        try:
            answer = method(Bucket=BUCKET, Key=self.key, **body, **dict(condition))
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return status, error.response["Error"]["Code"], "", b""
        read = answer["Body"].read() if self.operation == "get" else b""
        return answer["ResponseMetadata"]["HTTPStatusCode"], "", answer.get("ETag", ""), read


def play(client: Any, sequence: list[Write]) -> list[Outcome]:  # noqa: ANN401, its class is made
    """Make calls on a bucket that is new, then read all that is there."""
    client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": client.meta.region_name}
    )
    last = [Write(operation="get", key=key) for key in KEYS]
    return [one.on(client) for one in [*sequence, *last]]


KEYS = ("a", "b/é")
MATCHES = tuple(("IfMatch", etag) for etag in (*ETAGS, ETAGS[1].strip('"')))
CONDITIONS: dict[str, tuple[Condition | None, ...]] = {
    "put": (None, *MATCHES, ("IfNoneMatch", "*")),
    "delete": (None, *MATCHES),
    "get": (None, *MATCHES, *(("IfNoneMatch", etag) for etag in ETAGS)),
    "head": (None, *MATCHES[:-1], *(("IfNoneMatch", etag) for etag in ETAGS)),
}
"""An ETag may lack its quotes, but not in moto's HEAD."""


@st.composite
def writes(draw: st.DrawFn) -> Write:
    """Draw calls on few keys with few bodies, so that conditions often hold."""
    operation = draw(st.sampled_from(tuple(CONDITIONS)))
    return Write(
        operation=operation,
        key=draw(st.sampled_from(KEYS)),
        body=draw(st.sampled_from(BODIES)) if operation == "put" else b"",
        condition=draw(st.sampled_from(CONDITIONS[operation])),
    )
