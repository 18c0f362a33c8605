"""Writes objects of one S3 bucket under conditions, so that of several writers one succeeds.

S3 decides each race; what a refused condition means is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol, TypeVar

from attrs import field, frozen

from kayron.adapters.aws.call import Caller, Data
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.aws.s3 import NO_BUCKET, NO_KEY, S3Client, no_bucket
from kayron.adapters.patience import Patience

T = TypeVar("T")

ANY = "*"

CONDITION_FAILED = frozenset({"PreconditionFailed", str(HTTPStatus.PRECONDITION_FAILED.value)})
"""The object is another one, or is there where none should be, or is not there."""

MISSING = frozenset({NO_KEY, "NotFound", str(HTTPStatus.NOT_FOUND.value)})


class S3WriteClient(S3Client, Protocol):
    """The calls that are used."""

    def put_object(self, **parameters: object) -> Data:
        """Write an object."""

    def delete_object(self, **parameters: object) -> Data:
        """Delete an object."""


@frozen(kw_only=True)
class Stored:
    """An object as S3 has it.

    `modified` and `date` are by S3's clock, in whole seconds: when it was written last, and when
    S3 answered. Of an object that was just written S3 tells only the latter, so both are that.
    """

    body: bytes = field(repr=False)
    etag: str
    modified: datetime
    date: datetime


class Bucket:
    """A bucket; safe to use from any thread.

    Each call has a patience of its own. All raise `AwsRefusal`, or `CaptureError` where no call
    would succeed. A write whose answer was lost is repeated; S3 then refuses the condition, and
    what lies there tells that it was ours. So two writers must never write the same bytes where it
    matters who of them did.
    """

    def __init__(
        self, client: Callable[[], S3WriteClient], name: str, patience: Callable[[], Patience]
    ) -> None:
        self.name = name
        self._client = client
        self._patience = patience

    def get(self, key: str) -> Stored | None:
        """Return an object, None where there is none.

        S3 denies what is not there to whom it does not let list the bucket (s3:ListBucket).
        """
        return _unless_missing(lambda: self._attempt("GetObject", lambda: self._got(key)))

    def create(self, key: str, body: bytes) -> Stored | None:
        """Write an object where there is none; None where another lies there."""
        return self._put_under_condition(key, body, {"IfNoneMatch": ANY})

    def replace(self, key: str, body: bytes, etag: str) -> Stored | None:
        """Write an object in place of the one with this ETag; None where that is not there now.

        It needs s3:GetObject besides s3:PutObject.
        Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
        """
        return self._put_under_condition(key, body, {"IfMatch": etag})

    def overwrite(self, key: str, body: bytes) -> Stored:
        """Write an object over whatever lies there."""
        return self._attempt("PutObject", lambda: self._put(key, body, {}))

    def delete(self, key: str, etag: str) -> bool:
        """Delete the object with this ETag; tell whether there is none now.

        It needs s3:GetObject besides s3:DeleteObject.
        Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
        """
        try:
            self._attempt("DeleteObject", lambda: self._deleted(key, etag))
        except AwsRefusal as refused:
            if refused.code not in CONDITION_FAILED | MISSING:
                raise
            return self.get(key) is None
        return True

    def _put_under_condition(
        self, key: str, body: bytes, condition: dict[str, object]
    ) -> Stored | None:
        try:
            return self._attempt("PutObject", lambda: self._put(key, body, condition))
        except AwsRefusal as refused:
            if refused.code not in CONDITION_FAILED | MISSING:
                raise
        found = self.get(key)
        return found if found and found.body == body else None

    def _put(self, key: str, body: bytes, condition: dict[str, object]) -> Stored:
        data = self._client().put_object(Bucket=self.name, Key=key, Body=body, **condition)
        date = _date(data)
        return Stored(body=body, etag=data["ETag"], modified=date, date=date)

    def _got(self, key: str) -> Stored:
        """Return an object: what breaks on the way of its body is tried again too."""
        data = self._client().get_object(Bucket=self.name, Key=key)
        body: bytes = data["Body"].read()
        modified: datetime = data["LastModified"]
        return Stored(body=body, etag=data["ETag"], modified=modified, date=_date(data))

    def _deleted(self, key: str, etag: str) -> None:
        self._client().delete_object(Bucket=self.name, Key=key, IfMatch=etag)

    def _attempt(self, operation: str, calling: Callable[[], T]) -> T:
        caller = Caller(prefix="s3", patience=self._patience())
        try:
            return caller.attempt(operation, calling)
        except AwsRefusal as refused:
            if refused.code == NO_BUCKET:
                raise no_bucket(self.name) from refused
            raise
        except (KeyError, ValueError) as error:
            raise AwsRefusal(f"s3:{operation}", "gave an answer that is not S3's") from error


def _unless_missing(getting: Callable[[], Stored]) -> Stored | None:
    try:
        return getting()
    except AwsRefusal as refused:
        if refused.code in MISSING:
            return None
        raise


def _date(data: Data) -> datetime:
    """Return when S3 answered; raise `KeyError` or `ValueError` where it does not say."""
    return parsedate_to_datetime(data["ResponseMetadata"]["HTTPHeaders"]["date"]).astimezone(UTC)
