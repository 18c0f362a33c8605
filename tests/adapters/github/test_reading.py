"""Facts of GitHub, as they are; absent ones are proved, and what cannot be read is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import get_args

import pytest

from kayron.adapters.github.lately import SPAN
from kayron.adapters.job import CaptureError
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import Account
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    CommitTime,
    DefaultBranch,
    GitHubNeed,
    LatestRelease,
    OpenPulls,
    OwnComments,
    OwnLogin,
    PullByNumber,
    TagCommit,
    TagTarget,
    Tree,
)
from kayron.core.gather.seen import Content, GitObject, PullList, PullSeen
from kayron.core.setting_value import Secret
from kayron.core.snapshot import Comment, Comments
from kayron.core.table import Table
from tests.adapters.clocks import StillClock
from tests.adapters.github.acme import MARKER, acme, ada, adapter, answer, asked, patient
from tests.sandbox.github.objects import LINK, SUBMODULE, File
from tests.sandbox.github.server import GitHub as Sandbox

NOWHERE = "1" * 40


def test_every_kind_of_need_is_answered_with_what_github_has(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    found = asked(ada(sandbox), world.needs)
    assert {type(need) for need in found} == set(get_args(GitHubNeed))
    releases, lite = world.releases.git, world.lite.git
    commit, tree, blob = releases.branches["main"], world.needs[7], world.needs[8]
    assert isinstance(blob, Blob)
    entries = dict(releases.objects.walk(releases.objects.commit(commit).tree))
    assert dict(zip(world.needs, found.values(), strict=True)) == {
        OwnLogin(): "ada",
        DefaultBranch(repository="releases"): "main",
        LatestRelease(repository="releases"): "v1.0.0",
        TagTarget(repository="releases", tag="v1.0.0"): GitObject(
            kind="tag", sha=releases.tags["v1.0.0"]
        ),
        TagCommit(repository="releases", tag="v1.0.0"): commit,
        BranchHead(repository="releases", branch="main"): commit,
        BranchHead(repository="releases", branch="testing"): Absent(),
        tree: Table({"kayron.yaml": entries["kayron.yaml"].sha, "service/lite.yaml": blob.sha}),
        blob: Content(text=Text("- docker: lite\n")),
        OpenPulls(repository="lite"): PullList(
            complete=True, pulls=(pull(world.lite.id, sandbox),)
        ),
        PullByNumber(repository="lite", number=1): pull(world.lite.id, sandbox),
        CommitTime(repository="lite", sha=lite.branches["main"]): lite.objects.commit(
            lite.branches["main"]
        ).committer.time,
        OwnComments(repository="lite", number=1, author="ada", marker=MARKER): Comments(
            own=own_comments(sandbox)
        ),
    }


def pull(repository: int, sandbox: Sandbox) -> PullSeen:
    seen = sandbox.world.repositories[repository].pulls[1]
    return PullSeen(
        number=1,
        branch="feature/a",
        commit=seen.head_sha,
        head_repository=repository,
        base_repository=repository,
        created=seen.created,
        draft=False,
        labels=("bug", "preview"),
        author="bob",
        open=True,
    )


def own_comments(sandbox: Sandbox) -> tuple[Comment, ...]:
    lite = sandbox.world.repository("acme/lite")
    assert lite is not None
    return tuple(
        Comment(id=each.id, body=Text(each.body)) for each in lite.pulls[1].comments.values()
    )


def test_a_branch_is_found_whole_and_whatever_it_is_called(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    names = ("main", "feature/a", "feature/a#1 ü%2F", "mainly", "a;b=c?d&e+f")
    heads = {name: lite.commit(name, {"a": name}) for name in names}
    needs = {name: BranchHead(repository="lite", branch=name) for name in (*heads, "feature")}
    found = asked(ada(sandbox), needs.values())
    assert {name: found[need] for name, need in needs.items()} == {**heads, "feature": Absent()}


def test_a_light_tag_is_a_commit_and_an_annotated_one_is_peeled(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    commit = lite.commit("main", {"a": "1"})
    lite.commit("v1.0.0", {"a": "a branch of the same name"})
    light, annotated = lite.tag("v0.9.0"), lite.tag("v1.0.0", message="One")
    targets = [TagTarget(repository="lite", tag=tag) for tag in ("v0.9.0", "v1.0.0", "v1")]
    commits = [TagCommit(repository="lite", tag=tag) for tag in ("v0.9.0", "v1.0.0", "v1")]
    assert [*asked(ada(sandbox), (*targets, *commits)).values()] == [
        GitObject(kind="commit", sha=light),
        GitObject(kind="tag", sha=annotated),
        Absent(),
        commit,
        commit,
        Absent(),
    ]


def test_150_tags_hide_none(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    commit = lite.commit("main", {"a": "1"})
    for number in range(150):
        lite.tag(f"v1.0.{number}")
    needs = [TagTarget(repository="lite", tag=f"v1.0.{number}") for number in (0, 1, 99, 149)]
    found = asked(ada(sandbox), (*needs, TagTarget(repository="lite", tag="v1.0.")))
    assert [*found.values()] == [GitObject(kind="commit", sha=commit)] * 4 + [Absent()]


def test_the_latest_release_is_neither_a_draft_nor_a_prerelease(sandbox: Sandbox) -> None:
    releases = sandbox.repository("acme/releases")
    releases.commit("main", {"a": "1"})
    need = LatestRelease(repository="releases")
    assert answer(ada(sandbox), need) == Absent()
    releases.release("v1.0.0")
    releases.release("v1.1.0-rc1", prerelease=True)
    releases.release("v1.1.0", draft=True)
    assert answer(ada(sandbox), need) == "v1.0.0"


def absences(repository: str) -> list[AnyNeed]:
    return [
        BranchHead(repository=repository, branch="main"),
        TagTarget(repository=repository, tag="v1.0.0"),
        TagCommit(repository=repository, tag="v1.0.0"),
        LatestRelease(repository=repository),
        Tree(repository=repository, commit=NOWHERE, folders=(), files=()),
        Blob(repository=repository, sha=NOWHERE),
        CommitTime(repository=repository, sha=NOWHERE),
        PullByNumber(repository=repository, number=9),
        OwnComments(repository=repository, number=9, author="ada", marker=MARKER),
    ]


def test_what_an_empty_repository_does_not_have_is_absent(sandbox: Sandbox) -> None:
    sandbox.repository("acme/lite")
    found = asked(ada(sandbox), absences("lite"))
    assert [*found.values()] == [Absent()] * 9


def test_what_a_repository_does_not_have_is_absent_and_it_is_asked_for_once(
    sandbox: Sandbox,
) -> None:
    sandbox.repository("acme/lite").commit("other", {"a": "1"})
    found = asked(ada(sandbox), absences("lite"))
    assert [*found.values()] == [Absent()] * 9
    proofs = [call for call in sandbox.traffic.calls if call.operation == "repos/get"]
    assert len(proofs) == 1


HIDDEN = Unknown(
    "GitHub shows no repository acme/hidden (404): it is not there, or these credentials may not "
    "read it"
)


def test_without_access_nothing_is_absent(sandbox: Sandbox) -> None:
    sandbox.repository("acme/hidden").commit("main", {"a": "1"})
    lite = sandbox.repository("acme/lite")
    github = adapter(sandbox, Secret(sandbox.token("ada", repositories=[lite])))
    found = asked(github, [*absences("hidden"), DefaultBranch(repository="hidden")])
    assert [*found.values()] == [HIDDEN] * 10
    assert answer(github, OpenPulls(repository="hidden")) == PullList(complete=HIDDEN, pulls=())


def test_a_repository_that_nobody_declares_is_not_asked_for_each_time(sandbox: Sandbox) -> None:
    sandbox.repository("acme/lite").commit("main", {"a": "1"})
    github, clock = ada(sandbox), StillClock()
    needs = [
        OwnComments(repository=name, number=number, author="ada", marker=MARKER, guessed=True)
        for name in ("hidden", "lite")
        for number in range(3)
    ]

    def calls() -> int:
        sandbox.traffic.forget()
        found = asked(github, needs, patient(clock))
        assert [*found.values()] == [HIDDEN] * 3 + [Absent()] * 3
        return sum("hidden" in call.path for call in sandbox.traffic.calls)

    assert [calls(), calls()] == [1, 0]
    clock.passed += SPAN
    assert calls() == 1


def test_access_that_is_lost_between_captures_makes_unknown_what_was_absent(
    sandbox: Sandbox,
) -> None:
    hidden = sandbox.repository("acme/hidden")
    hidden.commit("other", {"a": "1"})
    token = sandbox.token("bob")
    hidden.collaborator("bob", "read")
    github = adapter(sandbox, Secret(token))
    before = asked(github, absences("hidden"))
    with sandbox.world.change():
        hidden.collaborators.clear()
    after = asked(github, absences("hidden"))
    assert ([*before.values()], [*after.values()]) == ([Absent()] * 9, [HIDDEN] * 9)


@pytest.mark.parametrize(
    "need",
    [
        DefaultBranch(repository="releases"),
        LatestRelease(repository="releases"),
        BranchHead(repository="releases", branch="main"),
    ],
)
def test_without_the_release_source_nothing_is_captured(sandbox: Sandbox, need: AnyNeed) -> None:
    with pytest.raises(CaptureError) as caught:
        answer(ada(sandbox), need)
    assert str(caught.value) == (
        "GitHub shows no repository acme/releases (404). Look at KAYRON_RELEASE_SOURCE, and at "
        "what GitHub lets these credentials read."
    )


def test_a_renamed_repository_is_followed_with_all_pages(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    before = asked(ada(sandbox), world.needs)
    for number in range(120):
        world.lite.commit(f"branch/{number}", {"a": str(number)})
        world.lite.open_pull(f"branch/{number}")
    world.lite.rename("light")
    world.releases.rename("definitions")
    after = {**asked(ada(sandbox), world.needs)}
    listed = after.pop(OpenPulls(repository="lite"))
    assert isinstance(listed, PullList)
    assert (listed.complete, len(listed.pulls)) == (True, 121)
    assert after == {need: before[need] for need in after}


def test_a_pull_request_tells_its_fork_its_ghost_and_that_it_is_a_draft(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    sandbox.user("eve")
    fork = lite.fork("eve")
    fork.commit("main", {"a": "2"})
    lite.open_pull("main", source=fork, author="eve", draft=True)
    fork_id = fork.id
    need = PullByNumber(repository="lite", number=1)

    def told(found: object) -> tuple[object, ...]:
        assert isinstance(found, PullSeen)
        return found.head_repository, found.author, found.draft, found.open

    github = ada(sandbox)
    assert told(answer(github, need)) == (fork_id, "eve", True, True)
    lite.pulls[1].close()
    sandbox.delete_user("eve")
    assert told(answer(github, need)) == (None, "ghost", True, False)


def test_files_are_exact_and_binary_ones_have_no_text(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    contents = {
        "empty": (b"", ""),
        "windows": (b"a\r\nb", "a\r\nb"),
        "bom": ("\ufeffa\0é".encode(), "\ufeffa\0é"),
        "latin": (b"\xe9", None),
    }
    commit = lite.commit("main", {name: content for name, (content, _) in contents.items()})
    github = ada(sandbox)
    tree = answer(github, Tree(repository="lite", commit=commit, folders=("",), files=()))
    assert isinstance(tree, Table)
    shas = {name: Blob(repository="lite", sha=tree[name]) for name in contents}
    found = asked(github, shas.values())
    assert {name: found[need] for name, need in shas.items()} == {
        name: Content(text=None if text is None else Text(text))
        for name, (_, text) in contents.items()
    }


def test_links_are_files_and_submodules_are_not(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    commit = lite.commit(
        "main",
        {
            "service/a.yaml": "1",
            "service/b.yaml": File(content=b"a.yaml", mode=LINK),
            "service/c": File(content=b"1" * 40, mode=SUBMODULE),
            "services/d.yaml": "1",
        },
    )
    need = Tree(repository="lite", commit=commit, folders=("service/",), files=("service",))
    found = answer(ada(sandbox), need)
    assert isinstance(found, Table)
    assert [*found] == ["service/a.yaml", "service/b.yaml"]


def test_what_cannot_change_is_read_once(sandbox: Sandbox) -> None:
    world = acme(sandbox)
    fixed = [need for need in world.needs if isinstance(need, Tree | Blob | CommitTime)]
    github = ada(sandbox)
    first = asked(github, fixed)
    sandbox.traffic.forget()
    assert github.remembered(world.needs) == first
    assert asked(github, fixed) == first
    assert sandbox.traffic.calls == ()


def test_comments_are_ours_with_the_marker_of_all_pages_and_oldest_first(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    lite.commit("main", {"a": "1"})
    lite.commit("feature", {"a": "2"})
    pull = lite.open_pull("feature")
    own = []
    for number in range(250):
        pull.comment(f"{MARKER} quoted", author="eve")
        if number in {40, 130, 249}:
            own.append(pull.comment(f"Status {number}\n{MARKER}\n", author="ada"))
        pull.comment("Nice", author="ada")
    need = OwnComments(repository="lite", number=1, author="ada", marker=MARKER)
    expected = tuple(Comment(id=each.id, body=Text(each.body)) for each in own)
    assert answer(ada(sandbox), need) == Comments(own=expected)


def test_times_have_their_zone(sandbox: Sandbox) -> None:
    lite = sandbox.repository("acme/lite")
    time = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    commit = lite.commit("main", {"a": "1"}, time=time)
    assert answer(ada(sandbox), CommitTime(repository="lite", sha=commit)) == time


def test_a_need_of_another_system_is_left_to_it(sandbox: Sandbox) -> None:
    github = ada(sandbox)
    nothing: Mapping[AnyNeed, object] = {}
    assert (github.jobs([Account()], patient()), github.remembered([Account()])) == ([], nothing)
