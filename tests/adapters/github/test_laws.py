"""What holds for whatever GitHub answers, and however its lists change while they are read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import get_args

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.github.answer import OwnComments, RefNamed
from kayron.adapters.github.client import Page, Seen
from kayron.adapters.github.comments import Comments, Final
from kayron.adapters.github.pages import PER_PAGE, read_list
from kayron.adapters.github.refusal import Refusal
from kayron.adapters.github.system import GitHub
from kayron.adapters.github.transport import Response
from kayron.adapters.job import CaptureError
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import DefaultBranch, GitHubNeed, OpenPulls, OwnLogin, TagCommit
from kayron.core.gather.seen import GitObject, PullList
from kayron.core.setting_value import Secret
from kayron.core.snapshot import Comment
from tests.adapters.github.acme import MARKER, SOURCE, answer, patient
from tests.adapters.github.test_reading import absences
from tests.adapters.github.told import Told

STATUSES = range(400, 600)

NEEDS: list[AnyNeed] = [
    *absences("lite"),
    OpenPulls(repository="lite"),
    OwnLogin(),
]
"""One of each kind, but for the default branch, which proves that a repository can be read."""


def refusing(status: int, words: str) -> GitHub:
    """Return a GitHub that shows a repository, and answers all else with one status."""
    shown = Response(status=200, headers={}, data={"default_branch": "main"})
    refused = Response(status=status, headers={}, data={"message": words})
    transport = Told(lambda asked: shown if asked.path == "/repos/acme/lite" else refused)
    return GitHub(transport, Secret("token"), SOURCE)


def said(status: int, need: AnyNeed, words: str = "No") -> object:
    """Return what becomes of a need where GitHub answers with a status."""
    found = answer(refusing(status, words), need, patient())
    return found.complete if isinstance(found, PullList) else found


def test_every_need_is_among_those_that_are_tried() -> None:
    assert {type(need) for need in NEEDS} == {*get_args(GitHubNeed)} - {DefaultBranch}


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: type(need).__name__)
def test_absence_is_proved_by_a_404_alone_and_that_there_is_no_such_tag(
    need: AnyNeed,
) -> None:
    proving = {HTTPStatus.NOT_FOUND.value}
    if isinstance(need, TagCommit):
        proving |= {HTTPStatus.UNPROCESSABLE_ENTITY.value}
    if isinstance(need, OpenPulls | OwnLogin):
        proving = set()
    tried = [status for status in STATUSES if status != HTTPStatus.UNAUTHORIZED]
    kinds = {status: type(said(status, need)) for status in tried}
    assert kinds == {status: Absent if status in proving else Unknown for status in tried}


@pytest.mark.parametrize("need", NEEDS[:9], ids=lambda need: type(need).__name__)
def test_who_is_not_let_in_learns_nothing(need: AnyNeed) -> None:
    with pytest.raises(CaptureError):
        said(HTTPStatus.UNAUTHORIZED, need)


GONE = {HTTPStatus.NOT_FOUND.value, HTTPStatus.GONE.value}

SAID = ("The conversation is LOCKED.", "No")

WRITES: dict[str, Callable[[Comments], object]] = {
    "create": lambda writer: writer.create("lite", 1, MARKER),
    "edit": lambda writer: writer.edit("lite", 1, MARKER),
    "delete": lambda writer: writer.delete("lite", 1),
}


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("write", WRITES)
def test_a_comment_is_given_up_if_and_only_if_nothing_would_change_it(
    write: str, words: str
) -> None:
    final: dict[int, object] = {} if write == "create" else dict.fromkeys(GONE, Final.GONE)
    if words == SAID[0]:
        final[HTTPStatus.FORBIDDEN] = Final.LOCKED
    for status in STATUSES:
        writer = refusing(status, words).comments(MARKER, patient)
        try:
            found = WRITES[write](writer)
        except (Refusal, CaptureError):
            found = None
        assert (status, found) == (status, final.get(status))


NAMES = st.text("ab/-", min_size=1, max_size=4)


@given(wanted=NAMES, there=st.lists(NAMES, unique=True, max_size=8))
def test_a_ref_is_the_one_of_exactly_its_name(wanted: str, there: list[str]) -> None:
    refs = [
        {"ref": f"refs/heads/{name}", "object": {"type": "commit", "sha": f"sha of {name}"}}
        for name in sorted(there)
        if name.startswith(wanted)
    ]
    found = RefNamed(ref=f"refs/heads/{wanted}")(Response(status=200, headers={}, data=refs))
    here = GitObject(kind="commit", sha=f"sha of {wanted}")
    assert found == (here if wanted in there else Absent())


AUTHORS = st.sampled_from(["ada", "eve", None])

BODIES = st.sampled_from([MARKER, f"Look: {MARKER} quoted", "Nice", ""])

COMMENTS = st.lists(st.tuples(AUTHORS, BODIES), max_size=20).flatmap(
    lambda few: st.sampled_from([1, 5, 15, 20]).map(lambda times: few * times)
)


@given(COMMENTS)
def test_comments_are_ours_if_and_only_if_we_wrote_them_with_the_marker(
    comments: list[tuple[str | None, str]],
) -> None:
    data = [
        {"id": number, "body": body, "user": author and {"login": author}}
        for number, (author, body) in enumerate(comments)
    ]
    read = OwnComments(author="ada", marker=MARKER)

    def page(number: int) -> Seen[Page[Comment]]:
        some = data[(number - 1) * PER_PAGE : number * PER_PAGE]
        return Seen(value=read(Response(status=200, headers={}, data=some)), new=False)

    found = read_list(page)
    assert found.complete is True
    assert [one.id for one in found.items] == [
        number
        for number, (author, body) in enumerate(comments)
        if author == "ada" and MARKER in body
    ]


SIZE = 3


@define
class Shifting:
    """A list of a few items a page, of which items go and come between the pages that are read.

    `steps` says what happens before each page: an item goes, one comes, the page is refused, or
    nothing happens. `always` are the items that are there all the time.
    """

    items: list[int]
    steps: list[str]
    always: set[int] = field(init=False)
    _last: dict[int, tuple[int, ...]] = field(factory=dict, init=False)
    refused: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.always = set(self.items)

    def page(self, number: int) -> Seen[Page[int]]:
        """Return a page, and whether it is another than it was last."""
        step = self.steps.pop(0) if self.steps else ""
        if step == "goes" and self.items:
            self.always.discard(self.items.pop(0))
        if step == "comes":
            self.items.append(max(self.items, default=0) + 1000)
        if step == "refused":
            self.refused = True
            raise Refusal("GitHub answered 500")
        some = tuple(self.items[(number - 1) * SIZE : number * SIZE])
        new = self._last.get(number) != some
        self._last[number] = some
        return Seen(value=Page(items=some, more=len(some) == SIZE), new=new)


STEPS = st.lists(st.sampled_from(["", "", "", "goes", "comes"]), max_size=20)


@given(size=st.integers(0, 9), steps=STEPS)
def test_a_list_that_is_complete_has_all_that_was_there_all_the_time(
    size: int, steps: list[str]
) -> None:
    there, still = Shifting(list(range(size)), steps), not any(steps)
    found = read_list(there.page)
    assert found.complete is True or not still
    if found.complete is True:
        assert there.always <= set(found.items)


@given(size=st.integers(0, 9), at=st.integers(0, 12))
def test_a_list_of_which_a_page_was_refused_is_never_complete(size: int, at: int) -> None:
    there = Shifting(list(range(size)), [*[""] * at, "refused"])
    found = read_list(there.page)
    assert (found.complete is True) == (not there.refused)
    assert (found.refusal is not None) == there.refused
