"""Reads the digests of images from ECR."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Lock
from typing import Protocol

from attrs import field, frozen

from kayron.adapters.aws.call import Caller, Data, answered, batches, unless
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.every import AnyNeed

MOST_IMAGES = 100
"""In one call, of one repository.

Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
"""

MEDIA_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
"""Of images and of indexes, for which ECR would else answer with one image or with none.

Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html
"""

NO_REPOSITORY = "RepositoryNotFoundException"
NO_IMAGE = "ImageNotFound"


class EcrClient(Protocol):
    """The call that is used."""

    def batch_get_image(self, **parameters: object) -> Data:
        """Return images of one repository."""


class Ecr:
    """Answers for images; remembers those that are there, as long as every capture asks for them.

    An image that nobody asks for may be deleted, and be asked for again later. One that somebody
    does ask for may be deleted all the same: before anything is put in place, `forget`.
    """

    def __init__(self, client: Callable[[], EcrClient]) -> None:
        self._client = client
        self._lock = Lock()
        self._known: dict[ImageDigest, str] = {}
        self._asked: set[ImageDigest] = set()
        self._patience: Patience | None = None

    def forget(self) -> None:
        """Remember nothing, so that the next capture asks for every image."""
        with self._lock:
            self._known.clear()

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return the digests of images that are known to exist."""
        mine = [need for need in needs if isinstance(need, ImageDigest)]
        with self._lock:
            self._asked.update(mine)
            return {need: self._known[need] for need in mine if need in self._known}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for every hundred tags of a repository."""
        self._begin(patience)
        tags: dict[str, list[str]] = {}
        for need in needs:
            if isinstance(need, ImageDigest):
                tags.setdefault(need.repository, []).append(need.tag)
        if not tags:
            return []
        reader = _Reader(client=self._client(), caller=Caller(prefix="ecr", patience=patience))
        return [
            self._job(reader, repository, some)
            for repository in sorted(tags)
            for some in batches(tags[repository], MOST_IMAGES)
        ]

    def _begin(self, patience: Patience) -> None:
        """Forget what the last capture did not ask for; every capture has a patience of its own.

        The first wave of a capture needs calls, and no images.
        """
        with self._lock:
            if patience is not self._patience:
                self._known = {
                    need: self._known[need] for need in self._known if need in self._asked
                }
                self._asked.clear()
                self._patience = patience

    def _job(self, reader: _Reader, repository: str, tags: tuple[str, ...]) -> Job:
        needs = {tag: ImageDigest(repository=repository, tag=tag) for tag in tags}

        def run() -> Results:
            found = answered(lambda: unless(_gone, lambda: reader.digests(repository, tags)))
            if isinstance(found, Absent | Unknown):
                return dict.fromkeys(needs.values(), found)
            there = {needs[tag]: one for tag, one in found.items() if isinstance(one, str)}
            with self._lock:
                self._known |= there
            return {need: found.get(tag, NOT_TOLD) for tag, need in needs.items()}

        return Job(needs=tuple(needs.values()), run=run)


NOT_TOLD = Unknown("ecr:BatchGetImage says nothing of it")


@frozen(kw_only=True)
class _Reader:
    client: EcrClient = field(eq=False)
    caller: Caller

    def digests(self, repository: str, tags: Iterable[str]) -> Mapping[str, Fact[str]]:
        """Return the digests by tag."""
        answer = self.caller.call(
            "BatchGetImage",
            self.client.batch_get_image,
            repositoryName=repository,
            imageIds=[{"imageTag": tag} for tag in tags],
            acceptedMediaTypes=list(MEDIA_TYPES),
        )
        failures = answer.get("failures", ())
        return {
            **{one["imageId"]["imageTag"]: _failure(one["failureCode"]) for one in failures},
            **{one["imageId"]["imageTag"]: one["imageId"]["imageDigest"]
               for one in answer["images"]},
        }  # fmt: skip


def _failure(code: str) -> Absent | Unknown:
    return Absent() if code == NO_IMAGE else Unknown(f"ecr:BatchGetImage failed: {code}")


def _gone(refused: AwsRefusal) -> bool:
    return refused.code == NO_REPOSITORY
