"""`kayron deploy --force`: update the stack as it is, without drift."""

from __future__ import annotations

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


def deploy(
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Update the stack though nothing has drifted.")
    ] = False,
    yes: YesOption = False,
    wait: WaitOption = True,
    retry: RetryOption = False,
    output: OutputOption = None,
    env: EnvOption = None,
    color: ColorOption = Color.AUTO,
) -> int:
    """Update the stack, also where nothing has drifted.

    As `kayron apply` otherwise, with all its policies and exit codes. It is for what the stack
    takes from outside of what is declared: a parameter that names a value of SSM, say.
    """
    from kayron.core.decision import Options

    if not force:
        raise typer.BadParameter(
            "It updates the stack though nothing has drifted. Give --force if that is what you "
            "want; `kayron apply` deploys what has drifted.",
            param_hint="deploy",
        )
    wanted = Wanted(
        plan=None,
        options=Options(retry=retry, always=True),
        ask=not yes,
        wait=wait,
        output=output,
        env=env,
        color=color,
    )
    return carry_out(wanted)
