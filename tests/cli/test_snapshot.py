"""`kayron snapshot`."""

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


def test_a_snapshot_cannot_be_recorded_yet(capsys: Capture) -> None:
    assert main(["snapshot"]) == 1
    assert "cannot record a snapshot" in capsys.readouterr().err


def test_two_snapshots_are_needed(quiet: Path, capsys: Capture) -> None:
    assert main(["snapshot", "diff", str(quiet)]) == 1
    assert capsys.readouterr().err == (
        "kayron: Missing argument 'B'. See 'kayron snapshot diff --help'.\n"
    )
