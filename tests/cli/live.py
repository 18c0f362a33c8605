"""The real program against both sandboxes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from attrs import field, frozen

from tests.sandbox.acme.organisation import Organisation

TICK = 0.02
"""Seconds in which a minute passes in a sandbox that lives."""

PROGRAM = Path(sys.executable).parent / "kayron"


@frozen(kw_only=True)
class Here:
    """A folder to work in, and the environment in which the program meets an organisation."""

    organisation: Organisation
    folder: Path
    variables: Mapping[str, str] = field(repr=False)

    def run(self, *arguments: str | Path, **variables: str | None) -> Ended:
        """Run the program; variables that are None are not set."""
        environment = {**self.variables, **variables}
        done = subprocess.run(
            [PROGRAM, *arguments],
            cwd=self.folder,
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return Ended(code=done.returncode, out=done.stdout, err=done.stderr)

    def read(self, *arguments: str | Path, **variables: str | None) -> str:
        """Return what the program prints, having said nothing beside it."""
        done = self.run(*arguments, **variables)
        assert (done.code, done.err) == (0, "")
        return done.out

    def refused(self, *arguments: str | Path, **variables: str | None) -> str:
        """Return the message with which the program fails, having printed and written nothing."""
        before = sorted(self.folder.iterdir())
        done = self.run(*arguments, **variables)
        assert (done.code, done.out) == (1, "")
        assert sorted(self.folder.iterdir()) == before
        assert "Traceback" not in done.err
        return done.err


@frozen(kw_only=True)
class Ended:
    """How the program ended."""

    code: int
    out: str
    err: str


def here(organisation: Organisation, folder: Path) -> Here:
    """Return a folder in which the program meets an organisation."""
    found = {"PATH": os.defpath, "HOME": str(folder), **organisation.environment()}
    return Here(organisation=organisation, folder=folder, variables=found)


@contextmanager
def passing(organisation: Organisation) -> Iterator[None]:
    """Let time pass in a sandbox meanwhile, much faster than outside."""
    over = Event()

    def tick() -> None:
        while not over.wait(TICK):
            organisation.wait(minutes=1)

    thread = Thread(target=tick)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
