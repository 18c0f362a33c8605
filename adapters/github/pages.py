"""Lists of several pages, which may shift while they are read.

When something closes, what comes after it moves to an earlier page, maybe to one that was read
already. A list is whole when a pass over all its pages finds each as it was found before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import frozen

from kayron.adapters.github.client import Page, Seen
from kayron.adapters.github.refusal import Refusal
from kayron.core.fact import Unknown

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PASSES = 5
"""A list that changes during each of so many passes is busier than we can read."""

PER_PAGE = 100
"""GitHub's most. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api"""


@frozen(kw_only=True)
class Listed(Generic[T_co]):
    """The items that were read, and whether these are proved to be all.

    An item that moved while the list was read may be there twice, the newer one later. `refusal`
    is why `complete` is unknown.
    """

    complete: bool | Unknown
    items: tuple[T_co, ...]
    refusal: Refusal | None = None


@frozen(kw_only=True)
class _Pass(Generic[T_co]):
    items: tuple[T_co, ...]
    proof: bool
    refusal: Refusal | None = None


def read_list(page: Callable[[int], Seen[Page[T]]]) -> Listed[T]:
    """Return the items of a list, of which `page` reads one page, counted from 1."""
    before: tuple[T, ...] = ()
    for _ in range(PASSES):
        found = _passed(page)
        if found.refusal is not None:
            return Listed(
                complete=Unknown(found.refusal.reason),
                items=before + found.items,
                refusal=found.refusal,
            )
        if found.proof:
            return Listed(complete=True, items=found.items)
        before = found.items
    return Listed(complete=False, items=before)


def _passed(page: Callable[[int], Seen[Page[T]]]) -> _Pass[T]:
    """Read all pages once. One page is a proof by itself, for nothing can move between pages."""
    items: tuple[T, ...] = ()
    new, number, more = False, 0, True
    while more:
        number += 1
        try:
            seen = page(number)
        except Refusal as refusal:
            return _Pass(items=items, proof=False, refusal=refusal)
        items += seen.value.items
        new, more = new or seen.new, seen.value.more
    return _Pass(items=items, proof=number == 1 or not new)
