"""Which commit of the release source an environment reads, and which of its files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.github import (
    Blob,
    BranchHead,
    DefaultBranch,
    LatestRelease,
    TagCommit,
    TagTarget,
    Tree,
)
from kayron.core.gather.need import Need
from kayron.core.gather.request import Request
from kayron.core.gather.seen import Content, GitObject
from kayron.core.gather.source import read_source
from kayron.core.setting_value import Repository
from kayron.core.snapshot import Environment, Files, ReleaseSource
from kayron.core.table import Table
from tests.core.gather.answering import Waves, drive, said

COMMIT = "c" * 40
TAG_OBJECT = "d" * 40
OUTAGE = Unknown("GitHub: 502")

Known = dict[Need[object], object]


def request(environment: Environment) -> Request:
    return Request(
        captured=datetime(2026, 11, 20, tzinfo=UTC),
        environment=environment,
        source=Repository(owner="acme", name="releases"),
        stack="acme",
        region="us-west-2",
        bucket="acme-templates",
        parameters=Table(),
        tags=Table(),
        update_stack=False,
    )


def read(environment: Environment, known: Known) -> tuple[ReleaseSource, Waves]:
    return drive(read_source(request(environment)), said(known))


def head(branch: str) -> BranchHead:
    return BranchHead(repository="releases", branch=branch)


DEFAULT = DefaultBranch(repository="releases")
LATEST = LatestRelease(repository="releases")
TARGET = TagTarget(repository="releases", tag="v1.0.0")
PEELED = TagCommit(repository="releases", tag="v1.0.0")
TREE = Tree(
    repository="releases",
    commit=COMMIT,
    folders=("infrastructure/", "service/"),
    files=("kayron.yaml",),
)
NO_FILES: Known = {TREE: Table[str]()}


def pin(environment: Environment, known: Known) -> tuple[str, str, Fact[str]]:
    source, _ = read(environment, {**NO_FILES, **known})
    return source.ref, source.resolution, source.commit


def test_production_reads_the_tag_of_the_latest_release() -> None:
    known: Known = {LATEST: "v1.0.0", TARGET: GitObject(kind="commit", sha=COMMIT), PEELED: COMMIT}
    there = pin(Environment.PRODUCTION, known)
    assert there == ("tags/v1.0.0", "the latest release v1.0.0", COMMIT)


def test_an_annotated_tag_is_followed_to_its_commit_without_another_wave() -> None:
    known: Known = {LATEST: "v1.0.0", TARGET: GitObject(kind="tag", sha=TAG_OBJECT), PEELED: COMMIT}
    source, waves = read(Environment.PRODUCTION, {**NO_FILES, **known})
    assert (source.commit, len(waves)) == (COMMIT, 3)


def test_a_tag_that_is_gone_has_no_commit_whatever_else_has_its_name() -> None:
    known: Known = {LATEST: "v1.0.0", TARGET: Absent(), PEELED: COMMIT}
    assert pin(Environment.PRODUCTION, known)[2] == Absent()


@pytest.mark.parametrize(
    ("fact", "how"), [(Absent(), "there is no release"), (OUTAGE, "the latest release")]
)
def test_production_without_a_release_reads_nothing(fact: Fact[str], how: str) -> None:
    assert pin(Environment.PRODUCTION, {LATEST: fact}) == ("", how, fact)


def test_staging_reads_the_default_branch() -> None:
    known: Known = {DEFAULT: "trunk", head("trunk"): COMMIT}
    assert pin(Environment.STAGING, known) == ("heads/trunk", "the default branch trunk", COMMIT)


def test_testing_reads_the_branch_of_its_name() -> None:
    known: Known = {DEFAULT: "main", head("testing"): COMMIT}
    assert pin(Environment.TESTING, known) == ("heads/testing", "the branch testing", COMMIT)


def test_testing_reads_the_default_branch_where_its_own_is_proved_absent() -> None:
    known: Known = {DEFAULT: "main", head("testing"): Absent(), head("main"): COMMIT}
    how = "there is no branch testing, so the default branch main"
    assert pin(Environment.TESTING, known) == ("heads/main", how, COMMIT)


def test_a_branch_that_could_not_be_read_never_falls_back_to_another() -> None:
    known: Known = {DEFAULT: "main", head("testing"): OUTAGE}
    assert pin(Environment.TESTING, known) == ("heads/testing", "the branch testing", OUTAGE)


def test_a_default_branch_that_is_not_known_is_not_guessed() -> None:
    known: Known = {DEFAULT: OUTAGE, head("testing"): Absent()}
    assert pin(Environment.TESTING, known)[2] == OUTAGE


def files(tree: object, blobs: dict[str, object]) -> Fact[Files]:
    contents: Known = {Blob(repository="releases", sha=sha): blob for sha, blob in blobs.items()}
    known: Known = {DEFAULT: "main", head("main"): COMMIT, TREE: tree, **contents}
    return read(Environment.STAGING, known)[0].files


def test_only_definitions_and_policy_settings_are_read() -> None:
    tree = Table(
        {
            "README.md": "1",
            "service/lite.yaml": "2",
            "service/lite.txt": "3",
            "kayron.yaml": "4",
            "infrastructure/deep/er.yml": "5",
            "docs/kayron.yaml": "6",
        }
    )
    blobs: dict[str, object] = {sha: Content(text=Text(sha)) for sha in "245"}
    texts = {"service/lite.yaml": "2", "kayron.yaml": "4", "infrastructure/deep/er.yml": "5"}
    there = files(tree, blobs)
    assert isinstance(there, Files)
    assert there.texts == Table(texts)


def test_a_file_that_is_not_utf_8_is_listed() -> None:
    there = files(Table({"service/lite.yaml": "1"}), {"1": Content(text=None)})
    assert there == Files(texts=Table(), binary=("service/lite.yaml",))


@pytest.mark.parametrize(
    ("blob", "why"),
    [(OUTAGE, "GitHub: 502"), (Absent(), "its content is gone")],
)
def test_with_one_file_unread_the_files_are_unknown(blob: object, why: str) -> None:
    tree = Table({"service/a.yaml": "1", "service/b.yaml": "2"})
    there = files(tree, {"1": Content(text=Text("")), "2": blob})
    assert there == Unknown(f"service/b.yaml: {why}")


def test_a_tree_that_could_not_be_read_is_unknown() -> None:
    assert files(OUTAGE, {}) == OUTAGE


def test_the_files_of_a_checkout_take_the_place_of_those_that_are_pushed() -> None:
    local = Files(texts=Table({"kayron.yaml": Text("")}), binary=())
    asked = evolve(request(Environment.STAGING), checkout=local)
    source, waves = drive(read_source(asked), said({DEFAULT: "main", head("main"): COMMIT}))
    assert (source.commit, source.files) == (COMMIT, local)
    assert waves == ({DEFAULT}, {head("main")})
