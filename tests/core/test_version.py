"""Release tags, branches, repositories, hosts, and the stack parameters that names give."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.limit import DNS_LABEL, HOST_HEADER, IMAGE_TAG, PARAMETER_NAME
from kayron.core.version import (
    is_branch_name,
    is_github_name,
    is_host_expression,
    is_release_tag,
    is_repository_path,
    parameter_problem,
    pull_number,
    stack_parameter,
)
from tests.shared import SHARED, needs_shared

NAMES = {
    "splits-lite": "SplitsLiteVersion",
    "splits lite": "SplitsLiteVersion",
    "infrastructure": "InfrastructureVersion",
    "x2y": "X2yVersion",
    "0xsplits-api": "0XsplitsApiVersion",
    "SPLITS-lite": "SplitsLiteVersion",
    "a--b-": "ABVersion",
    "2048": "2048Version",
}


@pytest.mark.parametrize(("name", "parameter"), NAMES.items())
def test_a_stack_parameter_is_the_words_of_the_name_each_with_one_capital(
    name: str, parameter: str
) -> None:
    assert (stack_parameter(name), parameter_problem(name)) == (parameter, "")


@needs_shared
def test_stack_parameters_are_those_of_the_original() -> None:
    vectors = json.loads((SHARED / "vectors/parameter-names.json").read_text())
    assert {v["name"]: stack_parameter(v["name"]) for v in vectors} == {
        v["name"]: v["parameter"] for v in vectors
    }


@pytest.mark.parametrize("name", ["team/api", "my_api", "my.api", "größe"])
def test_a_name_that_gives_no_alphanumeric_parameter_is_a_problem(name: str) -> None:
    assert "which is not alphanumeric" in parameter_problem(name)


def test_a_name_that_gives_too_long_a_parameter_is_a_problem() -> None:
    longest = "a" * (PARAMETER_NAME - len("Version"))
    assert parameter_problem(longest) == ""
    assert parameter_problem(longest + "a") == "gives a stack parameter of more than 255 characters"


@given(st.text())
def test_a_name_without_a_problem_gives_a_legal_parameter(name: str) -> None:
    parameter = stack_parameter(name)
    legal = parameter.isascii() and parameter.isalnum() and len(parameter) <= PARAMETER_NAME
    assert legal == (parameter_problem(name) == "")


@pytest.mark.parametrize(
    "tag", ["v0.1.0", "v10.20.30", "v1.8.3-ffce1e2", "v1.2.3-abc.123", "v1.2.3-0042", "v1.2.3--"]
)
def test_a_release_is_a_version_with_or_without_a_suffix(tag: str) -> None:
    assert is_release_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "1.2.3",
        "V1.2.3",
        "v1.2",
        "v1.2.x",
        "v01.2.3",
        "v1.2.3-",
        "v1.2.3-a..b",
        "v1.2.3+build",
        "v1.2.3-abc+def",
        "v1.2.3-a b",
        "v1.2.3-a/b",
        "v1.2.3-a_b",
        "v1.2.3\n",
        "v١.2.3",
        "latest",
    ],
)
def test_anything_else_is_no_release(tag: str) -> None:
    assert not is_release_tag(tag)


def test_a_release_is_as_long_as_an_image_tag_may_be() -> None:
    longest = "v1.2.3-".ljust(IMAGE_TAG, "a")
    assert is_release_tag(longest)
    assert not is_release_tag(longest + "a")


def test_a_pull_request_is_called_by_a_number_of_digits() -> None:
    spelled = ["7", "0" * 17 + "7", "0" * 18 + "7", "1" * 5_000, "٧", "-7", "seven", ""]
    assert [pull_number(text) for text in spelled] == [7, 7, *[None] * 6]


BRANCHES = {
    "main": True,
    "fix/105": True,
    "feature/a.b_c-d": True,
    "größe": True,
    "@": True,
    "a@b": True,
    "{": True,
    "": False,
    "HEAD": False,
    "-a": False,
    ".a": False,
    "a/.b": False,
    "a..b": False,
    "a.": False,
    "a/": False,
    "/a": False,
    "a//b": False,
    "a.lock": False,
    "a.lock/b": False,
    "a@{b": False,
    "a b": False,
    "a~b": False,
    "a^b": False,
    "a:b": False,
    "a?b": False,
    "a*b": False,
    "a[b": False,
    "a\\b": False,
    "a\x7fb": False,
    "a\nb": False,
}


@pytest.mark.parametrize(("branch", "legal"), BRANCHES.items())
def test_a_branch_is_what_git_allows(branch: str, *, legal: bool) -> None:
    assert is_branch_name(branch) == legal


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git, to ask it the same")
@pytest.mark.parametrize("branch", [name for name in BRANCHES if name])
def test_git_says_the_same_of_each_branch(branch: str) -> None:
    asked = subprocess.run(
        ["git", "check-ref-format", "--branch", branch], capture_output=True, check=False
    )
    assert (asked.returncode == 0) == BRANCHES[branch]


@pytest.mark.parametrize("path", ["a", "splits-lite", "team/api", "a--b", "a__b", "a.b_c", "0x/1"])
def test_an_image_repository_is_an_oci_path(path: str) -> None:
    assert is_repository_path(path)


@pytest.mark.parametrize(
    "path", ["", "A", "a___b", "a..b", "-a", "a-", "/a", "a/", "a//b", "a:b", "a b", "é", "a" * 256]
)
def test_anything_else_is_no_image_repository(path: str) -> None:
    assert not is_repository_path(path)


@pytest.mark.parametrize("name", ["a", "Splits_Lite", "-", "a.b", "a.git.b", "_", "a" * 100])
def test_a_github_repository_is_1_to_100_of_its_alphabet(name: str) -> None:
    assert is_github_name(name)


@pytest.mark.parametrize("name", ["", ".a", "a.git", ".git", "a/b", "a b", "é", "a\n", "a" * 101])
def test_anything_else_is_no_github_repository(name: str) -> None:
    assert not is_github_name(name)


@pytest.mark.parametrize(
    "host",
    [
        "lite.example.org",
        "${LiteDomain}",
        "lite.${Environment}.example.org",
        "lite-${AWS::Region}.${Zone}",
        f"{'a' * DNS_LABEL}.org",
    ],
)
def test_a_domain_is_a_host_name_with_variables(host: str) -> None:
    assert is_host_expression(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "lite",
        "*.example.org",
        "lite..org",
        "-a.org",
        "a_b.org",
        "a b.org",
        "lite.org.",
        "https://lite.org",
        "${}",
        "${!Literal}.org",
        "${A.B}.org",
        "$A.org",
        f"{'a' * (DNS_LABEL + 1)}.org",
        ".".join(["a" * 40] * 3),
    ],
)
def test_anything_else_is_no_domain(host: str) -> None:
    assert not is_host_expression(host)


def test_a_domain_leaves_room_for_the_label_of_a_preview() -> None:
    longest = f"{'a' * 59}.{'b' * 59}"
    assert len("1d0fd508." + longest) == HOST_HEADER
    assert is_host_expression(longest)
    assert not is_host_expression(longest + "b")
