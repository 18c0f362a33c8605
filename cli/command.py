"""Commands that start fast: typer parses, and nothing is loaded to turn words into simple values.

typer builds a pydantic adapter for every option, which costs more than an offline plan. Our options
are texts, paths and choices, so `Command` converts them itself; without it they mean the same.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class Word:
    """Turns one word of the command line into the option's type; flags have theirs already."""

    def __init__(self, kind: type[str | Path | Enum | bool]) -> None:
        self.kind = kind

    def coerce(self, value: object, *, param: Any, ctx: Any) -> object:  # noqa: ANN401 - typer's own
        """Return a value of our type; a default, which is one already, is returned as it is."""
        if not isinstance(value, str):
            return value
        if not issubclass(self.kind, Enum):
            return self.kind(value)
        choices = {choice.value: choice for choice in self.kind}
        if value not in choices:
            reason = f"{value!r} is not one of {', '.join(choices)}."
            raise typer.BadParameter(reason, ctx=ctx, param=param)
        return choices[value]


class Command(TyperCommand):
    """A typer command whose options are texts, paths, choices and flags."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own
        """Return the options, those that typer adds among them."""
        return _converted(super().get_params(ctx))


class Group(TyperGroup):
    """A typer group whose own options are like those of a `Command`."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own
        """Return the options, those that typer adds among them."""
        return _converted(super().get_params(ctx))


def _converted(params: list[Any]) -> list[Any]:
    """Keep typer from building adapters for options of a type that we convert."""
    for param in params:
        kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
        if isinstance(kind, type) and issubclass(kind, str | Path | Enum | bool):
            vars(param)["_runtime_param"] = Word(kind)
    return params
