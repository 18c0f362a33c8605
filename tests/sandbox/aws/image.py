"""Images in a repository: by the digest of their manifest's bytes, and by tag."""

from __future__ import annotations

import json
from datetime import datetime

from attrs import define, field, frozen

from tests.sandbox.aws.wire import Data

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


@frozen(kw_only=True)
class Image:
    """An image or an index: what was pushed, and when."""

    digest: str
    manifest: str
    media_type: str
    pushed: datetime


@define(kw_only=True)
class Repository:
    """A repository: images by digest, digests by tag."""

    name: str
    created: datetime
    images: dict[str, Image] = field(factory=dict)
    tags: dict[str, str] = field(factory=dict)

    def put(self, image: Image, tag: str | None) -> Image:
        """Keep an image and let a tag lead to it; the same bytes are the same image."""
        image = self.images.setdefault(image.digest, image)
        if tag is not None:
            self.tags[tag] = image.digest
        return image

    def tags_of(self, digest: str) -> list[str]:
        """Return the tags of an image in order."""
        return sorted(tag for tag, to in self.tags.items() if to == digest)


def in_order(repository: Repository) -> list[Image]:
    """Return a repository's images by digest."""
    return sorted(repository.images.values(), key=lambda image: image.digest)


def image_of(repository: Repository, wanted: Data) -> Image | None:
    """Return the image of an id: a tag, a digest, or both, which must agree."""
    digest, tag = wanted.get("imageDigest"), wanted.get("imageTag")
    if tag is not None and (digest is None or repository.tags.get(tag) == digest):
        digest = repository.tags.get(tag)
    elif tag is not None:
        digest = None
    return repository.images.get(digest or "")


def delete(repository: Repository, wanted: Data) -> tuple[str, str] | None:
    """Delete an image, or a tag of one that has others; return why not."""
    image = image_of(repository, wanted)
    if image is None:
        return "ImageNotFound", "Requested image not found"
    tag = wanted.get("imageTag")
    if tag is not None:
        del repository.tags[tag]
        if repository.tags_of(image.digest):
            return None
    if any(image.digest in children(other) for other in repository.images.values()):
        return "ImageReferencedByManifestList", "Image is referenced by manifest list"
    del repository.images[image.digest]
    repository.tags = {name: to for name, to in repository.tags.items() if to != image.digest}
    return None


def children(image: Image) -> frozenset[str]:
    """Return the digests that an index holds; an image holds none."""
    if image.media_type != INDEX:
        return frozenset()
    return frozenset(child["digest"] for child in json.loads(image.manifest)["manifests"])
