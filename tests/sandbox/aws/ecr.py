"""Amazon ECR: repositories and images by the digest of their manifest's bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.image import MANIFEST, Image, Repository, delete, image_of, in_order
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.wire import Data

MOST_IDS = 100
PAGE = 100
"""maxResults where none is given, and its highest value for ids;
https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html"""

NO_TOKEN = AwsError("InvalidParameterException", "Invalid parameter: nextToken")


class Ecr:
    """The registry of one account and region."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.repositories: dict[str, Repository] = {}
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "BatchDeleteImage": self._batch_delete_image,
            "BatchGetImage": self._batch_get_image,
            "CreateRepository": self._create_repository,
            "DescribeImages": self._describe_images,
            "DescribeRepositories": self._describe_repositories,
            "ListImages": self._list_images,
            "PutImage": self._put_image,
        }

    def push(self, repository: str, manifest: str, media_type: str, tag: str | None) -> Image:
        """Put an image in place, with a repository where there is none."""
        if repository not in self.repositories:
            self._create_repository({"repositoryName": repository})
        image = Image(
            digest="sha256:" + hashlib.sha256(manifest.encode()).hexdigest(),
            manifest=manifest,
            media_type=media_type,
            pushed=self._place.now(),
        )
        return self.repositories[repository].put(image, tag)

    def _repository(self, data: Data) -> Repository:
        name = data["repositoryName"]
        if name not in self.repositories:
            raise AwsError(
                "RepositoryNotFoundException",
                f"The repository with name '{name}' does not exist in the registry with id "
                f"'{self._place.account}'",
            )
        return self.repositories[name]

    def _create_repository(self, data: Data) -> Data:
        name = data["repositoryName"]
        if name in self.repositories:
            raise AwsError(
                "RepositoryAlreadyExistsException",
                f"The repository with name '{name}' already exists in the registry with id "
                f"'{self._place.account}'",
            )
        self.repositories[name] = Repository(name=name, created=self._place.now())
        return {"repository": self._described(self.repositories[name])}

    def _described(self, repository: Repository) -> Data:
        account, region = self._place.account, self._place.region
        return {
            "repositoryArn": self._place.arn("ecr", f"repository/{repository.name}"),
            "registryId": account,
            "repositoryName": repository.name,
            "repositoryUri": f"{account}.dkr.ecr.{region}.amazonaws.com/{repository.name}",
            "createdAt": repository.created,
            "imageTagMutability": "MUTABLE",
            "imageScanningConfiguration": {"scanOnPush": False},
            "encryptionConfiguration": {"encryptionType": "AES256"},
        }

    def _describe_repositories(self, data: Data) -> Data:
        names = data.get("repositoryNames") or sorted(self.repositories)
        found = [self._described(self._repository({"repositoryName": name})) for name in names]
        return self._paged("repositories", found, data)

    def _describe_images(self, data: Data) -> Data:
        repository = self._repository(data)
        images = [
            self._detail(repository, image)
            for image in in_order(repository)
            if _wanted(bool(repository.tags_of(image.digest)), data)
        ]
        if data.get("imageIds"):
            images = [self._detail(repository, self._found(repository, one))
                      for one in _limited(data["imageIds"])]  # fmt: skip
        return self._paged("imageDetails", images, data)

    def _detail(self, repository: Repository, image: Image) -> Data:
        tags = repository.tags_of(image.digest)
        return {
            "registryId": self._place.account,
            "repositoryName": repository.name,
            "imageDigest": image.digest,
            "imageSizeInBytes": len(image.manifest),
            "imagePushedAt": image.pushed,
            "imageManifestMediaType": image.media_type,
            **({"imageTags": tags} if tags else {}),
        }

    def _found(self, repository: Repository, wanted: Data) -> Image:
        image = image_of(repository, wanted)
        if image is None:
            digest, tag = wanted.get("imageDigest", "null"), wanted.get("imageTag", "null")
            raise AwsError(
                "ImageNotFoundException",
                f"The image with imageId {{imageDigest:'{digest}', imageTag:'{tag}'}} does not "
                f"exist within the repository with name '{repository.name}' in the registry with "
                f"id '{self._place.account}'",
            )
        return image

    def _list_images(self, data: Data) -> Data:
        repository = self._repository(data)
        ids: list[Data] = []
        for image in in_order(repository):
            tags = repository.tags_of(image.digest)
            if _wanted(bool(tags), data):
                named = [{"imageDigest": image.digest, "imageTag": tag} for tag in tags]
                ids += named or [{"imageDigest": image.digest}]
        return self._paged("imageIds", ids, data)

    def _paged(self, name: str, items: list[Data], data: Data) -> Data:
        size = data.get("maxResults", PAGE)
        size = min(size, self._place.pace.page or size)
        items_of_page, token = page(items, data.get("nextToken"), size, NO_TOKEN)
        return {name: list(items_of_page), **({"nextToken": token} if token else {})}

    def _batch_get_image(self, data: Data) -> Data:
        repository = self._repository(data)
        images, failures = [], []
        for wanted in _limited(data["imageIds"]):
            image = image_of(repository, wanted)
            if image is None:
                failures.append(
                    {
                        "imageId": wanted,
                        "failureCode": "ImageNotFound",
                        "failureReason": "Requested image not found",
                    }
                )
                continue
            images.append(
                {
                    "registryId": self._place.account,
                    "repositoryName": repository.name,
                    "imageId": {"imageDigest": image.digest, **_tag(wanted)},
                    "imageManifest": image.manifest,
                    "imageManifestMediaType": image.media_type,
                }
            )
        return {"images": images, "failures": failures}

    def _put_image(self, data: Data) -> Data:
        repository = self._repository(data)
        manifest, tag = data["imageManifest"], data.get("imageTag")
        media_type = data.get("imageManifestMediaType", MANIFEST)
        before = dict(repository.tags)
        image = self.push(repository.name, manifest, media_type, tag)
        if tag is not None and before == repository.tags:
            raise AwsError(
                "ImageAlreadyExistsException",
                f"Image with digest '{image.digest}' and tag '{tag}' already exists in the "
                f"repository with name '{repository.name}' in registry with id "
                f"'{self._place.account}'",
            )
        return {
            "image": {
                "registryId": self._place.account,
                "repositoryName": repository.name,
                "imageId": {"imageDigest": image.digest, **_tag(data)},
                "imageManifest": image.manifest,
                "imageManifestMediaType": image.media_type,
            }
        }

    def _batch_delete_image(self, data: Data) -> Data:
        repository = self._repository(data)
        deleted, failures = [], []
        for wanted in _limited(data["imageIds"]):
            image, failure = image_of(repository, wanted), delete(repository, wanted)
            if image is not None and failure is None:
                deleted.append({"imageDigest": image.digest, **_tag(wanted)})
            elif failure is not None:
                code, reason = failure
                failures.append({"imageId": wanted, "failureCode": code, "failureReason": reason})
        return {"imageIds": deleted, "failures": failures}


def _tag(data: Data) -> Data:
    return {"imageTag": data["imageTag"]} if data.get("imageTag") else {}


def _wanted(tagged: bool, data: Data) -> bool:  # noqa: FBT001, one of two statuses
    status: str = data.get("filter", {}).get("tagStatus", "ANY")
    return status == "ANY" or tagged == (status == "TAGGED")


def _limited(ids: list[Data]) -> list[Data]:
    if not 1 <= len(ids) <= MOST_IDS:
        raise AwsError(
            "InvalidParameterException",
            "Invalid parameter at 'imageIds' failed to satisfy constraint: 'Member must have "
            f"length less than or equal to {MOST_IDS}'",
        )
    return ids
