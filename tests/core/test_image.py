"""References of container images."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.image import ImageReference, belongs, images_of, parse_image

DIGEST = "sha256:" + "0123456789abcdef" * 4


def reference(
    repository: str, *, registry: str = "", tag: str | None = None, digest: str | None = None
) -> ImageReference:
    return ImageReference(registry=registry, repository=repository, tag=tag, digest=digest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lite", reference("lite")),
        ("lite:v1", reference("lite", tag="v1")),
        ("team/lite:v1", reference("team/lite", tag="v1")),
        ("localhost/lite:v1", reference("lite", registry="localhost", tag="v1")),
        ("localhost:5000/lite", reference("lite", registry="localhost:5000")),
        ("registry:5000/team/lite:v1", reference("team/lite", registry="registry:5000", tag="v1")),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/lite:v1",
            reference("lite", registry="123456789012.dkr.ecr.eu-west-1.amazonaws.com", tag="v1"),
        ),
        (f"lite@{DIGEST}", reference("lite", digest=DIGEST)),
        (
            f"ghcr.io/team/lite:v1@{DIGEST}",
            reference("team/lite", registry="ghcr.io", tag="v1", digest=DIGEST),
        ),
        ("lite:", reference("lite")),
        ("lite@", reference("lite")),
        (" lite:v1\n", reference("lite", tag="v1")),
        ("", reference("")),
    ],
)
def test_a_reference_has_its_parts(text: str, expected: ImageReference) -> None:
    assert parse_image(text) == expected


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("lite:v1", "v1"),
        (f"lite@{DIGEST}", DIGEST),
        (f"lite:v1@{DIGEST}", "v1"),
        ("registry:5000/lite", None),
        ("lite:", None),
    ],
)
def test_the_version_is_the_tag_else_the_digest_and_never_latest(
    text: str, version: str | None
) -> None:
    assert parse_image(text).version == version


PATHS = st.lists(st.from_regex("[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=3)
REGISTRIES = st.sampled_from(["", "localhost", "registry:5000", "ghcr.io", "a.b.example.org:443"])
TAGS = st.none() | st.from_regex("[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}", fullmatch=True)


@given(REGISTRIES, PATHS, TAGS, st.none() | st.just(DIGEST))
def test_a_reference_that_is_put_together_comes_apart_again(
    registry: str, path: list[str], tag: str | None, digest: str | None
) -> None:
    repository = "/".join(path)
    text = f"{registry}/{repository}" if registry else repository
    text += f":{tag}" if tag else ""
    text += f"@{digest}" if digest else ""
    assert parse_image(text) == reference(
        repository.removeprefix("localhost/"),
        registry="localhost" if not registry and path[0] == "localhost" and path[1:] else registry,
        tag=tag,
        digest=digest,
    )


@given(st.text(max_size=60))
def test_any_text_has_parts(text: str) -> None:
    assert isinstance(parse_image(text), ImageReference)


@pytest.mark.parametrize(
    ("text", "docker", "expected"),
    [
        ("lite:v1", "lite", True),
        ("registry:5000/lite:v1", "lite", True),
        ("ghcr.io/mirror/lite", "lite", True),
        ("ghcr.io/team/lite", "team/lite", True),
        ("example.org/lite", "example.org/lite", True),
        ("satellite:v1", "lite", False),
        ("lite/agent:v1", "lite", False),
        ("other:lite", "lite", False),
    ],
)
def test_an_image_belongs_to_the_repository_that_its_path_ends_in(
    text: str, docker: str, *, expected: bool
) -> None:
    assert belongs(parse_image(text), docker) is expected


def test_of_several_containers_those_of_the_repository_are_the_artifact_s() -> None:
    found = images_of({"app": "ghcr.io/lite:v1", "agent": "datadog/agent:7"}, "lite")
    assert found == (parse_image("ghcr.io/lite:v1"),)


def test_a_single_container_is_the_artifact_s_whatever_its_repository() -> None:
    assert images_of({"app": "mirror:v1"}, "lite") == (parse_image("mirror:v1"),)


def test_no_container_has_no_image() -> None:
    assert images_of({}, "lite") == ()
