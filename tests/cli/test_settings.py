"""Settings of the live commands: environment variables, and a dotenv file beside them."""

from __future__ import annotations

import json
import shlex

import pytest

from tests.cli.live import Here

COMMANDS = (("plan",), ("status",), ("snapshot", "-o", "s.json"), ("render", "-o", "out"))

OURS = ("KAYRON_", "AWS_")

Unset = dict[str, str | None]


def dotenv(acme: Here, name: str = ".env", **others: str) -> Unset:
    """Move all settings into a dotenv file, and return the variables to leave out for it."""
    ours = {name: value for name, value in acme.variables.items() if name.startswith(OURS)}
    lines = [f"{key}={shlex.quote(value)}\n" for key, value in {**ours, **others}.items()]
    (acme.folder / name).write_text("".join(lines))
    unset: Unset = dict.fromkeys(ours)
    return unset


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_all_missing_settings_are_named_at_once_with_what_each_is_for(
    acme: Here, command: tuple[str, ...]
) -> None:
    message = acme.refused(*command, **dict.fromkeys(acme.variables))
    assert message == (
        "kayron: KAYRON_CLOUDFORMATION_STACK: is missing; it names the root stack.\n"
        "KAYRON_ENVIRONMENT: is missing; it names the environment that is kept up to date.\n"
        "KAYRON_GITHUB_TOKEN: is missing; with it GitHub is read, and status comments are "
        "written.\n"
        "KAYRON_RELEASE_SOURCE: is missing; it names the repository that holds the release "
        "definitions.\n"
        "KAYRON_S3_BUCKET: is missing; it names the bucket that templates are uploaded to.\n"
    )


def test_a_malformed_setting_is_told_with_its_value_unless_that_is_secret(acme: Here) -> None:
    message = acme.refused("plan", AWS_REGION="nowhere", KAYRON_CLOUDFORMATION_PARAMETERS="hunter2")
    assert "AWS_REGION: must be a region such as us-west-2, not 'nowhere'" in message
    assert "KAYRON_CLOUDFORMATION_PARAMETERS: " in message
    assert "hunter2" not in message


def test_a_dotenv_file_in_the_folder_is_read_aws_credentials_among_it(acme: Here) -> None:
    unset = dotenv(acme)
    assert json.loads(acme.read("status", "--format", "json", **unset))["stack"] == "acme-testing"


def test_another_dotenv_file_is_read_where_it_is_named(acme: Here) -> None:
    unset = dotenv(acme, "testing.env")
    arguments = ("status", "--format", "json", "--env", "testing.env")
    assert json.loads(acme.read(*arguments, **unset))["stack"] == "acme-testing"


def test_a_variable_that_is_set_counts_before_the_file(acme: Here) -> None:
    unset = dotenv(acme, KAYRON_CLOUDFORMATION_STACK="the-file-s")
    assert json.loads(acme.read("status", "--format", "json", **unset))["stack"] == "the-file-s"
    unset |= {"KAYRON_CLOUDFORMATION_STACK": "ours"}
    found = acme.read("status", "--format", "json", **unset)
    assert json.loads(found)["stack"] == "ours"


def test_a_dotenv_file_that_is_named_must_be_there(acme: Here) -> None:
    assert acme.refused("plan", "--env", "nope.env") == "kayron: nope.env: does not exist.\n"


def test_what_is_no_dotenv_file_is_told_by_line_without_its_values(acme: Here) -> None:
    (acme.folder / ".env").write_text("A=1\nKAYRON_GITHUB_TOKEN hunter2\n")
    message = acme.refused("plan")
    assert message.startswith("kayron: .env:2:1: is not NAME=value;")
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"A=\xff\n", "is not UTF-8 text; save it as UTF-8."),
        (b"#" * 2_000_000, "has more than 1,048,576 bytes, which no dotenv file has."),
    ],
    ids=["not UTF-8", "large"],
)
def test_a_file_that_cannot_be_a_dotenv_file(acme: Here, content: bytes, message: str) -> None:
    (acme.folder / "some.env").write_bytes(content)
    assert acme.refused("plan", "--env", "some.env") == f"kayron: some.env: {message}\n"


def test_a_folder_is_no_dotenv_file(acme: Here) -> None:
    (acme.folder / "some.env").mkdir()
    message = "kayron: some.env: is a folder; name a file in it.\n"
    assert acme.refused("plan", "--env", "some.env") == message
