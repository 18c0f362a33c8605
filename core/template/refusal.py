"""Why a template cannot hold previews of a service, and where in it that shows."""

from __future__ import annotations

from typing import NoReturn

from attrs import frozen
from yaml.nodes import Node

from kayron.core.error import KayronError
from kayron.core.problem import Place
from kayron.core.template.source import Template, place


@frozen
class Refusal:
    """A full sentence, and the place that it speaks of."""

    reason: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Refused(KayronError):
    """What ends the reading of a template; `refusal` is the value that remains of it."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


def refuse(template: Template, node: Node, reason: str) -> NoReturn:
    """Raise `Refused` with a sentence that speaks of a node."""
    raise Refused(Refusal(reason, place(template, node)))
