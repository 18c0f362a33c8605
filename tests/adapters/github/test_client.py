"""Answers that are not as GitHub describes them: tried again, and never taken for the truth."""

from __future__ import annotations

import base64

import pytest

from kayron.adapters.github.system import GitHub
from kayron.adapters.github.transport import Response
from kayron.core.conversion import Text
from kayron.core.fact import Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    CommitTime,
    DefaultBranch,
    OpenPulls,
    OwnComments,
    PullByNumber,
    TagCommit,
    Tree,
)
from kayron.core.gather.seen import Content, PullList
from kayron.core.setting_value import Secret
from kayron.core.snapshot import Comments
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import SOURCE, answer, patient
from tests.adapters.github.told import Asked, Reply, Told


def reading(reply: Reply) -> Told:
    """Return a transport over which repositories of Acme are read, and nothing else is asked."""

    def checked(asked: Asked) -> Response:
        assert (asked.method, asked.path[:12], asked.body) == ("GET", "/repos/acme/", None)
        return reply(asked)

    return Told(checked)


def said(data: object, status: int = 200, **headers: str) -> Reply:
    return lambda _: Response(status=status, headers=headers, data=data)


def github(reply: Reply) -> GitHub:
    return GitHub(reading(reply), Secret("canary"), SOURCE)


SHA = "1" * 40

REF = {"ref": "refs/heads/main", "object": {"type": "commit", "sha": SHA}}

PULL = {
    "number": 1,
    "head": {"ref": "a", "sha": SHA, "repo": {"id": 5}},
    "base": {"repo": {"id": 5}},
    "created_at": "2026-02-03T04:05:06Z",
    "labels": [],
    "user": {"login": "ada"},
    "state": "open",
}

HEAD = BranchHead(repository="lite", branch="main")
BLOB = Blob(repository="lite", sha="78981922613b2afb6025042ff6bd878ac1994e85")
"""The blob of `a` with a line's end."""

CONTENT = base64.b64encode(b"a\n").decode()

BROKEN: list[tuple[AnyNeed, object, str]] = [
    (HEAD, {"ref": "refs/heads/main"}, "the answer is no list"),
    (HEAD, [{"ref": "refs/heads/main"}], "there is no object.type"),
    (HEAD, [{**REF, "object": {"type": "commit", "sha": 1}}], "object.sha is no text"),
    (BLOB, {"encoding": "base64", "content": "Yg=="}, "its content has another sha"),
    (BLOB, {"encoding": "base64", "content": "Y"}, "its content is no Base64"),
    (BLOB, {"encoding": "none", "content": ""}, "its encoding is none"),
    (TagCommit(repository="lite", tag="v1.0.0"), "<html>", "it is no sha"),
    (
        CommitTime(repository="lite", sha=SHA),
        {"committer": {"date": "yesterday"}},
        "committer.date is no time",
    ),
    (
        CommitTime(repository="lite", sha=SHA),
        {"committer": {"date": "2026-02-03T04:05:06"}},
        "committer.date is no time",
    ),
    (PullByNumber(repository="lite", number=1), {**PULL, "number": True}, "number is no number"),
    (DefaultBranch(repository="lite"), None, "there is no default_branch"),
    (Tree(repository="lite", commit=SHA, folders=(), files=()), {"tree": {}}, "tree is no list"),
]


def test_a_server_that_says_when_it_is_back_is_asked_again_then() -> None:
    clock = StillClock()

    def reply(_: Asked) -> Response:
        if clock.passed < 30:
            return Response(status=503, headers={"retry-after": "30"}, data=None)
        return Response(status=200, headers={}, data={"default_branch": "main"})

    found = answer(github(reply), DefaultBranch(repository="lite"), patient(clock, 60))
    assert found == "main"


@pytest.mark.parametrize(("need", "data", "cause"), BROKEN)
def test_a_broken_answer_is_tried_again_and_then_unknown(
    need: AnyNeed, data: object, cause: str
) -> None:
    transport = reading(said(data))
    found = answer(GitHub(transport, Secret("canary"), SOURCE), need)
    assert isinstance(found, Unknown)
    assert found.error.startswith("GitHub's answer for /repos/acme/lite")
    assert found.error.endswith(f" is broken: {cause}")
    assert transport.calls == 6


def test_a_folder_that_github_does_not_list_whole_is_unknown() -> None:
    need = Tree(repository="lite", commit=SHA, folders=("service/",), files=())
    found = answer(github(said({"tree": [], "truncated": True})), need)
    assert found == Unknown(f"GitHub lists only a part of the folder / of {SHA}")


def test_a_status_without_a_name_is_told_by_its_number() -> None:
    path = "/repos/acme/lite/git/matching-refs/heads/main"
    assert answer(github(said(None, status=599)), HEAD) == Unknown(
        f"GitHub answered 599 for {path}"
    )


def test_a_blob_has_the_content_of_its_sha() -> None:
    found = answer(github(said({"encoding": "base64", "content": CONTENT})), BLOB)
    assert found == Content(text=Text("a\n"))


def test_a_304_that_was_not_asked_for_is_no_answer() -> None:
    found = answer(github(said(None, status=304)), HEAD)
    assert isinstance(found, Unknown)


def test_without_etags_a_list_is_whole_when_its_pages_stay_the_same() -> None:
    pulls = [{**PULL, "number": number} for number in range(1, 151)]

    def reply(asked: Asked) -> Response:
        assert "If-None-Match" not in asked.headers
        start = (int(asked.query["page"]) - 1) * 100
        return Response(status=200, headers={}, data=pulls[start : start + 100])

    found = answer(github(reply), OpenPulls(repository="lite"))
    assert isinstance(found, PullList)
    assert (found.complete, len(found.pulls)) == (True, 150)


def test_a_short_page_with_a_link_to_another_is_not_the_last() -> None:
    def reply(asked: Asked) -> Response:
        number = int(asked.query["page"])
        link = {"link": '<https://api.github.com/x>; rel="next"'} if number == 1 else {}
        return Response(status=200, headers=link, data=[{**PULL, "number": number}])

    found = answer(github(reply), OpenPulls(repository="lite"))
    assert isinstance(found, PullList)
    assert [pull.number for pull in found.pulls] == [1, 2]


def test_a_redirect_to_elsewhere_is_not_followed() -> None:
    transport = reading(said(None, status=301, location="https://canary.example.org/"))
    found = answer(GitHub(transport, Secret("canary"), SOURCE), HEAD)
    path = "/repos/acme/lite/git/matching-refs/heads/main"
    assert found == Unknown(f"GitHub answered 301 Moved Permanently for {path}")
    assert transport.calls == 1


def test_a_redirect_without_end_is_left() -> None:
    transport = reading(said(None, status=301, location="/repos/acme/lite"))
    assert isinstance(answer(GitHub(transport, Secret("canary"), SOURCE), HEAD), Unknown)
    assert transport.calls == 4


def test_who_is_not_on_github_any_more_is_nobody_we_know() -> None:
    comment = {"id": 1, "user": None, "body": "M"}
    need = OwnComments(repository="lite", number=1, author="ghost-writer", marker="M")
    assert answer(github(said([comment])), need) == Comments(own=())
