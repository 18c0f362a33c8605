"""Carries out a plan as a person wants it: shows it, asks, waits, and says how it ended."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import frozen

from kayron.cli.progress import Display
from kayron.cli.terminal import Color, room, show
from kayron.core.error import KayronError

if TYPE_CHECKING:
    from kayron.adapters.live import Live
    from kayron.cli.telling import Telling
    from kayron.core.apply.record import Applied
    from kayron.core.decision import Options
    from kayron.core.plan import Plan
    from kayron.core.settings import Settings
    from kayron.core.snapshot import Snapshot

YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

WaitOption = Annotated[
    bool, typer.Option("--wait/--no-wait", help="Wait until the update is through.")
]

RetryOption = Annotated[bool, typer.Option("--retry", help="Try again what failed before.")]

OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Save what was done as JSON."),
]

EXITS = {
    "done": 0,
    "unchanged": 0,
    "left": 0,
    "stale": 3,
    "denied": 4,
    "held": 5,
    "interrupted": 130,
}
"""Exit codes by ending, 130 as of every program that is interrupted; every other is an error."""

ERROR = 1

QUESTION = "Carry this out? [y/N]: "

ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}


class NotConfirmed(KayronError):
    """Nobody said yes."""

    def __str__(self) -> str:
        return "nothing was changed: nobody said yes."


class NobodyToAsk(KayronError):
    """There is no terminal, and so nobody who could say yes."""

    def __str__(self) -> str:
        return (
            "nothing was changed: there is no terminal to ask on. Give --yes, or a PLAN that was "
            "saved with `kayron plan -o` and reviewed."
        )


@frozen(kw_only=True)
class Wanted:
    """What a person wants: a saved plan or that of this moment, and how to go about it."""

    plan: Path | None
    options: Options
    ask: bool
    wait: bool
    output: Path | None
    env: Path | None
    color: Color


def carry_out(wanted: Wanted) -> int:
    """Carry out a plan, and return the exit code."""
    from kayron.adapters.live import Live, outside
    from kayron.adapters.store import check_target, read_plan

    reviewed = read_plan(wanted.plan) if wanted.plan is not None else None
    if wanted.output is not None:
        check_target(wanted.output)
    asks = wanted.ask and reviewed is None
    if asks and not sys.stdin.isatty():
        raise NobodyToAsk
    settings = _settings(wanted.env)
    with Live(settings, outside(settings)) as live:
        if asks:
            shown, facts = _shown(live, wanted)
            if not shown.actions:
                return _nothing(shown, facts, wanted)
            if not _is_confirmed():
                raise NotConfirmed
            reviewed = shown
        return _applied(live, wanted, reviewed)


def _settings(env: Path | None) -> Settings:
    from kayron.adapters.variables import load_variables
    from kayron.core.settings import parse_settings

    return parse_settings(load_variables(env))


def _shown(live: Live, wanted: Wanted) -> tuple[Plan, Snapshot]:
    """Show the plan of this moment, and return it with the facts that it was made from."""
    from kayron.core.planner import plan
    from kayron.core.render.text import text

    with Display() as display:
        facts = live.capture(watch=display)
    made, _ = plan(facts, options=wanted.options)
    show(text(made, room()), wanted.color)
    return made, facts


def _is_confirmed() -> bool:
    """Ask beside the output, until it is a yes or a no; the end of the input is a no."""
    while True:
        sys.stderr.write(QUESTION)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
        answer = ANSWERS.get(line.strip().lower())
        if answer is not None:
            return answer


def _nothing(made: Plan, facts: Snapshot, wanted: Wanted) -> int:
    """Return the exit code of a plan without actions, which needs no lease."""
    from kayron.adapters.execute.applying import untouched
    from kayron.cli.telling import Telling
    from kayron.core.apply.ending import ending_of

    done = untouched(made, facts, ending_of(made), "")
    return _concluded(done, wanted, Telling(wanted.color, reviewed=made))


def _applied(live: Live, wanted: Wanted, reviewed: Plan | None) -> int:
    from kayron.adapters.execute.apply import apply
    from kayron.adapters.execute.applying import Wishes
    from kayron.cli.telling import Telling

    telling = Telling(wanted.color, reviewed)
    wishes = Wishes(options=wanted.options, wait=wanted.wait)
    with telling.display:
        done = apply(live, _owner(), wishes, reviewed, telling)
    return _concluded(done, wanted, telling)


def _concluded(done: Applied, wanted: Wanted, telling: Telling) -> int:
    from kayron.adapters.store import write_document

    if wanted.output is not None:
        write_document(wanted.output, done)
    telling.concluded(done)
    return EXITS.get(done.ending.value, ERROR)


def _owner() -> str:
    """Return who holds the lease, for people."""
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "somebody"
    return f"{user}@{socket.gethostname()} (process {os.getpid()})"
