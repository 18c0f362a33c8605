"""Identifiers as GitHub and AWS would hand them out, derived from names so that they stay."""

from __future__ import annotations

import base64
import hashlib

ACCOUNT = "123456789012"
REGION = "us-west-2"


def commit(name: str) -> str:
    """Return the 40 hex digits of an invented git commit."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


def hexadecimal(name: str, length: int = 64) -> str:
    """Return lower-case hex digits, at most 64."""
    return hashlib.sha256(name.encode()).hexdigest()[:length]


def number(name: str, below: int) -> int:
    """Return a whole number from 1 to `below`."""
    return int(hexadecimal(name, 8), 16) % below + 1


def suffix(name: str, length: int = 13) -> str:
    """Return the capitals and digits that CloudFormation appends to a name, at most 52."""
    return base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:length]


def uuid(name: str) -> str:
    """Return an invented UUID."""
    digits = hexadecimal(name, 32)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def image_digest(name: str) -> str:
    """Return the digest of an invented image."""
    return f"sha256:{hexadecimal(name)}"


def arn(service: str, resource: str) -> str:
    """Return the ARN of a resource in the account and region of the imaginary organisation."""
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def template_url(bucket: str, key: str) -> str:
    """Return the address of a template in S3."""
    return f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}"
