"""Amazon S3: buckets and objects, with conditional writes."""

from __future__ import annotations

from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment
from xml.sax.saxutils import escape

from attrs import frozen

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.reply import Reply
from tests.sandbox.aws.s3_request import Bucket, Object, Target, body_of, target_of

PAGE = 1000


@frozen(kw_only=True)
class Condition:
    """What must be so for a write: `if_match` names an ETag, `if_none_match` is `*` or nothing."""

    if_match: str | None = None
    if_none_match: str | None = None


class S3:
    """The buckets of one account, in one region."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.buckets: dict[str, Bucket] = {}

    def create_bucket(self, name: str) -> Bucket:
        """Make a bucket, or return the one that is there."""
        bucket = Bucket(name=name, created=self._place.now())
        return self.buckets.setdefault(name, bucket)

    def put(self, bucket: str, key: str, body: bytes, content_type: str = "text/plain") -> Object:
        """Put an object in place, whatever is there."""
        made = Object(body=body, content_type=content_type, modified=self._place.now())
        self.bucket(bucket).objects[key] = made
        return made

    def text(self, bucket: str, key: str) -> str:
        """Return an object's text; an S3 error where there is none."""
        return self.read(bucket, key).body.decode()

    def bucket(self, name: str) -> Bucket:
        """Return the bucket of a name."""
        if name not in self.buckets:
            raise AwsError("NoSuchBucket", "The specified bucket does not exist", 404)
        return self.buckets[name]

    def read(self, bucket: str, key: str) -> Object:
        """Return an object."""
        objects = self.bucket(bucket).objects
        if key not in objects:
            raise AwsError("NoSuchKey", "The specified key does not exist.", 404)
        return objects[key]

    def write(self, bucket: str, key: str, made: Object, condition: Condition) -> None:
        """Write an object under a condition."""
        objects = self.bucket(bucket).objects
        _judge(condition, objects.get(key))
        objects[key] = made

    def remove(self, bucket: str, key: str, condition: Condition) -> None:
        """Delete an object under a condition; one that is not there is no error."""
        objects = self.bucket(bucket).objects
        _judge(condition, objects.get(key))
        objects.pop(key, None)

    def answer(self, operation: str, environ: WSGIEnvironment, region: str | None) -> Reply:
        """Return the answer to an operation; errors are raised."""
        target = target_of(environ)
        if region not in {None, self._place.region} and target.bucket in self.buckets:
            return self._elsewhere()
        match operation:
            case "GetObject" | "HeadObject":
                return self._get(environ, target)
            case "PutObject":
                return self._put(environ, target)
            case "DeleteObject":
                return self._delete(environ, target)
            case "ListObjectsV2":
                return self._list(environ, target)
            case "CreateBucket":
                return self._create(target)
            case "HeadBucket":
                self.bucket(target.bucket)
                return self._reply((("x-amz-bucket-region", self._place.region),))
            case "GetBucketLocation":
                self.bucket(target.bucket)
                return self._reply(body=f"<LocationConstraint>{self._place.region}"
                                   "</LocationConstraint>")  # fmt: skip
            case "ListBuckets":
                return self._list_buckets()
            case _:
                raise AwsError("NotImplemented", f"The sandbox has no {operation}", 501)

    def _reply(
        self,
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes | str = b"",
        status: int = 200,
    ) -> Reply:
        return Reply(
            status=status, headers=headers, body=body if isinstance(body, bytes) else body.encode()
        )

    def _create(self, target: Target) -> Reply:
        if target.bucket in self.buckets:
            message = "Your previous request to create the named bucket succeeded and you own it."
            raise AwsError("BucketAlreadyOwnedByYou", message, 409)
        self.create_bucket(target.bucket)
        return self._reply((("Location", f"/{target.bucket}"),))

    def _elsewhere(self) -> Reply:
        headers = (("x-amz-bucket-region", self._place.region), ("Content-Type", "application/xml"))
        message = "The bucket you are attempting to access must be addressed using another endpoint"
        body = f"<Error><Code>PermanentRedirect</Code><Message>{message}.</Message></Error>"
        return self._reply(headers, body, 301)

    def _get(self, environ: WSGIEnvironment, target: Target) -> Reply:
        found = self.read(target.bucket, target.key)
        if _names(environ.get("HTTP_IF_NONE_MATCH"), found):
            return self._reply(found.headers(), b"", 304)
        wanted = environ.get("HTTP_IF_MATCH")
        if wanted is not None and not _names(wanted, found):
            raise _failed()
        size = ("Content-Length", str(len(found.body)))
        asked = environ.get("HTTP_X_AMZ_CHECKSUM_MODE") == "ENABLED"
        checksum = found.checksum if asked else ()
        return self._reply((*found.headers(), size, *checksum), found.body)

    def _put(self, environ: WSGIEnvironment, target: Target) -> Reply:
        made = Object(
            body=body_of(environ),
            content_type=environ.get("CONTENT_TYPE") or "binary/octet-stream",
            modified=self._place.now(),
            checked=environ.get("HTTP_X_AMZ_SDK_CHECKSUM_ALGORITHM") == "CRC32",
            metadata=tuple(
                (name.removeprefix("HTTP_").replace("_", "-").lower(), value)
                for name, value in sorted(environ.items())
                if name.startswith("HTTP_X_AMZ_META_")
            ),
        )
        self.write(target.bucket, target.key, made, _condition(environ))
        return self._reply((("ETag", made.etag), *made.checksum))

    def _delete(self, environ: WSGIEnvironment, target: Target) -> Reply:
        self.remove(target.bucket, target.key, _condition(environ))
        return self._reply(status=204)

    def _list(self, environ: WSGIEnvironment, target: Target) -> Reply:
        query = {name: texts[0] for name, texts in parse_qs(environ["QUERY_STRING"]).items()}
        objects = self.bucket(target.bucket).objects
        keys = sorted(key for key in objects if key.startswith(query.get("prefix", "")))
        size = int(query.get("max-keys", PAGE))
        size = min(size, self._place.pace.page or size)
        refusal = AwsError("InvalidArgument", "The continuation token provided is incorrect")
        keys_of_page, token = page(keys, query.get("continuation-token"), size, refusal)
        contents = "".join(_listed(key, objects[key]) for key in keys_of_page)
        following = f"<NextContinuationToken>{token}</NextContinuationToken>" if token else ""
        cut = str(token is not None).lower()
        body = (
            f"<ListBucketResult><Name>{target.bucket}</Name><KeyCount>{len(keys_of_page)}</KeyCount>"
            f"<Prefix>{escape(query.get('prefix', ''))}</Prefix><MaxKeys>{size}</MaxKeys>"
            f"<IsTruncated>{cut}</IsTruncated>{contents}{following}</ListBucketResult>"
        )
        return self._reply((("Content-Type", "application/xml"),), body)

    def _list_buckets(self) -> Reply:
        buckets = "".join(
            f"<Bucket><Name>{one.name}</Name><CreationDate>{one.created.isoformat()}</CreationDate>"
            "</Bucket>"
            for one in self.buckets.values()
        )
        body = f"<ListAllMyBucketsResult><Buckets>{buckets}</Buckets></ListAllMyBucketsResult>"
        return self._reply((("Content-Type", "application/xml"),), body)


