"""What expressions are evaluated with, and what comes of those that cannot be."""

from __future__ import annotations

from attrs import field, frozen

from kayron.core.problem import Place
from kayron.core.table import Table


@frozen(kw_only=True)
class Scope:
    """The values that a template's expressions may use; what is not here is unknown.

    `parameters` are those that the stack gets, lists joined by commas. `pseudo` has `AWS::Region`
    and the like, `physical` the ids of deployed resources by logical id, `outputs` those of nested
    stacks by logical id, and `exports` those of the account.
    """

    parameters: Table[str] = field(factory=Table)
    pseudo: Table[str] = field(factory=Table)
    physical: Table[str] = field(factory=Table)
    outputs: Table[Table[str]] = field(factory=Table)
    exports: Table[str] = field(factory=Table)


@frozen
class Unresolved:
    """Why an expression has no known value: a clause for people, and the place of the cause."""

    reason: str
    place: Place


@frozen
class NoValue:
    """The value of `AWS::NoValue`: what holds it is as if it were not written."""


Items = tuple[str | Unresolved, ...]
"""A list, some of whose items may be unknown."""

Value = str | Items | Unresolved | NoValue
