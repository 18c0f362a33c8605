"""The IAM policies that the docs hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from attrs import frozen

from tests.house.layout import ROOT

DOCS = ROOT / "docs"

Table = Mapping[str, Mapping[str, str]]
"""What is said of permissions, each with its reason and its source."""


@frozen(kw_only=True)
class Statement:
    """What a policy allows, and on which resources."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


def statements(name: str) -> Iterator[Statement]:
    """Yield the statements of a policy, which only allows."""
    policy = json.loads((DOCS / f"iam/{name}.json").read_text())
    for one in policy["Statement"]:
        assert one["Effect"] == "Allow"
        yield Statement(actions=_listed(one["Action"]), resources=_listed(one["Resource"]))


def allowed(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each action of a policy with the resources on which it is allowed."""
    for statement in statements(name):
        for action in statement.actions:
            yield action, statement.resources


def sources(system: str, name: str) -> Mapping[str, Table]:
    """Return the tables beside a file of permissions."""
    found: dict[str, Table] = json.loads((DOCS / system / f"{name}.sources.json").read_text())
    return found


def _listed(value: str | list[str]) -> tuple[str, ...]:
    """Return what IAM takes as one text or as a list."""
    return (value,) if isinstance(value, str) else tuple(value)
