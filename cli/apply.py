"""`kayron apply`: carry out a plan that was seen, and wait until it is through."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kayron.cli.facts import EnvOption
from kayron.cli.progress import Display
from kayron.cli.telling import Telling
from kayron.cli.terminal import Color, ColorOption, room, show
from kayron.core.error import KayronError

if TYPE_CHECKING:
    from kayron.adapters.live import Live
    from kayron.core.decision import Options
    from kayron.core.plan import Plan
    from kayron.core.settings import Settings

EXITS = {
    "done": 0,
    "unchanged": 0,
    "left": 0,
    "stale": 3,
    "denied": 4,
    "held": 5,
}
"""Exit codes by ending; every other is an error. Source: SPEC 15."""

ERROR = 1


class NotConfirmed(KayronError):
    """Nobody said yes."""

    def __str__(self) -> str:
        return "nothing was changed: nobody said yes. Give --yes where no terminal asks."


def apply(
    *,
    plan: Annotated[
        Path | None, typer.Argument(metavar="[PLAN]", help="Carry out just this saved plan.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait until the update is through.")
    ] = True,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Let any number of previews leave, and send NoEcho overrides."
        ),
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Save what was done as JSON."),
    ] = None,
    env: EnvOption = None,
    color: ColorOption = Color.AUTO,
) -> int:
    """Bring the environment to the declared state.

    Shows the plan and asks, unless a saved PLAN says what was reviewed. What changed since makes a
    reviewed plan stale: the exit code is 3, and nothing is written.
    """
    from kayron.core.decision import Options

    if plan is not None and (force or retry):
        raise typer.BadParameter(
            "A saved plan is carried out as it is.", param_hint="--force, --retry"
        )
    options = Options(force=force, retry=retry)
    return applied(plan, options, ask=not yes, wait=wait, output=output, env=env, color=color)


def applied(
    plan: Path | None,
    options: Options,
    *,
    ask: bool,
    wait: bool,
    output: Path | None,
    env: Path | None,
    color: Color,
) -> int:
    """Carry out a plan, and return the exit code."""
    from kayron.adapters.execute.apply import apply as apply_plan
    from kayron.adapters.execute.applying import Wishes
    from kayron.adapters.live import Live
    from kayron.adapters.store import read_plan, write_document

    reviewed = read_plan(plan) if plan is not None else None
    with Live(_settings(env)) as live:
        if reviewed is None and ask:
            reviewed = _reviewed(live, options, color)
            if not reviewed.actions:
                return _nothing(reviewed)
        telling = Telling(color)
        wishes = Wishes(options=options, wait=wait)
        done = apply_plan(live, _owner(), wishes, reviewed, telling)
    if output is not None:
        write_document(output, done)
    telling.concluded(done)
    return EXITS.get(done.ending.value, ERROR)


def _settings(env: Path | None) -> Settings:
    from kayron.adapters.variables import load_variables
    from kayron.core.settings import parse_settings

    return parse_settings(load_variables(env))


def _reviewed(live: Live, options: Options, color: Color) -> Plan:
    """Show the plan of this moment, and return it if a person agrees."""
    from kayron.core.planner import plan as plan_snapshot
    from kayron.core.render.text import text

    with Display() as display:
        snapshot = live.capture(watch=display)
    made, _ = plan_snapshot(snapshot, options=options)
    show(text(made, room()), color)
    if made.actions and not (sys.stdin.isatty() and typer.confirm("Carry this out?", err=True)):
        raise NotConfirmed
    return made


def _nothing(made: Plan) -> int:
    """Return the exit code of a plan that has no actions."""
    from kayron.core.apply.ending import ending_of

    return EXITS[ending_of(made).value]


def _owner() -> str:
    """Return who holds the lease, for people."""
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "somebody"
    return f"{user}@{socket.gethostname()} (process {os.getpid()})"
