"""References of container images, as task definitions have them once nothing is left to resolve."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen(kw_only=True)
class ImageReference:
    """A reference of a container image.

    `registry` is empty for Docker's own; it may have a port. `tag` and `digest` (`sha256:...`) are
    None where the reference has none; it may have both.
    """

    registry: str
    repository: str
    tag: str | None
    digest: str | None

    @property
    def version(self) -> str | None:
        """The tag, else the digest. With neither there is no version, and never `latest`."""
        return self.tag or self.digest

    @property
    def name(self) -> str:
        """The repository with its registry."""
        return f"{self.registry}/{self.repository}" if self.registry else self.repository


def parse_image(text: str) -> ImageReference:
    """Return the parts of a reference, `[registry/]repository[:tag][@digest]`, whatever they hold.

    The first part of the path is a registry when it has a dot or a port, or is `localhost`, as the
    distribution project's reference grammar says.
    """
    rest, _, digest = text.strip().partition("@")
    folder, slash, last = rest.rpartition("/")
    stem, _, tag = last.partition(":")
    registry, repository = _split_registry(folder + slash + stem)
    return ImageReference(
        registry=registry, repository=repository, tag=tag or None, digest=digest or None
    )


def belongs(image: ImageReference, docker: str) -> bool:
    """Tell whether an image is of the ECR repository of a definition.

    Its repository is that name or ends in it, so that a registry or a mirror's prefix may precede.
    """
    return image.name == docker or image.name.endswith(f"/{docker}")


def images_of(images: Mapping[str, str], docker: str) -> tuple[ImageReference, ...]:
    """Return the images, by container name, that are the artifact's.

    A single container is the artifact's whatever its repository; of several those that belong.
    """
    parsed = tuple(parse_image(images[name]) for name in sorted(images))
    return parsed if len(parsed) == 1 else tuple(one for one in parsed if belongs(one, docker))


def _split_registry(path: str) -> tuple[str, str]:
    first, slash, rest = path.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return first, rest
    return "", path
