"""Images as text: where the tag starts, and whose repository it is, whatever is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.template.image_text import is_of, repository, tag_start

PREFIXES = st.sampled_from(
    ["", "team/", "123.dkr.ecr.eu-west-1.amazonaws.com/", "localhost:5000/", "${Registry}/"]
)

NAMES = st.sampled_from(["lite", "my-lite", "lite-api", "literal", "${Name}lite"])

TAGS = st.sampled_from(["", ":v1.0.0", ":${Version}", f"@sha256:{'0' * 64}", ":v1@sha256:0a"])


@given(PREFIXES, NAMES, TAGS)
def test_fault_11_only_the_tag_or_digest_is_what_comes_after_the_name(
    prefix: str, name: str, tag: str
) -> None:
    if "$" in name and not tag:
        assert tag_start(f"{prefix}{name}") is None
    else:
        assert repository(f"{prefix}{name}{tag}") == f"{prefix}{name}"


@given(PREFIXES, NAMES, TAGS.filter(bool))
def test_fault_10_an_image_is_of_a_repository_by_its_whole_name(
    prefix: str, name: str, tag: str
) -> None:
    assert is_of(f"{prefix}{name}{tag}", "lite") == (name == "lite")
