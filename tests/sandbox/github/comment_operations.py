"""Conversations of pull requests."""

from __future__ import annotations

from datetime import datetime

from tests.sandbox.github import view
from tests.sandbox.github.caller import Caller, role
from tests.sandbox.github.exchange import Answer, Request
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import page
from tests.sandbox.github.pull import Comment, Pull
from tests.sandbox.github.refusal import Refusal, invalid, not_found

LONGEST = 65_536
"""Characters of a comment."""

LOCKING_DOCS = "https://docs.github.com/articles/locking-conversations/"


@operation("issues/list-comments")
def list_comments(request: Request) -> Answer:
    pull = _conversation(request)
    since = _since(request)
    found = [each for each in pull.comments.values() if since is None or each.updated >= since]
    return page(request, found, lambda each: view.comment(request, each, pull))


@operation("issues/create-comment")
def create_comment(request: Request) -> Answer:
    pull = _conversation(request)
    caller = request.caller
    if pull.locked and not _may_always_write(caller, pull):
        raise Refusal(
            status=403,
            message="Unable to create comment because issue is locked.",
            link=LOCKING_DOCS,
        )
    assert caller.account is not None
    app = request.hub.apps.apps.get(caller.app)
    created = pull.comment(
        _text(request),
        author=caller.account.login if app is None else "",
        app=None if app is None else app.slug,
        time=request.now,
    )
    shown = view.comment(request, created, pull)
    return Answer(status=201, body=shown, headers={"Location": str(shown["url"])})


@operation("issues/get-comment")
def get_comment(request: Request) -> Answer:
    comment, pull = _comment(request)
    return Answer(body=view.comment(request, comment, pull))


@operation("issues/update-comment")
def update_comment(request: Request) -> Answer:
    comment, pull = _comment(request)
    _refuse_others(request, comment, pull)
    pull.edit(comment, _text(request), request.now)
    return Answer(body=view.comment(request, comment, pull))


@operation("issues/delete-comment")
def delete_comment(request: Request) -> Answer:
    comment, pull = _comment(request)
    _refuse_others(request, comment, pull)
    pull.remove(comment)
    return Answer(status=204)


def _conversation(request: Request) -> Pull:
    found = request.repository.pulls.get(request.number("issue_number"))
    if found is None:
        raise not_found()
    return found


def _comment(request: Request) -> tuple[Comment, Pull]:
    number = request.number("comment_id")
    for pull in request.repository.pulls.values():
        if number in pull.comments:
            return pull.comments[number], pull
    raise not_found()


def _text(request: Request) -> str:
    body = str(request.body["body"])
    resource = {"resource": "IssueComment"}
    if not body.strip():
        raise invalid({**resource, "field": "body", "code": "missing_field"})
    if len(body) > LONGEST:
        message = f"body is too long (maximum is {LONGEST} characters)"
        raise invalid({**resource, "field": "body", "code": "custom", "message": message})
    return body


def _since(request: Request) -> datetime | None:
    text = request.query.get("since")
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid({"resource": "IssueComment", "field": "since", "code": "invalid"}) from error


def _refuse_others(request: Request, comment: Comment, pull: Pull) -> None:
    """Raise unless the caller wrote the comment or may write to the repository."""
    caller = request.caller
    assert caller.account is not None
    if caller.kind == "installation" or comment.author == caller.account.login:
        return
    if role(request.hub.world, caller.account.login, pull.base_repository) != "write":
        raise Refusal(status=403, message="Must have admin rights to Repository.")


def _may_always_write(caller: Caller, pull: Pull) -> bool:
    """Say whether a lock does not bind the caller: people who may write; never apps.

    https://github.com/probot/stale/issues/25
    """
    return caller.kind == "person" and caller.role(pull.base_repository) == "write"
