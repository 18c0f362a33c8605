"""ECR: repositories and images."""

from __future__ import annotations

from tests.sandbox.aws.compared.known import Known, Script
from tests.sandbox.aws.compared.said import Calls

API = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/"

MANIFEST = (
    '{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", '
    '"config": {"mediaType": "application/vnd.oci.image.config.v1+json", '
    '"digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", '
    '"size": 2}, "layers": []}'
)


def images(calls: Calls) -> None:
    """Push, find, miss and delete images."""
    lite = {"repositoryName": "lite"}
    v1, v2 = {"imageTag": "v1"}, {"imageTag": "v2"}
    calls("ecr", "batch_get_image", **lite, imageIds=[v1])
    calls("ecr", "describe_images", **lite)
    calls("ecr", "batch_delete_image", **lite, imageIds=[v1])
    calls("ecr", "create_repository", **lite)
    calls("ecr", "create_repository", **lite)
    calls("ecr", "describe_repositories", repositoryNames=["lite"])
    calls("ecr", "describe_repositories", repositoryNames=["other"])
    calls("ecr", "describe_images", **lite)
    calls("ecr", "put_image", **lite, imageManifest=MANIFEST, imageTag="v1")
    found = calls("ecr", "batch_get_image", **lite, imageIds=[v1, v2])
    digest = {"imageDigest": found["images"][0]["imageId"]["imageDigest"]}
    calls("ecr", "batch_get_image", **lite, imageIds=[digest])
    calls("ecr", "batch_get_image", **lite, imageIds=[{"imageDigest": "sha256:" + "0" * 64}])
    calls("ecr", "describe_images", **lite)
    calls("ecr", "describe_images", **lite, imageIds=[v1])
    calls("ecr", "describe_images", **lite, imageIds=[v2])
    calls("ecr", "list_images", **lite)
    calls("ecr", "put_image", **lite, imageManifest=MANIFEST, imageTag="v2")
    calls("ecr", "put_image", **lite, imageManifest=MANIFEST, imageTag="v2")
    calls("ecr", "batch_delete_image", **lite, imageIds=[v1, {"imageTag": "v3"}])
    calls("ecr", "batch_get_image", **lite, imageIds=[v1, v2])
    calls("ecr", "batch_delete_image", **lite, imageIds=[digest])
    calls("ecr", "batch_get_image", **lite, imageIds=[v2])
    calls("ecr", "describe_images", **lite)


SCRIPTS: tuple[Script, ...] = (images,)

KNOWN = (
    Known(
        "images",
        "ecr Batch*Image",
        "image*.imageTag",
        "of an image that was asked for by its digest moto names a tag too, any of several",
    ),
    Known(
        "images",
        "ecr BatchGetImage",
        "failures.*.imageId.image*",
        f"AWS gives the id as it was asked for; moto the tag 'null': {API}API_ImageFailure.html",
    ),
    Known(
        "images",
        "ecr DescribeImages",
        "imageDetails.*.imageSizeInBytes",
        "the size of layers, which neither has",
    ),
)
