"""`kayron plan`: what would change, why, and why not."""

from __future__ import annotations

from enum import Enum
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
from kayron.cli.terminal import Color, ColorOption, room, show, write

if TYPE_CHECKING:
    from kayron.core.plan import Plan
    from kayron.core.snapshot import Snapshot

CHANGES = 2
"""The exit code of `--detailed-exitcode` for a plan that has actions."""


class Format(Enum):
    """How a plan is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def plan(
    *,
    snapshot: SnapshotOption = None,
    env: EnvOption = None,
    source: SourceOption = None,
    infrastructure: InfrastructureOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Save the plan as JSON."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the plan.")] = Format.TEXT,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="SUBJECT", help="Show all that concerns one subject."),
    ] = None,
    detailed_exitcode: Annotated[
        bool, typer.Option("--detailed-exitcode", help="Exit with 2 if the plan has actions.")
    ] = False,
    color: ColorOption = Color.AUTO,
) -> int:
    """Show what would change, why, and why not."""
    from kayron.adapters.store import check_target, write_document

    if explain is not None and form is not Format.TEXT:
        raise typer.BadParameter("It explains as text only.", param_hint="--explain")
    if output is not None:
        check_target(output)
    found = planned(read_facts(snapshot, env, source, infrastructure))
    if output is not None:
        write_document(output, found)
    if explain is not None:
        _explain(found, explain, color)
    else:
        _print(found, form, color)
    return CHANGES if detailed_exitcode and found.actions else 0


def planned(facts: Snapshot) -> Plan:
    """Return the plan of a snapshot."""
    from kayron.core.planner import plan as plan_snapshot

    return plan_snapshot(facts)[0]


def _explain(found: Plan, subject: str, color: Color) -> None:
    from kayron.core.render.explain import explain

    show(explain(found, subject, room()), color)


def _print(found: Plan, form: Format, color: Color) -> None:
    match form:
        case Format.TEXT:
            from kayron.core.render.text import text

            show(text(found, room()), color)
        case Format.JSON:
            from kayron.core.document import canonical

            write(canonical(found))
        case Format.MARKDOWN:
            from kayron.core.render.markdown import markdown

            write(markdown(found))
