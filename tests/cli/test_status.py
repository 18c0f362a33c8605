"""`kayron status`, offline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kayron.cli.main import main

Capture = pytest.CaptureFixture[str]


def test_a_status_is_shown(moving: Path, capsys: Capture) -> None:
    assert main(["status", "--snapshot", str(moving)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("~  lite  ") and "moves" in line for line in lines)
    assert lines[-1].endswith("1 moving.")


def test_a_status_in_json(quiet: Path, capsys: Capture) -> None:
    assert main(["status", "--snapshot", str(quiet), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["standing"] for one in document["artifacts"]] == ["as desired", "as desired"]
    assert document["unknown"] == []


def test_it_has_colours_if_they_are_asked_for(quiet: Path, capsys: Capture) -> None:
    assert main(["status", "--snapshot", str(quiet), "--color", "always"]) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_a_status_has_no_markdown(quiet: Path, capsys: Capture) -> None:
    assert main(["status", "--snapshot", str(quiet), "--format", "markdown"]) == 1
    assert "'markdown' is not one of text, json." in capsys.readouterr().err
