"""Lists in pages, with the links from one to the next.

GitHub's links lead to `/repositories/ID/...`; more than 100 a page are 100, as documented in
https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from tests.sandbox.github.exchange import Answer, Request

T = TypeVar("T")

LARGEST = 100
USUAL = 30


def page(request: Request, things: Sequence[T], view: Callable[[T], object]) -> Answer:
    """Return the page of a list that a request asks for."""
    chosen, headers = part(request, things)
    return Answer(body=[view(each) for each in chosen], headers=headers)


def part(request: Request, things: Sequence[T]) -> tuple[Sequence[T], dict[str, str]]:
    """Return the things of the page that a request asks for, and the header with the links."""
    size = min(_positive(request.query.get("per_page"), USUAL), LARGEST)
    number = _positive(request.query.get("page"), 1)
    last = max(1, -(-len(things) // size))
    return things[(number - 1) * size : number * size], _links(request, number, last)


def _links(request: Request, number: int, last: int) -> dict[str, str]:
    there = {}
    if number > 1:
        there["prev"] = min(number - 1, last)
    if number < last:
        there.update(next=number + 1, last=last)
    if number > 1:
        there["first"] = 1
    links = [f'<{_link(request, to)}>; rel="{name}"' for name, to in there.items()]
    return {"Link": ", ".join(links)} if links else {}


def _link(request: Request, number: int) -> str:
    path = request.path
    if request.named is not None:
        inside = "/".join(path.split("/")[4:])
        path = f"/repositories/{request.named.id}/{inside}"
    return f"{request.base}{path}?{urlencode({**request.query, 'page': str(number)})}"


def _positive(text: str | None, otherwise: int) -> int:
    number = int(text) if text is not None and text.isdecimal() else 0
    return number or otherwise
