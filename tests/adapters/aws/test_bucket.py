"""Conditional writes, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from kayron.adapters.aws.bucket import Bucket, S3WriteClient, Stored
from kayron.adapters.aws.call import Data
from kayron.adapters.aws.client import AwsClients
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.job import CaptureError
from tests.adapters.aws.fakes import refused
from tests.adapters.aws.writing import (
    BUCKET,
    HANGS,
    READ_TIMEOUT,
    bucket,
    clients,
    minute,
    sandbox,
)
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.traffic import Fault

KEY = "testing/index.1a.yaml"


@pytest.fixture(scope="module")
def served() -> Iterator[Aws]:
    with sandbox() as aws:
        yield aws


@pytest.fixture
def aws(served: Aws) -> Aws:
    served.reset()
    served.put_files(BUCKET, {})
    return served


@pytest.fixture(scope="module")
def hasty(served: Aws) -> AwsClients:
    del served
    return clients(READ_TIMEOUT)


def created(shelf: Bucket, body: bytes = b"one") -> Stored:
    stored = shelf.create(KEY, body)
    assert stored is not None
    return stored


def test_an_object_is_read_as_it_was_written(aws: Aws) -> None:
    shelf = bucket()
    written = created(shelf)
    found = shelf.get(KEY)
    assert found is not None
    assert (found.body, found.etag) == (b"one", written.etag)
    assert found.modified <= written.date <= found.date
    assert 0 <= (aws.now() - found.date).total_seconds() < 60


@pytest.mark.usefixtures("aws")
def test_nothing_is_where_nothing_was_written() -> None:
    assert bucket().get(KEY) is None


@pytest.mark.usefixtures("aws")
def test_what_lies_there_is_not_created_again() -> None:
    shelf = bucket()
    created(shelf)
    assert shelf.create(KEY, b"two") is None


@pytest.mark.usefixtures("aws")
def test_creating_the_same_twice_is_creating_it_once() -> None:
    shelf = bucket()
    assert created(shelf).etag == created(shelf).etag


@pytest.mark.usefixtures("aws")
def test_only_what_was_not_changed_meanwhile_is_replaced_or_deleted() -> None:
    shelf = bucket()
    first = created(shelf)
    second = shelf.replace(KEY, b"two", first.etag)
    assert second is not None
    assert shelf.replace(KEY, b"three", first.etag) is None
    assert not shelf.delete(KEY, first.etag)
    assert shelf.delete(KEY, second.etag)
    assert shelf.get(KEY) is None


@pytest.mark.usefixtures("aws")
def test_what_is_gone_is_not_replaced_and_needs_no_deleting() -> None:
    shelf = bucket()
    etag = created(shelf).etag
    assert shelf.delete(KEY, etag)
    assert shelf.replace(KEY, b"two", etag) is None
    assert shelf.delete(KEY, etag)


def test_overwriting_asks_nothing(aws: Aws) -> None:
    shelf = bucket()
    created(shelf)
    shelf.overwrite(KEY, b"two")
    assert aws.region.s3.text(BUCKET, KEY) == "two"


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("contenders", [2, 8, 16])
def test_of_several_that_create_one_succeeds(contenders: int) -> None:
    shelf = bucket()
    with ThreadPoolExecutor(contenders) as pool:
        results = list(pool.map(lambda n: shelf.create(KEY, b"%d" % n), range(contenders)))
    winners = [stored for stored in results if stored]
    assert len(winners) == 1
    found = shelf.get(KEY)
    assert found is not None
    assert found.body == winners[0].body


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("contenders", [2, 8, 16])
def test_of_several_that_replace_one_succeeds(contenders: int) -> None:
    shelf = bucket()
    etag = created(shelf, b"before").etag
    with ThreadPoolExecutor(contenders) as pool:
        results = list(pool.map(lambda n: shelf.replace(KEY, b"%d" % n, etag), range(contenders)))
    assert sum(stored is not None for stored in results) == 1


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_that_passes_changes_no_write(aws: Aws, hasty: AwsClients, fault: Fault) -> None:
    shelf = bucket(hasty)
    for operation in ("PutObject", "PutObject", "PutObject", "DeleteObject"):
        aws.traffic.fail(fault, operation=operation, seconds=HANGS)
    first = created(shelf)
    second = shelf.replace(KEY, b"two", first.etag)
    assert second is not None
    shelf.overwrite(KEY, b"three")
    third = shelf.get(KEY)
    assert third is not None
    assert third.body == b"three"
    assert shelf.delete(KEY, third.etag)
    assert shelf.get(KEY) is None


LASTING = [
    (operation, fault)
    for operation in ("PutObject", "GetObject", "DeleteObject")
    for fault in Fault
    if operation != "DeleteObject" or fault not in {Fault.RESET_AFTER, Fault.TRUNCATED}
]
"""A second try finds deleted what the first one deleted, heard of or not."""


@pytest.mark.parametrize(("operation", "fault"), LASTING)
def test_a_fault_that_lasts_is_a_refusal(
    aws: Aws, hasty: AwsClients, operation: str, fault: Fault
) -> None:
    shelf = bucket(hasty)
    etag = created(shelf).etag
    calls: dict[str, Callable[[], object]] = {
        "PutObject": lambda: shelf.replace(KEY, b"two", etag),
        "GetObject": lambda: shelf.get(KEY),
        "DeleteObject": lambda: shelf.delete(KEY, etag),
    }
    aws.traffic.fail(fault, operation=operation, times=None, seconds=HANGS)
    with pytest.raises(AwsRefusal, match=f"^s3:{operation} (failed|did not)"):
        calls[operation]()


@pytest.mark.usefixtures("aws")
def test_no_bucket_is_a_setting_to_look_at() -> None:
    elsewhere = bucket(name="other")
    calls = (
        lambda: elsewhere.get(KEY),
        lambda: elsewhere.create(KEY, b""),
        lambda: elsewhere.replace(KEY, b"", '"etag"'),
        lambda: elsewhere.delete(KEY, '"etag"'),
    )
    for call in calls:
        with pytest.raises(CaptureError, match="There is no bucket other"):
            call()


class Altered:
    """S3 whose next answers to PutObject are others."""

    def __init__(self, *puts: Exception | Data) -> None:
        self.real = clients().s3()
        self.puts = list(puts)

    def get_object(self, **parameters: object) -> Data:
        return self.real.get_object(**parameters)

    def delete_object(self, **parameters: object) -> Data:
        return self.real.delete_object(**parameters)

    def put_object(self, **parameters: object) -> Data:
        if not self.puts:
            return self.real.put_object(**parameters)
        put = self.puts.pop(0)
        if isinstance(put, Exception):
            raise put
        return put


def altered(*puts: Exception | Data) -> Bucket:
    client: S3WriteClient = Altered(*puts)
    return Bucket(lambda: client, BUCKET, minute)


@pytest.mark.parametrize("code", ["ConditionalRequestConflict", "OperationAborted"])
@pytest.mark.usefixtures("aws")
def test_a_conflict_is_no_decision_so_s3_is_asked_again(code: str) -> None:
    conflict = refused(code, status=409)
    assert created(altered(conflict, conflict)).body == b"one"


@pytest.mark.parametrize("headers", [{}, {"date": "today"}])
@pytest.mark.usefixtures("aws")
def test_an_answer_without_s3s_time_is_refused(headers: dict[str, str]) -> None:
    shelf = altered({"ETag": "x", "ResponseMetadata": {"HTTPHeaders": headers}})
    with pytest.raises(AwsRefusal, match=r"^s3:PutObject gave an answer that is not S3's$"):
        shelf.overwrite(KEY, b"one")
