"""Which parameters of a template are secret: those that it declares `NoEcho`."""

from __future__ import annotations

from typing import Final

from yaml.nodes import Node

from kayron.core.template.node import child, scalar_value
from kayron.core.template.source import Template

NO_ECHO: Final = "NoEcho"
"""What makes a parameter's value a secret; a template without the word has none."""


def is_secret(declaration: Node) -> bool:
    """Tell whether a parameter that is declared so is secret."""
    return (scalar_value(child(declaration, NO_ECHO)) or "").lower() == "true"


def secret_parameters(template: Template) -> frozenset[str]:
    """Return the names of the secret parameters of a template."""
    declared = template.section("Parameters").items() if template.hides else ()
    return frozenset(name for name, node in declared if is_secret(node))
