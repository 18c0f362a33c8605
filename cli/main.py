"""The program: its commands, and how every error becomes one message and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn, TextIO, cast

import typer
from typer.main import get_command

from kayron.cli import apply, deploy, lint, plan, render, snapshot, status, version
from kayron.cli.command import Command, Group
from kayron.cli.terminal import note
from kayron.core.error import KayronError

DEBUG = "--debug"

FAILED = 1
"""The exit code of every error; 2 is a plan that has actions."""

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def kayron(
    *,
    _debug: Annotated[
        bool, typer.Option(DEBUG, help="Show a traceback of an error; may stand anywhere.")
    ] = False,
) -> None:
    """Change management for AWS ECS and CloudFormation: plan, review, apply, replay."""


app.command(cls=Command)(plan.plan)
app.command(cls=Command)(apply.apply)
app.command(cls=Command)(deploy.deploy)
app.command(cls=Command)(status.status)
app.command(cls=Command)(render.render)


@app.command("lint", cls=Command)
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The checkout.")] = Path(),
    form: Annotated[
        lint.Output, typer.Option("--format", help="How to print the problems.")
    ] = lint.Output.TEXT,
) -> int:
    """Check a local checkout, offline.

    That is its release definitions, kayron.yaml and templates. The exit code is 1 with problems.
    """
    return lint.command(path, form)


app.add_typer(snapshot.app, name="snapshot")
app.command(cls=Command)(version.schema)
app.command(cls=Command)(version.version)


COLLECT_EVERY = 100_000
"""New objects between two garbage collections: ours are immutable values, which leave none."""


def run() -> None:
    """Run the program with the arguments of the process."""
    gc.set_threshold(COLLECT_EVERY)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _leave(main(sys.argv[1:]))


def _open_streams() -> None:
    """Open the null device for each standard stream that the process began without.

    In this order each gets its own number, which else the next file that is opened would have.
    """
    sys.stdin = sys.stdin or _null("r")
    sys.stdout = sys.stdout or _null("w")
    sys.stderr = sys.stderr or _null("w")


def _null(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def _leave(code: int) -> NoReturn:
    """End the process now: the interpreter would wait for calls that are given up, but hang."""
    if threading.active_count() == 1:
        # The memory goes with the process: without this, the end of it looks for garbage in all.
        gc.freeze()
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run the program with these arguments, and return its exit code."""
    words = [word for word in arguments if word != DEBUG]
    try:
        code = get_command(app)(words or ["--help"], prog_name="kayron", standalone_mode=False)
    except Exception as error:
        if DEBUG in arguments:
            raise
        note(_message(error))
        return FAILED
    return code if isinstance(code, int) else 0


def _message(error: Exception) -> str:
    """Return one message for people, whatever went wrong."""
    if isinstance(error, KayronError):
        return str(error)
    if isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        hint = f" See '{context.command_path} --help'." if context else ""
        return f"{error.format_message()}{hint}"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this."
    if isinstance(error, OSError) and error.strerror:
        from kayron.core.render.style import visible

        where = f"{visible(str(error.filename))}: " if error.filename else ""
        return f"{where}{error.strerror.lower()}."
    return f"internal error: {type(error).__name__}: {error}. Run with {DEBUG}, and report it."
