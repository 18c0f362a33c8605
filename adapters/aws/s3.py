"""Reads the outcomes record from S3."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Protocol

from kayron.adapters.aws.call import Caller, Data, answered
from kayron.adapters.aws.code import DENIED
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.job import CaptureError, Job, Results
from kayron.adapters.patience import Patience
from kayron.core.document import parse, structure
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import OutcomesRecord
from kayron.core.gather.every import AnyNeed
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Outcomes

NO_KEY = "NoSuchKey"
NO_BUCKET = "NoSuchBucket"


def no_bucket(name: str) -> CaptureError:
    """Return what to say of a bucket that does not exist."""
    return CaptureError(f"There is no bucket {name}.", "KAYRON_S3_BUCKET")


class S3Client(Protocol):
    """The call that is used."""

    def get_object(self, **parameters: object) -> Data:
        """Return an object, whose `Body` is a stream."""


class S3:
    """Answers for the outcomes record, which every apply changes."""

    def __init__(self, client: Callable[[], S3Client]) -> None:
        self._client = client

    def remembered(self, _needs: Collection[AnyNeed]) -> Results:
        """Return nothing."""
        return {}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for each record."""
        mine = [need for need in needs if isinstance(need, OutcomesRecord)]
        if not mine:
            return []
        client, caller = self._client(), Caller(prefix="s3", patience=patience)
        return [Job(needs=(need,), run=partial(_run, client, caller, need)) for need in mine]


def _run(client: S3Client, caller: Caller, need: OutcomesRecord) -> Results:
    return {need: answered(lambda: _outcomes(client, caller, need))}


def _outcomes(client: S3Client, caller: Caller, need: OutcomesRecord) -> Fact[Outcomes]:
    try:
        content = caller.attempt("GetObject", partial(_content, client, need))
    except AwsRefusal as refused:
        return _refused(need, refused)
    return _parsed(content, f"{need.bucket}/{need.key}")


def _content(client: S3Client, need: OutcomesRecord) -> bytes:
    """Return an object's bytes: what breaks on the way of its body is tried again too."""
    body: bytes = client.get_object(Bucket=need.bucket, Key=need.key)["Body"].read()
    return body


def _refused(need: OutcomesRecord, refused: AwsRefusal) -> Absent | Unknown:
    if refused.code == NO_KEY:
        return Absent()
    if refused.code == NO_BUCKET:
        raise no_bucket(need.bucket) from refused
    if refused.code in DENIED:
        hint = "; without s3:ListBucket also where there is no such object"
        return Unknown(f"{refused}{hint}")
    return Unknown(str(refused))


def _parsed(content: bytes, name: str) -> Outcomes | Unknown:
    try:
        return structure(parse(content.decode(), name), Outcomes, name)
    except UnicodeDecodeError:
        return Unknown(f"{name}: is not UTF-8 text")
    except InvalidInput as invalid:
        return Unknown(str(invalid.problems[0]))
