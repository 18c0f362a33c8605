"""The outcomes record."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ResponseStreamingError

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.s3 import S3
from kayron.adapters.job import CaptureError
from kayron.core.document import canonical
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import OutcomesRecord
from kayron.core.snapshot import Outcomes, Result, Submission
from kayron.core.table import Table
from tests.adapters.aws.fakes import FakeS3, refused
from tests.adapters.aws.reading import answer

KEY = "testing/acme.outcomes.json"
NEED = OutcomesRecord(bucket="acme", key=KEY)

OUTCOMES = Outcomes(
    entries=[
        Submission(
            operation="kayron-1",
            desired="2",
            time=datetime(2026, 11, 20, tzinfo=UTC),
            previews=False,
            versions=Table({"lite": "v1"}),
            pulls=Table(),
            result=Result.SUCCEEDED,
            cause=None,
            resource=None,
            reason=None,
        )
    ]
)


def told(content: str | bytes) -> object:
    data = content.encode() if isinstance(content, str) else content
    fake = FakeS3("acme", **{KEY: data})
    return answer(S3(lambda: fake), NEED)


def test_a_record_is_read_as_it_was_written() -> None:
    assert told(canonical(OUTCOMES)) == OUTCOMES


def test_no_record_is_absent() -> None:
    assert answer(S3(lambda: FakeS3("acme")), NEED) == Absent()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff", "acme/testing/acme.outcomes.json: is not UTF-8 text"),
        ("{", "acme/testing/acme.outcomes.json:1:2: is not JSON: "),
        ("{}", "acme/testing/acme.outcomes.json: $.entries: is missing"),
        (
            '{"entries": [{"desired": 7}]}',
            "acme/testing/acme.outcomes.json: $.entries[0].",
        ),
        ('{"entries": [], "x": 1}', "acme/testing/acme.outcomes.json: $.x: is a field that"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_with_its_path(
    content: str | bytes, problem: str
) -> None:
    found = told(content)
    assert isinstance(found, Unknown)
    assert found.error.startswith(problem)


def test_a_bucket_that_does_not_exist_is_a_setting_to_look_at() -> None:
    with pytest.raises(CaptureError) as caught:
        answer(S3(lambda: FakeS3("other")), NEED)
    assert str(caught.value) == "There is no bucket acme. Look at KAYRON_S3_BUCKET."


def test_a_denied_record_is_not_known_for_s3_also_denies_what_is_not_there() -> None:
    fake = FakeS3("acme")
    fake.fail(refused("AccessDenied", status=403))
    assert answer(S3(lambda: fake), NEED) == Unknown(
        "s3:GetObject is denied; without s3:ListBucket also where there is no such object"
    )


def test_another_refusal_is_not_known() -> None:
    fake = FakeS3("acme")
    fake.fail(refused("InvalidObjectState", status=403))
    assert answer(S3(lambda: fake), NEED) == Unknown("s3:GetObject failed: InvalidObjectState")


def test_a_body_that_breaks_off_is_read_again() -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            del size
            raise ResponseStreamingError(error="broken")

    class Once(FakeS3):
        def get_object(self, **parameters: object) -> Data:
            data = super().get_object(**parameters)
            return {"Body": Breaking()} if len(self.calls) == 1 else data

    fake = Once("acme", **{KEY: canonical(OUTCOMES).encode()})
    assert answer(S3(lambda: fake), NEED) == OUTCOMES
