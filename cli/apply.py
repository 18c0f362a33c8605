"""`kayron apply`: carry out a plan that was seen, and wait until it is through."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kayron.cli.carry_out import (
    OutputOption,
    RetryOption,
    WaitOption,
    Wanted,
    YesOption,
    carry_out,
)
from kayron.cli.facts import EnvOption
from kayron.cli.terminal import Color, ColorOption


def apply(
    *,
    plan: Annotated[
        Path | None, typer.Argument(metavar="PLAN", help="Carry out just this saved plan.")
    ] = None,
    yes: YesOption = False,
    wait: WaitOption = True,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Let any number of previews leave, and send NoEcho overrides."
        ),
    ] = False,
    retry: RetryOption = False,
    output: OutputOption = None,
    env: EnvOption = None,
    color: ColorOption = Color.AUTO,
) -> int:
    """Bring the environment to the declared state.

    Shows the plan and asks, unless a saved PLAN says what was reviewed. What changed since makes a
    reviewed plan stale: the exit code is 3, and nothing is written. 4: a policy denies the update;
    5: it waits for facts that could not be read; 1: an error.
    """
    from kayron.core.decision import Options

    if plan is not None and (force or retry):
        raise typer.BadParameter(
            "A saved plan is carried out as it is.", param_hint="--force, --retry"
        )
    wanted = Wanted(
        plan=plan,
        options=Options(force=force, retry=retry),
        ask=not yes,
        wait=wait,
        output=output,
        env=env,
        color=color,
    )
    return carry_out(wanted)
