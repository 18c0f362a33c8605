"""Status comments, written to the sandbox's GitHub: each once, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

import pytest

from kayron.adapters.github.comments import Comments, Final
from kayron.adapters.github.lately import SPAN
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.refusal import Refusal
from kayron.adapters.github.system import GitHub
from kayron.adapters.github.transport import Response
from kayron.adapters.job import CaptureError
from kayron.adapters.patience import TRIES, Patience, patience
from kayron.core.conversion import Text
from kayron.core.setting_value import GitHubApp, Secret
from kayron.core.snapshot import Comment
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import LONG, MARKER, SOURCE
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.permission import Level
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.server import GitHub as Sandbox
from tests.sandbox.traffic import Fault

READY = f"{MARKER}\nReady"
FAILED = f"{MARKER}\nFailed"

LOST = (Fault.RESET_AFTER, Fault.TRUNCATED)
"""Faults after which the effect has happened."""


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    limits = Limits(
        quota=100_000, points=100_000, contents_a_minute=100_000, contents_an_hour=100_000
    )
    with Sandbox(limits=limits) as server:
        server.organization("acme", members=("ada",))
        server.repository("acme/releases").commit("main", {"kayron.yaml": ""})
        server.repository("acme/lite").commit("main", {"a": "1"})
        yield server


@pytest.fixture
def sandbox(served: Sandbox) -> Iterator[Sandbox]:
    served.traffic.clear()
    yield served
    served.traffic.clear()


@pytest.fixture
def pull(sandbox: Sandbox) -> Pull:
    lite = sandbox.repository("acme/lite")
    branch = f"feature/{len(lite.pulls)}"
    lite.commit(branch, {"a": branch})
    return lite.open_pull(branch)


def within() -> Patience:
    return patience(LONG, StillClock(), Random(7))


def comments(
    sandbox: Sandbox,
    access: Secret | GitHubApp | None = None,
    trying: Callable[[], Patience] = within,
) -> Comments:
    """Return what writes as ada, who may, or as somebody else."""
    transport = PyGithubTransport(sandbox.url, 5)
    known = access or Secret(sandbox.token("ada"))
    return GitHub(transport, known, SOURCE).comments(MARKER, trying)


def created(writer: Comments, pull: Pull, body: str = READY) -> Comment:
    found = writer.create("lite", pull.number, body)
    assert isinstance(found, Comment)
    return found


def bodies(pull: Pull) -> list[str]:
    return [comment.body for comment in pull.comments.values()]


def test_a_comment_is_created_edited_and_deleted(sandbox: Sandbox, pull: Pull) -> None:
    writer = comments(sandbox)
    comment = created(writer, pull)
    assert (comment.body, bodies(pull)) == (READY, [READY])
    edited = Comment(id=comment.id, body=Text(FAILED))
    assert writer.edit("lite", comment.id, FAILED) == edited
    assert bodies(pull) == [FAILED]
    assert writer.delete("lite", comment.id) is Final.GONE
    assert bodies(pull) == []


def test_ours_are_found_on_all_pages_oldest_first(sandbox: Sandbox, pull: Pull) -> None:
    first = pull.comment(READY)
    for number in range(120):
        pull.comment(f"comment {number}", author="bob")
    pull.comment(READY, author="bob")
    pull.comment("no marker")
    last = pull.comment(FAILED)
    found = comments(sandbox).own("lite", pull.number)
    assert [comment.id for comment in found] == [first.id, last.id]


def test_a_pull_request_that_is_not_there_has_none(sandbox: Sandbox) -> None:
    assert comments(sandbox).own("lite", 999_999) == ()


def test_where_ours_cannot_be_read_it_is_said(sandbox: Sandbox, pull: Pull) -> None:
    sandbox.traffic.fail(Fault.SERVER_ERROR, operation="issues/list-comments", times=None)
    with pytest.raises(Refusal, match="GitHub answered 500"):
        comments(sandbox).own("lite", pull.number)
    sandbox.traffic.clear()
    sandbox.traffic.fail(Fault.SERVER_ERROR, operation="users/*", times=None)
    with pytest.raises(Refusal, match="GitHub answered 500"):
        comments(sandbox).own("lite", pull.number)


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_that_passes_makes_no_second_comment(
    sandbox: Sandbox, pull: Pull, fault: Fault
) -> None:
    sandbox.traffic.fail(fault, operation="issues/create-comment", seconds=0.02)
    comment = created(comments(sandbox), pull)
    assert list(pull.comments) == [comment.id]


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("times", [2, TRIES])
def test_answers_that_are_lost_again_and_again_make_no_second_comment(
    sandbox: Sandbox, pull: Pull, fault: Fault, times: int
) -> None:
    sandbox.traffic.fail(fault, operation="issues/create-comment", times=times)
    comment = created(comments(sandbox), pull)
    assert list(pull.comments) == [comment.id]


@pytest.mark.parametrize("fault", LOST)
def test_the_last_answer_may_be_the_one_that_is_lost(
    sandbox: Sandbox, pull: Pull, fault: Fault
) -> None:
    sandbox.traffic.fail(Fault.UNAVAILABLE, operation="issues/create-comment", times=TRIES - 1)
    sandbox.traffic.fail(fault, operation="issues/create-comment")
    comment = created(comments(sandbox), pull)
    assert list(pull.comments) == [comment.id]


class Altered(PyGithubTransport):
    """A way to GitHub on which something else answers a write once it was done."""

    def __init__(self, url: str, answer: Response) -> None:
        super().__init__(url, 5)
        self.answer = answer

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: object = None,
    ) -> Response:
        answer = super().request(method, path, headers, query, body)
        return answer if method == "GET" else self.answer


def altered(sandbox: Sandbox, status: int, data: object) -> Comments:
    transport = Altered(sandbox.url, Response(status=status, headers={}, data=data))
    return GitHub(transport, Secret(sandbox.token("ada")), SOURCE).comments(MARKER, within)


def test_an_answer_that_is_no_comment_is_not_believed(sandbox: Sandbox, pull: Pull) -> None:
    writer = altered(sandbox, 201, {})
    comment = created(writer, pull)
    assert list(pull.comments) == [comment.id]
    with pytest.raises(Refusal, match="is broken: there is no id"):
        writer.edit("lite", comment.id, FAILED)


def test_what_a_lock_forbids_to_edit_or_delete_is_final(sandbox: Sandbox, pull: Pull) -> None:
    writer, comment = altered(sandbox, 403, {"message": "The issue is locked."}), pull.comment("")
    other = pull.comment("")
    assert writer.edit("lite", comment.id, FAILED) is Final.LOCKED
    assert writer.edit("lite", comment.id, FAILED) is Final.LOCKED
    assert writer.delete("lite", other.id) is Final.LOCKED
    assert writer.delete("lite", other.id) is Final.LOCKED


def test_who_cannot_look_does_not_post_again(sandbox: Sandbox, pull: Pull) -> None:
    sandbox.traffic.fail(Fault.RESET_AFTER, operation="issues/create-comment")
    sandbox.traffic.fail(Fault.UNAVAILABLE, operation="issues/list-comments", times=None)
    with pytest.raises(Refusal, match="GitHub answered 503"):
        comments(sandbox).create("lite", pull.number, READY)
    assert bodies(pull) == [READY]


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in LOST])
def test_a_fault_that_lasts_is_a_refusal_and_writes_nothing(
    sandbox: Sandbox, pull: Pull, fault: Fault
) -> None:
    sandbox.traffic.fail(fault, operation="issues/create-comment", times=None, seconds=0.02)
    with pytest.raises(Refusal):
        comments(sandbox).create("lite", pull.number, READY)
    assert bodies(pull) == []


@pytest.mark.parametrize("fault", Fault)
def test_an_edit_and_a_deletion_are_repeated_until_they_are_heard_of(
    sandbox: Sandbox, pull: Pull, fault: Fault
) -> None:
    writer, comment = comments(sandbox), pull.comment(READY)
    sandbox.traffic.fail(fault, operation="issues/update-comment", seconds=0.02)
    assert isinstance(writer.edit("lite", comment.id, FAILED), Comment)
    assert bodies(pull) == [FAILED]
    sandbox.traffic.fail(fault, operation="issues/delete-comment", seconds=0.02)
    assert writer.delete("lite", comment.id) is Final.GONE
    assert bodies(pull) == []


def test_what_is_gone_cannot_be_edited_and_needs_no_deleting(sandbox: Sandbox, pull: Pull) -> None:
    writer, comment = comments(sandbox), pull.comment(READY)
    pull.remove(comment)
    assert writer.edit("lite", comment.id, FAILED) is Final.GONE
    assert writer.delete("lite", comment.id) is Final.GONE


def test_a_locked_conversation_is_tried_again_after_some_minutes(
    sandbox: Sandbox, pull: Pull
) -> None:
    pull.base_repository.collaborator("reader", "read")
    pull.lock()
    clock = StillClock()
    reader = Secret(sandbox.token("reader"))
    writer = comments(sandbox, reader, lambda: patience(LONG, clock, Random(7)))
    for passed, tried in ((0, 1), (0, 1), (SPAN - 1, 1), (2, 2)):
        clock.passed += passed
        assert writer.create("lite", pull.number, READY) is Final.LOCKED
        posts = [call for call in sandbox.traffic.calls if call.method == "POST"]
        assert len(posts) == tried


def test_what_is_blocked_is_not_locked(sandbox: Sandbox, pull: Pull) -> None:
    writer = altered(sandbox, 403, {"message": "Repository access blocked"})
    with pytest.raises(Refusal, match="Repository access blocked"):
        writer.create("lite", pull.number, READY)


def test_an_app_writes_as_its_bot_and_not_where_it_is_locked_out(
    sandbox: Sandbox, pull: Pull
) -> None:
    permissions: dict[str, Level] = {"metadata": "read", "pull_requests": "write"}
    app = sandbox.app("kayron", owner="acme", permissions=permissions)
    access = GitHubApp(
        id=str(app.id),
        private_key=Secret(app.private_key),
        installation=sandbox.install(app, "acme").id,
    )
    writer = comments(sandbox, access, lambda: patience(LONG))
    sandbox.traffic.fail(Fault.RESET_AFTER, operation="issues/create-comment")
    comment = created(writer, pull)
    assert [one.author for one in pull.comments.values()] == ["kayron[bot]"]
    assert [one.id for one in writer.own("lite", pull.number)] == [comment.id]
    pull.lock()
    assert writer.create("lite", pull.number, READY) is Final.LOCKED


def test_another_refusal_is_raised(sandbox: Sandbox, pull: Pull) -> None:
    comment = pull.comment(READY, author="bob")
    pull.base_repository.collaborator("reader", "read")
    writer = comments(sandbox, Secret(sandbox.token("reader")))
    with pytest.raises(Refusal, match="403 Must have admin rights"):
        writer.edit("lite", comment.id, FAILED)
    with pytest.raises(Refusal, match="422 Unprocessable Entity"):
        comments(sandbox).create("lite", pull.number, "x" * 65_537)


def test_a_token_that_github_refuses_is_a_setting_to_look_at(sandbox: Sandbox, pull: Pull) -> None:
    with pytest.raises(CaptureError, match="GitHub refuses the token"):
        comments(sandbox, Secret("ghp_revoked")).create("lite", pull.number, READY)


def test_no_more_is_written_than_github_takes(sandbox: Sandbox, pull: Pull) -> None:
    writer = comments(sandbox)
    comment = created(writer, pull)
    for number in range(79):
        writer.edit("lite", comment.id, f"{READY} {number}")
    sandbox.traffic.forget()
    with pytest.raises(Refusal, match="80 writes in 60 s") as refused:
        writer.edit("lite", comment.id, FAILED)
    assert refused.value.limited
    assert sandbox.traffic.calls == ()


def test_while_github_is_to_be_left_alone_it_is(sandbox: Sandbox, pull: Pull) -> None:
    writer = comments(sandbox)
    sandbox.secondary_limit(retry_after=600)
    for _ in range(2):
        with pytest.raises(Refusal, match="left alone for 600 s") as refused:
            writer.create("lite", pull.number, READY)
        assert refused.value.limited
    assert len(sandbox.traffic.calls) == 1
