"""What goes wrong at GitHub and at AWS: one message each, with the setting to look at."""

from __future__ import annotations

import json
import time

import pytest

from kayron.adapters.store import read_snapshot
from tests.cli.live import Here
from tests.sandbox.traffic import Fault

SECRET = "canary-5f1d"

SOON = 10
"""Seconds in which a call that hangs has not timed out yet."""


def test_a_token_that_github_does_not_know(acme: Here) -> None:
    assert acme.refused("snapshot", "-o", "s.json", KAYRON_GITHUB_TOKEN=SECRET) == (
        "kayron: GitHub refuses the token (401 Bad credentials). Look at KAYRON_GITHUB_TOKEN.\n"
    )


def test_a_repository_that_is_not_there_or_not_shown(acme: Here) -> None:
    assert acme.refused("plan", KAYRON_RELEASE_SOURCE="acme/nothing") == (
        "kayron: GitHub shows no repository acme/nothing (404). Look at KAYRON_RELEASE_SOURCE, "
        "and at what GitHub lets these credentials read.\n"
    )


def test_a_bucket_that_is_not_there(acme: Here) -> None:
    assert acme.refused("plan", KAYRON_S3_BUCKET="acme-nothing") == (
        "kayron: There is no bucket acme-nothing. Look at KAYRON_S3_BUCKET.\n"
    )


def test_no_aws_credentials(acme: Here) -> None:
    message = acme.refused("plan", AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None)
    assert message.startswith("kayron: No AWS credentials were found. Look at the AWS credentials")


def test_an_aws_profile_that_is_not_there(acme: Here) -> None:
    message = acme.refused("plan", AWS_PROFILE="nobody")
    assert message.startswith("kayron: There is no AWS profile nobody. Look at the AWS credentials")


def test_aws_credentials_that_nobody_knows(acme: Here) -> None:
    acme.organisation.aws.access.unknown = True
    message = acme.refused("plan", AWS_SECRET_ACCESS_KEY=SECRET, AWS_SESSION_TOKEN=SECRET)
    assert message.startswith("kayron: AWS does not know the credentials")
    assert SECRET not in message


def test_aws_credentials_that_have_expired(acme: Here) -> None:
    acme.organisation.aws.access.expired = True
    message = acme.refused("plan")
    assert message.startswith(
        "kayron: The AWS credentials have expired. Look at the AWS credential"
    )


@pytest.mark.parametrize("variable", ["KAYRON_CLOUDFORMATION_STACK", "AWS_REGION"])
def test_a_stack_that_is_not_there_is_a_plan_that_says_so(acme: Here, variable: str) -> None:
    other = {"KAYRON_CLOUDFORMATION_STACK": "acme-nothing", "AWS_REGION": "eu-west-1"}[variable]
    plan = json.loads(acme.read("plan", "--format", "json", **{variable: other}))
    (verdict,) = (one for one in plan["verdicts"] if one["policy"] == "root-stack")
    assert verdict["outcome"] == "deny"
    assert verdict["reason"].endswith(
        "create it first, or look at KAYRON_CLOUDFORMATION_STACK and AWS_REGION."
    )


def test_a_token_that_is_revoked_during_a_capture_leaves_the_file_as_it_was(acme: Here) -> None:
    github = acme.organisation.github
    token = github.token("maria")
    github.after("repos/get", lambda: github.revoke(token))
    (acme.folder / "s.json").write_text("before")
    message = acme.refused("snapshot", "-o", "s.json", KAYRON_GITHUB_TOKEN=token)
    assert message.startswith("kayron: GitHub refuses the token")
    assert (acme.folder / "s.json").read_text() == "before"


def test_credentials_that_expire_during_a_capture_leave_the_file_as_it_was(acme: Here) -> None:
    aws = acme.organisation.aws
    acme.organisation.github.after("repos/get", lambda: setattr(aws.access, "expired", True))
    (acme.folder / "s.json").write_text("before")
    message = acme.refused("snapshot", "-o", "s.json")
    assert message.startswith(
        "kayron: The AWS credentials have expired. Look at the AWS credential"
    )
    assert (acme.folder / "s.json").read_text() == "before"


def test_systems_that_do_not_answer_are_told_as_unknown_facts(acme: Here) -> None:
    done = acme.run("status", KAYRON_GITHUB_URL="http://127.0.0.1:1")
    assert (done.code, done.err) == (0, "")
    text = " ".join(done.out.split())
    assert "hold stack unknown-facts " in text
    assert "GitHub broke off the connection, or did not take it" in text


def test_an_error_does_not_wait_for_calls_that_hang(acme: Here) -> None:
    traffic = acme.organisation.aws.traffic
    traffic.fail(Fault.TIMEOUT, "*", "ListExports", seconds=50)
    begun = time.monotonic()
    message = acme.refused("plan", KAYRON_GITHUB_TOKEN=SECRET)
    assert message.startswith("kayron: GitHub refuses the token")
    assert time.monotonic() - begun < SOON


def test_debug_shows_a_traceback_without_secrets(acme: Here) -> None:
    done = acme.run("plan", "--debug", KAYRON_GITHUB_TOKEN=SECRET, AWS_SECRET_ACCESS_KEY=SECRET)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" in done.err
    assert SECRET not in done.err


def test_what_is_not_read_is_unknown_and_the_rest_is_recorded(acme: Here) -> None:
    acme.organisation.aws.access.deny("ecr", "BatchGetImage")
    done = acme.run("snapshot", "-o", "s.json")
    assert (done.code, done.out) == (0, "")
    _, heading, *facts = done.err.splitlines()
    assert heading == "4 facts are unknown:"
    assert facts[0] == "?  ecr:BatchGetImage is denied"
    assert facts[1].startswith('     images["catalog"]')
    assert facts[-1].endswith(" 1 fact more")
    assert read_snapshot(acme.folder / "s.json").stack == "acme-testing"


def test_a_folder_that_is_not_there(acme: Here) -> None:
    message = acme.refused("snapshot", "-o", "nowhere/s.json")
    where = acme.folder / "nowhere"
    assert message == f"kayron: nowhere/s.json: cannot be written: there is no folder {where}.\n"


def test_nothing_secret_is_printed_at_any_log_level(acme: Here) -> None:
    secrets = {"AWS_SECRET_ACCESS_KEY": SECRET, "AWS_SESSION_TOKEN": SECRET}
    done = acme.run("plan", "--format", "json", KAYRON_LOG_LEVEL="debug", **secrets)
    assert done.code == 0
    json.loads(done.out)
    token = acme.variables["KAYRON_GITHUB_TOKEN"]
    assert not [text for text in (SECRET, token) if text in done.out + done.err]
