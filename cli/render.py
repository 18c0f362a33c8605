"""`kayron render`: the templates as the plan would submit them, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kayron.cli.facts import (
    EnvOption,
    InfrastructureOption,
    SnapshotOption,
    SourceOption,
    read_facts,
)
from kayron.cli.plan import planned
from kayron.cli.terminal import write
from kayron.core.error import KayronError

if TYPE_CHECKING:
    from kayron.core.plan import Plan


class NothingRendered(KayronError):
    """A plan has no templates; its verdicts say why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(["nothing could be rendered:", *reasons]))


def render(
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write to.")
    ],
    snapshot: SnapshotOption = None,
    env: EnvOption = None,
    source: SourceOption = None,
    infrastructure: InfrastructureOption = None,
) -> int:
    """Write the rendered templates to a folder."""
    from kayron.adapters.folder import write_templates
    from kayron.core.render.style import visible

    found = planned(read_facts(snapshot, env, source, infrastructure))
    if not found.templates:
        raise NothingRendered(_reasons(found))
    for path in write_templates(output, found.templates):
        write(f"{visible(str(path))}\n")
    return 0


def _reasons(found: Plan) -> tuple[str, ...]:
    from kayron.core.render.judgement import gravest_first

    return tuple(f"{v.subject}: {v.reason}" for v in gravest_first(found))
