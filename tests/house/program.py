"""The installed program, run as a person runs it: in another process and a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.layout import ROOT

MORNING = ROOT / "fixtures/an-ordinary-morning/snapshot.json"
PROGRAM = Path(sys.executable).parent / "kayron"


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """Return what a command prints, or fail with what it says of its error."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
