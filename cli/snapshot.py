"""`kayron snapshot`: recordings of what was."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kayron.cli.command import Command, Group
from kayron.cli.terminal import Color, ColorOption, room, show
from kayron.core.error import KayronError

app = typer.Typer(cls=Group, rich_markup_mode=None)


class NotRecorded(KayronError):
    """Recording needs the world, which this version cannot read."""

    def __init__(self) -> None:
        super().__init__(
            "this version cannot record a snapshot from GitHub and AWS yet. "
            "It compares recorded ones: kayron snapshot diff A B."
        )


@app.callback(invoke_without_command=True)
def snapshot(ctx: typer.Context) -> None:
    """Compare recorded snapshots."""
    if ctx.invoked_subcommand is None:
        raise NotRecorded


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
