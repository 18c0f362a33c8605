"""Which version each release definition asks for, and what is known of its image."""

from __future__ import annotations

from typing import assert_never

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.located import NOT_READ
from kayron.core.release import Branch, Definition, Release, Suspend
from kayron.core.snapshot import HIDDEN, Stack
from kayron.core.table import Table


def desired_version(definition: Definition, branches: Table[Table[Fact[str]]]) -> Fact[str]:
    """Return the version that a definition asks for: absent where it is suspended.

    `branches` are the heads by repository and branch. A branch that was not read is unknown; one
    that is gone is absent, and so is an empty commit.
    """
    match definition.strategy:
        case Release(tag=tag):
            return tag
        case Branch(name=name):
            head = branches.get(definition.github, Table()).get(name, NOT_READ)
            return head or Absent()
        case Suspend():
            return Absent()
    assert_never(definition.strategy)


def infrastructure_version(definition: Definition, root: Fact[Stack]) -> Fact[str]:
    """Return the version that the root stack's parameter says, absent where it has none."""
    if not isinstance(root, Stack):
        return root
    value = root.parameters.get(definition.parameter, "")
    if value == HIDDEN:
        return Unknown(f"the parameter {definition.parameter} is NoEcho")
    return value or Absent()


def image_fact(images: Table[Table[Fact[str]]], docker: str, version: Fact[str]) -> Fact[str]:
    """Return the digest of an artifact's image in ECR; without a version there is no image."""
    if not isinstance(version, str):
        return version
    return images.get(docker, Table()).get(version, NOT_READ)


def differs(current: Fact[str], desired: Fact[str]) -> bool:
    """Tell whether there is release drift. An unknown version differs from nothing."""
    return isinstance(desired, str) and not isinstance(current, Unknown) and current != desired
