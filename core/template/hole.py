"""Expressions as text with holes: what is literal in them, and `${...}` for what is not."""

from __future__ import annotations

import re
from typing import Final

from kayron.core.template.plain import Plain

HOLE: Final = re.compile(r"\$\{[^}]*\}")

UNNAMED: Final = "${?}"
"""A hole that no variable of `Fn::Sub` can fill."""


def with_holes(document: Plain) -> str:
    """Return an expression's text, in the syntax of `Fn::Sub`."""
    match document:
        case str():
            return document.replace("${", "${!")
        case {"Ref": str() as name}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [str() as name, str() as attribute]}:
            return f"${{{name}.{attribute}}}"
        case {"Fn::Sub": str() as text}:
            return text
        case {"Fn::Join": [str() as delimiter, [*parts]]}:
            return with_holes(delimiter).join(map(with_holes, parts))
        case _:
            return UNNAMED
