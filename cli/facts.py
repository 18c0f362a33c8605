"""Where the facts of a command come from: a recorded snapshot, or a capture of what is there now.

In both, files of local checkouts may take the place of those that are pushed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kayron.cli.progress import Display
from kayron.cli.terminal import note

if TYPE_CHECKING:
    from kayron.core.snapshot import Files, Snapshot

SnapshotOption = Annotated[
    Path | None,
    typer.Option(
        "--snapshot",
        metavar="FILE",
        help="Take the facts from this recorded snapshot, or from what `apply -o` saved, offline; "
        "else they are captured now.",
    ),
]

EnvOption = Annotated[
    Path | None,
    typer.Option(
        "--env",
        metavar="FILE",
        help="Read settings from this dotenv file too; default: .env, if there is one. "
        "Variables that are set count before it.",
    ),
]

SourceOption = Annotated[
    Path | None,
    typer.Option(
        "--source",
        metavar="DIR",
        help="What if: a local checkout of the release source in place of what is pushed.",
    ),
]

InfrastructureOption = Annotated[
    Path | None,
    typer.Option(
        "--infrastructure",
        metavar="DIR",
        help="What if: a local checkout of the templates in place of what is pushed.",
    ),
]


def read_facts(
    snapshot: Path | None,
    env: Path | None,
    source: Path | None = None,
    infrastructure: Path | None = None,
) -> Snapshot:
    """Return a recorded snapshot, else a new one, with the files of local checkouts in place."""
    files = _local_files(source, infrastructure)
    if snapshot is None:
        facts = captured(env, files[0])
    else:
        from kayron.adapters.store import read_snapshot

        facts = read_snapshot(snapshot)
    if files == (None, None):
        return facts
    from kayron.core.what_if import what_if

    return what_if(facts, *files)


def captured(env: Path | None, source: Files | None = None) -> Snapshot:
    """Return a snapshot of what is there now, with local files of the release source in place."""
    from kayron.adapters.variables import load_variables
    from kayron.core.settings import parse_settings

    settings = parse_settings(load_variables(env))
    from kayron.adapters.live import Live, outside

    with Live(settings, outside(settings)) as live, Display() as display:
        return live.capture(source=source, watch=display)


def _local_files(
    source: Path | None, infrastructure: Path | None
) -> tuple[Files | None, Files | None]:
    """Return the files of local checkouts; raise all that is wrong with them before a capture."""
    if source is None and infrastructure is None:
        return None, None
    from kayron.adapters.checkout import read_release_source, read_templates
    from kayron.core.what_if import check

    checkouts = " and ".join(str(path) for path in (source, infrastructure) if path is not None)
    note(f"what if the files were those of {checkouts}")
    files = (
        None if source is None else read_release_source(source),
        None if infrastructure is None else read_templates(infrastructure),
    )
    check(*files)
    return files
