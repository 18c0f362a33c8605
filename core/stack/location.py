"""Where templates lie: the URLs of S3 objects, and the keys of our templates in the bucket."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from attrs import frozen

from kayron.core.stack.region import SUFFIXES, suffix_of

ROOT_FILE = "index.yaml"
"""The path of the root template below `cloudformation/`."""

DIGEST = re.compile(r"\.[0-9a-f]{64}(?=(\.[^./]*)?$)")

HOST = re.compile(
    r"""(?:(?P<bucket>[a-z0-9][a-z0-9.-]*?)\.)?      # virtual-hosted style; path style has none
        s3(?:-fips)?
        (?:[.-](?:dualstack\.)?[a-z0-9-]+)?          # the region, behind a dash in old URLs
        \.(?:SUFFIXES)""".replace("SUFFIXES", "|".join(map(re.escape, SUFFIXES))),
    re.VERBOSE,
)


@frozen
class Location:
    """An object in S3."""

    bucket: str
    key: str


def is_url(text: str) -> bool:
    """Tell whether CloudFormation would take the text for the URL of a template: only https is."""
    return text.lower().startswith("https://")


def locate(url: str) -> Location | None:
    """Return the S3 object that a URL names, or None where it names something else.

    Virtual-hosted and path style, with and without a region, dual-stack ones too. A URL with a
    query names one version of an object, which is another thing.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    """
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    match = HOST.fullmatch(host.lower())
    if scheme.lower() != "https" or match is None or "?" in path or "#" in path:
        return None
    if match["bucket"] is not None:
        return Location(match["bucket"], unquote(path))
    bucket, _, key = path.partition("/")
    return Location(bucket, unquote(key))


def url(bucket: str, region: str, key: str) -> str:
    """Return the URL of an object as every region has it: virtual-hosted, with the region.

    A bucket with a dot in its name, which no certificate of S3 covers, gets path style.
    """
    host = f"s3.{region}.{suffix_of(region)}"
    if "." in bucket:
        return f"https://{host}/{bucket}/{quote(key)}"
    return f"https://{bucket}.{host}/{quote(key)}"


def content_key(environment: str, path: str, digest: str) -> str:
    """Return the write-once key of a template: `<environment>/<path stem>.<digest>.<ext>`."""
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not stem:
        return f"{environment}/{path}.{digest}"
    return f"{environment}/{folder}{slash}{stem}.{digest}{dot}{extension}"


def plain_key(environment: str, path: str) -> str:
    """Return the key of a template by its path alone, which each update overwrites."""
    return f"{environment}/{path}"


def path_of_key(environment: str, key: str) -> str | None:
    """Return the path of the template that a key of either kind is for, None for other keys."""
    if not key.startswith(f"{environment}/"):
        return None
    return DIGEST.sub("", key.removeprefix(f"{environment}/"))


def outcomes_key(environment: str, stack: str) -> str:
    """Return the key of the outcomes record of a root stack."""
    return f"{environment}/{stack}.outcomes.json"


def lease_key(environment: str, stack: str) -> str:
    """Return the key of the lease of a root stack."""
    return f"{environment}/{stack}.lease.json"
