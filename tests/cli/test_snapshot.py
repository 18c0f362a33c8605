"""`kayron snapshot`, offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from kayron.cli.main import main

Capture = pytest.CaptureFixture[str]


def test_what_differs_is_shown(quiet: Path, moving: Path, capsys: Capture) -> None:
    assert main(["snapshot", "diff", str(quiet), str(moving)]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith('~  branches["lite"]["main"]: ')


def test_nothing_differs(quiet: Path, capsys: Capture) -> None:
    assert main(["snapshot", "diff", str(quiet), str(quiet)]) == 0
    assert capsys.readouterr().out == "0 differences.\n"


def test_a_recording_needs_a_file(capsys: Capture) -> None:
    assert main(["snapshot"]) == 1
    assert capsys.readouterr().err == (
        "kayron: Invalid value for -o: Name a file to record to. See 'kayron snapshot --help'.\n"
    )


def test_a_file_that_cannot_be_written_is_said_before_facts_are_read(capsys: Capture) -> None:
    assert main(["snapshot", "-o", "/nowhere/s.json", "--env", "/nowhere/.env"]) == 1
    assert capsys.readouterr().err == (
        "kayron: /nowhere/s.json: cannot be written: there is no folder /nowhere.\n"
    )


def test_a_comparison_records_nothing(quiet: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "s.json"
    assert main(["snapshot", "-o", str(path), "diff", str(quiet), str(quiet)]) == 1
    assert "-o and --env: They are for recording." in capsys.readouterr().err
    assert not path.exists()


def test_help_says_how_to_record_and_how_to_compare(capsys: Capture) -> None:
    assert main(["snapshot", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Usage: kayron snapshot [OPTIONS] [diff A B]" in shown
    assert "kayron snapshot -o FILE" in shown
    assert "diff  Show what differs between two snapshots." in shown


def test_two_snapshots_are_needed(quiet: Path, capsys: Capture) -> None:
    assert main(["snapshot", "diff", str(quiet)]) == 1
    assert capsys.readouterr().err == (
        "kayron: Missing argument 'B'. See 'kayron snapshot diff --help'.\n"
    )
