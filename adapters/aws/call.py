"""A call to AWS within a capture: tried until its deadline, page by page, its errors translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from attrs import frozen

from kayron.adapters.aws.error import FAILURES, AwsRefusal, refusal, wait_of
from kayron.adapters.job import CaptureError
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Unknown

T = TypeVar("T")

Data: TypeAlias = Mapping[str, Any]
"""What a client returns: AWS's names, and values of the types that its service model says."""

Method: TypeAlias = Callable[..., Data]
"""A method of a client, which takes AWS's parameters by name."""


@frozen(kw_only=True)
class Pages:
    """How an operation gives its lists: the member that has the items, and those with tokens.

    An answer without the list has an empty one: AWS's XML may leave it out, and what was cut short
    is no XML.
    """

    items: str
    given: str
    sent: str


@frozen(kw_only=True)
class Caller:
    """Calls one service for one capture. `prefix` is the service's in names of IAM actions."""

    prefix: str
    patience: Patience

    def call(self, operation: str, method: Method, **parameters: object) -> Data:
        """Return an answer; raise `AwsRefusal`, or `CaptureError` where no call would get one."""
        return self.attempt(operation, lambda: method(**parameters))

    def attempt(self, operation: str, reading: Callable[[], T]) -> T:
        """Return what some reading of an answer gives; raise as `call` does."""
        action = f"{self.prefix}:{operation}"
        if not self.patience.left:
            raise AwsRefusal(action, "was not called: the deadline has passed")
        try:
            return self.patience.retrying(reading, wait_of)
        except FAILURES as error:
            refused = refusal(action, error)
            # A traceback must not show what AWS says of a signature: the session token is in it.
            raise refused from None if isinstance(refused, CaptureError) else error

    def items(
        self, operation: str, method: Method, pages: Pages, **parameters: object
    ) -> Iterator[Data]:
        """Yield the items of a list, page by page to its end; raise as `call` does."""
        following: dict[str, object] = {}
        while True:
            page = self.call(operation, method, **parameters, **following)
            yield from page.get(pages.items, ())
            if not page.get(pages.given):
                return
            following = {pages.sent: page[pages.given]}


def answered(reading: Callable[[], T]) -> T | Unknown:
    """Return what was read, or why nothing could be."""
    try:
        return reading()
    except AwsRefusal as refused:
        return Unknown(str(refused))
    except KeyError as missing:
        return Unknown(f"AWS's answer has no {missing}")


def unless(gone: Callable[[AwsRefusal], bool], reading: Callable[[], T]) -> T | Absent:
    """Return what was read, or absence where that is what the refusal proves."""
    try:
        return reading()
    except AwsRefusal as refused:
        if gone(refused):
            return Absent()
        raise


def batches(items: Iterable[str], most: int) -> Iterator[tuple[str, ...]]:
    """Yield items in order, as many at once as a call may have."""
    ordered = tuple(sorted(items))
    for start in range(0, len(ordered), most):
        yield ordered[start : start + most]
