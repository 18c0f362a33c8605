from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.stack.location import (
    Location,
    content_key,
    is_url,
    lease_key,
    locate,
    outcomes_key,
    path_of_key,
    plain_key,
    url,
)
from kayron.core.stack.region import partition_of, suffix_of

DIGEST = "0123456789abcdef" * 4

KEYS = st.text(min_size=1, max_size=20).filter(lambda key: not key.startswith("/"))

BUCKETS = st.from_regex(r"[a-z0-9][a-z0-9-]{1,10}(\.[a-z0-9-]{2,5})?[a-z0-9]", fullmatch=True)

REGIONS = st.sampled_from(
    ["us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1"]
)


@pytest.mark.parametrize(
    "text",
    [
        "https://templates.s3.us-west-2.amazonaws.com/testing/lite.yaml",
        "https://templates.s3.amazonaws.com/testing/lite.yaml",
        "https://templates.s3-us-west-2.amazonaws.com/testing/lite.yaml",
        "https://templates.s3.dualstack.us-west-2.amazonaws.com/testing/lite.yaml",
        "https://templates.s3-fips.us-west-2.amazonaws.com/testing/lite.yaml",
        "https://templates.s3.cn-north-1.amazonaws.com.cn/testing/lite.yaml",
        "https://s3.us-west-2.amazonaws.com/templates/testing/lite.yaml",
        "https://s3-us-west-2.amazonaws.com/templates/testing/lite.yaml",
        "https://s3.dualstack.us-west-2.amazonaws.com/templates/testing/lite.yaml",
        "https://s3.amazonaws.com/templates/testing/lite.yaml",
        "HTTPS://TEMPLATES.S3.us-west-2.amazonaws.com/testing/lite.yaml",
    ],
)
def test_every_style_of_url_names_the_same_object(text: str) -> None:
    assert locate(text) == Location("templates", "testing/lite.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/testing/lite.yaml",
        "https://templates.s3-website.us-west-2.amazonaws.com/lite.yaml",
        "https://templates.s3.us-west-2.amazonaws.com/lite.yaml?versionId=3",
        "https://templates.s3.us-west-2.amazonaws.com/lite.yaml#top",
        "http://templates.s3.us-west-2.amazonaws.com/lite.yaml",
        "s3://templates/lite.yaml",
        "",
    ],
)
def test_what_is_no_plain_object_of_s3_is_foreign(text: str) -> None:
    assert locate(text) is None


def test_a_bucket_may_look_like_a_host_of_s3() -> None:
    assert locate("https://a.s3.b.s3.eu-west-1.amazonaws.com/k") == Location("a.s3.b", "k")


@given(BUCKETS, REGIONS, KEYS)
def test_a_url_of_ours_names_the_object_that_it_was_made_for(
    bucket: str, region: str, key: str
) -> None:
    assert locate(url(bucket, region, key)) == Location(bucket, key)


def test_a_url_is_virtual_hosted_and_has_the_region() -> None:
    assert (
        url("templates", "us-west-2", "testing/a b.yaml")
        == "https://templates.s3.us-west-2.amazonaws.com/testing/a%20b.yaml"
    )


def test_a_bucket_with_a_dot_has_its_name_in_the_path() -> None:
    assert (
        url("my.bucket", "cn-north-1", "k") == "https://s3.cn-north-1.amazonaws.com.cn/my.bucket/k"
    )


def test_only_https_is_a_url_for_cloudformation() -> None:
    assert is_url("https://x")
    assert not is_url("./lite.yaml")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("index.yaml", f"testing/index.{DIGEST}.yaml"),
        ("api/lite.json", f"testing/api/lite.{DIGEST}.json"),
        ("a.b.template", f"testing/a.b.{DIGEST}.template"),
        ("lite", f"testing/lite.{DIGEST}"),
        ("v1.2/lite", f"testing/v1.2/lite.{DIGEST}"),
        (".yaml", f"testing/.yaml.{DIGEST}"),
    ],
)
def test_a_content_addressed_key_holds_stem_digest_and_extension(path: str, key: str) -> None:
    assert content_key("testing", path, DIGEST) == key
    assert path_of_key("testing", key) == path


def test_a_plain_key_is_the_path_below_the_environment() -> None:
    assert plain_key("testing", "api/lite.yaml") == "testing/api/lite.yaml"
    assert path_of_key("testing", "testing/api/lite.yaml") == "api/lite.yaml"


def test_a_key_of_another_environment_is_for_no_path_of_ours() -> None:
    assert path_of_key("testing", "production/index.yaml") is None


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("us-west-2", "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
    ],
)
def test_a_region_lies_in_its_partition(region: str, partition: str, suffix: str) -> None:
    assert (partition_of(region), suffix_of(region)) == (partition, suffix)


def test_each_stack_has_a_lease_and_an_outcomes_record_of_its_own() -> None:
    assert lease_key("testing", "acme") == "testing/acme.lease.json"
    assert outcomes_key("testing", "acme") == "testing/acme.outcomes.json"
