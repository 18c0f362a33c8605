"""The operations: each module of them registers its functions here, by GitHub's own ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.sandbox.github.exchange import Answer, Request

Function: TypeAlias = Callable[[Request], Answer]

FUNCTIONS: dict[str, Function] = {}


def operation(name: str) -> Callable[[Function], Function]:
    """Register a function that answers an operation."""

    def register(function: Function) -> Function:
        FUNCTIONS[name] = function
        return function

    return register
