"""What a region's name tells: its partition and its URL suffix."""

from __future__ import annotations

PARTITIONS = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
    ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
    ("", "aws", "amazonaws.com"),
)
"""Beginning of the region, partition, URL suffix; the first that fits counts.
Source: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json"""

SUFFIXES = tuple(sorted({suffix for _, _, suffix in PARTITIONS}))


def partition_of(region: str) -> str:
    """Return the value of `AWS::Partition` in a region."""
    return next(partition for start, partition, _ in PARTITIONS if region.startswith(start))


def suffix_of(region: str) -> str:
    """Return the value of `AWS::URLSuffix` in a region."""
    return next(suffix for start, _, suffix in PARTITIONS if region.startswith(start))
