"""What the README shows is what the program prints, and its commands run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.layout import ROOT
from tests.house.program import MORNING, PROGRAM, run

README = (ROOT / "README.md").read_text()

COMMANDS = re.findall(r"^    kayron (.+)$", README, re.MULTILINE)


def test_the_excerpt_is_what_the_program_prints() -> None:
    shown = README.split("```text\n")[1].split("```")[0]
    printed = run(PROGRAM, "plan", "--snapshot", MORNING)
    parts = [part.strip("\n") for part in shown.split("...\n")]
    assert [part for part in parts if part not in printed] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs(command: str, tmp_path: Path) -> None:
    words = [word.replace("/tmp", str(tmp_path)) for word in command.split()]  # noqa: S108 - shown
    assert run(PROGRAM, *words, cwd=ROOT / "fixtures")
