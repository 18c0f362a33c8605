from __future__ import annotations

import hashlib
import json

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.clients import client, code
from tests.sandbox.aws.sandbox import Aws


def test_an_image_has_the_digest_of_its_manifest(aws: Aws) -> None:
    digest = aws.push_image("lite", "v1", "content")
    assert aws.push_image("lite", "v2", "content") == digest
    assert aws.push_image("lite", "v3", "other") != digest
    image = client(aws, "ecr").batch_get_image(
        repositoryName="lite", imageIds=[{"imageTag": "v2"}]
    )["images"][0]
    text = image["imageManifest"].encode()
    assert image["imageId"] == {"imageDigest": digest, "imageTag": "v2"}
    assert digest == "sha256:" + hashlib.sha256(text).hexdigest()


def test_an_index_names_an_image_for_each_platform(aws: Aws) -> None:
    aws.push_index("lite", "v1", {"amd64": "a", "arm64": "b"})
    ecr = client(aws, "ecr")
    index = ecr.batch_get_image(repositoryName="lite", imageIds=[{"imageTag": "v1"}])["images"][0]
    children = [one["digest"] for one in json.loads(index["imageManifest"])["manifests"]]
    found = ecr.batch_get_image(
        repositoryName="lite", imageIds=[{"imageDigest": digest} for digest in children]
    )
    assert (len(found["images"]), found["failures"]) == (2, [])
    deleted = ecr.batch_delete_image(repositoryName="lite", imageIds=[{"imageDigest": children[0]}])
    assert deleted["failures"][0]["failureCode"] == "ImageReferencedByManifestList"


def test_a_missing_image_and_a_missing_repository_are_told_apart(aws: Aws) -> None:
    aws.push_image("lite", "v1")
    ecr = client(aws, "ecr")
    found = ecr.batch_get_image(
        repositoryName="lite", imageIds=[{"imageTag": "v1"}, {"imageTag": "v2"}]
    )
    assert [one["imageId"]["imageTag"] for one in found["images"]] == ["v1"]
    assert [one["failureCode"] for one in found["failures"]] == ["ImageNotFound"]
    with pytest.raises(ClientError) as missing:
        ecr.batch_get_image(repositoryName="other", imageIds=[{"imageTag": "v1"}])
    assert code(missing.value) == "RepositoryNotFoundException"
    with pytest.raises(ClientError) as absent:
        ecr.describe_images(repositoryName="lite", imageIds=[{"imageTag": "v2"}])
    assert code(absent.value) == "ImageNotFoundException"


def test_images_come_in_pages_and_at_most_a_hundred_are_asked_for(aws: Aws) -> None:
    for number in range(150):
        aws.push_image("lite", f"v{number}")
    ecr = client(aws, "ecr")
    pages = list(ecr.get_paginator("describe_images").paginate(repositoryName="lite"))
    assert [len(page["imageDetails"]) for page in pages] == [100, 50]
    listed = list(ecr.get_paginator("list_images").paginate(repositoryName="lite"))
    assert sum(len(page["imageIds"]) for page in listed) == 150
    with pytest.raises(ClientError) as refused:
        ecr.batch_get_image(
            repositoryName="lite", imageIds=[{"imageTag": f"v{n}"} for n in range(101)]
        )
    assert code(refused.value) == "InvalidParameterException"
