"""`kayron snapshot`: record what is there, and compare recordings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kayron.cli.command import Command, Group
from kayron.cli.facts import EnvOption, captured
from kayron.cli.terminal import Color, ColorOption, note, room, show

if TYPE_CHECKING:
    from kayron.core.snapshot import Snapshot

app = typer.Typer(cls=Group, rich_markup_mode=None)


@app.callback(invoke_without_command=True, subcommand_metavar="[diff A B]")
def snapshot(
    ctx: typer.Context,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Record to this file, gzipped if it ends in .gz.",
        ),
    ] = None,
    env: EnvOption = None,
) -> None:
    """Record all facts, or compare two recordings.

    kayron snapshot -o FILE reads everything that planning needs from GitHub and AWS, and changes
    nothing there. What could not be read is in the file as unknown, with the reason.
    """
    if ctx.invoked_subcommand is None:
        _record(output, env)
    elif output is not None or env is not None:
        raise typer.BadParameter("They are for recording.", ctx=ctx, param_hint="-o and --env")


def _record(output: Path | None, env: Path | None) -> None:
    if output is None:
        raise typer.BadParameter("Name a file to record to.", param_hint="-o")
    from kayron.adapters.store import check_target, write_document

    check_target(output)
    begun = time.monotonic()
    facts = captured(env)
    write_document(output, facts)
    note("\n".join(_summary(output, facts, time.monotonic() - begun)))


def _summary(output: Path, facts: Snapshot, seconds: float) -> Iterator[str]:
    """Yield what was read, then what was not."""
    from kayron.core.render.phrase import count
    from kayron.core.render.style import plain
    from kayron.core.render.unread import unread
    from kayron.core.unread import contents, unknown_facts

    size = f", {output.stat().st_size:,} bytes" if output.is_file() else ""
    read = ", ".join(count(number, noun) for noun, number in contents(facts) if number)
    yield f"{output}: {read or 'nothing'} read in {seconds:.1f} s{size}"
    unknown = unknown_facts(facts)
    if unknown:
        are = "fact is" if len(unknown) == 1 else "facts are"
        yield f"{len(unknown):,} {are} unknown:"
        yield plain(unread(unknown, room())).rstrip("\n")


@app.command(cls=Command)
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="The older snapshot.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The newer snapshot.")],
    color: ColorOption = Color.AUTO,
) -> int:
    """Show what differs between two snapshots.

    The exit code is 0 whether or not something does.
    """
    from kayron.adapters.store import read_snapshot
    from kayron.core.compare import compare
    from kayron.core.render.comparison import difference_lines

    found = compare(read_snapshot(before), read_snapshot(after))
    show(difference_lines(found, room()), color)
    return 0
