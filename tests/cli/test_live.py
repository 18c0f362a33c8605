"""The commands that read what is there now, against both sandboxes."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kayron.adapters.store import read_plan, read_snapshot
from kayron.core.schema import status_schema
from tests.cli.live import PROGRAM, Here
from tests.sandbox.acme.organisation import FILES

MOVING = {"captured", "digest", "snapshot"}
"""What two plans of the same environment at two moments differ in."""


def still(text: str) -> dict[str, object]:
    """Return a plan or a status in JSON without what time alone changes."""
    document: dict[str, object] = json.loads(text)
    return {name: value for name, value in document.items() if name not in MOVING}


def recorded(acme: Here, name: str = "s.json") -> Path:
    """Record a snapshot, and return its file."""
    done = acme.run("snapshot", "-o", name)
    assert (done.code, done.out) == (0, "")
    return acme.folder / name


def test_a_recording_says_what_was_read(acme: Here) -> None:
    done = acme.run("snapshot", "-o", "s.json")
    size = (acme.folder / "s.json").stat().st_size
    assert (done.code, done.out) == (0, "")
    assert re.fullmatch(
        r"kayron: s\.json: 9 stacks, 4 ECS services, 2 listeners, 3 branch heads, 4 images "
        rf"read in \d+\.\d s, {size:,} bytes\n",
        done.err,
    )


def test_a_recording_is_gzipped_by_its_ending(acme: Here) -> None:
    packed, plain = recorded(acme, "s.json.gz"), recorded(acme)
    assert packed.read_bytes().startswith(b"\x1f\x8b")
    assert packed.stat().st_size < plain.stat().st_size / 4
    assert read_snapshot(packed).root == read_snapshot(plain).root


def test_a_recording_can_go_to_standard_output(acme: Here) -> None:
    done = acme.run("snapshot", "-o", "/dev/stdout")
    assert json.loads(done.out)["stack"] == "acme-testing"
    assert done.err.startswith("kayron: /dev/stdout: 9 stacks, ")


def test_recordings_are_compared_by_the_same_command(acme: Here) -> None:
    path = recorded(acme)
    assert acme.read("snapshot", "diff", path, path) == "0 differences.\n"


def test_a_live_plan_is_that_of_its_recording(acme: Here) -> None:
    offline = acme.read("plan", "--format", "json", "--snapshot", recorded(acme))
    assert still(acme.read("plan", "--format", "json")) == still(offline)


def test_a_live_plan_is_saved_explained_and_printed_like_any_other(acme: Here) -> None:
    printed = acme.read("plan", "-o", "plan.json", "--detailed-exitcode")
    plan = read_plan(acme.folder / "plan.json")
    assert f"Plan {plan.digest[:8]}: no actions." in printed
    assert acme.read("plan", "--explain", "catalog").startswith("catalog\n   kind")


def test_a_live_status_is_that_of_its_recording_and_valid(acme: Here) -> None:
    offline = acme.read("status", "--format", "json", "--snapshot", recorded(acme))
    live = acme.read("status", "--format", "json")
    assert still(live) == still(offline)
    assert Draft202012Validator(json.loads(status_schema())).is_valid(json.loads(live))


def test_a_status_for_people(acme: Here) -> None:
    lines = acme.read("status").splitlines()
    assert lines[0].startswith("testing: stack acme-testing in us-west-2, account ")
    assert lines[-1] == "5 artifacts: 5 as desired."


@pytest.fixture
def checkout(acme: Here) -> Path:
    """Return a checkout of the release source that wants a branch nobody asked for so far."""
    folder = acme.folder / "releases"
    shutil.copytree(FILES / "releases", folder)
    path = folder / "service/backend.yaml"
    path.write_text(path.read_text().replace("branch: main", "branch: next"))
    return folder


def artifact(plan: str, subject: str) -> dict[str, object]:
    """Return an artifact of a plan in JSON."""
    artifacts: list[dict[str, object]] = json.loads(plan)["artifacts"]
    return next(one for one in artifacts if one["subject"] == subject)


def test_what_a_local_release_source_asks_for_is_captured(acme: Here, checkout: Path) -> None:
    head = acme.organisation.push("catalog", "next")
    acme.organisation.build("catalog", head)
    done = acme.run("plan", "--format", "json", "--source", checkout)
    assert done.err == f"kayron: what if the files were those of {checkout}\n"
    found = artifact(done.out, "catalog")
    assert (found["desired"], found["strategy"], found["moves"]) == (head, "branch next", True)


def test_offline_it_is_unknown(acme: Here, checkout: Path) -> None:
    path = recorded(acme)
    done = acme.run("plan", "--format", "json", "--snapshot", path, "--source", checkout)
    unknown = {"unknown": "the local files ask for it, and the snapshot lacks it"}
    assert artifact(done.out, "catalog")["desired"] == unknown


def test_local_templates_are_planned_on_what_is_there(acme: Here) -> None:
    folder = acme.folder / "infrastructure"
    shutil.copytree(FILES / "infrastructure", folder)
    path = folder / "cloudformation/catalog.json"
    path.write_text(path.read_text().replace('"Memory": "512"', '"Memory": "1024"'))
    done = acme.run("plan", "--infrastructure", folder)
    assert re.search(r"\+ +\"Memory\": \"1024\"", done.out)
    assert "update stack acme-testing" in done.out


def test_problems_of_local_files_are_told_before_anything_is_read(
    acme: Here, checkout: Path
) -> None:
    (checkout / "service/backend.yaml").write_text("- docker: LITE\n")
    done = acme.run("plan", "--source", checkout)
    assert (done.code, done.out) == (1, "")
    assert "service/backend.yaml:1:" in done.err
    assert [traffic.calls for traffic in acme.organisation.traffic] == [(), ()]


def test_templates_are_rendered_as_they_would_be_submitted_now(acme: Here) -> None:
    acme.read("render", "-o", "out")
    assert sorted(path.name for path in (acme.folder / "out").rglob("index*")) != []


def test_a_progress_line_is_shown_on_a_terminal_and_goes(acme: Here) -> None:
    acme.organisation.aws.traffic.delay(0.1)
    ours, theirs = pty.openpty()
    command = [str(PROGRAM), "snapshot", "-o", "s.json"]
    environment = {**acme.variables, "TERM": "xterm"}
    with subprocess.Popen(command, cwd=acme.folder, stderr=theirs, env=environment) as running:
        os.close(theirs)
        pieces = []
        # Linux tells by an error that the last writer has gone.
        with suppress(OSError):
            while piece := os.read(ours, 65536):
                pieces.append(piece)
        os.close(ours)
        assert running.wait(timeout=60) == 0
    *states, last = b"".join(pieces).decode().split("\r\x1b[K")
    assert re.fullmatch(r"capturing: wave 1, \d+ of \d+ facts", states[1])
    assert last.startswith("kayron: s.json: ")


def test_an_interrupt_leaves_nothing_behind_and_waits_for_nobody(acme: Here) -> None:
    acme.organisation.aws.traffic.delay(8)
    command = [str(PROGRAM), "snapshot", "-o", "s.json"]
    environment = dict(acme.variables)
    with subprocess.Popen(
        command, cwd=acme.folder, stderr=subprocess.PIPE, env=environment
    ) as running:
        while not acme.organisation.github.traffic.calls:
            time.sleep(0.01)
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, message = running.communicate(timeout=60)
    assert running.returncode == 130
    assert time.monotonic() - begun < 4
    assert b"Traceback" not in message
    assert list(acme.folder.iterdir()) == []