def _failed() -> AwsError:
    message = "At least one of the pre-conditions you specified did not hold"
    return AwsError("PreconditionFailed", message, 412)


def _condition(environ: WSGIEnvironment) -> Condition:
    return Condition(
        if_match=environ.get("HTTP_IF_MATCH"), if_none_match=environ.get("HTTP_IF_NONE_MATCH")
    )


def _judge(condition: Condition, present: Object | None) -> None:
    """Raise unless the condition of a write holds."""
    if condition.if_none_match == "*" and present is not None:
        raise _failed()
    wanted = condition.if_match
    if wanted is None:
        return
    if present is None:
        raise AwsError("NoSuchKey", "The specified key does not exist.", 404)
    if not _names(wanted, present):
        raise _failed()


def _names(condition: str | None, present: Object) -> bool:
    """Whether a condition is an object's ETag, with its quotes or without, or any."""
    return condition in {present.etag, present.etag.strip('"'), "*"}


def _listed(key: str, item: Object) -> str:
    return (
        f"<Contents><Key>{escape(key)}</Key><Size>{len(item.body)}</Size>"
        f"<LastModified>{item.modified.isoformat()}</LastModified>"
        f"<ETag>{escape(item.etag)}</ETag><StorageClass>STANDARD</StorageClass></Contents>"
    )
