"""S3: objects and conditions."""

from __future__ import annotations

from tests.sandbox.aws.compared.known import UNREAD, Known, Script
from tests.sandbox.aws.compared.said import Calls

API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"

BUCKET = "files"
REGIONAL = {"LocationConstraint": "us-west-2"}


def reading_objects(calls: Calls) -> None:
    """Read what is there, what isn't, and under conditions."""
    calls("s3", "get_object", Bucket=BUCKET, Key="a")
    calls("s3", "head_object", Bucket=BUCKET, Key="a")
    calls("s3", "head_bucket", Bucket=BUCKET)
    for _ in range(2):
        calls("s3", "create_bucket", Bucket=BUCKET, CreateBucketConfiguration=REGIONAL)
    calls("s3", "head_bucket", Bucket=BUCKET)
    calls("s3", "get_object", Bucket=BUCKET, Key="a")
    calls("s3", "head_object", Bucket=BUCKET, Key="a")
    etag = calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"one")["ETag"]
    for condition in (
        {},
        {"IfMatch": etag},
        {"IfMatch": '"other"'},
        {"IfNoneMatch": etag},
        {"IfNoneMatch": '"other"'},
    ):
        calls("s3", "get_object", Bucket=BUCKET, Key="a", **condition)
        calls("s3", "head_object", Bucket=BUCKET, Key="a", **condition)


def describing_objects(calls: Calls) -> None:
    """Give objects a type and metadata, and list them."""
    calls("s3", "create_bucket", Bucket=BUCKET, CreateBucketConfiguration=REGIONAL)
    calls(
        "s3",
        "put_object",
        Bucket=BUCKET,
        Key="a/é b.json",
        Body=b"{}",
        ContentType="application/json",
        Metadata={"one": "two"},
    )
    calls("s3", "get_object", Bucket=BUCKET, Key="a/é b.json")
    calls("s3", "put_object", Bucket=BUCKET, Key="b", Body=b"")
    calls("s3", "list_objects_v2", Bucket=BUCKET, Prefix="a/")
    calls("s3", "list_objects_v2", Bucket=BUCKET, Prefix="none/")
    calls("s3", "list_objects_v2", Bucket="other")
    calls("s3", "get_bucket_location", Bucket=BUCKET)


def writing_objects(calls: Calls) -> None:
    """Write and delete under conditions that hold, and under those that don't."""
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"one", IfNoneMatch="*")
    calls("s3", "delete_object", Bucket=BUCKET, Key="a")
    calls("s3", "create_bucket", Bucket=BUCKET, CreateBucketConfiguration=REGIONAL)
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"one", IfMatch='"0"')
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"one", IfNoneMatch="*")
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"two", IfNoneMatch="*")
    etag = calls("s3", "head_object", Bucket=BUCKET, Key="a")["ETag"]
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"two", IfMatch=etag)
    calls("s3", "put_object", Bucket=BUCKET, Key="a", Body=b"three", IfMatch=etag)
    calls("s3", "delete_object", Bucket=BUCKET, Key="a", IfMatch=etag)
    etag = calls("s3", "get_object", Bucket=BUCKET, Key="a")["ETag"]
    calls("s3", "delete_object", Bucket=BUCKET, Key="a", IfMatch=etag)
    calls("s3", "delete_object", Bucket=BUCKET, Key="a", IfMatch=etag)
    calls("s3", "delete_object", Bucket=BUCKET, Key="a")


SCRIPTS: tuple[Script, ...] = (reading_objects, describing_objects, writing_objects)

KNOWN = (
    Known(
        "reading_objects",
        "s3 HeadObject",
        "outcome",
        "an answer to HEAD has no body, so the client knows no code but the status; moto gives it "
        f"a body: {API}API_HeadObject.html",
    ),
    Known("describing_objects", "s3 ListObjectsV2", "Contents.*.ChecksumAlgorithm.*", UNREAD),
    Known("describing_objects", "s3 ListObjectsV2", "EncodingType", "the sandbox encodes no keys"),
)
