"""Reading repositories, releases and pull requests; who one is, and how much one may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.sandbox.github import view
from tests.sandbox.github.caller import role
from tests.sandbox.github.exchange import Answer, Request
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import page
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.refusal import not_found
from tests.sandbox.github.release import Release

Order: TypeAlias = Callable[[Pull], tuple[float, int]]


@operation("repos/get")
def get_repository(request: Request) -> Answer:
    subject = request.repository
    body = view.repository(request, subject)
    if subject.parent is not None and not subject.parent.deleted:
        parent = view.repository(request, subject.parent)
        body.update(parent=parent, source=parent)
    return Answer(body=body)


@operation("repos/list-releases")
def list_releases(request: Request) -> Answer:
    writes = request.caller.role(request.repository) == "write"
    found = [each for each in request.repository.releases if writes or not each.draft]
    found.sort(key=lambda each: (each.created, each.id), reverse=True)
    return page(request, found, lambda each: view.release(request, each))


@operation("repos/get-latest-release")
def get_latest_release(request: Request) -> Answer:
    whole = [each for each in request.repository.releases if not each.draft and not each.prerelease]
    chosen = max(whole, key=_lateness, default=None)
    if chosen is None:
        raise not_found()
    return Answer(body=view.release(request, chosen))


def _lateness(release: Release) -> tuple[bool, object, int]:
    return release.latest, release.created, release.id


@operation("repos/get-release-by-tag")
def get_release_by_tag(request: Request) -> Answer:
    published = (each for each in request.repository.releases if not each.draft)
    found = next((each for each in published if each.tag == request.where["tag"]), None)
    if found is None:
        raise not_found()
    return Answer(body=view.release(request, found))


@operation("pulls/list")
def list_pulls(request: Request) -> Answer:
    state = request.query.get("state", "open")
    found = [
        each
        for each in request.repository.pulls.values()
        if state in {"all", "open" if each.is_open else "closed"} and _is_between(request, each)
    ]
    sort = request.query.get("sort", "created")
    otherwise = "desc" if sort == "created" else "asc"
    descending = request.query.get("direction", otherwise) == "desc"
    found.sort(key=_order(sort), reverse=descending)
    return page(request, found, lambda each: view.pull(request, each))


def _is_between(request: Request, pull: Pull) -> bool:
    base, head = request.query.get("base"), request.query.get("head", "")
    if base is not None and pull.base != base:
        return False
    # A head without an owner is ignored.
    return ":" not in head or head == f"{pull.head_repository.owner}:{pull.head}"


def _order(sort: str) -> Order:
    match sort:
        case "updated":
            return lambda pull: (pull.updated.timestamp(), pull.number)
        case "popularity":
            return lambda pull: (len(pull.comments), pull.number)
        case _:
            return lambda pull: (pull.created.timestamp(), pull.number)


@operation("pulls/get")
def get_pull(request: Request) -> Answer:
    found = request.repository.pulls.get(request.number("pull_number"))
    if found is None:
        raise not_found()
    merged = found.merged is not None
    return Answer(
        body={
            **view.pull(request, found),
            "merged": merged,
            "merged_by": view.account(request, found.author) if merged else None,
            "mergeable": found.is_open,
            "mergeable_state": "clean" if found.is_open else "unknown",
            "comments": len(found.comments),
            "commits": 1,
        }
    )


@operation("users/get-authenticated")
def get_authenticated(request: Request) -> Answer:
    account = request.caller.account
    assert account is not None
    own = [
        each
        for each in request.hub.world.repositories.values()
        if role(request.hub.world, account.login, each) is not None
    ]
    return Answer(
        body={
            **view.account(request, account.login),
            "public_repos": sum(not each.private for each in own),
            "total_private_repos": sum(each.private for each in own),
        }
    )


@operation("rate-limit/get")
def get_rate_limit(request: Request) -> Answer:
    rate = request.hub.meter.rate(request.caller, request.now)
    names = ("core", "search", "graphql")
    return Answer(body={"resources": dict.fromkeys(names, rate), "rate": rate})
