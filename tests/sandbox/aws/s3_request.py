"""What S3 keeps, and what a request to it is about."""

from __future__ import annotations

import base64
import hashlib
import zlib
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import unquote
from wsgiref.types import WSGIEnvironment

from attrs import define, field, frozen


@frozen(kw_only=True)
class Object:
    """One object; S3 gives its time in whole seconds."""

    body: bytes
    content_type: str
    modified: datetime
    metadata: tuple[tuple[str, str], ...] = ()
    checked: bool = False
    """Whether a CRC-32 came with it, which is said to those who ask."""

    @property
    def checksum(self) -> tuple[tuple[str, str], ...]:
        """What S3 says of its checksum in headers."""
        code = base64.b64encode(zlib.crc32(self.body).to_bytes(4)).decode()
        return (("x-amz-checksum-crc32", code),) if self.checked else ()

    @property
    def etag(self) -> str:
        """The MD5 of the body, in quotes."""
        return f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()}"'

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return what S3 says of it in headers."""
        return (
            ("Content-Type", self.content_type),
            ("ETag", self.etag),
            ("Last-Modified", format_datetime(self.modified, usegmt=True)),
            ("Accept-Ranges", "bytes"),
            *self.metadata,
        )


@define(kw_only=True)
class Bucket:
    """A bucket and its objects by key."""

    name: str
    created: datetime
    objects: dict[str, Object] = field(factory=dict)


@frozen(kw_only=True)
class Target:
    """What a request is about; empty texts where it's about less."""

    bucket: str
    key: str


def target_of(environ: WSGIEnvironment) -> Target:
    """Return bucket and key, from the host (`bucket.s3.region.amazonaws.com`) or from the path."""
    path: str = environ["PATH_INFO"].encode("latin-1").decode().lstrip("/")
    host: str = environ.get("HTTP_HOST", "").partition(":")[0]
    if ".s3." in host or ".s3-" in host:
        return Target(bucket=host.partition(".s3")[0], key=path)
    bucket, _, key = path.partition("/")
    return Target(bucket=bucket, key=key)


def target_of_url(url: str) -> Target:
    """Return bucket and key of an S3 URL, in either style."""
    host, _, path = url.partition("://")[2].partition("/")
    path = path.partition("?")[0]
    return target_of({"HTTP_HOST": host, "PATH_INFO": unquote(path, "latin-1")})


ON_OBJECTS = {
    "GET": "GetObject",
    "HEAD": "HeadObject",
    "PUT": "PutObject",
    "DELETE": "DeleteObject",
}
ON_BUCKETS = {"GET": "ListObjectsV2", "HEAD": "HeadBucket", "PUT": "CreateBucket"}


def operation_of(environ: WSGIEnvironment) -> str:
    """Return S3's name for what a request does, or its method where the sandbox has none."""
    target, method = target_of(environ), str(environ["REQUEST_METHOD"])
    if target.key:
        return ON_OBJECTS.get(method, method)
    if not target.bucket:
        return "ListBuckets"
    if method == "GET" and "location" in environ["QUERY_STRING"]:
        return "GetBucketLocation"
    return ON_BUCKETS.get(method, method)


def body_of(environ: WSGIEnvironment) -> bytes:
    """Return the body, without the frames that a client puts around it for a checksum's sake."""
    body: bytes = environ["wsgi.input"].read()
    if "aws-chunked" not in environ.get("HTTP_CONTENT_ENCODING", ""):
        return body
    parts = []
    while body:
        head, _, body = body.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if size == 0:
            break
        parts.append(body[:size])
        body = body[size + 2 :]
    return b"".join(parts)
