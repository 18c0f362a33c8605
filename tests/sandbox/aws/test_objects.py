from __future__ import annotations

import http.client

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code
from tests.sandbox.aws.sandbox import Aws


def test_objects_are_written_under_conditions(aws: Aws) -> None:
    s3 = client(aws, "s3")
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    first = s3.put_object(Bucket="files", Key="a/b.txt", Body=b"one", IfNoneMatch="*")
    with pytest.raises(ClientError) as taken:
        s3.put_object(Bucket="files", Key="a/b.txt", Body=b"two", IfNoneMatch="*")
    assert code(taken.value) == "PreconditionFailed"
    second = s3.put_object(Bucket="files", Key="a/b.txt", Body=b"two", IfMatch=first["ETag"])
    with pytest.raises(ClientError) as stale:
        s3.delete_object(Bucket="files", Key="a/b.txt", IfMatch=first["ETag"])
    assert code(stale.value) == "PreconditionFailed"
    got = s3.get_object(Bucket="files", Key="a/b.txt")
    assert (got["Body"].read(), got["ETag"]) == (b"two", second["ETag"])
    assert got["LastModified"].isoformat()[:10] == aws.now().isoformat()[:10]
    assert "date" in got["ResponseMetadata"]["HTTPHeaders"]


def test_an_etag_may_lack_its_quotes_and_a_star_is_any(aws: Aws) -> None:
    s3 = client(aws, "s3")
    aws.put_files("files", {"a": "one"})
    bare = s3.head_object(Bucket="files", Key="a")["ETag"].strip('"')
    given = {"Bucket": "files", "Key": "a"}
    assert s3.get_object(**given, IfMatch=bare)["Body"].read() == b"one"
    s3.put_object(**given, Body=b"two", IfMatch=bare)
    with pytest.raises(ClientError) as stale:
        s3.delete_object(**given, IfMatch=bare)
    assert code(stale.value) == "PreconditionFailed"
    s3.delete_object(**given, IfMatch="*")
    with pytest.raises(ClientError) as missing:
        s3.delete_object(**given, IfMatch="*")
    assert code(missing.value) == "NoSuchKey"


def test_what_is_not_there_is_said_as_s3_says_it(aws: Aws) -> None:
    s3 = client(aws, "s3")
    with pytest.raises(ClientError) as no_bucket:
        s3.get_object(Bucket="files", Key="a")
    aws.put_files("files", {"b": "b"})
    with pytest.raises(ClientError) as no_key:
        s3.get_object(Bucket="files", Key="a")
    with pytest.raises(ClientError) as no_head:
        s3.head_object(Bucket="files", Key="a")
    assert [code(one.value) for one in (no_bucket, no_key, no_head)] == [
        "NoSuchBucket",
        "NoSuchKey",
        "404",
    ]


def test_keys_are_listed_in_pages(aws: Aws) -> None:
    aws.put_files("files", {f"a/{number}": "" for number in range(5)} | {"b": ""})
    pages = list(
        client(aws, "s3")
        .get_paginator("list_objects_v2")
        .paginate(Bucket="files", Prefix="a/", PaginationConfig={"PageSize": 2})
    )
    keys = [one["Key"] for page in pages for one in page["Contents"]]
    assert (len(pages), keys) == (3, [f"a/{number}" for number in range(5)])


def test_a_bucket_may_stand_in_the_host_name(aws: Aws) -> None:
    aws.put_files("files", {"a b/é.txt": "text"})
    connection = http.client.HTTPConnection(aws.url.removeprefix("http://"))
    connection.request(
        "GET", "/a%20b/%C3%A9.txt", headers={"Host": "files.s3.us-west-2.amazonaws.com"}
    )
    assert connection.getresponse().read() == b"text"
    connection.close()


def test_a_bucket_is_found_from_another_region(aws: Aws) -> None:
    aws.put_files("files", {"a": "text"})
    found = client(aws, "s3", "eu-central-1").get_object(Bucket="files", Key="a")
    assert found["Body"].read() == b"text"
    assert [call.status for call in aws.traffic.calls] == [301, 200]
