"""`kayron status`: what runs, what is wanted, and why not."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from kayron.cli.facts import EnvOption, SnapshotOption, read_facts
from kayron.cli.terminal import Color, ColorOption, room, show, write


class Format(Enum):
    """How a status is printed."""

    TEXT = "text"
    JSON = "json"


def status(
    *,
    snapshot: SnapshotOption = None,
    env: EnvOption = None,
    form: Annotated[
        Format, typer.Option("--format", help="How to print the status.")
    ] = Format.TEXT,
    color: ColorOption = Color.AUTO,
) -> int:
    """Show what runs, what is wanted, and why not."""
    from kayron.core.status import status_of

    found = status_of(read_facts(snapshot, env))
    match form:
        case Format.TEXT:
            from kayron.core.render.status import status_lines

            show(status_lines(found, room()), color)
        case Format.JSON:
            from kayron.core.document import canonical

            write(canonical(found))
    return 0
