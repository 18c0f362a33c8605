from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.simulation.outcomes import DENY, HOLD, OUTCOMES

CORE = Path(__file__).parents[2] / "core"
EITHER = {"allow": ("allow",), "hold": (HOLD,), "deny": (DENY,), "judge": (HOLD, DENY)}
NAMED = {"Gate": DENY, "Limit": HOLD}
"""Tables of policies, and what each of their entries says where it says anything."""


def test_every_outcome_that_core_can_give_is_listed_and_no_other() -> None:
    files = [path for path in sorted(CORE.rglob("*.py")) if path.name != "verdict.py"]
    trees = {f"kayron.core.{_module(path)}": ast.parse(path.read_text()) for path in files}
    constants = {name: dict(_constants(tree)) for name, tree in trees.items()}
    found = {
        pair for tree in trees.values() for pair in _given(tree, _names(tree, constants, trees))
    }
    assert found == set(OUTCOMES)


def _module(path: Path) -> str:
    return ".".join(path.relative_to(CORE).with_suffix("").parts)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _names(
    tree: ast.Module, constants: dict[str, dict[str, str]], trees: dict[str, ast.Module]
) -> dict[str, str]:
    """Return the texts that names stand for in a module, imported ones too."""
    own = next(name for name, one in trees.items() if one is tree)
    found = dict(constants[own])
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in constants:
            there = constants[node.module]
            found |= {one.name: there[one.name] for one in node.names if one.name in there}
    return found


def _given(tree: ast.Module, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in NAMED:
            for keyword in node.keywords:
                if keyword.arg == "policy" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value), NAMED[node.func.id]
        for outcome in EITHER.get(node.func.id, ()):
            match node.args[0] if len(node.args) >= 3 else None:
                case ast.Constant(value=str(policy)):
                    yield policy, outcome
                case ast.Name(id=name) if name in names:
                    yield names[name], outcome
