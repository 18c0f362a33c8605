"""Lists in pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve

from tests.sandbox.aws.error import AwsError, validation

T = TypeVar("T")


def page(
    items: Sequence[T],
    token: str | None,
    size: int,
    refusal: AwsError = validation("Invalid token"),  # noqa: B008, it's frozen
) -> tuple[Sequence[T], str | None]:
    """Return a page of items and the token of the next, None after the last."""
    start = _start(token, refusal)
    end = start + size
    return items[start:end], (_token(end) if end < len(items) else None)


def _token(start: int) -> str:
    return base64.b64encode(f"sandbox page {start}".encode()).decode()


def _start(token: str | None, refusal: AwsError) -> int:
    if not token:
        return 0
    try:
        return int(base64.b64decode(token, validate=True).decode().rpartition(" ")[2])
    except (binascii.Error, ValueError) as error:
        # An error remembers who raised it: one that is raised twice would keep all of that.
        raise evolve(refusal) from error
