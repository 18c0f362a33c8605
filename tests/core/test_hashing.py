"""The identity of a preview."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.hashing import branch_hash, is_hash, normal_hash, preview_subject
from tests.shared import SHARED, needs_shared

BRANCHES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
"""Any text but halves of surrogate pairs, which are no characters."""


@given(BRANCHES)
@example("fix/105")
@example("fix/55")
@example("fix/1507")
@example("日本語")
def test_a_hash_is_eight_characters_that_are_legal_in_ids_labels_and_names(branch: str) -> None:
    assert re.fullmatch("[0-9A-F]{8}", branch_hash(branch))
    assert is_hash(branch_hash(branch))


@given(BRANCHES)
def test_a_hash_is_the_beginning_of_the_sha_256_of_the_name_as_it_is(branch: str) -> None:
    digest = int.from_bytes(sha256(branch.encode("utf-8")).digest()[:4])
    assert int(branch_hash(branch), 16) == digest


@given(st.lists(BRANCHES, max_size=5), BRANCHES)
def test_a_hash_depends_on_the_branch_name_alone(before: list[str], branch: str) -> None:
    alone = branch_hash(branch)
    assert ([branch_hash(other) for other in before], branch_hash(branch))[1] == alone


@given(BRANCHES)
def test_upper_and_lower_form_name_the_same_preview(branch: str) -> None:
    hash_ = branch_hash(branch)
    assert normal_hash(hash_.lower()) == normal_hash(hash_) == hash_
    assert not is_hash(hash_.lower()) or hash_.isdigit()


@pytest.mark.parametrize(
    ("one", "other", "hash_"),
    [
        ("feature/branch-116594", "feature/branch-164829", "5ACA54BA"),
        ("fix/8240", "fix/70802", "5979E592"),
    ],
)
def test_two_branches_can_have_one_hash(one: str, other: str, hash_: str) -> None:
    assert branch_hash(one) == branch_hash(other) == hash_


def test_some_hashes_look_like_numbers() -> None:
    hashes = [branch_hash(branch) for branch in ("fix/105", "fix/55", "fix/1507")]
    assert hashes == ["21328790", "529E8759", "06430406"]


@needs_shared
def test_the_hash_is_the_go_original_s() -> None:
    vectors = json.loads((SHARED / "vectors" / "preview-hash.json").read_text("utf-8"))
    assert vectors
    assert {v["branch"]: branch_hash(v["branch"]) for v in vectors} == {
        v["branch"]: v["hash"] for v in vectors
    }


@pytest.mark.parametrize("text", ["", "1D0FD50", "1D0FD5080", "1d0fd508", "1D0FD50G", "1D0FD50٣"])
def test_other_texts_are_no_hash(text: str) -> None:
    assert not is_hash(text)


def test_a_subject_names_service_and_hash() -> None:
    assert preview_subject("lite", "1D0FD508") == "lite/1D0FD508"
