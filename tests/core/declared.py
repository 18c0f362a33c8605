"""Small texts of release definitions, and what comes of them."""

from __future__ import annotations

import pytest

from kayron.core.problem import InvalidInput
from kayron.core.release import Definitions, Strategy, parse_definitions

INFRASTRUCTURE = "- {github: infrastructure, provider: cloudformation, deploy: {branch: main}}\n"
FILE = "service/a.yaml"


def parse(text: str, infrastructure: str = INFRASTRUCTURE) -> Definitions:
    """Return the definitions of a file of services beside one of the infrastructure."""
    return parse_definitions({"infrastructure/i.yaml": infrastructure, FILE: text})


def problems(text: str, infrastructure: str = INFRASTRUCTURE) -> list[str]:
    """Return the problems of a file of services, without its name."""
    with pytest.raises(InvalidInput) as caught:
        parse(text, infrastructure)
    return [str(problem).removeprefix(f"{FILE}:") for problem in caught.value.problems]


def service(deploy: str = "{branch: main}", more: str = "") -> str:
    """Return the text of one service; its strategy stands at 2:11."""
    return f"- {{docker: lite, github: lite,\n   deploy: {deploy}{more}}}\n"


def strategy(deploy: str) -> Strategy:
    """Return the strategy of a service with this `deploy`."""
    return parse(service(deploy)).services[0].strategy
